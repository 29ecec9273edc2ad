"""Erasing cases whose follow-up is over: first the step, then the key, and whatever was cut short.

A key that was destroyed stays so, whatever backup the rows come from; so where the two disagree the
row follows the key, and a key of a case that is erased follows the row.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from relocation.access.known import keep_known_of
from relocation.access.tables import CaseRow
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import Kind, Line
from relocation.cases import unpressed
from relocation.cases.facts import follow_up_is_over, no_glass_waits
from relocation.cases.steps import CASE, State
from relocation.documents.tables import DocumentRow
from relocation.jobs.due import standing
from relocation.moves import PRODUCT
from relocation.notices.queue import drop_of_case
from relocation.permissions import Stage
from relocation.placements.kept import forget_rounds
from relocation.placements.today import lock_round
from relocation.proceedings import changes
from relocation.proceedings.service import locked, locked_case
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import Store, keys_of
from relocation.wall import let_in
from relocation.workflow import Itself

LAST = "erase"
"""The one step that is still told of an erased case."""


def to_erase(store: Store, now: datetime) -> tuple[str, ...]:
    """Every case whose follow-up is over, by id; not those in which `glass_waits`."""
    with store.transaction() as session:
        closed = [row.id for row in standing(session, "case", (State.CLOSED,))]
        over = [case for case in closed if follow_up_is_over(session, case, now)]
        return tuple(case for case in over if no_glass_waits(session, case))


def glass_waits(store: Store, case: str) -> bool:
    """Whether an opening of it in an emergency is answered for by nobody yet: it is kept so long.

    It is countersigned, or the next pass of the jobs after its hours locks the account (SE-16).
    """
    with store.transaction() as session:
        return not no_glass_waits(session, case)


def is_erased(store: Store, case: str) -> bool:
    """Whether a case was erased, at least in its row."""
    with store.transaction() as session:
        found = session.get(CaseRow, case)
        return found is not None and found.stage == Stage.ERASED


def erase(store: Store, case: str, now: datetime) -> None:
    """Take the case's last step and destroy its key; killed between the two, run it again.

    Raises:
        NotFound: there is no such case.
        StepNotOpen: it is not closed.
        Missing: its follow-up is not over, or an opening in an emergency is not answered for.
    """
    if not is_erased(store, case):
        with store.transaction() as session:
            locked_case(session, case)
            lock_round(session)  # A round that is being stored is there before all are looked for.
            unpressed.erase(session, case, now)
            _clear(session, case, now)
    _destroy(store, case, now)


def finish(store: Store, now: datetime) -> int:
    """Finish what was cut short, and erase again what a restored backup brought back; how many."""
    with store.transaction() as session:
        stages = {case.id: case.stage for case in session.scalars(select(CaseRow))}
    erased = {case for case, stage in stages.items() if stage == Stage.ERASED}
    half_done = store.keys.check((), erased).keys_of_erased
    for case in half_done:
        _destroy(store, case, now)
    brought_back = store.keys.erased_among(stages.keys() - erased)
    if brought_back:
        with store.transaction() as session:
            keep_known_of(session, stages.keys() - erased - brought_back)
    return len(half_done) + sum(_noted(store, case, now) for case in sorted(brought_back))


def _destroy(store: Store, case: str, now: datetime) -> None:
    store.keys.destroy(case, now)
    store.refs.pop(case, None)


def _clear(session: Session, case: str, now: datetime) -> None:
    """Leave of a case that there was one, and when it was erased: no way that it took, no moment.

    Sealed papers go too: without the key they open for nobody, and their kinds and days would tell.
    """
    let_in(session, case)
    session.execute(delete(DocumentRow).where(DocumentRow.case_id == case))
    drop_of_case(session, case)
    forget_rounds(session, case)
    rows = select(ProceedingRow.id).where(ProceedingRow.case_id == case)
    of_case = TakenStepRow.proceeding_id.in_(rows), TakenStepRow.step != LAST
    session.execute(delete(TakenStepRow).where(*of_case))
    others = ProceedingRow.case_id == case, ProceedingRow.id != case
    session.execute(delete(ProceedingRow).where(*others))
    found, row = locked(session, case, CASE.name)
    found.opened = row.opened = row.touched = now
    found.due = row.due = row.clock = row.stopped = row.warned = None
    session.flush()


def _noted(store: Store, case: str, now: datetime) -> bool:
    with store.transaction() as session:
        return _note(session, case, now)


def _note(session: Session, case: str, now: datetime) -> bool:
    """Bring a row to where its destroyed key says it is; no step can be taken without the key."""
    found, row = locked(session, case, CASE.name)
    if found.stage == Stage.ERASED:
        return False
    lock_round(session)
    found.stage, row.state, row.due = Stage.ERASED, State.ERASED, None
    changes.count(session, found, row, LAST, None, now)
    _clear(session, case, now)
    line = Line(
        kind=Kind.STEP,
        actor=PRODUCT.in_role(Itself.ITSELF),
        case=case,
        regime=PRODUCT.regime,
        classes=frozenset(),
        purpose=PRODUCT.purpose,
        detail="case.erase",
        version=found.version,
    )
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
    return True
