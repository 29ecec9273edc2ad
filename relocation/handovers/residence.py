"""The report of a change of residence: owed to the police there, made, and acknowledged (HO-7).

Of somebody of whom the police gave notice each change is reported that comes to be on record: a
confirmed move, another address, and where the residence sends in a relocation that has begun since,
another address in who the candidate is. The system tells a correction from a change no more than
the police can: whoever was told a wrong address is told the right one.
"""

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.cases.kinds import IDENTITY
from relocation.cases.papers import Identity
from relocation.documents.kinds import Paper
from relocation.documents.service import before_newest, on_record
from relocation.events import Event
from relocation.handovers import kinds, papers
from relocation.handovers.facts import REGISTERING
from relocation.handovers.model import ReportFacts, ResidenceReport
from relocation.handovers.residence_steps import OPEN, RESIDENCE_REPORT
from relocation.handovers.steps import Registration, State
from relocation.handovers.where import (
    MOVED,
    holds_residence,
    is_below,
    is_without_fixed_abode,
    lived_by,
)
from relocation.moves import Beginning, Flow, Move
from relocation.permissions import Stage
from relocation.proceedings.held import taken_steps
from relocation.proceedings.model import At, Moved, Press
from relocation.proceedings.service import below, of_case, order_of, parent_of, state_of
from relocation.proceedings.tables import ProceedingRow
from relocation.transition import transition
from relocation.work import Work

CORRECTED, WRITTEN = f"write.{IDENTITY.name}", f"write.{kinds.ADDRESS.name}"
NOTING = "note_newer_address"


def report_facts(session: Session, at: At) -> ReportFacts:
    told, lived = at.handed_in(papers.ResidenceReport), lived_by(session, at.case)
    lives_there = lived is not None and is_below(session, at.row, lived, RESIDENCE_REPORT.name)
    return ReportFacts(
        is_reported=told is not None and bool(told.text.strip()) and at.has_been(told.on),
        is_where_it_lives=holds_residence(
            session, at.case, at.row, RESIDENCE_REPORT.name, at.taker
        ),
        newer_is_written=at.step == NOTING and _is_written_since(session, at),
        nobody_asks=at.stage is Stage.CLOSED or not lives_there,
    )


REPORTING = Flow(RESIDENCE_REPORT, report_facts)


def tell_police(
    session: Session, actor: Actor, report: str, told: papers.ResidenceReport, press: Press
) -> Moved:
    """Record that the police were told where the person lives by now; it covers what is newest."""
    move = Move(REPORTING, report, "tell_police", (Paper(kinds.RESIDENCE_REPORT, told),))
    return transition(session, actor, move, press)


def acknowledge(session: Session, actor: Actor, report: str, press: Press) -> Moved:
    """Say, as the police of where the person lives, that the report is there."""
    return transition(session, actor, Move(REPORTING, report, "acknowledge"), press)


def owe_for_move(work: Work, event: Event) -> None:
    """A confirmed move is a change; what was owed of an earlier home it makes void."""
    _let_fall(work, event.case, but=event.row)
    _let_registrations_fall(work, event.case, but=event.row)
    _owe(work, event.case, event.row)


def owe_for_address(work: Work, event: Event) -> None:
    """Another address after the move is a change; before it the move itself will be."""
    handover = event.row
    written = on_record(work.session, event.case, handover, kinds.ADDRESS)
    before = before_newest(work.session, event.case, handover, kinds.ADDRESS)
    if state_of(work.session, handover) in MOVED and _differ(written, before):
        _owe(work, event.case, handover)


def owe_for_identity(work: Work, event: Event) -> None:
    """Where the residence sends anew, it writes down in who the candidate is where it lives."""
    session, case = work.session, event.case
    lived, written = lived_by(session, case), on_record(session, case, case, IDENTITY)
    if lived is None or lived.state != State.COMPLETED:
        return
    if _differ(written, _known_before(session, case, lived)):
        _owe(work, case, lived.id)


def let_fall(work: Work, event: Event) -> None:
    """In a closed case nobody reads an address any more, and nobody is waited for."""
    _let_fall(work, event.case)
    _let_registrations_fall(work, event.case)


def _let_fall(work: Work, case: str, but: str | None = None) -> None:
    kept = {each.id for each in below(work.session, but, RESIDENCE_REPORT.name)} if but else set()
    for each in of_case(work.session, case, RESIDENCE_REPORT.name):
        if each.state in OPEN and each.id not in kept:
            work.take(Move(REPORTING, each.id, "fall_away"))


def _let_registrations_fall(work: Work, case: str, but: str | None = None) -> None:
    """Where the person lives no more nobody registers it; that there was a notice stays."""
    for each in of_case(work.session, case, REGISTERING.workflow.name):
        if each.state == Registration.NOTICE_GIVEN and each.parent != but:
            work.take(Move(REGISTERING, each.id, "fall_away"))


def _owe(work: Work, case: str, handover: str) -> None:
    """One report is owed at a time; its clock runs on from the first change that it covers.

    It notes each later one: who was about to report the address before is told so.
    """
    is_closed = work.session.get_one(CaseRow, case).stage == Stage.CLOSED
    if is_closed or not is_without_fixed_abode(work.session, case):
        return
    reports = below(work.session, handover, RESIDENCE_REPORT.name)
    owed = [each.id for each in reports if each.state == ResidenceReport.OWED]
    for each in owed:
        work.take(Move(REPORTING, each, NOTING))
    if not owed:
        work.begin(Beginning(REPORTING, case, parent=handover, tells=("ResidenceChanged",)))


def _is_written_since(session: Session, at: At) -> bool:
    """Whether an address was, of the handover or in who the candidate is, since the last known."""
    address = order_of(session, parent_of(session, at.row), WRITTEN)
    noted = order_of(session, at.row, "begin", NOTING)
    return noted < max(address, order_of(session, at.case, CORRECTED))


def _known_before(
    session: Session, case: str, lived: ProceedingRow
) -> papers.Address | Identity | None:
    """Where the person lived as far as was known: by a correction since it came, or by address."""
    came = order_of(session, lived.id, "complete")
    since = [x for x in taken_steps(session, case) if x.step == CORRECTED and x.case_version > came]
    address = on_record(session, case, lived.id, kinds.ADDRESS)
    if len(since) > 1 or address is None:
        return before_newest(session, case, case, IDENTITY)
    return address


def _differ(
    written: papers.Address | Identity | None, before: papers.Address | Identity | None
) -> bool:
    """Whether an address is another one; how it is spaced and capitalised is none."""
    now, was = ("" if each is None else each.address for each in (written, before))
    return bool(now.strip()) and now.casefold().split() != was.casefold().split()
