"""A round: everybody who waits is told to the engine, and its answer is stored as proposals.

The engine works outside of every transaction. What it was told is told anew under the round's lock
before anything is stored: where it is another round by then, nothing is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from relocation.access.model import Standing as OnList
from relocation.access.service import standing, standings
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, regime_of
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.documents.service import on_record
from relocation.errors import CaseErased, NotAllowed, NotFound, NotRepeatable, RoundChanged
from relocation.moves import Move
from relocation.parties import CASEWORKER
from relocation.permissions import DataClass, Level, Role
from relocation.placements import kinds, papers
from relocation.placements.answers import answer_for, place_or_rules
from relocation.placements.facts import FLOW
from relocation.placements.kept import Again, keep_round, opened_round
from relocation.placements.problem import Translated
from relocation.placements.steps import State
from relocation.placements.today import Today, hold, lock_round, today
from relocation.placements.untold import Lacking, lacking_for
from relocation.proceedings.held import take_out
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import case_id_of, locked_case
from relocation.store import Store, keys_of, person_of
from relocation.telling import told_at_once
from relocation.transition import act_once, answer_before, transition_within
from relocation.wall import let_in
from scoring import explain as explaining
from scoring.explain import judged
from scoring.explanation import Recomputed
from scoring.fingerprint import fingerprint
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.solver import solve

Solving = Callable[[PlacementProblem, Limit], Result]
"""Where the engine works: in this process, or in one of its own with a limit of memory."""
COUNTED = Limit()
"""Ended by proof or by counted effort, never by the clock: only so an answer repeats (SV-4)."""
READ = frozenset({
    DataClass.SAFETY, DataClass.ORIGIN_GANG, DataClass.FAMILY, DataClass.NEEDS,
    DataClass.RECEIVER_MUNI,
})  # fmt: skip
ASKED_FOR = {State.OPEN, State.REOPENED}
"""States in which a proposal is waited for; a later one is replaced where it is old."""
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a round came to, for the cases of whoever pressed.

    Attributes:
        moved: by placement, what was stored.
        lacking: by placement, codes of what its case does not say.
        kept: placements that stay as they are: their proposal still holds, nothing was found, or
            why is not for whoever pressed to know.
    """

    moved: Mapping[str, Moved]
    lacking: Mapping[str, tuple[str, ...]]
    kept: tuple[str, ...]


