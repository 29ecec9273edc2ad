"""A case in which every document carries one string per data class; the place is made up."""

from itertools import product

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.documents.kinds import Paper
from relocation.documents.service import Question, read, write
from relocation.documents.table import kinds
from relocation.errors import NotFound, RelocationError
from relocation.permissions import DataClass, Role
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casefile.contents import CONTENTS, WORD
from tests.relocation.casework.buttons import BUTTONS
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    PROBATION,
    STRANGER,
    account,
)
from tests.relocation.casework.relocating import Side

PLACE = "canary-of-a-place"
THERE = Side(
    PLACE,
    account("receiver-there", f"municipality-{PLACE}", COORDINATOR.function),
    account("police-there", "police-there", POLICE.function),
)
READERS = {
    Role.MUNI_SENDER: COORDINATOR,
    Role.POLICE_SENDER: POLICE,
    Role.PROBATION_PARTY: PROBATION,
    Role.CENTRAL_CASEWORKER: CASEWORKER,
    Role.CENTRAL_DECISION_MAKER: DECIDER,
    Role.MUNI_RECEIVER: THERE.coordinator,
    Role.POLICE_RECEIVER: THERE.police,
    Role.OTHER: STRANGER,
}
ELSEWHERE = "c" * 32
"""What the marked documents belong to: nothing that moves, so that no step asks for them."""
KINDS = tuple(kinds().values())


def canary(data_class):
    return f"canary-{data_class}-of-this-case"


def all_canaries():
    return [PLACE, *(canary(each) for each in DataClass)]


def mark(desk):
    """One document of every kind, written by an authority that no reader is of."""
    author = account("author", "an authority of nobody's", COORDINATOR.function)
    with desk.store.transaction() as session:
        for kind in KINDS:
            text = kind.written(CONTENTS[kind.name]).decode()
            marked = text.replace(WORD, canary(kind.data_class))
            paper = Paper(kind, kind.opened(marked.encode()))
            write(session, author, CASE, ELSEWHERE, paper, desk.now)


def told_to(desk, who):
    """All that a reader gets of the case, as one text."""
    with desk.store.transaction() as session:
        try:
            stands = standing(session, who, CASE, desk.now)
        except NotFound:
            return ""
        question = Question(KINDS, Purpose.CASEWORK, every_version=True)
        return str(read(session, who, stands, question, desk.now))


def seen(desk):
    """Which canary each role has seen by now, at the case's stage; the place is one too."""
    told = {role: told_to(desk, who) for role, who in READERS.items()}
    return {(role, each) for role, each in product(told, all_canaries()) if each in told[role]}


def refusals(desk, *who):
    """What everybody is told who presses every button everywhere, at a version of long ago."""
    with desk.store.transaction() as session:
        rows = session.query(ProceedingRow).filter_by(case_id=CASE)
        places = sorted((row.workflow, row.topic or "", row.owner or "", row.id) for row in rows)
    answers = []
    for each, (workflow, topic, _, row) in product(who, places):
        for kind, step in sorted(BUTTONS):
            if kind == workflow:
                button, *given = BUTTONS[kind, step]
                answers.append(
                    (each.user, kind, topic, step, _told(desk, button, each, row, *given))
                )
    return answers


def _told(desk, button, who, row, *given):
    try:
        desk.do(button, who, row, *given, version=999)
    except RelocationError as refused:
        return f"{type(refused).__name__}: {refused}"
    raise AssertionError("a press on a version that never was went through")
