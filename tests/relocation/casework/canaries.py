"""Cases in which every document carries one string per data class, and a place to look for."""

from itertools import product

from relocation.access.service import case_of, standing, standings
from relocation.actor import municipality_id
from relocation.audit.model import Purpose
from relocation.documents.kinds import Paper
from relocation.documents.service import Question, read, write
from relocation.documents.table import kinds
from relocation.errors import RelocationError
from relocation.keys.pseudonyms import handle
from relocation.overdue import overdue
from relocation.permissions import DataClass, Role
from relocation.placements.rounds import propose_round, recompute
from relocation.placements.sheets import sheet
from relocation.proceedings.tables import ProceedingRow
from relocation.wall import let_in
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

PLACE = "0492"
"""Where the candidate will live; nothing else in these worlds speaks of it."""
THERE = Side(
    PLACE,
    account("receiver-there", municipality_id(PLACE), COORDINATOR.function),
    account("police-there", "police-fyn", POLICE.function),
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
OTHER_CASE = "b" * 32
"""A stranger's own, of which nobody of the first case may learn."""
ELSEWHERE = {CASE: "c" * 32, OTHER_CASE: "d" * 32}
"""What the marked documents belong to: nothing that moves, so that no step asks for them."""
KINDS = tuple(kinds().values())


def canary(data_class, case=CASE):
    return f"canary-{data_class}-of-{case[:4]}"


def all_canaries():
    return [canary(each, case) for case, each in product((CASE, OTHER_CASE), DataClass)]


def names_the_place(text):
    """Whether a text speaks of the place, and not of an id in which its digits stand."""
    return any(each in text for each in (f"'{PLACE}'", f'"{PLACE}"', municipality_id(PLACE)))


def mark(desk, case=CASE):
    """One document of every kind, written by an authority that no reader is of."""
    author = account("author", "an authority of nobody's", COORDINATOR.function)
    with desk.store.transaction() as session:
        let_in(session, case)
        for kind in KINDS:
            text = kind.written(CONTENTS[kind.name]).decode()
            marked = text.replace(WORD, canary(kind.data_class, case))
            paper = Paper(kind, kind.opened(marked.encode()))
            write(session, author, case, ELSEWHERE[case], paper, desk.now)


def answered(desk, ask):
    """What a door gives, as one text; what it refuses is a text too."""
    try:
        with desk.store.transaction() as session:
            return str(ask(session))
    except RelocationError as refused:
        return f"{type(refused).__name__}: {refused}"


def documents(desk, who, case=CASE, **asked):
    """All that somebody gets of a case's documents."""
    question = Question(KINDS, **({"purpose": Purpose.CASEWORK, "every_version": True} | asked))

    def ask(session):
        return read(session, who, standing(session, who, case, desk.now), question, desk.now)

    return answered(desk, ask)


def other_doors(desk, who):
    """Everything else that somebody can ask for, by the name of the door."""
    now, later = desk.now, desk.now.replace(year=desk.now.year + 1)
    placements = {row.id: row.state for row in desk.rows("placement")}

    def by_handle(session):
        own = handle(desk.store.keys, who.organisation, CASE)
        return case_of(session, who, own, now)

    def by_anothers_handle(session):
        return case_of(session, who, handle(desk.store.keys, "another", CASE), now)

    doors = {
        "in-tray": lambda session: [
            (each.stage, each.version, sorted(each.roles)) for each in standings(session, who, now)
        ],
        "overdue": lambda session: [
            (each.row, each.workflow, each.state, each.due, each.steps)
            for each in overdue(session, who, later)
        ],
        "by handle": lambda session: by_handle(session).stage,
        "by another's handle": by_anothers_handle,
        "no purpose": lambda session: read(
            session, who, standing(session, who, CASE, now), Question(KINDS), now
        ),
    }
    told = {name: answered(desk, ask) for name, ask in doors.items()}
    for each in placements:
        told["sheet"] = answered(
            desk,
            lambda session: sheet(session, who, each, Purpose.PLACEMENT, now),  # noqa: B023
        )
        told["once more"] = _plainly(lambda: recompute(desk.store, who, each, now))  # noqa: B023
    if "open" in placements.values() and who is not CASEWORKER:
        told["round"] = _plainly(lambda: propose_round(desk.store, who, "a key", now))
    return told


def _plainly(ask):
    try:
        return str(ask())
    except RelocationError as refused:
        return f"{type(refused).__name__}: {refused}"


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
