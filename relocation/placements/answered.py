"""What a call for a nomination was about, so that an answer settles it until something newer comes.

A call bears what endangered the home when it was made, as a word under the case's key: the same
danger has the same one, and without the key, or once it is destroyed, nobody can tell which.
"""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.keys.pseudonyms import pseudonym
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.model import Check
from relocation.placements.today import lock_round, today
from relocation.proceedings.service import (
    case_id_of,
    newest_below,
    of_case,
    order_of,
    parent_of,
    state_of,
)
from relocation.store import keys_of

CALL = "nomination_call"
"""The workflow, a later stage's, by which those of the home hear of it."""
REVIEW = "acute_review"
"""An earlier stage's: two answer in hours, and a third looks at it after the fact."""
ANSWERING = ("accept_answer", "note_not_necessary")
LENGTH = 20


def danger(session: Session, placement: str, now: datetime) -> str | None:
    """What endangers somebody in its home today, in a word; None where nobody can tell."""
    lock_round(session)
    found = today(session, civil_day(now), placement).dangers(placement)
    if found is None:
        return None
    told = sha256(repr(found).encode()).hexdigest()
    key = keys_of(session).case_key(case_id_of(session, placement))
    return pseudonym(key, "danger", told)[:LENGTH]


def is_answered(session: Session, placement: str, now: datetime) -> bool:
    """Whether the newest check of a home was answered, about the very danger of today.

    A newer picture begins a check of its own, which is then the newest; an acute answer that was
    put right after the fact is none.
    """
    check = newest_below(session, placement, PLACE_CHECK.name)
    call = newest_below(session, placement, CALL)
    if check is None or check.state != Check.ANSWERED or call is None or call.topic is None:
        return False
    answered = order_of(session, check.id, *ANSWERING)
    if _put_right(session, check.case_id) > answered:
        return False
    return call.topic == danger(session, placement, now)


def _put_right(session: Session, case: str) -> int:
    """When an answer was last put right, in the order of the case; one that was given anew is not.

    Whose nomination was found not necessary once more, by others, is answered by that.
    """
    found = [0]
    for review in of_case(session, case, REVIEW):
        order, nomination = order_of(session, review.id, "put_right"), parent_of(session, review.id)
        is_refused = state_of(session, nomination) == "not_necessary"
        if not (is_refused and order_of(session, nomination, "confirm") > order):
            found.append(order)
    return max(found)
