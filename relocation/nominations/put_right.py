"""An acute answer that was put right after the fact: whether, and by whom, it is judged anew."""

from sqlalchemy.orm import Session

from relocation.actor import PersonId
from relocation.nominations.steps import Review, State
from relocation.proceedings.service import below, of_case, order_of, parent_of, takers, was_in

GIVING = ("find_necessary", "find_not_necessary", "confirm")
ANEW = "judge_anew"
TELLING = "contact_receiver"
"""The step, a later stage's, by which a receiver learns of the person."""
ADMITTED = {"admitted", "in_course", "completed"}
"""States of a case, whatever its stage: who was found not eligible keeps the stage (WF-8)."""
ANSWERED = {State.NECESSARY, State.NOT_NECESSARY}


def can_be_judged_anew(session: Session, case: str, nomination: str) -> bool:
    """Whether its answer was put right, and nothing has come of it, or after it, in the case."""
    newest = next(of_case(session, case, "nomination"), None)
    if newest is None or newest.id != nomination or newest.state not in ANSWERED:
        return False
    if not was_in(session, case, "case", ADMITTED):
        return False
    is_put_right = any(
        each.state == Review.PUT_RIGHT
        and order_of(session, each.id, "put_right") > order_of(session, nomination, "confirm")
        for each in below(session, nomination, "acute_review")
    )
    # Whoever was told knows of the person, also once the decision is open again for safety.
    told = (order_of(session, x.id, TELLING) for x in below(session, nomination, "placement"))
    return is_put_right and not any(told)


def is_judged_anew(session: Session, review: str) -> bool:
    """Whether the nomination went back to be judged, since this review put its answer right."""
    nomination = parent_of(session, review)
    return order_of(session, nomination, ANEW) > order_of(session, review, "put_right")


def gave_what_was_put_right(session: Session, nomination: str) -> frozenset[PersonId]:
    """Who judged or confirmed an answer of it that was put right: others judge it anew."""
    if order_of(session, nomination, ANEW) == 0:
        return frozenset()
    return takers(session, nomination, *GIVING) - takers(session, nomination, *GIVING, since=ANEW)
