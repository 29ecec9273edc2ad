"""Steps of every kind, each beside the very same rows written bare, out of whole relocations.

Every other case takes its steps through the services; of the cases between them each step is taken
and undone, and what it wrote is written bare. So both go on from the same place in the same run.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from time import perf_counter, process_time

from sqlalchemy.orm import Session

from api.demo.candidates import Candidate
from benchmarks.store_bare import rows_of, write_bare
from benchmarks.store_cases import opened
from benchmarks.store_journey import FROM_THE_ROUND, TO_THE_ROUND, Button, Journey
from benchmarks.store_people import CASEWORKER, COORDINATOR, ROLES, enrol, entry, there
from relocation.access.service import put_on_list
from relocation.database import transaction
from relocation.deadlines.working_days import civil_day
from relocation.documents.service import on_record
from relocation.permissions import Stage
from relocation.placements.kinds import PROPOSAL
from relocation.placements.rounds import propose_round
from relocation.store import Store
from relocation.wall import let_in, let_into_all

Seconds = tuple[float, float]
"""By the clock, and of this process's own work: the second hardly knows who else is at work."""
JOURNEYS = 20
"""Cases that are brought through all steps, half of them bare."""


@dataclass
class Timed:
    """Seconds of each measured step, through the services and bare.

    Attributes:
        asked: of reading what the step asks, who may live where, alone and just before.
        thought: of what the engine then thinks of it.
        read: of the same rows, loaded bare in a transaction of their own.
    """

    ours: dict[str, list[Seconds]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[str, list[Seconds]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, list[Seconds]] = field(default_factory=lambda: defaultdict(list))
    thought: dict[str, list[Seconds]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, list[Seconds]] = field(default_factory=lambda: defaultdict(list))


def steps_timed(store: Store, people: Sequence[Candidate], count: int, now: datetime) -> Timed:
    """Bring cases from their beginning to the confirmed move, and time each measured step."""
    journeys, timed = list(begun(store, people, count, now)), Timed()
    for button in TO_THE_ROUND:
        press_all(store, journeys, button, timed)
    _let_propose(store, journeys)
    for button in FROM_THE_ROUND:
        press_all(store, journeys, button, timed)
    return timed


def begun(
    store: Store, people: Sequence[Candidate], count: int, now: datetime
) -> Iterator[Journey]:
    """So many cases with everybody on their lists."""
    with store.transaction() as session:
        for actor in ROLES:
            enrol(session, actor, now - timedelta(days=300))
    for _, who in zip(range(count), cycle(people), strict=False):
        with store.transaction() as session:
            case = opened(session, COORDINATOR, Stage.ENROLLED, now)
            for other, role in ROLES.items():
                if other != COORDINATOR:
                    put_on_list(session, case, entry(other, role, now))
        yield Journey(case, who, now)


def _let_propose(store: Store, journeys: Sequence[Journey]) -> None:
    """The engine's word for everybody; whoever receives them comes to work."""
    propose_round(store, CASEWORKER, "journeys", journeys[0].now)
    for each in journeys:
        with store.transaction() as session:
            let_in(session, each.case)
            proposal = on_record(session, each.case, None, PROPOSAL)
            if proposal is None:
                raise RuntimeError("the benchmark's round must find a place for everybody")
            each.place = proposal.ranking[0]
            for who in there(each.place, civil_day(each.now)):
                enrol(session, who, each.now - timedelta(days=300))


def press_all(store: Store, journeys: Sequence[Journey], button: Button, timed: Timed) -> None:
    """Press one button in every case, in each other one bare."""
    for number, journey in enumerate(journeys):
        journey.now += timedelta(minutes=1)
        with store.transaction() as session:
            row = button.row(session, journey)
            version = button.version(session, journey, row)

        day = civil_day(journey.now)
        press = partial(_press, button=button, journey=journey, row=row, version=version)
        if number % 2 == 0:
            if (question := button.question(day, row)) is not None:
                asked, thought = _put_alone(store, question)
                timed.asked[button.label].append(asked)
                timed.thought[button.label].append(thought)
            timed.ours[button.label].append(seconds(partial(_through_services, store, press)))
            continue
        if (reads := button.reads(row)) is not None:
            timed.read[button.label].append(seconds(partial(_read_bare, store, reads)))
        written = rows_of(store, press)
        bare = partial(write_bare, store, written, journey.case, row, reads)
        timed.bare[button.label].append(seconds(bare))


def _press(session: Session, *, button: Button, journey: Journey, row: str, version: int) -> None:
    button.press(session, journey, row, version)


def _through_services(store: Store, press: Callable[[Session], None]) -> None:
    with store.transaction() as session:
        press(session)


def _put_alone(
    store: Store, asks: Callable[[Session], Callable[[], object]]
) -> tuple[Seconds, Seconds]:
    """What it takes to read what a step asks, and what the engine takes to think of it."""
    thinks: list[Callable[[], object]] = []

    def ask() -> None:
        with store.transaction() as session:
            thinks.append(asks(session))

    return seconds(ask), seconds(thinks[0])


def _read_bare(store: Store, reads: Callable[[Session], object]) -> None:
    with transaction(store.database) as session:
        let_into_all(session.connection())
        reads(session)


def seconds(act: Callable[[], object]) -> Seconds:
    """What an act takes by the clock, and of this process's own work."""
    began, worked = perf_counter(), process_time()
    act()
    return perf_counter() - began, process_time() - worked
