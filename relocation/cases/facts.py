"""What is known when a step in a case is taken; from papers and steps, not from a caller."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.known import known_with
from relocation.cases import kinds, papers
from relocation.cases.agreement import Agreement, ContactHandover, FollowUp
from relocation.cases.eligibility import Exclusion, NotEligible
from relocation.cases.endings import CentralEnding
from relocation.cases.model import Facts, MunicipalInquiry, PoliceInquiry, RelocationAnswer
from relocation.cases.owed import no_word_is_owed
from relocation.cases.staying import helping, how_far
from relocation.cases.steps import CASE, State
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.documents.service import before_newest, of_version, on_record
from relocation.moves import Flow
from relocation.parties import RECEIVING
from relocation.permissions import Level, Role, Stage, level
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    last_taker,
    of_case,
    taken_at,
    takers,
    times_until,
    was_in,
)

MOVED_TO = {Stage.RELOCATED, Stage.CLOSED}
"""Stages in which the receiving municipality is responsible (HO-5)."""
SUBMITTED = {"submitted", "returned", "judged_necessary", "judged_not_necessary", "necessary"}
"""States of a nomination, a later stage's, in which permanent relocation is asked for."""
OVER = {
    "nomination": {"not_necessary", "withdrawn", "expired", "necessary"},
    "placement": {"stopped", "contacted"},
    "handover": {"completed", "called_off"},
    "measure": {"ended", "passed_on"},
    "partner": {"ended"},
}
"""States of later stages in which a case no longer waits for them (REL-12)."""
GLASS_BROKEN = "glass_broken"
"""The state, of another room, in which an opening in an emergency is answered for by nobody yet."""
DRAWN_UP = f"write.{kinds.AGREEMENT.name}"
SIGNED = ("sign_agreement", "sign_new_version")
SINCE = "hold_interview"
"""A renewed assessment asks for new recommendations and new findings."""
SINCE_PRE_VISITED, SINCE_ADMITTED = "pre_visit", "admit"
"""What spoke against it was answered by the admission: only what was found since counts."""


def facts(session: Session, at: At) -> Facts:
    """Everything at once: a step is rare, and each of these is one look at an index."""
    found = {
        **_screened(session, at),
        **_assessed(session, at),
        **_agreed(session, at),
        **_handed_in(session, at),
        **_visited(session, at),
    }
    expiry = expiry_of(deadlines_on(session, civil_day(at.now)), at.state, at.touched)
    return Facts(
        **found,
        acting=at.acting,
        reads_what_it_writes=_reads_what_it_writes(at),
        acts_for_the_responsible=acts_for_the_responsible(at),
        nothing_depends_on_it=nothing_depends(session, at.case),
        no_word_is_owed=no_word_is_owed(session, at.case),
        follow_up_is_over=follow_up_is_over(session, at.row, at.now),
        no_glass_waits=no_glass_waits(session, at.case),
        is_untouched_and_warned=expiry is not None and expiry.is_expired(at.now, at.warned),
    )


def _reads_what_it_writes(at: At) -> bool:
    """Whoever reads a part of something would write over what it does not see."""
    kinds_of = {paper.kind.data_class for paper in at.papers}
    return all(level(str(at.taker), each, at.stage) is Level.FULL for each in kinds_of)


def expiry_of(policy: DeadlinePolicy, state: str, touched: datetime) -> Expiry | None:
    """The life of a draft (WF-25); a case that was referred has none."""
    return policy.draft_expiry(touched) if state == State.DRAFT else None


def follow_up_is_over(session: Session, case: str, now: datetime) -> bool:
    """Whether a case was closed so long ago that nobody follows it up any more (SE-11)."""
    closed = taken_at(session, case, "close")
    return closed is not None and now > deadlines_on(session, civil_day(now)).follow_up_ends(closed)


def no_glass_waits(session: Session, case: str) -> bool:
    """Whether for every opening in an emergency somebody took responsibility, or lost the account.

    An erased case keeps no trace of one: so it waits until that is done (SE-16).
    """
    return all(each.state != GLASS_BROKEN for each in of_case(session, case, "break_glass"))


