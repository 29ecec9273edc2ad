"""What is known when a step in a placement, a hearing or a reconsideration is taken."""

from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import PersonId
from relocation.cases.kinds import PICTURE
from relocation.cases.papers import CandidatesWord
from relocation.deadlines.working_days import civil_day
from relocation.documents.reasons import Reasons
from relocation.documents.service import on_record
from relocation.moves import Flow
from relocation.placements import kinds, papers
from relocation.placements.answers import explanation_in
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.model import (
    CandidateHearing,
    Check,
    Criterion,
    Facts,
    HearingFacts,
    Reconsideration,
    ReconsiderationFacts,
    SenderHearing,
)
from relocation.placements.receivers import are_there, none_is_denied
from relocation.placements.steps import (
    CANDIDATE_HEARING,
    PLACEMENT,
    RECONSIDERATION,
    SENDER_HEARING,
    State,
)
from relocation.placements.today import Today, lock_round, today
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    below,
    last_taker,
    order_of,
    parent_of,
    state_of,
    takers,
)
from relocation.safety.facts import change_waits, newest_picture

OF_WHO_WAITS = (
    "propose", "record_no_municipality", "try_again", "release_shortlist", "withhold_shortlist",
    "decide", "uphold",
)  # fmt: skip
"""Steps that ask which places are open to somebody today."""
OF_A_PLACE = ("approve", "contact_receiver", "reopen_for_safety")
"""Steps that ask whether anything closes a decided place today."""
OF_THE_POLICE = ("release_shortlist", "decide", "uphold", "approve", "contact_receiver")
"""Steps that the police's newest word stops; to judge the necessity and propose goes on."""
DECIDING = ("decide", "uphold")
NOTING = "note_newer_picture"
GRANTING = ("grant", "note_call")
LOOKING = ("find_it_holds", "accept_answer")
OF_NECESSITY = ("find_necessary", "find_not_necessary", "confirm", "ask_to_judge_again")
OF_A_REVIEW = ("uphold", "put_right")
OF_PLACES = ("propose", "record_no_municipality", "decide", "send_back", "approve", "uphold")
"""The central unit's steps by which somebody takes part in the decision on a place (REL-13)."""
CHECK = PLACE_CHECK.name
MOVED = {"moved", "completed"}
WITHDRAWN = {"withdrawn", "expired", "submitted"}
"""States of a nomination in which nothing of it goes on; one that is judged anew is submitted."""
STANDING = {State.APPROVED, State.CONTACTED}


def facts(session: Session, at: At) -> Facts:
    nomination = parent_of(session, at.row)
    proposal = at.handed_in(papers.Proposal)
    if proposal is None:
        proposal = on_record(session, at.case, at.row, kinds.PROPOSAL)
    choice = on_record(session, at.case, at.row, kinds.CHOICE)
    contact, ranking = at.handed_in(papers.Contact), proposal.ranking if proposal else ()
    return Facts(
        necessity_is_confirmed=state_of(session, nomination) == "necessary",
        has_proposal=bool(ranking),
        has_reasons=_has_reasons(at),
        sender_hearing=SenderHearing(_hearing(session, at.row, SENDER_HEARING.name)),
        candidate_hearing=CandidateHearing(_hearing(session, at.row, CANDIDATE_HEARING.name)),
        has_place=choice is not None,
        reasons_by=_reasons_by(choice),
        follows_proposal=choice is not None and ranking[:1] == (choice.municipality,),
        has_reason_for_deviating=choice is not None and bool(choice.reason_for_deviating.strip()),
        decided_by=last_taker(session, at.row, "decide", "uphold"),
        acting=at.acting,
        contact_is_logged=contact is not None
        and bool(contact.who.strip())
        and at.has_been(contact.on),
        named_are_there=are_there(session, at, choice, civil_day(at.now)),
        none_is_denied=none_is_denied(session, at),
        reconsideration=_reconsidered(session, at.row),
        move_is_not_confirmed=not is_moved(session, at.row),
        nomination_is_over=state_of(session, nomination) in WITHDRAWN,
        newer_is_written=newer_is_written(session, at),
        **_as_the_police_say(session, at),
        **_as_it_is_today(session, at, proposal, choice),
    )


