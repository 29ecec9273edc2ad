"""Which of several cases of one person may stay: it helps, and is as far on as any (SE-13)."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from relocation.access.service import cases_at
from relocation.cases.steps import CASE, State
from relocation.permissions import Stage
from relocation.proceedings.every import cases_standing

KNOWN_AT = frozenset(Stage) - {Stage.REFERRED, Stage.CLOSED, Stage.ERASED}
"""Stages of an open case that the central unit knows of."""
LEADS_ON = {State.ADMITTED, State.IN_COURSE}
"""States in which the person is in the programme; who is on the way into it may not come there."""
LEADS_NOWHERE = {
    State.NOT_ELIGIBLE, State.WITHDRAWN, State.LAPSED, State.ENDED_CENTRALLY, State.EXPIRED,
    State.SENT_ON,
}  # fmt: skip
"""States in which nobody is nominated by a case any more."""
BEFORE_ADMISSION = {
    State.REFERRED, State.SCREENED, State.PRE_VISITED, State.INTERVIEWED, State.VISITATION_DECIDED,
}  # fmt: skip
"""States in which nobody is nominated by a case yet; with a home it is assessed once more."""
PLACE_ASKED_FOR = {
    "nomination": {"submitted", "returned", "judged_necessary", "judged_not_necessary"},
    "placement": {
        "open", "proposed", "no_municipality", "hearing", "heard", "decided", "approved",
        "reopened",
    },
    "handover": {"opened", "ready_to_move", "not_arrived", "moved"},
}  # fmt: skip
"""States of what comes later, in which somebody whose course is completed still gets a place."""
HOW_FAR: tuple[tuple[str, frozenset[str]], ...] = (
    ("case", frozenset({State.ADMITTED, State.IN_COURSE, State.COMPLETED})),
    ("nomination", frozenset({"submitted", "returned"})),
    ("nomination", frozenset({"judged_necessary", "judged_not_necessary"})),
    ("placement", frozenset({
        "open", "proposed", "no_municipality", "hearing", "heard", "reopened",
    })),
    ("placement", frozenset({"decided"})),
    ("placement", frozenset({"approved"})),
    ("handover", frozenset({"opened", "ready_to_move", "not_arrived", "moved", "completed"})),
)  # fmt: skip
"""How far on a case is, the least first: it is as far as the last line that anything of it is in.

A case that ended is seldom missed where the other is as far on; an approved place that ended with
it would be sought once more, from the first look on, by somebody who is in danger meanwhile.
"""


def open_cases(session: Session) -> frozenset[str]:
    """Every open case that the central unit knows of."""
    return cases_at(session, KNOWN_AT)


def helping(session: Session) -> frozenset[str]:
    """Of the open cases those that may be the one that stays.

    One that is found not eligible, withdrawn or otherwise at its end may be open and helps nobody.
    """
    leading = cases_standing(session, CASE.name, LEADS_ON)
    completed = cases_standing(session, CASE.name, {State.COMPLETED})
    return open_cases(session) & (leading | (completed & _asking(session)))


def at_their_end(session: Session) -> frozenset[str]:
    """Cases that may be open still, for a home or for a word that is owed, and lead nowhere.

    A renewed assessment leads nowhere before it comes to an admission: until then it is as the
    finding was that it goes back on.
    """
    ended = cases_standing(session, CASE.name, LEADS_NOWHERE)
    completed = cases_standing(session, CASE.name, {State.COMPLETED})
    assessed = cases_standing(session, CASE.name, BEFORE_ADMISSION)
    if assessed:
        ended |= assessed & cases_standing(session, "placement", {"contacted"})
    return ended | (completed - _asking(session) if completed else completed)


def how_far(session: Session, cases: Collection[str]) -> Mapping[str, int]:
    """Of each case how far on it is, by the lines of `HOW_FAR`; 0 where it has come to none."""
    found = dict.fromkeys(cases, 0)
    for rank, (workflow, states) in enumerate(HOW_FAR, start=1):
        there = cases_standing(session, workflow, states)
        found |= dict.fromkeys(there & found.keys(), rank)
    return found


def _asking(session: Session) -> frozenset[str]:
    """Cases in which a place is asked for."""
    asked = (cases_standing(session, each, states) for each, states in PLACE_ASKED_FOR.items())
    return frozenset[str]().union(*asked)
