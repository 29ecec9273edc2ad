"""What the translator knows today of one placement: whether what was answered still holds."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

import numpy as np
from sqlalchemy import text
from sqlalchemy.orm import Session

from relocation.database import within
from relocation.placements.problem import Translated, translate
from scoring.choices import Choices, choices
from scoring.country import MunicipalityCode
from scoring.explain.closed_since import closed_since, dangers, endangers
from scoring.explanation import ClosedBy
from scoring.fingerprint import policy_identity
from scoring.policy import Policy
from scoring.rules.closed_for_all import ClosedForAll

HELD, LOCKED = "relocation.round", "relocation.round_locked_in"
LOCK = 0x7265_6C6F_6361
"""The number of the round's lock: the first letters of the product's name."""


@dataclass(frozen=True)
class Today:
    """A round as it is now; whoever decides by it has the round's lock."""

    told: Translated
    known: Choices | None = None
    """Who may go where, where the same round was judged already."""
    _digests: dict[str, str | None] = field(default_factory=dict, compare=False)

    @cached_property
    def choices(self) -> Choices:
        """Who may go where, everybody with a place standing."""
        return choices(self.told.problem) if self.known is None else self.known

    @cached_property
    def round(self) -> str:
        """A digest of the round, its day apart: another one where facts, rules or room are."""
        told = self.told.round
        plain = repr(replace(told, date=date.min, placed=(), people=()))
        sets = (sorted(map(repr, each)) for each in (told.placed, told.people))
        return sha256(repr((plain, *sets, self._versions)).encode()).hexdigest()

    @property
    def policy(self) -> Policy:
        """The numbers of the day."""
        return self.told.policy

    def told_of(self, placement: str) -> str | None:
        """A digest of all that matters to one candidate; None where its case says too little.

        That is the candidate, numbers and register, what closes places for it, and how safe it is
        where. Who else waits is not in it: that changes with every case.
        """
        if placement not in self._digests:
            self._digests[placement] = self._digest(placement)
        return self._digests[placement]

    def _digest(self, placement: str) -> str | None:
        unit = self._unit(placement)
        if unit is None:
            return None
        person, judged = self.told.waiting[placement], self.choices.judgement
        at = list(self.choices.units[unit].people)
        problem = self.told.problem
        digest = sha256(repr((person, problem.households[person.household])).encode())
        digest.update(self._versions.encode())
        for code, places in judged.closings.items():
            digest.update(code.encode() + np.packbits(places[at]).tobytes())
        digest.update(judged.points["safety"][at].tobytes())
        return digest.hexdigest()

    def open_to(self, placement: str) -> tuple[str, ...]:
        """The municipalities that are open to a candidate, the best first; room counts."""
        unit = self._unit(placement)
        if unit is None:
            return ()
        open_, worth = self.choices.open[unit], self.choices.worth[unit]
        order = np.lexsort((np.arange(len(worth)), -worth))
        codes = self.told.country.codes
        return tuple(codes[at] for at in order if open_[at])

    def closes(self, placement: str) -> bool | None:
        """Whether a rule closes a decided place; the room it took is its own.

        None where the case no longer says enough to tell.
        """
        found = self._closings(placement)
        return None if found is None else bool(found)

    def endangers(self, placement: str) -> bool | None:
        """Whether a rule of safety closes it: what uproots somebody contacted, or living there.

        A municipality that is closed to newcomers for another reason sends nobody away.
        """
        found = self._closings(placement)
        return None if found is None else endangers(found)

    def dangers(self, placement: str) -> tuple[str, ...] | None:
        """What of safety closes a decided place, told apart; None where nobody can tell."""
        person = self.told.waiting.get(placement)
        return None if person is None else dangers(self.told.problem, person.key)

    def is_open_again(self, placement: str, municipality: str) -> bool:
        """Whether a place is open to somebody whom its municipality was to receive already."""
        unit, at = self._unit(placement), self.told.country.at.get(MunicipalityCode(municipality))
        if unit is None or at is None:
            return False
        codes = (code for code, places in self.choices.closings.items() if places[unit, at])
        return all(code == ClosedForAll.key for code in codes)

    def _closings(self, placement: str) -> tuple[ClosedBy, ...] | None:
        person = self.told.waiting.get(placement)
        return None if person is None else closed_since(self.told.problem, person.key)

    @cached_property
    def _versions(self) -> str:
        """Numbers and register, by version and content."""
        return f"{policy_identity(self.told.policy)} {self.told.country.version}"

    def _unit(self, placement: str) -> int | None:
        person = self.told.waiting.get(placement)
        if person is None:
            return None
        return self._units.get(person.key)

    @cached_property
    def _units(self) -> dict[str, int]:
        """The number of everybody's unit."""
        return {key: n for n, unit in enumerate(self.choices.units) for key in unit.keys}


def today(
    session: Session, day: date, decided: str | None = None, before: Translated | None = None
) -> Today:
    """The round of a day as it is committed now; one that the session holds counts for it.

    See `translate`.
    """
    held: Today | None = session.info.get(HELD)
    if held is not None and decided is None:
        return held
    return Today(translate(session, day, decided, before))


def hold(session: Session, found: Today) -> None:
    """Let every step of this transaction ask this very round."""
    session.info[HELD] = found


def lock_round(session: Session) -> None:
    """Let nobody else decide or propose until this transaction ends.

    Cases are locked before it and the log after it, so that no two wait for each other. On SQLite
    every transaction that writes is alone already.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    # A savepoint that is undone gives up what was locked in it.
    if session.info.get(LOCKED) is not within(session):
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        session.info[LOCKED] = within(session)
