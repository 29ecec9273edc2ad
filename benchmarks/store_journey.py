"""A relocation by its buttons, from what the engine is told to the confirmed move."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.demo.candidates import Candidate
from benchmarks.store_bare import read_bare
from benchmarks.store_people import CASEWORKER, COORDINATOR, DECIDER, OTHER_DECIDER, POLICE, there
from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.deadlines.working_days import civil_day
from relocation.handovers import papers as handed_over
from relocation.handovers import service as handovers
from relocation.handovers import terms
from relocation.nominations import papers as nominating
from relocation.nominations import service as nominations
from relocation.nominations.model import Ground, Outcome
from relocation.placements import hearings, papers
from relocation.placements import service as placements
from relocation.placements.model import Criterion, Receiver
from relocation.placements.today import lock_round, today
from relocation.proceedings.model import Press
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety

WHY = "made up"
PRECAUTIONS = written.Precautions(for_candidate=WHY, for_staff=WHY)
JUDGED = nominating.Judgement(outcome=Outcome.NEEDED_FOR_SAFETY, reasons=WHY)
TERM = handed_over.Wording(text=WHY, performed_by=handed_over.Performer.MUNICIPALITY)
PERSON = written.NamedPerson(name=WHY, reached_by=WHY)
BEGINS = (nominations.draft, safety.report_change, terms.propose)
"""Buttons that begin something new: of these the case's version is seen."""


@dataclass
class Journey:
    """One case on its way.

    Attributes:
        place: where the person will live, once the engine has proposed it.
    """

    case: str
    who: Candidate
    now: datetime
    place: str = ""

    @property
    def municipality(self) -> Actor:
        """Who receives the person in the municipality."""
        return there(self.place, civil_day(self.now))[0]

    @property
    def police(self) -> Actor:
        """Who receives the person in the police district."""
        return there(self.place, civil_day(self.now))[1]


@dataclass(frozen=True)
class Button:
    """One press.

    Attributes:
        on: the kind of thing, of which the newest in the case is meant.
        label: what it is called where it is measured; empty where it is not.
        asks: reads what the step asks, who may live where, if it does; gives what the engine then
            thinks of it.
    """

    on: str
    do: Any
    who: Callable[[Journey], Actor]
    given: Callable[[Journey], tuple[Any, ...]] = lambda _: ()
    label: str = ""
    asks: Callable[[Session, date, str], Callable[[], object]] | None = None

    def question(self, day: date, row: str) -> Callable[[Session], Callable[[], object]] | None:
        """What it asks on a day of something, if it asks who may live where."""
        asks = self.asks
        return None if asks is None else lambda session: asks(session, day, row)

    def reads(self, row: str) -> Callable[[Session], object] | None:
        """What loads the rows bare that it asks for, if it asks who may live where."""
        if self.asks is None:
            return None
        return partial(read_bare, row=row if self.asks is _one_place else None)

    def row(self, session: Session, journey: Journey) -> str:
        """What it is pressed on; a receipt is everybody's own."""
        table = ProceedingRow
        asked = select(table.id).where(table.case_id == journey.case, table.workflow == self.on)
        if self.on == "receipt":
            own = account_ref(session, journey.case, self.who(journey).user)
            asked = asked.where(table.owner == own)
        newest = asked.order_by(table.opened.desc(), table.begun.desc()).limit(1)
        return session.scalars(newest).one()

    def version(self, session: Session, journey: Journey, row: str) -> int:
        """What whoever presses it sees."""
        if self.do in BEGINS:
            return session.get_one(CaseRow, journey.case).version
        return session.get_one(ProceedingRow, row).version

    def press(self, session: Session, journey: Journey, row: str, version: int) -> None:
        """Press it on something whose version was seen."""
        press, given = Press(version, uuid4().hex, journey.now), self.given(journey)
        self.do(session, self.who(journey), row, *given, press)


def _by(actor: Actor) -> Callable[[Journey], Actor]:
    return lambda _: actor


def _giving(*given: Any) -> Callable[[Journey], tuple[Any, ...]]:
    return lambda _: given


def _asked(_: Journey) -> tuple[Any, ...]:
    grounds = {Ground.DECISIVE_FOR_SAFETY: WHY}
    return (nominating.Request(grounds=grounds, urgency=_.who.urgency),)


