"""The lists of cases: who is on one, what that makes them to the case, which cases are theirs."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from relocation.access import listed, seals
from relocation.access.lines import counting, reader_ref, sealed_line
from relocation.access.listed import Listed
from relocation.access.model import Entry, Standing
from relocation.access.seals import NOTHING, Held
from relocation.access.tables import CaseRow, EntryRow
from relocation.actor import Actor
from relocation.audit.reached import last_number
from relocation.errors import CaseErased, NotFound
from relocation.keys.pseudonyms import handle, pseudonym
from relocation.permissions import DataClass, Role, Stage
from relocation.store import cases_of, keys_of, refs_of

LIST = "list"


def new_case(session: Session, actor: Actor, role: Role, stage: Stage, now: datetime) -> CaseRow:
    """Open a case with whoever opens it on its list; its key is there before its first row."""
    case = CaseRow(id=uuid4().hex, stage=stage, version=0, opened=now)
    keys_of(session).new_case_key(case.id, now)
    session.add(case)
    session.flush()
    own = Entry(
        reader=actor.user,
        organisation=actor.organisation,
        role=role,
        since=now,
        reason="opened the case",
    )
    put_on_list(session, case.id, own)
    return case


def put_on_list(session: Session, case: str, entry: Entry) -> None:
    """Add one line to a case's list; the caller has asked whether the actor may."""
    if entry.until is not None:
        entry = replace(entry, after=last_number(session))
    row, reader = uuid4().hex, reader_ref(session, entry.reader)
    sealed = sealed_line(session, case, row, entry)
    ref = _case_ref(session, case)
    session.add(EntryRow(id=row, reader=reader, case_ref=ref, sealed=sealed))
    session.flush()
    listed.forget(session, case)
    seals.write(session, case, {row: sealed}, {row: entry.reader} if entry.excluded else {})


def take_off_list(
    session: Session, case: str, roles: Collection[Role], readers: Collection[str] | None = None
) -> tuple[Entry, ...]:
    """Remove the lines of these roles, of everybody or of some; gives those that left."""

    def leaves(entry: Entry) -> bool:
        return entry.role in roles and (readers is None or entry.reader in readers)

    return let_leave(session, case, leaves)


