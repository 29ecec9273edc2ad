"""What each reader gets of a stored proposal, through the readers of an explanation (SE-7)."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, regime_of
from relocation.documents.service import on_record
from relocation.errors import NotFound, PurposeMissing
from relocation.permissions import DataClass
from relocation.placements import kinds, papers
from relocation.placements.answers import explanation_in
from relocation.placements.readers import CLASSES, Sheet, sheet_for
from relocation.placements.steps import State
from relocation.proceedings.service import case_id_of, order_of, state_of
from relocation.store import keys_of, person_of
from relocation.wall import let_in
from scoring.explanation import Explanation


def sheet(
    session: Session, actor: Actor, placement: str, purpose: Purpose | None, now: datetime
) -> Sheet:
    """What somebody may read of the newest answer for a candidate; the reading is logged.

    A sheet may tell of safety and family, so each opens for a stated purpose (SE-3).

    Raises:
        PurposeMissing: there is something to read, and no purpose is stated.
        NotFound: nothing; told alike where there is no answer, or its shortlist is not released.
    """
    case = case_id_of(session, placement)
    stands = standing(session, actor, case, now)
    let_in(session, case)
    explained = _explained(session, case, placement)
    if explained is None:
        raise NotFound
    released = _is_released(session, placement)
    for entry in sorted(stands.entries, key=lambda each: each.role):
        found = sheet_for(entry.role, stands.stage, explained, released=released)
        if found is not None and entry.reads(_classes(found)):
            if purpose is None:
                raise PurposeMissing
            line = Line(
                kind=Kind.READ,
                actor=InRole(person_of(session, actor), entry.role),
                case=case,
                regime=regime_of(actor),
                classes=_classes(found),
                purpose=purpose,
                version=stands.version,
            )
            log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
            return found
    raise NotFound


def _explained(session: Session, case: str, placement: str) -> Explanation | None:
    paper: papers.Proposal | papers.NoMunicipality | None
    if state_of(session, placement) == State.NO_MUNICIPALITY:
        paper = on_record(session, case, placement, kinds.NO_MUNICIPALITY)
    else:
        paper = on_record(session, case, placement, kinds.PROPOSAL)
    return None if paper is None else explanation_in(paper.answer)


def _is_released(session: Session, placement: str) -> bool:
    """Whether an officer let this very answer out, and not an older one."""
    released = order_of(session, placement, "release_shortlist", "tell_no_place")
    return 0 < order_of(session, placement, "propose", "record_no_municipality") < released


def _classes(found: Sheet) -> frozenset[DataClass]:
    sentences = [*found.sentences, *(each for option in found.options for each in option.sentences)]
    told = {CLASSES.get(each.code, DataClass.NEEDS) for each in sentences}
    return frozenset({DataClass.PROPOSAL, *told})
