"""Every route, role and stage, on the list or not: what is secret is told where the table says."""

import logging

import pytest

from relocation.permissions import DataClass, Level, Role, Stage
from tests.api.http import asking
from tests.relocation.casework.canaries import (
    OTHER_CASE,
    READERS,
    THERE,
    mark,
    names_the_place,
)
from tests.relocation.casework.desk import CASE, POLICE, STRANGER, enrol
from tests.relocation.casework.relocating import assess_anew
from tests.relocation.casework.test_canaries import (
    HAS_LEFT,
    canaries_in,
    may_see_the_place,
    stages,
    wanted,
)
from tests.relocation.expected_access import EXPECTED

RESPONSES = 5_000
"""At least so many answers are looked through."""
TOLD = {
    Level.FULL: lambda stage: stage,
    Level.REDUCED: lambda _: None,
}


def knows(role, stage):
    """How much of a case's existence somebody on its list is told."""
    if role is Role.OTHER or (role is Role.PROBATION_PARTY and stage in HAS_LEFT):
        return Level.NOTHING
    return EXPECTED[role, DataClass.EXISTENCE, stage]


class Looking:
    """What was looked through so far."""

    def __init__(self, desk):
        self.desk, self.answers, self.placed = desk, 0, set()

    def at(self, stage):
        for role, who in READERS.items():
            self.existence(role, who, stage)
            self.documents(role, who, stage)
            self.silent(role, who, stage)

    def existence(self, role, who, stage):
        answer = self.noted(asking.read(self.desk, who, self.path(who, CASE)))
        known = knows(role, stage)
        if known is Level.NOTHING:
            assert answer.status_code == 404, (role, stage)
        else:
            assert answer.json()["stage"] == TOLD[known](stage), (role, stage)

    def documents(self, role, who, stage):
        own = OTHER_CASE if role is Role.OTHER else CASE
        for path in asking.documents(self.desk, who, own):
            answer = self.noted(asking.read(self.desk, who, path))
            found = canaries_in(asking.whole(answer))
            assert found <= wanted(role, stage), (role, stage)
            if "purpose=casework" in path:
                assert found == wanted(role, stage), (role, stage)
            if names_the_place(answer.text):
                self.placed.add((role, stage))
        strange = CASE if own == OTHER_CASE else OTHER_CASE
        for path in asking.documents(self.desk, who, strange):
            assert self.noted(asking.read(self.desk, who, path)).status_code in {404, 422}

    def silent(self, role, who, stage):
        """No other route tells anything that was written; to who is off the list none is there."""
        is_off = knows(role, stage) is Level.NOTHING
        answers = [
            *(("free", asking.read(self.desk, who, path)) for path in asking.CASE_FREE),
            *((name, asking.read(self.desk, who, path)) for name, path in
              asking.readings(self.desk, who, CASE)),
            *((button.name, asking.press(self.desk, who, path, body)) for button, path, body in
              asking.presses(self.desk, who, CASE)),
        ]  # fmt: skip
        for name, answer in answers:
            self.noted(answer)
            assert answer.status_code < 500, (role, stage, name)
            assert canaries_in(asking.whole(answer)) == set(), (role, stage, name)
            if is_off and name != "free":
                assert answer.status_code in {404, 422}, (role, stage, name)

    def path(self, who, case):
        return f"/cases/{self.desk.handle(who, case)}"

    def noted(self, answer):
        self.answers += 1
        return answer


@pytest.mark.slow
@pytest.mark.rule("SE-5", "SE-1")
def test_at_every_route_and_stage_each_role_is_told_what_the_table_of_access_says(
    desk_on_sqlite, caplog
):
    desk = desk_on_sqlite
    caplog.set_level(logging.DEBUG)
    desk.open_case(OTHER_CASE, Stage.ENROLLED, {STRANGER: Role.MUNI_SENDER})
    desk.open_case()
    for case in (CASE, OTHER_CASE):
        mark(desk, case)
    with desk.store.transaction() as session:
        for who in READERS.values():
            enrol(session, who)
    assess_anew(desk, CASE, POLICE)
    looking = Looking(desk)
    for stage in stages(desk):
        assert desk.stage() == stage
        before = desk.counted()
        looking.at(stage)
        after = desk.counted()
        assert {name for name in before if before[name] != after[name]} <= {"audit_lines"}
    assert {each for each in looking.placed if not may_see_the_place(*each)} == set()
    assert (Role.MUNI_RECEIVER, Stage.HANDOVER) in looking.placed
    assert looking.answers >= RESPONSES
    assert canaries_in(caplog.text) == set()
    assert not names_the_place(caplog.text)
    assert THERE.coordinator.user not in caplog.text