ANSWER = TypeAdapter(Proposed)
PRESSED = "placement", "propose_round"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A round as it was told, before it is solved."""

    told: Translated
    mine: Mapping[str, OnList]
    lacking: Lacking


@dataclass(frozen=True, slots=True)
class _Answered:
    """What the engine answers, and by placement what is read of it."""

    result: Result
    of: Mapping[str, Mapping[str, Any]]


def propose_round(
    store: Store,
    actor: Actor,
    key: str,
    now: datetime,
    limit: Limit = COUNTED,
    solving: Solving = solve,
) -> Proposed:
    """Solve the round of everybody who waits, and store what it gives the cases of the actor.

    Everybody's facts count, also of cases that the actor may not open; nothing of those is told.
    Pressed again under its key it has the answer that it had, and nothing is solved or stored.

    Raises:
        KeyReused: the key came before with another request.
        NotFound: the actor is on no case with a placement that waits.
        NotAllowed: on none as caseworker of the central unit.
        NotRepeatable: the clock or a cancel cut the answer; it cannot be stored.
        RoundChanged: something changed while the engine worked; nothing was stored.
        ProblemError: the threat picture, declarations or the register contradict each other.
    """
    press, body = Press(0, key, now, Purpose.PLACEMENT), (*PRESSED, limit.effort, limit.seconds)
    with store.transaction() as session:
        before = answer_before(session, actor, press, body)
        if before is not None:
            return ANSWER.validate_python(before)
        asked = _ask(session, actor, now)
    if not asked.told.waiting:
        return Proposed({}, asked.lacking.told, tuple(sorted(asked.lacking.untold)))
    result = solving(asked.told.problem, limit)
    if not result.repeatable:
        raise NotRepeatable
    answers = {
        placement: answer_for(asked.told.problem, result, person.key)
        for placement, person in asked.told.waiting.items()
        if placement in asked.mine
    }
    answered = _Answered(result, answers)

    def act() -> Any:
        stored = _store(session, actor, asked, answered, key=key, now=now)
        return ANSWER.dump_python(stored, mode="json")

    with store.transaction() as session:
        return ANSWER.validate_python(act_once(session, actor, press, body, act))


def recompute(store: Store, actor: Actor, placement: str, now: datetime) -> Recomputed:
    """Run a stored proposal once more, and say whether it is the same byte for byte (EX-8).

    Raises:
        NotFound: the actor does not read proposals of this case, or there is none.
    """
    again = stored_round(store, actor, placement, now)
    if again is None:
        return Recomputed((ERASED,))
    return explaining.recompute(again.problem, again.result)


def stored_round(store: Store, actor: Actor, placement: str, now: datetime) -> Again | None:
    """The whole round and answer that a proposal was made with; None once one of them is erased.

    Raises:
        NotFound: the actor does not read proposals of this case, or there is none.
    """
    with store.transaction() as session:
        return _again(session, actor, placement, now)


def _ask(session: Session, actor: Actor, now: datetime) -> _Asked:
    told = today(session, civil_day(now)).told
    mine = _mine(session, actor, told, now)
    lines = [_reading(session, actor, case, Role.ENGINE, READ) for case in told.cases]
    log.write_all(session, lines, keys=HeldKeys.of(keys_of(session)), now=now)
    return _Asked(told, mine, lacking_for(session, actor, told, mine))


def _mine(session: Session, actor: Actor, told: Translated, now: datetime) -> dict[str, OnList]:
    on_list = {each.case: each for each in standings(session, actor, now)}
    waiting = [told.rows[each] for each in (*told.waiting, *told.lacking)]
    known = {row.id: on_list[row.case] for row in waiting if row.case in on_list}
    if not known:
        raise NotFound
    mine = {id_: each for id_, each in known.items() if each.roles & CASEWORKER}
    if not mine:
        raise NotAllowed(FLOW.workflow.name, "propose", State.OPEN)
    return mine


def _store(
    session: Session, actor: Actor, asked: _Asked, answered: _Answered, *, key: str, now: datetime
) -> Proposed:
    cases = sorted({each.case for each in asked.mine.values()})
    for case in cases:
        locked_case(session, case)
        let_in(session, case)
    lock_round(session)
    # What each step would ask of its own case, of all at once.
    take_out(session, cases)
    list(standings(session, actor, now))
    found = today(session, civil_day(now), before=asked.told)
    if not found.told.waiting or _is_other(found, asked, answered):
        raise RoundChanged
    # It is the round that was solved: what was judged of it need not be judged again.
    found = Today(found.told, judged(asked.told.problem, answered.result))
    hold(session, found)
    asked_for = asked.mine.keys() & found.told.waiting.keys()
    due = sorted(
        each
        for each in asked_for
        if any(_outcome(found, answered, each)) and _is_due(session, found, each)
    )
    # Of an answer that nothing is stored of no round is kept either.
    kept = keep_round(session, found.told.problem, answered.result, found.told.cases) if due else ""
    moved: dict[str, Moved] = {}
    with told_at_once(session):
        for placement in due:
            step, paper = _answer(found, answered, placement, kept)
            press = Press(found.told.rows[placement].version, key, now, Purpose.PLACEMENT)
            move = Move(FLOW, placement, step, (paper,))
            moved[placement] = transition_within(session, actor, move, press)
    lacking = lacking_for(session, actor, found.told, asked.mine)
    return Proposed(moved, lacking.told, tuple(sorted(asked_for - moved.keys() | lacking.untold)))


def _is_other(found: Today, asked: _Asked, answered: _Answered) -> bool:
    """Whether it is another round than the one that was solved.

    What is equal part by part has one fingerprint, which takes longer to make.
    """
    now, then = found.told, asked.told
    if (now.round, now.policy) == (then.round, then.policy) and now.country is then.country:
        return False
    return fingerprint(now.problem) != answered.result.versions.fingerprint


def _is_due(session: Session, found: Today, placement: str) -> bool:
    """Whether a proposal is waited for, or the one that is there does not hold today."""
    row = found.told.rows[placement]
    if row.state in ASKED_FOR:
        return True
    if row.state == State.NO_MUNICIPALITY:
        return False
    proposal = on_record(session, row.case, placement, kinds.PROPOSAL)
    made_with = proposal.made_with if proposal else None
    is_same = made_with is not None and made_with.told == found.told_of(placement)
    return not (proposal and is_same and proposal.ranking[0] in found.open_to(placement))


def _answer(found: Today, answered: _Answered, placement: str, kept: str) -> tuple[str, Paper[Any]]:
    """The step that the answer for one candidate leads to, and the paper that it is."""
    place, rules = _outcome(found, answered, placement)
    told = found.told_of(placement) or ""
    made_with = papers.MadeWith(told=told, round=found.round, kept=kept)
    answer = answered.of[placement]
    if place is None:
        paper = papers.NoMunicipality(rules=rules, answer=answer, made_with=made_with)
        return "record_no_municipality", Paper(kinds.NO_MUNICIPALITY, paper)
    others = (code for code in found.open_to(placement) if code != place)
    proposal = papers.Proposal(answer=answer, ranking=(place, *others), made_with=made_with)
    return "propose", Paper(kinds.PROPOSAL, proposal)


def _outcome(found: Today, answered: _Answered, placement: str) -> tuple[Any, tuple[str, ...]]:
    return place_or_rules(answered.result, found.told.waiting[placement].key)


def _again(session: Session, actor: Actor, placement: str, now: datetime) -> Again | None:
    case = case_id_of(session, placement)
    stands = standing(session, actor, case, now)
    if stands.level(DataClass.PROPOSAL) is not Level.FULL:
        raise NotFound
    let_in(session, case)
    none = on_record(session, case, placement, kinds.NO_MUNICIPALITY)
    paper = on_record(session, case, placement, kinds.PROPOSAL) or none
    if paper is None or paper.made_with is None:
        raise NotFound
    line = _reading(session, actor, case, min(stands.roles), frozenset({DataClass.PROPOSAL}))
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
    try:
        return opened_round(session, paper.made_with)
    except CaseErased:
        return None


def _reading(
    session: Session, actor: Actor, case: str, role: Role, classes: frozenset[DataClass]
) -> Line:
    """A reading; the engine's is on behalf of whoever pressed."""
    return Line(
        kind=Kind.READ,
        actor=InRole(person_of(session, actor), role),
        case=case,
        regime=regime_of(actor),
        classes=classes,
        purpose=Purpose.PLACEMENT,
    )
