"""A step whose process dies before any of its statements is taken once when it is pressed again."""

import subprocess
import sys

import pytest

from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.handovers import service as handovers
from relocation.placements import service as placements
from tests.relocation.casework.killed_journeys import killed_before_each_statement, killed_often
from tests.relocation.casework.killed_press import press
from tests.relocation.casework.killing import Killed
from tests.relocation.casework.nominating import TO_JUDGED, brought, drafted, take
from tests.relocation.store.killed import ROOT, wait_until_alone
from tests.store import Store as Database

HANDING_OVER = (placements.contact_receiver, handovers.complete)
"""The full figure sweeps every button of the journey so."""


def change(before, after):
    return {table: after[table] - before[table] for table in before}


def killed_at_each_statement(desk, tmp_path, nomination, version):
    url = desk.store.database.url.render_as_string(hide_password=False)
    words = (sys.executable, "-m", "tests.relocation.casework.killed_press", url, str(tmp_path))
    told = subprocess.run(
        [*words, nomination, str(version)], cwd=ROOT, check=True, capture_output=True
    ).stdout
    wait_until_alone(Database(url, desk.store.database))
    return int(told)


def is_whole(desk):
    with desk.store.transaction() as session:
        return verify(session, (), keys=HeldKeys.of(desk.store.keys)).finding is None


@pytest.mark.slow
@pytest.mark.rule("RE-1", "RE-2")
def test_a_step_killed_before_any_of_its_statements_is_taken_once_and_changes_what_one_does(
    desk, tmp_path
):
    other = brought(desk, *TO_JUDGED)
    before = desk.counted()
    take(desk, other, "confirm")
    by_one = change(before, desk.counted())

    take(desk, other, "withdraw")
    nomination = drafted(desk)
    for step in TO_JUDGED:
        take(desk, nomination, step)
    before, version = desk.counted(), desk.version(nomination)
    assert killed_at_each_statement(desk, tmp_path, nomination, version) > 20
    assert change(before, desk.counted()) == by_one
    assert (desk.row(nomination).version, desk.row(nomination).state) == (version + 1, "necessary")

    answer = press(desk.store, nomination, version)
    assert (answer.version, change(before, desk.counted())) == (version + 1, by_one)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("RE-1", "RE-5")
def test_of_ten_kills_on_a_whole_journey_none_loses_doubles_or_halves_a_step(desk, tmp_path):
    assert killed_often(Killed(desk, tmp_path), kills=10, seed=1) == []


@pytest.mark.slow
@pytest.mark.rule("RE-1")
def test_killed_before_each_statement_of_what_hands_a_person_over_nothing_is_half_done(
    desk, tmp_path
):
    assert killed_before_each_statement(desk, tmp_path, HANDING_OVER) == []
