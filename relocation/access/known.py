"""By which keyed hash of a CPR number a case is found, and which cases are of one person (SE-13).

A line tells neither whose it is nor of which case: the one stands under a key of its own, the other
under the case's. Whoever opens a case is told nothing: doubles are the central unit's to resolve.
"""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from uuid import uuid4

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from relocation.access.tables import KnownPersonRow
from relocation.errors import CaseErased, EntryRefused, KeyMissing
from relocation.keys.pseudonyms import cpr_lookup, pseudonym
from relocation.store import keys_of

KNOWN = "known"


def put_known(session: Session, case: str, cpr: str) -> None:
    """Let a case be found by a CPR number; where the person has none, it is found by none.

    Raises:
        EntryRefused: what stands there is no CPR number.
    """
    if cpr.strip():
        lookup, ref = _lookup(session, cpr), _ref(session, case)
        session.add(KnownPersonRow(id=uuid4().hex, lookup=lookup, case_ref=ref))
        session.flush()


def known_anew(session: Session, case: str, cpr: str | None) -> None:
    """Let a case be found by this number instead of any before; None changes nothing.

    Raises:
        EntryRefused: what stands there is no CPR number.
    """
    if cpr is not None:
        forget_known(session, case)
        put_known(session, case, cpr)


def known_among(session: Session, cpr: str, cases: Collection[str]) -> frozenset[str]:
    """Which of these cases are of the person with this CPR number."""
    if not cpr.strip():
        return frozenset()
    of_that = select(KnownPersonRow.case_ref).where(KnownPersonRow.lookup == _lookup(session, cpr))
    found = set(session.scalars(of_that))
    return frozenset(case for case in cases if _ref(session, case) in found)


def known_with(session: Session, case: str, cases: Collection[str]) -> frozenset[str]:
    """Which of these cases are of the person of this one, which is none of them."""
    groups = known_together(session, {case, *cases})
    return next((each - {case} for each in groups if case in each), frozenset())


def is_known_elsewhere(session: Session, cases: Collection[str]) -> bool:
    """Whether anything but these cases has the person of one of them; no other's key is asked for.

    It may be an erased one, whose line is not gone yet.
    """
    refs = {_ref(session, case) for case in cases}
    theirs = select(KnownPersonRow.lookup).where(KnownPersonRow.case_ref.in_(refs))
    beside = KnownPersonRow.lookup.in_(theirs) & KnownPersonRow.case_ref.not_in(refs)
    return bool(session.scalar(select(exists().where(beside))))


def known_together(session: Session, cases: Collection[str]) -> tuple[frozenset[str], ...]:
    """Of these cases those of one person, where a person has several; no number is read for it."""
    several = select(KnownPersonRow.lookup).group_by(KnownPersonRow.lookup)
    rows = session.execute(
        select(KnownPersonRow.lookup, KnownPersonRow.case_ref).where(
            KnownPersonRow.lookup.in_(several.having(func.count() > 1))
        )
    ).all()
    if not rows:  # hardly anybody has several cases, and each case's pseudonym takes its key
        return ()
    keys_of(session).take_out(cases)
    of_ref: dict[str, str] = {}
    for case in cases:
        with suppress(CaseErased):  # its key is gone already, and the row not told yet
            of_ref[_ref(session, case)] = case
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.case_ref in of_ref:
            found[row.lookup].add(of_ref[row.case_ref])
    together = (frozenset(each) for each in found.values() if len(each) > 1)
    return tuple(sorted(together, key=sorted))


def forget_known(session: Session, case: str) -> None:
    """Let a case be found no more; while its key is still there."""
    own = KnownPersonRow.case_ref == _ref(session, case)
    session.execute(delete(KnownPersonRow).where(own))


def keep_known_of(session: Session, cases: Collection[str]) -> None:
    """Forget every line that is of none of these cases; for where keys are gone already.

    One whose key is missing is found by nothing either way.
    """
    kept = set()
    for case in cases:
        with suppress(KeyMissing):
            kept.add(_ref(session, case))
    for row in session.scalars(select(KnownPersonRow)).all():
        if row.case_ref not in kept:
            session.delete(row)
    session.flush()


def _lookup(session: Session, cpr: str) -> str:
    try:
        return cpr_lookup(keys_of(session), cpr)
    except ValueError:
        raise EntryRefused(
            "identity",
            "a CPR number has ten digits",
            "Correct it, or leave it empty where the person has none.",
        ) from None


def _ref(session: Session, case: str) -> str:
    return pseudonym(keys_of(session).case_key(case), KNOWN)