def _said(journey: Journey) -> tuple[Any, ...]:
    return (papers.Statement(said=WHY, on=civil_day(journey.now)),)


def _chosen(journey: Journey) -> tuple[Any, ...]:
    reasons = dict.fromkeys(Criterion, WHY)
    return (papers.Choice(municipality=journey.place, reasons=reasons),)


def _contacted(journey: Journey) -> tuple[Any, ...]:
    named = tuple(Receiver(each.user, None) for each in (journey.municipality, journey.police))
    return ((papers.Contact(who=WHY, on=civil_day(journey.now)), named),)


def _arrived(journey: Journey) -> tuple[Any, ...]:
    return (handed_over.Arrival(day=civil_day(journey.now), arrived=True),)


def _who_waits(session: Session, day: date, row: str) -> Callable[[], object]:
    """What the engine says today of somebody who waits beside everybody else."""
    lock_round(session)
    now = today(session, day)
    return lambda: (now.open_to(row), now.told_of(row))


def _one_place(session: Session, day: date, row: str) -> Callable[[], object]:
    """What closes the place that was decided, beside everybody placed."""
    lock_round(session)
    now = today(session, day, row)
    return lambda: now.closes(row)


TO_THE_ROUND = (
    Button("case", cases.describe_household, _by(COORDINATOR), lambda j: (j.who.household,)),
    Button(
        "case", cases.describe_needs, _by(COORDINATOR), lambda j: (j.who.needs,),
        "needs written down",
    ),
    Button("case", cases.describe_origin, _by(POLICE), lambda j: (j.who.origin,)),
    Button("case", safety.report_change, _by(COORDINATOR)),
    Button(
        "safety_assessment", safety.write_assessment, _by(POLICE),
        lambda j: ((j.who.picture, PRECAUTIONS),), "a picture of safety written",
    ),
    Button("case", nominations.draft, _by(COORDINATOR), _asked, "a nomination begun"),
    Button("nomination", nominations.request, _by(COORDINATOR), label="a nomination requested"),
    Button("nomination", nominations.endorse, _by(POLICE), _giving(WHY)),
    Button("nomination", nominations.submit, _by(COORDINATOR)),
    Button("nomination", nominations.find_necessary, _by(CASEWORKER), _giving(JUDGED)),
    Button(
        "nomination", nominations.confirm, _by(DECIDER), _giving(WHY), "a necessity confirmed"
    ),
)  # fmt: skip
FROM_THE_ROUND = (
    Button(
        "placement", placements.release_shortlist, _by(CASEWORKER), label="a shortlist released",
        asks=_who_waits,
    ),
    Button("sender_hearing", hearings.ask_sender, _by(CASEWORKER)),
    Button("candidate_hearing", hearings.ask_candidate, _by(CASEWORKER)),
    Button("sender_hearing", hearings.record_senders_statement, _by(COORDINATOR), _said),
    Button("candidate_hearing", hearings.record_candidates_statement, _by(COORDINATOR), _said),
    Button(
        "placement", placements.decide, _by(DECIDER), _chosen, "a place decided", _who_waits,
    ),
    Button(
        "placement", placements.approve, _by(OTHER_DECIDER), label="a place approved",
        asks=_one_place,
    ),
    Button(
        "placement", placements.contact_receiver, _by(CASEWORKER), _contacted,
        "a receiver contacted", _one_place,
    ),
    Button("handover", terms.propose, _by(COORDINATOR), _giving(TERM)),
    Button("term", terms.accept, lambda j: j.municipality, label="a term accepted"),
    Button("receipt", safety.confirm_receipt, lambda j: j.municipality),
    Button("receipt", safety.confirm_receipt, lambda j: j.police, label="precautions confirmed"),
    Button(
        "contact_person", handovers.name_contact_person, lambda j: j.municipality, _giving(PERSON)
    ),
    Button("handover", handovers.clear_move, lambda j: j.municipality, label="a move cleared"),
    Button(
        "handover", handovers.confirm_move, lambda j: j.municipality, _arrived, "a move confirmed"
    ),
)  # fmt: skip