def let_leave(session: Session, case: str, leaves: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """Remove the lines that this names; who was on it is in the log. An exclusion stays."""
    gone = [
        (row.id, entry)
        for row, entry in _listed(session, case)[0]
        if not entry.excluded and leaves(entry)
    ]
    _delete(session, case, [row for row, _ in gone])
    return tuple(entry for _, entry in gone)


def lift_exclusion(session: Session, case: str, readers: Collection[str]) -> None:
    """Remove the lines that exclude these accounts; none of them gets a right back by that."""
    denied = seals.held(session, case).denied
    _delete(session, case, [row for row, reader in denied.items() if reader in readers])


def change_role(session: Session, case: str, before: Role, after: Role) -> None:
    """Let everybody who is one thing to a case become another, in the same transaction."""
    change_entries(
        session, case, lambda each: replace(each, role=after) if each.role is before else each
    )


def change_entries(session: Session, case: str, change: Callable[[Entry], Entry]) -> None:
    """Write the lines of a case's list anew where this changes them."""
    for row, entry in _listed(session, case)[0]:
        changed = change(entry)
        if changed != entry:
            row.sealed = sealed_line(session, case, row.id, changed)
            seals.write(session, case, {row.id: row.sealed}, {})
    listed.forget(session, case)


def readers_of(
    session: Session,
    case: str,
    roles: Collection[Role],
    now: datetime,
    classes: frozenset[DataClass] = frozenset(),
) -> set[str]:
    """The users who stand on a case's list in one of these roles at this instant.

    Whoever is narrowed to less than these classes is none of them.
    """
    there, held = _listed(session, case)
    found = [entry for _, entry in there if entry.counts(now)]
    denied = set(held.denied.values())
    fit = (each for each in found if each.role in roles and each.reads(classes))
    return {each.reader for each in fit} - denied


def listed_at(session: Session, case: str, role: Role, now: datetime) -> set[str]:
    """The organisations in whose name somebody stands on a case's list in a role."""
    found = (entry for _, entry in _listed(session, case)[0] if entry.counts(now))
    return {each.organisation for each in found if each.role is role and not each.excluded}


def entries(session: Session, case: str) -> tuple[Entry, ...]:
    """Every line of a case's list, also those that count no more; what they say is told nobody."""
    return tuple(entry for _, entry in _listed(session, case)[0])


def lines_of(session: Session, user: str) -> int:
    """On how many lines of any case's list somebody stands."""
    asked = select(func.count()).where(EntryRow.reader == reader_ref(session, user))
    return session.scalar(asked) or 0


def case_by_handle(session: Session, actor: Actor, own_handle: str) -> str:
    """The case that the actor's organisation knows by this handle, whoever stands on its list.

    Raises:
        NotFound: there is none, or it was erased.
    """
    keys, kept = keys_of(session), select(CaseRow.id).where(CaseRow.stage != Stage.ERASED)
    for case in session.scalars(kept):
        if handle(keys, actor.organisation, case) == own_handle:
            return case
    raise NotFound


def cases_at(session: Session, stages: Collection[Stage]) -> frozenset[str]:
    """Every case at one of these stages, whoever stands on its list; for what asks of all."""
    return frozenset(session.scalars(select(CaseRow.id).where(CaseRow.stage.in_(stages))))


def standing(session: Session, actor: Actor, case: str, now: datetime) -> Standing:
    """What somebody is to a case.

    Raises:
        NotFound: nothing; told alike for a case that does not exist.
    """
    row = session.get(CaseRow, case)
    found = None
    if row is not None:
        with suppress(CaseErased):
            lines, held = _listed(session, case, actor.user)
            found = _standing(actor, row, (entry for _, entry in lines), held, now)
    if found is None:
        raise NotFound
    return found


def case_of(session: Session, actor: Actor, own_handle: str, now: datetime) -> Standing:
    """Find a case by the handle that the actor's organisation knows it under.

    Raises:
        NotFound: the actor stands on no such case; another organisation's handle is none.
    """
    for each in standings(session, actor, now):
        if handle(keys_of(session), actor.organisation, each.case) == own_handle:
            return each
    raise NotFound


def standings(session: Session, actor: Actor, now: datetime) -> Iterator[Standing]:
    """Every case that somebody stands on, whatever the stage lets them read of it."""
    lines: dict[str, list[EntryRow]] = {}
    asked = _as_it_is(select(EntryRow).where(EntryRow.reader == reader_ref(session, actor.user)))
    for line in session.scalars(asked.order_by(EntryRow.id)):
        lines.setdefault(line.case_ref, []).append(line)
    ids = _cases(session, set(lines))
    keys_of(session).take_out(ids)
    held = seals.held_of(session, ids)
    kept = select(CaseRow).where(CaseRow.id.in_(ids), CaseRow.stage != Stage.ERASED)
    for row in session.scalars(kept.order_by(CaseRow.id)):
        found = None
        with suppress(CaseErased):  # its key is gone already, and the row not told yet
            own, known = lines[_case_ref(session, row.id)], held.get(row.id, NOTHING)
            told = [(each, counting(session, row.id, each, known)) for each in own]
            there = [(each, entry) for each, entry in told if entry is not None]
            listed.keep(session, row.id, actor.user, (there, known))
            found = _standing(actor, row, (entry for _, entry in there), known, now)
        if found is not None:
            yield found


def _standing(
    actor: Actor, case: CaseRow, own: Iterable[Entry], held: Held, now: datetime
) -> Standing | None:
    named = [entry for entry in own if entry.counts(now)]
    mine = [entry for entry in named if entry.organisation == actor.organisation]
    # An exclusion follows the reader into another organisation; a right does not.
    if not mine or any(entry.excluded for entry in named) or actor.user in held.denied.values():
        return None
    return Standing(case.id, Stage(case.stage), tuple(mine), case.version)


def _cases(session: Session, refs: set[str]) -> list[str]:
    """The cases of these pseudonyms: all ids are gone through only for one not met before."""
    known = cases_of(session)
    if refs - known.keys():
        every = session.scalars(select(CaseRow.id)).all()
        keys_of(session).take_out(each for each in every if each not in refs_of(session))
        for case in every:
            with suppress(CaseErased):
                known[_case_ref(session, case)] = case
        # A pseudonym comes from a key of chance: what is nobody's today never becomes somebody's.
        known.update(dict.fromkeys(refs - known.keys()))
    return [case for case in map(known.get, refs) if case is not None]


def _listed(session: Session, case: str, reader: str | None = None) -> Listed:
    """The lines of a list that count, of everybody or of one, and the seal that they count by."""
    if (known := listed.kept(session, case, reader)) is not None:
        return known
    rows = _as_it_is(select(EntryRow).where(EntryRow.case_ref == _case_ref(session, case)))
    if reader is not None:
        rows = rows.where(EntryRow.reader == reader_ref(session, reader))
    found = session.scalars(rows.order_by(EntryRow.id)).all()
    held = seals.held(session, case) if found else NOTHING
    told = ((row, counting(session, case, row, held)) for row in found)
    counted = [(row, entry) for row, entry in told if entry is not None]
    listed.keep(session, case, reader, (counted, held))
    return counted, held


def _as_it_is(rows: Select[EntryRow]) -> Select[EntryRow]:
    """Lines read anew, also those that the transaction holds: its seal is read anew as well."""
    return rows.execution_options(populate_existing=True)


def _delete(session: Session, case: str, rows: list[str]) -> None:
    session.execute(delete(EntryRow).where(EntryRow.id.in_(rows)))
    seals.strike(session, case, rows)
    listed.forget(session, case)


def lines_in(session: Session, case: str) -> list[EntryRow]:
    """Every row of a case's list, also those that no step put there."""
    of_case = EntryRow.case_ref == _case_ref(session, case)
    return list(session.scalars(select(EntryRow).where(of_case).order_by(EntryRow.id)))


def _case_ref(session: Session, case: str) -> str:
    """From the case's own key: once that is destroyed, nobody can tell whose lines these were."""
    refs = refs_of(session)
    if case not in refs:
        refs[case] = pseudonym(keys_of(session).case_key(case), LIST)
    return refs[case]