def _screened(session: Session, at: At) -> dict[str, Any]:
    screening = on_record(session, at.case, at.row, kinds.SCREENING)
    first_look = at.handed_in(papers.Note)
    return {
        "has_channel": on_record(session, at.case, at.row, kinds.REFERRAL) is not None,
        "crime": screening and screening.crime,
        "is_under_18": None if screening is None else screening.is_under_18,
        "has_first_look": first_look is not None and bool(first_look.text.strip()),
    }


def _assessed(session: Session, at: At) -> dict[str, Any]:
    picture = on_record(session, at.case, None, kinds.PICTURE)
    form = on_record(session, at.case, at.row, kinds.CLARIFICATION_FORM)
    findings = on_record(session, at.case, None, kinds.POLICE_FINDINGS)
    return {
        "police_inquiry": PoliceInquiry(_state(session, at.case, "police_inquiry")),
        "municipal_inquiry": MunicipalInquiry(_state(session, at.case, "municipal_inquiry")),
        "assessment_allows": picture is not None and picture.allows,
        "is_safety_unthreatened": picture is not None and not picture.is_threatened,
        "has_clarification_form": form is not None and form.is_complete,
        "has_motivation_and_target_group": form is not None and form.is_judged,
        "is_eligible": findings is not None and findings.is_eligible,
    }


def _visited(session: Session, at: At) -> dict[str, Any]:
    visitation = on_record(session, at.case, at.row, kinds.VISITATION)
    judged = {} if visitation is None else visitation.criteria
    not_eligible = on_record(session, at.case, at.row, kinds.NOT_ELIGIBLE)
    exclusion = on_record(session, at.case, at.row, kinds.EXCLUSION)
    ending = at.handed_in(CentralEnding)
    renewed = None if not_eligible is None else not_eligible.renewed_assessment
    return {
        "recommending_coordinator": last_taker(
            session, at.row, "recommend_as_coordinator", since=SINCE
        ),
        "recommending_consultant": last_taker(
            session, at.row, "recommend_as_consultant", since=SINCE
        ),
        "criteria_judged": frozenset(c for c, it in judged.items() if it.is_judged),
        "criteria_met": frozenset(c for c, it in judged.items() if it.is_met),
        "is_in_milieu_or_edge_is_argued": visitation is not None
        and (visitation.edge is None or visitation.edge.is_in_target_group),
        "has_reasons": _has_reasons(at, exclusion),
        "has_exclusion_reasons": exclusion is not None and bool(exclusion.reasons.strip()),
        "authors": takers(
            session,
            at.row,
            f"write.{kinds.EXCLUSION.name}",
            since=SINCE_ADMITTED if at.state == State.ADMITTED else SINCE_PRE_VISITED,
        ),
        "has_date_for_renewed_assessment": at.handed_in(NotEligible) is not None,
        "is_date_for_renewed_assessment_reached": renewed is not None
        and civil_day(at.now) >= renewed,
        "another_case_stays": ending is not None and _may_stay(session, at.case, ending.stays),
        "nobody_receives_by_it": at.stage not in MOVED_TO
        and all(each.state == "called_off" for each in of_case(session, at.case, "handover")),
        "no_handover_is_under_way": all(
            each.state in OVER["handover"] for each in of_case(session, at.case, "handover")
        ),
    }


def _may_stay(session: Session, case: str, other: str | None) -> bool:
    """Whether the other case helps the same person, and is at least as far on as this one."""
    if other is None or other not in known_with(session, case, helping(session)):
        return False
    far = how_far(session, {case, other})
    return far[other] >= far[case]


def _agreed(session: Session, at: At) -> dict[str, Any]:
    meeting = on_record(session, at.case, at.row, kinds.MEETING)
    person = on_record(session, at.case, at.row, kinds.CONTACT_PERSON)
    agreement = on_record(session, at.case, at.row, kinds.AGREEMENT)
    signed = signed_agreement(session, at.case)
    return {
        "meeting_is_held": meeting is not None and at.has_been(meeting.held),
        "police_coordinator_was_summoned": meeting is not None
        and meeting.police_coordinator_was_summoned,
        "has_contact_person": person is not None and bool(person.name.strip()),
        "is_first_contact_person": not _had_contact_person(session, at),
        "relocation_answer": _relocation_answer(session, at),
        "agreement_is_complete": agreement is not None and agreement.is_complete,
        "version_is_new": all(last_taker(session, at.row, DRAWN_UP, since=each) for each in SIGNED),
        "measures_are_kept": agreement is not None
        and (signed is None or agreement.keeps_the_measures_of(signed)),
    }


