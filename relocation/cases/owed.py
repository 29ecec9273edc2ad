"""Whether somebody still owes a word in a case: then it is neither completed nor closed.

Whoever presses is told no more than that: what is owed may be what its row of the matrix keeps.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from relocation.cases.steps import State
from relocation.proceedings.service import was_in

OWED: Mapping[str, frozenset[str]] = {
    "safety_assessment": frozenset({"change_reported"}),
    "place_check": frozenset({"check_due", "nomination_called_for"}),
    "acute_review": frozenset({"review_due", "put_right_told"}),
}
"""States of what stands beside a course, in which it waits for a word (WF-19, REL-9, REL-10)."""
OF_THE_PERSON = frozenset({State.WITHDRAWN})
"""Whoever leaves of its own will is held by nobody's word: the programme is voluntary (REL-12)."""


def no_word_is_owed(session: Session, case: str) -> bool:
    """Whether all that was reported is assessed, every home's check answered, and no review due."""
    return not any(was_in(session, case, name, states) for name, states in OWED.items())


def is_held(session: Session, case: str, state: str) -> bool:
    """Whether a case that has ended so stays open for a word that is owed."""
    return state not in OF_THE_PERSON and not no_word_is_owed(session, case)
