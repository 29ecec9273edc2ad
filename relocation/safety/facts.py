"""What is known when a step in a safety assessment or a receipt is taken."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.service import readers_of
from relocation.cases import papers
from relocation.deadlines.working_days import civil_day
from relocation.moves import Flow
from relocation.parties import COURSE
from relocation.permissions import DataClass, Level, Stage, level
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    account_ref,
    below,
    changed_since,
    of_case,
    order_of,
)
from relocation.safety.model import Facts, ReceiptFacts
from relocation.safety.steps import ASSESSMENT, PRECAUTIONS, RECEIPT, Receipt, State
from scoring.person import Urgency

READS = {Level.FULL, Level.REDUCED}
CAME_TO_NOTHING = {"not_necessary", "withdrawn", "expired"}
"""States of a nomination, a later stage's, whose urgency counts no more."""
DONE = {Receipt.CONFIRMED, Receipt.NOT_NEEDED}
INQUIRY = "police_inquiry"
"""Where the first precautions stand, before any change."""
ASKING = ("ask_police", "ask_police_again")
PICTURED = {ASSESSMENT.name: "write_assessment", INQUIRY: "record_findings"}
"""The steps that write the safety picture down."""


def facts(session: Session, at: At) -> Facts:
    picture, precautions = at.handed_in(papers.Picture), at.handed_in(papers.Precautions)
    receipts = list(below(session, at.row, RECEIPT.name))
    reported = order_of(session, at.row, "begin")
    return Facts(
        has_picture=picture is not None and bool(picture.account.strip()),
        has_precautions_for_candidate=precautions is not None
        and bool(precautions.for_candidate.strip()),
        has_precautions_for_staff=precautions is not None and bool(precautions.for_staff.strip()),
        is_newest_report=all(reported >= each for each in _waiting(session, at.case)),
        is_answered=is_answered(session, at.case, at.row),
        recipients_are_named=bool(recipients(session, at.case, at.stage, at.now)),
        all_confirmed=bool(receipts) and all(each.state in DONE for each in receipts),
        newer_is_written=_is_replaced(session, at, "write_assessment"),
        case_is_closed=at.stage is Stage.CLOSED,
    )


def receipt_facts(session: Session, at: At) -> ReceiptFacts:
    entitled = {
        account_ref(session, at.case, user)
        for user in recipients(session, at.case, at.stage, at.now)
    }
    policy = deadlines_on(session, civil_day(at.now))
    return ReceiptFacts(
        is_the_recipients_own=at.account is not None and at.account == at.owner,
        is_unread_in_time=at.now > policy.unread_at(at.opened),
        recipient_left=at.owner not in entitled,
        newer_is_written=_is_replaced(session, at, "begin"),
    )


def recipients(session: Session, case: str, stage: Stage, now: datetime) -> set[str]:
    """Who is entitled to the precautions at this very moment: by role, stage and list (RE-8)."""
    roles = {role for role in COURSE if level(role, DataClass.SAFETY, stage) in READS}
    return readers_of(session, case, roles, now, PRECAUTIONS)


def track(session: Session, case: str) -> Urgency:
    """How urgent a change of safety is: as the newest nomination that came to something."""
    for each in of_case(session, case, "nomination"):
        if each.state not in CAME_TO_NOTHING:
            return Urgency(each.urgency)
    return Urgency.STANDARD


def newest_picture(session: Session, case: str) -> tuple[int, str | None]:
    """When the picture was last written, in the order of all steps of the case, and by what."""
    written = (
        (order_of(session, each.id, step), each.id)
        for workflow, step in PICTURED.items()
        for each in of_case(session, case, workflow)
    )
    return max((each for each in written if each[0]), default=(0, None))


def change_waits(session: Session, case: str) -> bool:
    """Whether a change is reported that the police have not assessed yet."""
    reported = (each.state == State.REPORTED for each in of_case(session, case, ASSESSMENT.name))
    return any(reported)


def _waiting(session: Session, case: str) -> list[int]:
    """When each report that waits was made, in the order of all steps of the case."""
    waiting = (x for x in of_case(session, case, ASSESSMENT.name) if x.state == State.REPORTED)
    return [order_of(session, each.id, "begin") for each in waiting]


def is_answered(session: Session, case: str, report: str) -> bool:
    """Whether the police had this report before them as they wrote the newest picture.

    Whoever writes on a report has read it, and by its version as it stands; whoever answers an
    inquiry was asked before that. What came in while they wrote may not have been seen.
    """
    written, source = newest_picture(session, case)
    if source is None or source == report:
        return False
    read = order_of(session, source, "begin", *ASKING)
    return order_of(session, report, "begin") < read < written


def pictures(session: Session, case: str) -> int:
    """How often the picture was written, by an inquiry or an assessment."""
    return sum(
        changed_since(session, each.id, 0).count(step)
        for workflow, step in PICTURED.items()
        for each in of_case(session, case, workflow)
    )


def _is_replaced(session: Session, at: At, step: str) -> bool:
    """Whether the picture was written anew since this step, whichever way."""
    return 0 < order_of(session, at.row, step) < newest_picture(session, at.case)[0]


FLOW = Flow(ASSESSMENT, facts)
RECEIPTS = Flow(RECEIPT, receipt_facts)
