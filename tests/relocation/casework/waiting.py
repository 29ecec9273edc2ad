"""Many cases that wait for a place, by no steps: for rounds, where what came before is the same."""

from dataclasses import replace
from uuid import uuid4

from relocation.access.tables import CaseRow
from relocation.permissions import Stage
from relocation.placements.kinds import CHOICE, PROPOSAL
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.threats.model import Origin, PresenceSaid
from relocation.threats.statements import every_statement
from tests.relocation.casework.desk import CASE
from tests.relocation.casework.placing import FIRST, TODAY, described

BESIDE = ("sender_hearing", "candidate_hearing", "reconsideration")


def waits(desk, number=0, roles=None, **told):
    """A placement that is open, in a case of its own with all its papers."""
    case = CASE if number == 0 else f"{number:032x}"
    desk.open_case(case, Stage.PLACEMENT, roles)
    nomination = row(desk, case, "nomination", "necessary")
    placement = row(desk, case, "placement", "open", nomination)
    for workflow in BESIDE:
        row(desk, case, workflow, "not_asked", placement)
    if roles is None:
        described(desk, case, **told)
    return placement


def row(desk, case, workflow, state, parent=None):
    id_ = uuid4().hex
    with desk.store.transaction() as session:
        session.add(
            ProceedingRow(
                id=id_,
                case_id=case,
                workflow=workflow,
                parent=parent,
                state=state,
                version=0,
                urgency="urgent",
                opened=desk.now,
                begun=0,
                touched=desk.now,
            )
        )
    return id_


def is_in(desk, placement, state, stage=None):
    """The placement stands there by no steps."""
    with desk.store.transaction() as session:
        found = session.get_one(ProceedingRow, placement)
        found.state = state
        if stage is not None:
            session.get_one(CaseRow, found.case_id).stage = stage


def is_heard(desk, placement):
    """Both hearings are on record, by no steps."""
    with desk.store.transaction() as session:
        for workflow in BESIDE[:2]:
            found = session.query(ProceedingRow).filter_by(parent=placement, workflow=workflow)
            found.one().state = "on_record"
    is_in(desk, placement, "heard")


def lives_in(desk, placement, municipality, stage=Stage.RELOCATED):
    """Somebody who was placed there, whatever became of the case since, by no steps."""
    case = desk.row(placement).case_id
    desk.write(case, CHOICE, replace(FIRST, municipality=municipality), placement)
    with desk.store.transaction() as session:
        step = TakenStepRow(
            id=uuid4().hex,
            proceeding_id=placement,
            version=1,
            case_version=1,
            step="decide",
            at=desk.now,
        )
        session.add(step)
    is_in(desk, placement, "contacted", stage)


def reported(desk, municipality, group="Ravnene", level=4):
    """The police say that a group is there."""
    said = PresenceSaid(
        group=group, municipality=municipality, level=level, as_of=TODAY,
        origin=Origin.POLICE_REPORT, certainty_percent=90,
    )  # fmt: skip
    with desk.store.transaction() as session:
        desk.state(session, said, 1 + len(every_statement(session)))


def stored(desk, placement):
    return desk.kept(desk.row(placement).case_id, placement, PROPOSAL)


def state(desk, placement):
    return desk.row(placement).state
