"""What people do with a placement: one function is one button; hearings have their own file."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.documents.service import on_record
from relocation.events import Event
from relocation.moves import Beginning, Move
from relocation.placements import kinds, papers, receivers
from relocation.placements.facts import ANEW, CANDIDATE, FLOW, NOTING, SENDER, is_moved
from relocation.placements.model import (
    CandidateHearing,
    Receiver,
    Reconsideration,
    SenderHearing,
)
from relocation.placements.steps import DECIDED, State
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import (
    below,
    case_id_of,
    of_case,
    parent_of,
    state_of,
)
from relocation.transition import by_itself, transition
from relocation.wall import let_in
from relocation.work import Work

BESIDE = (SENDER, CANDIDATE, ANEW)
"""What begins with a placement and moves beside it."""
HEARD = {SenderHearing.ON_RECORD, CandidateHearing.ON_RECORD, CandidateHearing.LEFT_OUT}


def release_shortlist(session: Session, actor: Actor, placement: str, press: Press) -> Moved:
    """Let sender and candidate see at most three places, by name alone."""
    return _step(session, actor, placement, "release_shortlist", press)


def tell_no_place(session: Session, actor: Actor, placement: str, press: Press) -> Moved:
    """Let sender and candidate know that there is no place for now; the rules stay unsaid."""
    return _step(session, actor, placement, "tell_no_place", press)


def withhold_shortlist(
    session: Session, actor: Actor, placement: str, why: str, press: Press
) -> Moved:
    """Open the hearing without a list."""
    return _step(session, actor, placement, "withhold_shortlist", press, _reasons(why))


def note_hearings(session: Session, actor: Actor, placement: str, press: Press) -> Moved:
    """Note that both were heard."""
    return _step(session, actor, placement, "note_hearings", press)


def decide(
    session: Session, actor: Actor, placement: str, choice: papers.Choice, press: Press
) -> Moved:
    """Choose the place, with reasons by all five criteria; a second officer approves.

    Raises:
        NotFound: the actor is nothing to the case.
    """
    case = standing(session, actor, case_id_of(session, placement), press.now).case
    let_in(session, case)
    proposal = on_record(session, case, placement, kinds.PROPOSAL)
    first = proposal.ranking[:1] if proposal else ()
    told = replace(choice, leaves_proposal=first != (choice.municipality,))
    return _step(session, actor, placement, "decide", press, Paper(kinds.CHOICE, told))


def approve(session: Session, actor: Actor, placement: str, press: Press) -> Moved:
    """Approve another one's decision."""
    return _step(session, actor, placement, "approve", press)


def send_back(session: Session, actor: Actor, placement: str, why: str, press: Press) -> Moved:
    """Ask for another decision."""
    return _step(session, actor, placement, "send_back", press, _reasons(why))


def contact_receiver(
    session: Session,
    actor: Actor,
    placement: str,
    contact: tuple[papers.Contact, tuple[Receiver, ...]],
    press: Press,
) -> Moved:
    """Log the contact; from then on those who are named at the receiver stand on the list.

    Of the chosen municipality and of the police there somebody is named who reads all of its role's
    row; an officer of the Prison and Probation Service may be, who will be the party there.

    Raises:
        NoAccount: there is no such account, or of no function that receives; told alike.
        Missing: somebody is named of another place, or one of the two authorities is not.
    """
    logged, named = contact
    move = Move(
        FLOW,
        placement,
        "contact_receiver",
        (Paper(kinds.CONTACT, logged),),
        naming=lambda register: receivers.lines(register, named, press),
        asked=tuple(receivers.asked(each) for each in named),
    )
    return transition(session, actor, move, press)


def uphold(session: Session, actor: Actor, placement: str, why: str, press: Press) -> Moved:
    """Keep the place of a reopened decision; a second officer approves it anew."""
    return _step(session, actor, placement, "uphold", press, _reasons(why))


def reopen(session: Session, actor: Actor, placement: str, press: Press) -> Moved:
    """Open a decision again whose place something closes today, before the product does."""
    return _step(session, actor, placement, "reopen_for_safety", press)


