"""How many distinct cases a person opens on a civil day in Denmark, counted from the log itself.

What was opened on the day after counts along: it is of the future only where the clock stepped
back over midnight, and the day before must not give its cases once more.

The first line of the day about a case carries a pseudonym of person, day and count: "her third on
Tuesday". With the key the count is asked for by name; without it no two of these belong together.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from relocation.audit.keys import AuditKeys
from relocation.audit.model import Line
from relocation.audit.tables import openings
from relocation.audit_policy import AuditPolicy
from relocation.errors import QuotaReached

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def is_counted(line: Line, policy: AuditPolicy) -> bool:
    """Whether a line may count as opening a case: its role's openings are counted."""
    return policy.quota(line.actor.role) is not None and line.opens_case


def opening_of(
    session: Session, line: Line, *, keys: AuditKeys, now: datetime, policy: AuditPolicy
) -> str | None:
    """What the line is counted by; None where it opens nothing new. The head must be locked.

    Raises:
        QuotaReached: it would be one case too many.
    """
    most = policy.quota(line.actor.role)
    if line.case is None or most is None or not is_counted(line, policy):
        return None
    day, person = now.astimezone(COPENHAGEN).date(), line.actor.person
    # As many as anybody may open: a person with two roles has one count.
    most_of_all = policy.highest_quota
    counts = keys.opening_refs(person, day, most_of_all)
    after = keys.opening_refs(person, day + timedelta(days=1), most_of_all)
    opened = openings(session, (*counts, *after))
    if keys.actor_ref(person, line.case) in opened:
        return None
    if len(opened) >= most:
        raise QuotaReached
    return counts[len(opened)]
