"""Which cases are such that the person is helped by them: one of these stays (SE-13)."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from relocation.access.service import cases_at
from relocation.cases.steps import CASE, State
from relocation.permissions import Stage
from relocation.proceedings.every import standings

KNOWN_AT = frozenset(Stage) - {Stage.REFERRED, Stage.CLOSED, Stage.ERASED}
"""Stages of an open case that the central unit knows of."""
LEADS_ON = {
    State.SCREENED, State.PRE_VISITED, State.INTERVIEWED, State.VISITATION_DECIDED,
    State.ADMITTED, State.IN_COURSE,
}  # fmt: skip
"""States in which the person is in the programme, or on the way into it again."""
PLACE_ASKED_FOR = {
    "nomination": {"submitted", "returned", "judged_necessary", "judged_not_necessary"},
    "placement": {
        "open", "proposed", "no_municipality", "hearing", "heard", "decided", "approved",
        "reopened",
    },
    "handover": {"opened", "ready_to_move", "not_arrived", "moved"},
}  # fmt: skip
"""States of what comes later, in which somebody whose course is completed still gets a place."""


def open_cases(session: Session) -> frozenset[str]:
    """Every open case that the central unit knows of."""
    return cases_at(session, KNOWN_AT)


def helping(session: Session) -> frozenset[str]:
    """Of the open cases those that may be the one that stays.

    One that is found not eligible, withdrawn or otherwise at its end may be open and helps nobody.
    """
    leading = _of(session, CASE.name, LEADS_ON)
    completed = _of(session, CASE.name, {State.COMPLETED})
    asked = {
        case for each, states in PLACE_ASKED_FOR.items() for case in _of(session, each, states)
    }
    return open_cases(session) & (leading | (completed & asked))


def _of(session: Session, workflow: str, states: Collection[str]) -> frozenset[str]:
    return frozenset(x.case for x in standings(session, workflow) if x.state in states)
