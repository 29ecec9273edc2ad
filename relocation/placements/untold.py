"""What a round tells of cases left out for another of their person's, and whom it does not (SE-3).

Whom another case excludes is not told that there is one. Its own case then reads as any that the
round left as it was: were it missing from the answer, or in another place of it, that would tell.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from relocation.access.known import known_together
from relocation.actor import Actor
from relocation.cases.staying import open_cases
from relocation.placements.once import LACKS, left_out, with_several_cases
from relocation.placements.problem import Translated
from relocation.proceedings.every import Standing
from relocation.staffing.sides import is_denied


@dataclass(frozen=True, slots=True)
class Lacking:
    """What somebody is told of own cases that are not in the round.

    Attributes:
        told: by placement, the codes.
        untold: placements of which it is not told that another case goes before.
    """

    told: dict[str, tuple[str, ...]]
    untold: frozenset[str]


def lacking_for(session: Session, actor: Actor, told: Translated, mine: Collection[str]) -> Lacking:
    """What is told as if no case were there that excludes the actor."""
    own = {row: why for row, why in told.lacking.items() if row in mine}
    beside = {row for row, why in own.items() if why == LACKS}
    said = {row for row, why in told.lacking.items() if why != LACKS}
    untold = set[str]()
    for rows in with_several_cases(session, told.rows.values()) if beside else ():
        ids = beside & {row.id for row in rows}
        known = _known(session, actor, rows) if ids else rows
        # Where nobody is kept from any of them the round has said what there is to say.
        if known != rows:
            untold |= ids.difference(left_out((known,) if known else (), said))
    kept = {row: why for row, why in own.items() if row not in untold}
    return Lacking(kept, frozenset(untold))


def excluded_beside(session: Session, actor: Actor, cases: Collection[str]) -> frozenset[str]:
    """Of these cases those whose person has another open one that excludes the actor."""
    if not cases:
        return frozenset()
    found = set[str]()
    for same in known_together(session, open_cases(session).union(cases)):
        if same.intersection(cases):
            denied = {each for each in same if is_denied(session, each, actor.user)}
            found |= {each for each in same.intersection(cases) if denied - {each}}
    return frozenset(found)


def _known(session: Session, actor: Actor, rows: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(row for row in rows if not is_denied(session, row.case, actor.user))
