"""What is written of a partner: its basis, and each thing that was shared."""

from dataclasses import dataclass
from datetime import date

from relocation.cases.agreement import are_said


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Who takes part, and why that is lawful (WF-23).

    Attributes:
        consented: the day on which the candidate consented; None where the basis is the law.
        legal_basis: where it is not consent.
    """

    partner: str
    consented: date | None = None
    legal_basis: str = ""

    def holds(self, today: date) -> bool:
        """Whether the partner has a name, and there is a consent by today or a legal basis."""
        consented = self.consented is not None and self.consented <= today
        return are_said(self.partner) and (consented or are_said(self.legal_basis))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """One thing that was shared with the partner, and on which basis."""

    what: str
    basis: str
    on: date

    @property
    def is_told(self) -> bool:
        """Whether all of it is there."""
        return are_said(self.what, self.basis)