def _as_the_police_say(session: Session, at: At) -> dict[str, Any]:
    if at.step not in OF_THE_POLICE:
        return {}
    picture = on_record(session, at.case, None, PICTURE)
    return {
        "assessment_allows": picture is not None and picture.allows,
        "no_change_waits": not change_waits(session, at.case),
    }


def _as_it_is_today(
    session: Session, at: At, proposal: papers.Proposal | None, choice: papers.Choice | None
) -> dict[str, Any]:
    """What only the translator knows, where the step asks for it; from then on under the lock."""
    if at.step not in (*OF_WHO_WAITS, *OF_A_PLACE) or is_moved(session, at.row):
        return {}
    lock_round(session)
    day = civil_day(at.now)
    if at.step in OF_A_PLACE:
        now = today(session, day, at.row)
        # Whom a receiver was told of is sent elsewhere for safety alone (REL-9).
        closed = now.endangers(at.row) if _is_awaited(session, at) else now.closes(at.row)
        asks = now.endangers(at.row) if at.acting is None else closed
        is_open = choice is not None and closed is False
        changed = bool(asks) or _safety_changed(session, at)
        return {"place_is_open": is_open, "safety_changed": changed}
    now = today(session, day)
    least, none_left = (
        now.policy.shortlist.open_places_at_least,
        at.handed_in(papers.NoMunicipality),
    )
    open_ = now.open_to(at.row)
    return {
        "proposal_is_current": _is_current(now, at, proposal, open_),
        "rules_are_named": none_left is not None and bool(none_left.rules),
        "has_enough_open_places": len(open_) >= least,
        "place_is_open": choice is not None and _is_open(session, at, now, choice.municipality),
        "something_changed": at.state == State.NO_MUNICIPALITY and _changed(session, at, now),
    }


def _is_open(session: Session, at: At, now: Today, municipality: str) -> bool:
    """Whether somebody can be sent there today, or, where it awaits them already, still."""
    is_kept = at.step == "uphold" and _is_awaited(session, at)
    return municipality in now.open_to(at.row) or (
        is_kept and now.is_open_again(at.row, municipality)
    )


def _is_awaited(session: Session, at: At) -> bool:
    """Whether the receiver of the newest choice of a place was ever contacted."""
    chosen, contacted = (order_of(session, at.row, step) for step in ("decide", "contact_receiver"))
    return 0 < chosen < contacted


def is_moved(session: Session, placement: str) -> bool:
    """Whether the move by a placement is confirmed."""
    return any(each.state in MOVED for each in below(session, placement, "handover"))


def hearing_facts(session: Session, at: At) -> HearingFacts:
    said, ground = at.handed_in(papers.Statement), at.handed_in(Reasons)
    placement = state_of(session, parent_of(session, at.row))
    return HearingFacts(
        hearing_is_open=placement in {State.HEARING, State.HEARD},
        has_statement=said is not None and bool(said.said.strip()) and at.has_been(said.on),
        has_legal_ground=ground is not None and bool(ground.reasons.strip()),
        placement_is_stopped=placement == State.STOPPED,
    )


def reconsideration_facts(session: Session, at: At) -> ReconsiderationFacts:
    placement, word = parent_of(session, at.row), at.handed_in(CandidatesWord)
    state, decided = state_of(session, placement), order_of(session, placement, *DECIDING)
    has_moved = is_moved(session, placement)
    return ReconsiderationFacts(
        decision_stands=state in STANDING and not has_moved,
        is_first_request=order_of(session, at.row, at.step) < decided,
        decision_is_past=state == State.STOPPED or has_moved,
        is_stopped=state == State.STOPPED,
        nomination_is_called_for=has_moved
        and any(each.state == Check.CALLED_FOR for each in below(session, placement, CHECK)),
        has_candidates_word=word is not None and bool(word.said.strip()) and at.has_been(word.on),
        has_reasons=_has_reasons(at),
        took_part=took_part(session, placement),
        acting=at.acting,
    )


