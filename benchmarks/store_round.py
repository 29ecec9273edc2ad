"""A national round out of a store: what it takes beside the engine's own time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from api.demo.candidates import Candidate, candidates
from api.demo.numbers import said
from relocation.access.model import Entry
from relocation.access.service import new_case, put_on_list
from relocation.actor import Actor, Function, OrganisationId
from relocation.cases import kinds
from relocation.deadlines.working_days import Calendar, add_working_days, civil_day
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.events import Event
from relocation.following import following
from relocation.permissions import Role, Stage
from relocation.placements.answers import answer_for
from relocation.placements.rounds import COUNTED, propose_round
from relocation.placements.today import today
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from relocation.threats.statements import AS_JSON, SEALED, WORDS
from relocation.threats.tables import StatementRow
from relocation.wall import let_in
from scoring.round import Round
from scoring.solver import solve

WAITING = 60
BESIDE = ("sender_hearing", "candidate_hearing", "reconsideration")


def round_of_waiting(
    store: Store, made: Round, sender: Actor, now: datetime
) -> tuple[float, float, float]:
    """Seconds of a whole round, of its solving alone, and of explaining everybody alone."""
    day = civil_day(now)
    caseworker = replace(
        sender, organisation=OrganisationId("central-unit"), function=Function.CENTRAL_CASEWORKER
    )
    with store.transaction() as session:
        _tell(session, made, now)
        for who in candidates(made):
            _waits(session, who, sender, caseworker, now)
    with store.transaction() as session:
        problem = today(session, day).told.problem
    # The first of a process also loads libraries; a server has done that long ago.
    solve(problem, COUNTED)
    add_working_days(now, 1, Calendar(frozenset()))
    following(Event("Nothing", "", ""))
    began = perf_counter()
    proposed = propose_round(store, caseworker, "measured", now)
    whole = perf_counter() - began
    if len(proposed.moved) != WAITING:
        raise RuntimeError("the benchmark's round must move everybody who waits")
    began = perf_counter()
    result = solve(problem, COUNTED)
    engine = perf_counter() - began
    began = perf_counter()
    for person in problem.people:
        answer_for(problem, result, person.key)
    return whole, engine, perf_counter() - began


def _tell(session: Session, made: Round, now: datetime) -> None:
    for number, each in enumerate(said(made), start=1):
        row, kind = uuid4().hex, WORDS[type(each)]
        content = {"kind": kind, "says": AS_JSON[kind].dump_python(each, mode="json")}
        sealed = SEALED.sealed(session, row, content)
        session.add(
            StatementRow(id=row, number=number, written=now, author="made up", sealed=sealed)
        )
    session.flush()


def _waits(
    session: Session, who: Candidate, sender: Actor, caseworker: Actor, now: datetime
) -> None:
    case = new_case(session, sender, Role.MUNI_SENDER, Stage.PLACEMENT, now).id
    let_in(session, case)
    put_on_list(session, case, _entry(caseworker, now))
    nomination, placement = uuid4().hex, uuid4().hex
    rows = (
        (case, "case", "admitted", None),
        (nomination, "nomination", "necessary", case),
        (placement, "placement", "open", nomination),
        *((uuid4().hex, each, "not_asked", placement) for each in BESIDE),
    )
    for id_, workflow, state, parent in rows:
        row = ProceedingRow(
            id=id_, case_id=case, workflow=workflow, parent=parent, state=state, version=0,
            urgency=who.urgency, opened=now, begun=0, touched=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
    for paper in _papers(who):
        write(session, sender, case, case, paper, now)


def _papers(who: Candidate) -> Iterator[Paper[Any]]:
    yield Paper(kinds.PICTURE, who.picture)
    yield Paper(kinds.HOUSEHOLD, who.household)
    yield Paper(kinds.NEEDS, who.needs)
    yield Paper(kinds.ORIGIN, who.origin)


def _entry(who: Actor, now: datetime) -> Entry:
    role = Role.CENTRAL_CASEWORKER
    return Entry(
        reader=who.user, organisation=who.organisation, role=role, since=now, reason="made up"
    )
