"""One unit of work: steps, what follows from them, and last of all messages and lines in the log.

Rows are locked first, a case before what belongs to it, and the log's head last: so nobody who
waits for a row holds the log, and no two units wait for each other.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access import rights
from relocation.access.known import known_anew, put_known
from relocation.access.model import Entry
from relocation.access.service import new_case, put_on_list
from relocation.access.tables import CaseRow
from relocation.audit.model import Kind, Line
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.errors import Missing, NotAllowed, Stale, StepNotOpen
from relocation.events import Event
from relocation.following import following
from relocation.hands import hand_of, moment
from relocation.moves import OPENERS, PRODUCT, Beginning, By, Flow, Hand, Move, NewCase, Writing
from relocation.permissions import Role, Stage
from relocation.policies.versions import deadlines_on
from relocation.proceedings import changes, clocks
from relocation.proceedings.model import Moved
from relocation.proceedings.service import changed_since, locked, locked_case, of_case
from relocation.proceedings.tables import ProceedingRow
from relocation.telling import Done, tell_and_log
from relocation.wall import let_in
from relocation.workflow import Itself, Workflow

Reaction = Callable[["Work", Event], None]
Life = Callable[[DeadlinePolicy, str, datetime], Expiry | None]
"""When something expires that stands in a state and was touched then."""


class Work:
    """What is done in one transaction, until `finish` lets follow what follows, tells and logs.

    Attributes:
        now: the moment of the case; never before what was done in it.
        told: events whose reactions have not run yet.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        """Begin with nothing done; what the machine's clock says goes into messages and log."""
        self.session, self.now, self._clock = session, now, now
        self.told: deque[Event] = deque()
        self._messages: list[Event] = []
        self._lines: list[Line] = []

    def take(self, move: Move, by: By | None = None) -> Moved:
        """Take a step, for somebody who presses or for the product.

        Raises:
            NotFound: it is not there, or nothing that whoever presses may know of.
            Stale: somebody changed it since it was loaded.
            StepNotOpen: no such step leads on from where it stands.
            NotAllowed: the step is another role's.
            Missing: something that it needs is not on record; all of it is named.
        """
        case, row, hand = self._taken_hold_of(move.row, move.flow, by)
        workflow, before = move.flow.workflow, row.state
        state = type(workflow.start)(before)
        step = workflow.step(move.step, state)
        taker = hand.takes(step)
        if not step.may_be_taken_by(taker, hand.qualifications):
            raise NotAllowed(workflow.name, move.step, before)
        move = move.looked_up(self.session)
        self._write(hand, case, row, move.papers)
        at = moment(case, row, move, (hand, taker), (self.now, self._clock))
        facts = move.flow.facts(self.session, at)
        taken = move.step, state, taker, facts
        row.state = workflow.take(*taken, qualifications=hand.qualifications)
        row.urgency = move.urgency or row.urgency
        clocks.move(self.session, row, workflow, (before, step.clock), self.now)
        row.due = row.due or move.due
        if stage := step.stage or move.stages.get(Stage(case.stage)):
            rights.enter(self.session, case, stage, self.now)
        self._list(case, move.listed)
        self._count(case, row, move.step, hand)
        self._tell(step.tells, case, row)
        self._log(move.step, case, row, hand.in_role(taker), hand, move.papers)
        return Moved(row.id, row.state, row.version)

    def begin(self, beginning: Beginning, by: By | None = None) -> Moved:
        """Begin something new in a case.

        Raises:
            NotFound: the case is not there, or nothing that whoever presses may know of.
            Stale: somebody changed the case since it was loaded.
            NotAllowed: it is another role's to begin.
            StepNotOpen: it begins elsewhere, or another of its kind has not come to its end.
        """
        case = locked_case(self.session, beginning.case)
        if beginning.entering is not None:
            put_on_list(self.session, case.id, beginning.entering)
        workflow = beginning.flow.workflow
        hand = self._hand(by, case.id, workflow)
        if not (by is None or beginning.entering or by.press.version == case.version):
            raise Stale(workflow.name, case.version, ())
        may = sorted(hand.part.among(beginning.who))
        if by is not None and not may:
            raise NotAllowed(workflow.name, "begin", workflow.start)
        self._refuse_out_of_turn(beginning, case)
        row = changes.new_row(
            self.session,
            workflow,
            case.id,
            parent=beginning.parent,
            urgency=beginning.found_urgency(self.session),
            now=self.now,
        )
        row.due, row.owner, row.topic = row.due or beginning.due, beginning.owner, beginning.topic
        changes.put(self.session, row)
        if beginning.stages is not None:
            rights.enter(self.session, case, beginning.stages[Stage(case.stage)], self.now)
        for entry in beginning.listed:
            put_on_list(self.session, case.id, entry)
        self._write(hand, case, row, beginning.papers)
        self._count(case, row, changes.BEGIN, hand)
        self._tell(beginning.tells, case, row)
        role = hand.in_role(may[0] if may else Role.ENGINE)
        self._log(changes.BEGIN, case, row, role, hand, beginning.papers)
        return Moved(row.id, row.state, row.version)

    def open_case(self, new: NewCase, by: By) -> Moved:
        """Open a case: first its key, then its first row, its list, and what is written down.

        Raises:
            NotAllowed: the account is of no authority that opens cases.
            EntryRefused: the person's CPR number is none.
        """
        workflow, actor = new.flow.workflow, by.actor
        role = OPENERS.get(actor.function)
        if role is None:
            raise NotAllowed(workflow.name, "begin", workflow.start)
        case = new_case(self.session, actor, role, workflow.stage or Stage.REFERRED, self.now)
        # Whether the person is known already nobody is told here: the answer is the same (SE-13).
        put_known(self.session, case.id, new.cpr)
        row = changes.new_row(
            self.session, workflow, case.id, parent=None, urgency=None, now=self.now
        )
        changes.put(self.session, row)
        hand = self._hand(by, case.id, workflow)
        self._write(hand, case, row, new.papers)
        self._count(case, row, changes.BEGIN, hand)
        self._log(changes.BEGIN, case, row, hand.in_role(role), hand, new.papers)
        return Moved(row.id, row.state, row.version)

    def put_on_record(self, writing: Writing, by: By) -> Moved:
        """Write a paper of something, or put somebody on its list; it does not move by that.

        Raises:
            NotFound: it is not there, or nothing that whoever presses may know of.
            Stale: somebody changed it since it was loaded.
            StepNotOpen: it no longer counts where the thing stands.
            NotAllowed: it is another role's to write.
            Missing: something that it needs is not on record; all of it is named.
        """
        case, row, hand = self._taken_hold_of(writing.row, writing.flow, by)
        may = sorted(hand.part.among(writing.who))
        if row.state not in writing.states:
            raise StepNotOpen(row.workflow, writing.step, row.state)
        if not may:
            raise NotAllowed(row.workflow, writing.step, row.state)
        self._write(hand, case, row, writing.papers)
        self._list(case, writing.listed)
        known_anew(self.session, case.id, writing.cpr)
        if writing.needs:
            at = moment(case, row, writing, (hand, may[0]), (self.now, self._clock))
            facts = writing.flow.facts(self.session, at)
            if lacks := {need.key: need.says for need in writing.needs if not need.met(facts)}:
                raise Missing(row.workflow, writing.step, row.state, lacks)
        if writing.urgency is not None:
            row.urgency = writing.urgency
            clocks.move(self.session, row, writing.flow.workflow, (row.state, None), self.now)
        self._count(case, row, writing.step, hand)
        self._tell(writing.tells, case, row)
        self._log(writing.step, case, row, hand.in_role(may[0]), hand, writing.papers)
        return Moved(row.id, row.state, row.version)

    def warn(self, flow: Flow[Any, Any], row: str, life: Life) -> bool:
        """Warn of what expires, once it is time and once for each touch; gives whether it did."""
        case, found, _ = self._taken_hold_of(row, flow, None)
        policy = deadlines_on(self.session, civil_day(self.now))
        expiry = life(policy, found.state, found.touched)
        is_warned = found.warned is not None and found.warned >= found.touched
        if expiry is None or is_warned or not expiry.must_warn(self.now):
            return False
        found.warned = self.now
        self._count(case, found, "warn", PRODUCT)
        self._messages.append(Event("ExpiryWarned", case.id, found.id))
        self._log("warn", case, found, PRODUCT.in_role(Itself.ITSELF), PRODUCT, ())
        return True

    def tell(self, event: Event) -> None:
        """Send word of something from which nothing follows here."""
        self._messages.append(event)

    def finish(self) -> None:
        """Let follow what follows, then tell the messages and write the log."""
        while self.told:
            event = self.told.popleft()
            for reaction in following(event):
                reaction(self, event)
        self.session.flush()
        if not self._messages and (case := next((each.case for each in self._lines), None)):
            self._messages.append(Event("CaseMoved", case, case))  # Notices come from messages.
        done = Done(self._clock, tuple(self._messages), tuple(self._lines))
        tell_and_log(self.session, done)

    def _taken_hold_of(
        self, id_: str, flow: Flow[Any, Any], by: By | None
    ) -> tuple[CaseRow, ProceedingRow, Hand]:
        workflow = flow.workflow
        case, row = locked(self.session, id_, workflow.name)
        hand = self._hand(by, case.id, workflow)
        if by is not None and by.press.version != row.version:
            since = changed_since(self.session, row.id, by.press.version)
            raise Stale(workflow.name, row.version, workflow.told(since))
        return case, row, hand

    def _hand(self, by: By | None, case: str, workflow: Workflow[Any, Any]) -> Hand:
        """Whose hand it is in the case's own time; from then on its papers are met."""
        self.now = changes.no_earlier(self.session, case, self._clock)
        # Rights are of no case's time: whoever was named is in, and whose hour is over is out.
        hand = PRODUCT if by is None else hand_of(self.session, by, case, workflow, self._clock)
        let_in(self.session, case)
        return hand

    def _write(
        self, hand: Hand, case: CaseRow, row: ProceedingRow, papers: tuple[Paper[Any], ...]
    ) -> None:
        for paper in papers:
            if hand.actor is None:
                raise ValueError("the product hands in no papers")
            write(self.session, hand.actor, case.id, row.id, paper, self.now)

    def _list(self, case: CaseRow, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            put_on_list(self.session, case.id, entry)

    def _refuse_out_of_turn(self, beginning: Beginning, case: CaseRow) -> None:
        workflow = beginning.flow.workflow
        if beginning.stages is not None and Stage(case.stage) not in beginning.stages:
            raise StepNotOpen(workflow.name, "begin", case.stage)
        if beginning.within is not None and beginning.parent is not None:
            flow, states = beginning.within
            _, parent = locked(self.session, beginning.parent, flow.workflow.name)
            if parent.state not in states:
                raise StepNotOpen(workflow.name, "begin", parent.state)
        for other in of_case(self.session, beginning.case, workflow.name):
            if beginning.alone and other.state not in workflow.final:
                raise StepNotOpen(workflow.name, "begin", other.state)

    def _count(self, case: CaseRow, row: ProceedingRow, step: str, hand: Hand) -> None:
        changes.count(self.session, case, row, step, hand.acting, self.now)

    def _tell(self, names: tuple[str, ...], case: CaseRow, row: ProceedingRow) -> None:
        events = [Event(name, case.id, row.id) for name in names]
        self.told.extend(events)
        self._messages.extend(events)

    def _log(
        self,
        step: str,
        case: CaseRow,
        row: ProceedingRow,
        role: Any,
        hand: Hand,
        papers: tuple[Paper[Any], ...],
    ) -> None:
        line = Line(
            kind=Kind.STEP,
            actor=role,
            case=case.id,
            regime=hand.regime,
            classes=frozenset(paper.kind.data_class for paper in papers),
            purpose=hand.purpose,
            detail=f"{row.workflow}.{step}",
            version=case.version,
        )
        self._lines.append(line)
