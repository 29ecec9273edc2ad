"""Every button of a relocation in the order in which they are pressed, round after round.

A round is a case of its own: told to the engine, nominated once in vain and once to the confirmed
necessity, proposed, heard, decided by two, contacted, handed over term by term, moved and completed
at the place that the engine proposed. Presses are counted over all rounds; each is found again by
its number, whatever has happened since.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from relocation.access.tables import CaseRow
from relocation.cases import service as cases
from relocation.deadlines.awaited import Awaited
from relocation.deadlines.clock import Clock
from relocation.deadlines.policy_file import load_deadlines
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.papers import Subject
from relocation.municipalities.on_day import country_on
from relocation.nominations import service as nominations
from relocation.organisations.register import exit_unit_of
from relocation.placements import hearings
from relocation.placements import service as placements
from relocation.placements.kinds import PROPOSAL
from relocation.placements.papers import Choice
from relocation.placements.rounds import propose_round
from relocation.safety import service as safety
from scoring.limit import Limit
from scoring.person import Urgency
from tests.relocation.casework.desk import (
    BEGIN,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    MONDAY,
    OTHER_DECIDER,
    POLICE,
    Desk,
    account,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import (
    ARRIVED,
    KNOWN,
    PERSON,
    POLICE_THERE,
    SIGNED,
    TERM,
)
from tests.relocation.casework.nominating import PRESSED, REQUEST, TO_JUDGED, WHY
from tests.relocation.casework.placing import CONTACT, FIRST, SAID, TODAY, say_groups, situation

Given = Callable[[Desk, str], Any]
HOUSEHOLD, NEEDS, ORIGIN = situation("0751", "Ulvene")
NOTHING_DIFFERS = papers.Mismatches(answers=("none",))


def proposed_in(desk: Desk, case: str) -> str:
    """The municipality that the engine put first."""
    return desk.kept(case, None, PROPOSAL).ranking[0]


def receiver(desk: Desk, case: str) -> Any:
    """The coordinator of the municipality that the engine put first."""
    code = proposed_in(desk, case)
    return account(f"receiver-{code}", f"municipality-{code}", COORDINATOR.function)


def police_there(desk: Desk, case: str) -> Any:
    """The police coordinator of that municipality's district."""
    code = proposed_in(desk, case)
    unit = exit_unit_of(code, desk.now.date())
    return replace(POLICE_THERE, user=f"police-{code}", organisation=unit)


def choice(desk: Desk, case: str) -> Choice:
    return Choice(municipality=proposed_in(desk, case), reasons=FIRST.reasons)


def contact(desk: Desk, case: str) -> Any:
    return CONTACT, desk.at_receiver(receiver(desk, case), police_there(desk, case))


@dataclass(frozen=True)
class Button:
    """One press.

    Attributes:
        on: the kind of thing that it is pressed on, the newest of its case.
        who: an account, or what finds it.
        given: what is handed in, or what finds it.
        topic: what the thing is about, where a case has several.
    """

    on: str
    button: Any
    who: Any
    given: tuple[Any, ...] = ()
    topic: str | None = None


def _nomination(step: str) -> Button:
    who, button, *given = PRESSED[step]
    return Button("nomination", button, who, tuple(given))


def _knowledge(subject: Subject) -> tuple[Button, ...]:
    """The first item goes its whole way; the central unit closes the others after the move."""
    if subject is not next(iter(Subject)):
        return (Button("knowledge_item", handovers.close_item, CASEWORKER, (WHY,), subject),)
    steps = (
        (handovers.give, COORDINATOR, KNOWN),
        (handovers.receive, receiver),
        (handovers.confirm_item, receiver),
    )
    return tuple(Button("knowledge_item", do, who, tuple(g), subject) for do, who, *g in steps)


