"""When something is over in the reference, by the policy's numbers, which have their own tests."""

from datetime import date, datetime

from relocation.deadlines.awaited import Awaited
from relocation.deadlines.clock import Clock
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.policy_file import load_deadlines
from relocation.deadlines.working_days import civil_day
from scoring.person import Urgency

__all__ = ["civil_day", "expiry_of", "follow_up_ends", "protection_due", "renewed", "term_due",
           "unread_at"]  # fmt: skip
WAITS_LOCALLY = {"requested", "endorsed", "returned"}


def expiry_of(kind: str, state: str, touched: datetime | None) -> Expiry | None:
    """The life of a draft, or of a nomination that waits for the local side (WF-25)."""
    if touched is None or kind not in {"case", "nomination"}:
        return None
    if state == "draft":
        return load_deadlines().draft_expiry(touched)
    waits = kind == "nomination" and state in WAITS_LOCALLY
    return load_deadlines().nomination_expiry(touched) if waits else None


def unread_at(sent: datetime) -> datetime:
    return load_deadlines().unread_at(sent)


def follow_up_ends(closed: datetime) -> datetime:
    return load_deadlines().follow_up_ends(closed)


def renewed(found: datetime) -> date:
    return load_deadlines().renewed_assessment(civil_day(found))


def protection_due(since: datetime) -> datetime:
    return load_deadlines().protection_reminder(since)


def term_due(since: datetime, *, is_acute: bool) -> datetime:
    """When a term is too late: a nomination's track goes on to the last thing of its handover."""
    urgency = Urgency.ACUTE if is_acute else Urgency.URGENT
    return load_deadlines().deadline(Awaited.TERM, urgency, Clock(since)).due
