"""What is known when a step in a placement, a hearing or a reconsideration is taken."""

from sqlalchemy.orm import Session

from relocation.cases.kinds import HOUSEHOLD, NEEDS, ORIGIN, PICTURE
from relocation.cases.papers import CandidatesWord
from relocation.documents.service import on_record, written_at
from relocation.moves import Flow
from relocation.placements import kinds, papers
from relocation.placements.model import (
    CandidateHearing,
    Criterion,
    Facts,
    HearingFacts,
    Reconsideration,
    ReconsiderationFacts,
    SenderHearing,
)
from relocation.placements.steps import (
    CANDIDATE_HEARING,
    PLACEMENT,
    RECONSIDERATION,
    SENDER_HEARING,
    State,
)
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    below,
    last_taker,
    parent_of,
    state_of,
    taken_at,
    takers,
)
from scoring.policy_file import load_policy

ASKED_OF = (HOUSEHOLD, NEEDS, ORIGIN, PICTURE)
"""What the engine is told of a candidate: a proposal made before the newest of these is old."""
MOVED = {"moved", "completed"}
WITHDRAWN = {"withdrawn", "expired"}
STANDING = {State.APPROVED, State.CONTACTED}


def facts(session: Session, at: At) -> Facts:
    nomination = parent_of(session, at.row)
    proposal = on_record(session, at.case, at.row, kinds.PROPOSAL)
    choice = on_record(session, at.case, at.row, kinds.CHOICE)
    none_left = at.handed_in(papers.NoMunicipality)
    contact, ranking = at.handed_in(papers.Contact), proposal.ranking if proposal else ()
    is_current, picture = _is_current(session, at), on_record(session, at.case, None, PICTURE)
    dangerous = set(picture.dangerous_places) if picture else set()
    return Facts(
        necessity_is_confirmed=state_of(session, nomination) == "necessary",
        has_proposal=bool(ranking),
        proposal_is_current=is_current,
        rules_are_named=none_left is not None and bool(none_left.rules),
        has_enough_open_places=len(ranking) >= load_policy().shortlist.open_places_at_least,
        has_reasons=_has_reasons(at),
        sender_hearing=SenderHearing(_hearing(session, at.row, SENDER_HEARING.name)),
        candidate_hearing=CandidateHearing(_hearing(session, at.row, CANDIDATE_HEARING.name)),
        has_place=choice is not None,
        place_is_open=choice is not None and choice.municipality in set(ranking) - dangerous,
        reasons_by=_reasons_by(choice),
        follows_proposal=choice is not None and ranking[:1] == (choice.municipality,),
        has_reason_for_deviating=choice is not None and bool(choice.reason_for_deviating.strip()),
        decided_by=last_taker(session, at.row, "decide", "uphold"),
        acting=at.acting,
        contact_is_logged=contact is not None and bool(contact.who.strip()),
        safety_changed=_safety_changed(session, at),
        reconsideration=Reconsideration(_hearing(session, at.row, RECONSIDERATION.name)),
        move_is_not_confirmed=not any(e.state in MOVED for e in below(session, at.row, "handover")),
        nomination_is_over=state_of(session, nomination) in WITHDRAWN,
        something_changed=at.state == State.NO_MUNICIPALITY and not is_current,
    )


def hearing_facts(session: Session, at: At) -> HearingFacts:
    said, ground = at.handed_in(papers.Statement), at.handed_in(papers.Reasons)
    placement = state_of(session, parent_of(session, at.row))
    return HearingFacts(
        hearing_is_open=placement in {State.HEARING, State.HEARD},
        has_statement=said is not None and bool(said.said.strip()),
        has_legal_ground=ground is not None and bool(ground.reasons.strip()),
    )


def reconsideration_facts(session: Session, at: At) -> ReconsiderationFacts:
    placement, word = parent_of(session, at.row), at.handed_in(CandidatesWord)
    return ReconsiderationFacts(
        decision_stands=state_of(session, placement) in STANDING,
        has_candidates_word=word is not None and bool(word.said.strip()),
        has_reasons=_has_reasons(at),
        took_part=takers(session, placement, "decide", "approve", "uphold"),
        acting=at.acting,
    )


def _is_current(session: Session, at: At) -> bool:
    """Whether nothing was written since that the engine would be told of.

    Room, rules and threats by municipality come with the translator, which knows what it was told.
    """
    tried = [taken_at(session, at.row, each) for each in ("propose", "record_no_municipality")]
    made = max((each for each in tried if each is not None), default=None)
    if at.step in {"propose", "record_no_municipality"}:
        made = at.now
    told = written_at(session, at.case, *ASKED_OF)
    return made is not None and (told is None or told <= made)


def _safety_changed(session: Session, at: At) -> bool:
    decided = taken_at(session, at.row, "decide")
    told = written_at(session, at.case, PICTURE)
    return decided is not None and told is not None and told >= decided


def _reasons_by(choice: papers.Choice | None) -> frozenset[Criterion]:
    given = {} if choice is None else choice.reasons
    return frozenset(criterion for criterion, why in given.items() if why.strip())


def _has_reasons(at: At) -> bool:
    given = at.handed_in(papers.Reasons)
    return given is not None and bool(given.reasons.strip())


def _hearing(session: Session, placement: str, workflow: str) -> str:
    return next((each.state for each in below(session, placement, workflow)), "not_asked")


FLOW = Flow(PLACEMENT, facts)
SENDER = Flow(SENDER_HEARING, hearing_facts)
CANDIDATE = Flow(CANDIDATE_HEARING, hearing_facts)
ANEW = Flow(RECONSIDERATION, reconsideration_facts)