DRAFT = Button("case", nominations.draft, COORDINATOR, (REQUEST,))
TO_NECESSARY = (DRAFT, *map(_nomination, (*TO_JUDGED, "confirm")))
ROUND: tuple[Button, ...] = (
    Button("case", cases.describe_household, COORDINATOR, (HOUSEHOLD,)),
    Button("case", cases.describe_needs, COORDINATOR, (NEEDS,)),
    Button("case", cases.describe_origin, POLICE, (ORIGIN,)),
    Button("case", safety.report_change, COORDINATOR),
    Button("safety_assessment", safety.write_assessment, POLICE, ((PICTURE, PRECAUTIONS),)),
    *TO_NECESSARY,
    _nomination("withdraw"),
    *TO_NECESSARY,
    Button("placement", propose_round, CASEWORKER),
    Button("placement", placements.release_shortlist, CASEWORKER),
    Button("sender_hearing", hearings.ask_sender, CASEWORKER),
    Button("candidate_hearing", hearings.ask_candidate, CASEWORKER),
    Button("sender_hearing", hearings.record_senders_statement, COORDINATOR, (SAID,)),
    Button("candidate_hearing", hearings.record_candidates_statement, COORDINATOR, (SAID,)),
    Button("placement", placements.decide, DECIDER, (choice,)),
    Button("placement", placements.approve, OTHER_DECIDER),
    Button("placement", placements.contact_receiver, CASEWORKER, (contact,)),
    Button("handover", terms.propose, COORDINATOR, (TERM,)),
    Button("term", terms.accept, receiver),
    Button("receipt", safety.confirm_receipt, receiver),
    Button("receipt", safety.confirm_receipt, police_there),
    Button("contact_person", handovers.name_contact_person, receiver, (PERSON,)),
    Button("handover", handovers.clear_move, receiver),
    Button("handover", handovers.confirm_move, receiver, (ARRIVED,)),
    Button("handover", terms.answer_mismatches, COORDINATOR, (NOTHING_DIFFERS,)),
    Button("signature", handovers.sign, receiver, (SIGNED,)),
    *(button for subject in Subject for button in _knowledge(subject)),
    Button("handover", handovers.complete, receiver),
)


def case_of(number: int) -> str:
    """The case of the round that a press belongs to."""
    return f"{1 + number // len(ROUND):032x}"


def ready(desk: Desk, number: int) -> None:
    """Open, by no steps, the cases of all rounds up to that of a press.

    The register and the calendar are read here once, and not by each process that is forked.
    """
    country_on(TODAY)
    load_deadlines().deadline(Awaited.DECISION, Urgency.STANDARD, Clock(MONDAY))
    say_groups(desk)
    with desk.store.transaction() as session:
        there_are = session.query(CaseRow).count()
    for at in range(there_are * len(ROUND), number + 1, len(ROUND)):
        desk.open_case(case_of(at))


def row_of(desk: Desk, number: int) -> str:
    """What a press is pressed on."""
    press, case = ROUND[number % len(ROUND)], case_of(number)
    if press.on == "case":
        return case
    rows = [row for row in desk.rows(press.on) if row.case_id == case]
    if press.topic is not None:
        rows = [row for row in rows if row.topic == press.topic]
    if press.on == "receipt":
        owner = desk.account_ref(_found(press.who, desk, case), case)
        rows = [row for row in rows if row.owner == owner]
    return rows[-1].id


def version_of(desk: Desk, number: int, row: str) -> int:
    """What whoever presses sees: of the thing, or of its case where something new begins."""
    if ROUND[number % len(ROUND)].button in BEGIN:
        return desk.version(case_of(number), is_whole_case=True)
    return desk.version(row)


def press(desk: Desk, number: int, version: int, row: str, limit: Limit | None = None) -> list[Any]:
    """Press, each press under a key of its own; with another limit a round is another request."""
    pressed, case, key = ROUND[number % len(ROUND)], case_of(number), f"press-{number}"
    desk.now = MONDAY + timedelta(seconds=number)
    who = _found(pressed.who, desk, case)
    if pressed.button is propose_round:
        moved = propose_round(desk.store, who, key, desk.now, limit or Limit()).moved[row]
    else:
        given = (_found(each, desk, case) for each in pressed.given)
        moved = desk.do(pressed.button, who, row, *given, version=version, key=key)
    return [moved.row, moved.state, moved.version]


def press_otherwise(desk: Desk, number: int, version: int, row: str) -> list[Any]:
    """The same key with another request."""
    return press(desk, number, version + 7, row, Limit(effort=60.0))


def _found(each: Any, desk: Desk, case: str) -> Any:
    return each(desk, case) if callable(each) else each