def try_again(session: Session, placement: str, now: datetime) -> Moved:
    """Consider anew what had no place, once something changed; a job's to do."""
    return by_itself(session, Move(FLOW, placement, "try_again"), now)


def open_for(work: Work, event: Event) -> None:
    """A necessity that is confirmed opens a placement, with its hearings beside it."""
    opened = work.begin(Beginning(FLOW, event.case, parent=event.row))
    for flow in BESIDE:
        work.begin(Beginning(flow, event.case, parent=opened.row))


def ask_anew(work: Work, event: Event) -> None:
    """Whoever was heard on an earlier proposal is heard on this one too (REL-5).

    A hearing that was left out stays so: its ground is of the law, and of no list.
    """
    for flow, step in ((SENDER, "ask_sender"), (CANDIDATE, "ask_candidate")):
        for each in list(below(work.session, event.row, flow.workflow.name)):
            if each.state == SenderHearing.ON_RECORD:
                work.take(Move(flow, each.id, step))


def note_if_heard(work: Work, event: Event) -> None:
    """Both hearings on record lead on by themselves."""
    placement = parent_of(work.session, event.row)
    hearings = [next(below(work.session, placement, each.workflow.name)) for each in BESIDE[:2]]
    is_hearing = state_of(work.session, placement) == State.HEARING
    if is_hearing and all(each.state in HEARD for each in hearings):
        work.take(Move(FLOW, placement, "note_hearings"))


def note_newer_picture(work: Work, event: Event) -> None:
    """What is about to be decided or upheld is decided by who has read the newest picture."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.state in {State.HEARD, State.REOPENED}:
            work.take(Move(FLOW, each.id, NOTING))


def reopen_for_safety(work: Work, event: Event) -> None:
    """A new assessment after the decision has it considered anew, until the move (REL-9)."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.state in DECIDED and not is_moved(work.session, each.id):
            work.take(Move(FLOW, each.id, "reopen_for_safety"))


def reopen_if_granted(work: Work, event: Event) -> None:
    """A reconsideration that is granted opens the decision (REL-13), where it still stands.

    One that is being made anew already goes on; after the move the place is tested instead.
    """
    placement = parent_of(work.session, event.row)
    is_granted = state_of(work.session, event.row) == Reconsideration.GRANTED
    is_decided = state_of(work.session, placement) in DECIDED
    if is_granted and is_decided and not is_moved(work.session, placement):
        work.take(Move(FLOW, placement, "reopen_after_reconsideration"))


def stop_for(work: Work, event: Event) -> None:
    """Without its nomination a placement stops (REL-12)."""
    for each in below(work.session, event.row, FLOW.workflow.name):
        if each.state != State.STOPPED:
            work.take(Move(FLOW, each.id, "stop"))


def let_requests_fall(work: Work, event: Event) -> None:
    """Nobody is asked about a placement that stopped, and nobody waits for an answer."""
    for flow in BESIDE:
        steps = (step for step in flow.workflow.steps if step.name == "fall_away")
        falling = {state for step in steps for state in step.frm}
        for each in list(below(work.session, event.row, flow.workflow.name)):
            if each.state in falling:
                work.take(Move(flow, each.id, "fall_away"))


def ask_no_more(work: Work, event: Event) -> None:
    """After the move nobody asks any more (REL-13); who asked before it has its answer yet."""
    placement = parent_of(work.session, event.row)
    for each in list(below(work.session, placement, ANEW.workflow.name)):
        if each.state == Reconsideration.NOT_ASKED:
            work.take(Move(ANEW, each.id, "fall_away"))


def _step(
    session: Session, actor: Actor, placement: str, step: str, press: Press, *written: Paper[Any]
) -> Moved:
    return transition(session, actor, Move(FLOW, placement, step, written), press)


def _reasons(why: str) -> Paper[Reasons]:
    return Paper(kinds.REASONS, Reasons(reasons=why))
