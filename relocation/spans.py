"""When something that lasts for a time counts: from its beginning to its end, and not before it.

What was written has begun, whatever the machine's clock says later: no moment of beginning is asked
of it. What ends by itself counts only while the clock is between the two. A clock from before the
beginning is another clock: it would let an hour last until it has caught up. So an hour is over
then, and whoever needs another one begins it anew; and what waits for a moment waits no longer than
it ever does.
"""

from datetime import datetime, timedelta

from relocation.store_policy import load_store_policy


def differs() -> timedelta:
    """How far the clocks of two machines may be apart."""
    return timedelta(seconds=load_store_policy().clocks.differ_seconds)


def runs(since: datetime, until: datetime, now: datetime) -> bool:
    """Whether the clock is between a beginning and the end, which is the first moment after it."""
    return since - differs() <= now < until


def runs_for(longest: timedelta, until: datetime, now: datetime) -> bool:
    """The same of something that began no earlier than its longest time before its end."""
    return runs(until - longest, until, now)


def far_ahead(longest: timedelta, now: datetime) -> datetime:
    """The moment beyond which nothing waits that waits so long at the most; else it is due."""
    return now + longest + differs()