def _has_moved(session: Session, case: str) -> bool:
    """Whether the newest receiver is where the candidate lives: before, it has no word in it."""
    newest = next(of_case(session, case, "handover"), None)
    return newest is None or newest.state in {"moved", "completed"}


def _handed_in(session: Session, at: At) -> dict[str, Any]:
    word, ending = at.handed_in(papers.CandidatesWord), at.handed_in(papers.Ending)
    change, breach = at.handed_in(papers.CourseChange), at.handed_in(papers.Breach)
    signed, handed_on = at.handed_in(papers.Signatures), at.handed_in(ContactHandover)
    followed_up = at.handed_in(FollowUp)
    return {
        "candidate_signed": signed is not None and at.has_been(signed.candidate),
        "coordinator_signed": signed is not None and at.has_been(signed.coordinator),
        "has_candidates_word": word is not None
        and bool(word.said.strip())
        and at.has_been(word.on),
        "is_where_it_lives": at.taker not in RECEIVING or _has_moved(session, at.case),
        "is_handed_on": handed_on is not None
        and handed_on.is_told
        and at.has_been(handed_on.on)
        and _had_contact_person(session, at),
        "has_new_time_frame": change is not None,
        "is_followed_up": followed_up is not None
        and bool(followed_up.account.strip())
        and at.has_been(followed_up.on),
        "breach_is_referred": breach is not None and bool(breach.referred_to.strip()),
        "requirements_were_disregarded": ending is not None
        and any(each.strip() for each in ending.disregarded),
    }


def _has_reasons(at: At, exclusion: Exclusion | None) -> bool:
    """Those of the step; where somebody is not eligible, what its authors wrote down."""
    if at.handed_in(NotEligible) is not None:
        return exclusion is not None and bool(exclusion.reasons.strip())
    note, ending = at.handed_in(papers.Note), at.handed_in(papers.Ending)
    central = at.handed_in(CentralEnding)
    change, answer = at.handed_in(papers.CourseChange), at.handed_in(papers.AnswerOnRelocation)
    said = [note.text] if note else []
    said += [each.reasons for each in (ending, central, change, answer) if each]
    return any(each.strip() for each in said)


def signed_agreement(session: Session, case: str) -> Agreement | None:
    """The version that was last signed; a newer one may be drawn up by now."""
    drawn_up = times_until(session, case, DRAWN_UP, SIGNED)
    return of_version(session, case, case, kinds.AGREEMENT, drawn_up) if drawn_up else None


def _had_contact_person(session: Session, at: At) -> bool:
    """Whether one was named, or handed on to, before the one that this press names (WF-22)."""
    return before_newest(session, at.case, at.row, kinds.CONTACT_PERSON) is not None


def _state(session: Session, case: str, workflow: str) -> str:
    return next((each.state for each in of_case(session, case, workflow)), "not_asked")


def _relocation_answer(session: Session, at: At) -> RelocationAnswer | None:
    """A nomination at the central unit answers yes by being there; no is a paper with reasons."""
    if was_in(session, at.case, "nomination", SUBMITTED):
        return RelocationAnswer.NOMINATED
    answered = on_record(session, at.case, at.row, kinds.RELOCATION_ANSWER)
    is_no = answered is not None and answered.answer is RelocationAnswer.NOT_NEEDED
    refused = was_in(session, at.case, "nomination", {"not_necessary"})
    return RelocationAnswer.NOT_NEEDED if is_no or refused else None


def responsible_in(stage: Stage) -> Role:
    """The one municipality that is responsible: the receiver from the completed handover on."""
    return Role.MUNI_RECEIVER if stage in MOVED_TO else Role.MUNI_SENDER


def acts_for_the_responsible(at: At) -> bool:
    """Whether the one municipality that is responsible acts (HO-5)."""
    return at.taker == responsible_in(at.stage)


def nothing_depends(session: Session, case: str) -> bool:
    return all(
        each.state in states
        for name, states in OVER.items()
        for each in of_case(session, case, name)
    )


FLOW = Flow(CASE, facts)