def took_part(session: Session, placement: str) -> frozenset[PersonId]:
    """Who judged, proposed, decided, sent back or approved anything on the way to this place."""
    nomination = parent_of(session, placement)
    judged = takers(session, nomination, *OF_NECESSITY)
    reviews = list(below(session, nomination, "acute_review"))
    reviewed = (takers(session, each.id, *OF_A_REVIEW) for each in reviews)
    return judged.union(*reviewed, takers(session, placement, *OF_PLACES))


def barred_by_request(session: Session, placement: str) -> frozenset[PersonId]:
    """Who looks at nothing anew of what was granted after the move: whoever had part in it.

    Once somebody without part found that the place holds, or let an answer settle it, the request
    has had its new look.
    """
    if _reconsidered(session, placement) is not Reconsideration.GRANTED:
        return frozenset()
    asked = next(below(session, placement, RECONSIDERATION.name))
    granted = order_of(session, asked.id, *GRANTING)
    looked = (order_of(session, x.id, *LOOKING) for x in below(session, placement, CHECK))
    return frozenset() if any(each > granted for each in looked) else took_part(session, placement)


def request_waits(session: Session, placement: str) -> bool:
    """Whether somebody asked for a reconsideration and has no answer yet."""
    asked = below(session, placement, RECONSIDERATION.name)
    return any(each.state == Reconsideration.ASKED for each in asked)


def _reconsidered(session: Session, placement: str) -> Reconsideration:
    """What came of the request, where it was about the newest decision."""
    asked = next(below(session, placement, RECONSIDERATION.name), None)
    if asked is None:
        return Reconsideration.NOT_ASKED
    if asked.state == Reconsideration.GRANTED:
        about = order_of(session, placement, *DECIDING)
        if order_of(session, asked.id, *GRANTING) < about:
            return Reconsideration.NOT_ASKED
    return Reconsideration(asked.state)


def _is_current(
    now: Today, at: At, proposal: papers.Proposal | None, open_: tuple[str, ...]
) -> bool:
    """Whether the engine would be told the same of the candidate, and the place is open still.

    Of a list that leaves the house every place is: room may be gone, or a municipality closed.
    """
    if proposal is None or proposal.made_with is None:
        return False
    explained = explanation_in(proposal.answer) if at.step == "release_shortlist" else None
    listed = [each.municipality for each in explained.options] if explained else []
    is_open = {proposal.ranking[0], *listed} <= set(open_)
    return is_open and proposal.made_with.told == now.told_of(at.row)


def _changed(session: Session, at: At, now: Today) -> bool:
    """Whether the round is another one than that which left no municipality."""
    none_left = on_record(session, at.case, at.row, kinds.NO_MUNICIPALITY)
    made_with = none_left.made_with if none_left else None
    return made_with is None or made_with.round != now.round


def newer_is_written(session: Session, at: At) -> bool:
    """Whether a picture was written since something began, or last noted one; asked to note it."""
    if at.step != NOTING:
        return False
    return order_of(session, at.row, "begin", NOTING) < newest_picture(session, at.case)[0]


def _safety_changed(session: Session, at: At) -> bool:
    """Whether a picture was written since the decision was made, or upheld with the picture known.

    By the order of steps: an earlier moment may be written down later.
    """
    return 0 < order_of(session, at.row, *DECIDING) < newest_picture(session, at.case)[0]


def _reasons_by(choice: papers.Choice | None) -> frozenset[Criterion]:
    given = {} if choice is None else choice.reasons
    return frozenset(criterion for criterion, why in given.items() if why.strip())


def _has_reasons(at: At) -> bool:
    given = at.handed_in(Reasons)
    return given is not None and bool(given.reasons.strip())


def _hearing(session: Session, placement: str, workflow: str) -> str:
    return next((each.state for each in below(session, placement, workflow)), "not_asked")


FLOW = Flow(PLACEMENT, facts)
SENDER = Flow(SENDER_HEARING, hearing_facts)
CANDIDATE = Flow(CANDIDATE_HEARING, hearing_facts)
ANEW = Flow(RECONSIDERATION, reconsideration_facts)
