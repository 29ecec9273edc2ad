"""The police are told where a person without fixed abode lives by now, and not where it did."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.errors import Stale
from relocation.handovers import residence
from relocation.handovers import service as handovers
from tests.relocation.casework.desk import CASE, POLICE_THERE, RECEIVER
from tests.relocation.casework.entering import IDENTITY
from tests.relocation.casework.nominating import REQUEST
from tests.relocation.casework.relocating import CHOSEN, nominate
from tests.relocation.casework.test_residence_reported import (
    FLAT,
    OTHER,
    TOLD,
    moved,
    relocated,
    states,
)

NOTED = "note_newer_address"


def refused_as_stale(desk, report, version):
    with pytest.raises(Stale) as refused:
        desk.do(residence.tell_police, RECEIVER, report, TOLD, version=version)
    return refused.value.changed


@pytest.mark.rule("HO-7", "RE-6")
def test_who_knew_an_older_address_does_not_report_it_once_a_newer_is_written(desk):
    handover, report = moved(desk)
    desk.do(handovers.record_address, POLICE_THERE, handover, FLAT)
    seen, due = desk.version(report), desk.row(report).due
    desk.do(handovers.record_address, POLICE_THERE, handover, OTHER)
    assert (states(desk, handover), desk.row(report).due) == (["report_owed"], due)
    assert refused_as_stale(desk, report, seen) == (NOTED,)
    assert states(desk, handover) == ["report_owed"]
    assert desk.do(residence.tell_police, RECEIVER, report, TOLD).state == "reported"


@pytest.mark.rule("HO-7")
def test_the_same_address_written_otherwise_makes_no_report_stale(desk):
    handover, report = moved(desk)
    desk.do(handovers.record_address, POLICE_THERE, handover, FLAT)
    seen = desk.version(report)
    spaced = replace(FLAT, address=f"  {FLAT.address.upper()} ")
    desk.do(handovers.record_address, POLICE_THERE, handover, spaced)
    assert desk.do(residence.tell_police, RECEIVER, report, TOLD, version=seen).row == report


@pytest.mark.slow
@pytest.mark.rule("HO-7", "RE-6")
def test_so_it_is_where_a_relocation_from_there_writes_it_in_who_the_candidate_is(desk):
    handover, report = relocated(desk)
    desk.do(residence.tell_police, RECEIVER, report, TOLD)
    nominate(desk, CASE, CHOSEN, REQUEST)
    desk.do(cases.correct_identity, RECEIVER, CASE, replace(IDENTITY, address="Kajen 2"))
    owed = next(x for x in desk.rows("residence_report") if x.state == "report_owed").id
    seen = desk.version(owed)
    desk.do(cases.correct_identity, RECEIVER, CASE, replace(IDENTITY, address="Kajen 3"))
    assert refused_as_stale(desk, owed, seen) == (NOTED,)
    assert states(desk, handover) == ["reported", "report_owed"]
