"""What can be wrong with a well-formed round: unknown codes, people twice, contradictions."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.country import Country
from scoring.policy import Policy
from scoring.round import Round

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path into the round, the rule it breaks, what to do; never the value."""

    path: Path
    rule: str
    remedy: str

    def __str__(self) -> str:
        """Write place, rule and remedy on one line."""
        return f"{'.'.join(str(step) for step in self.path)}: {self.rule}; {self.remedy}"


def faults_of(round_: Round, country: Country, policy: Policy) -> tuple[Fault, ...]:
    """List every contradiction of a round with itself, the country or the policy, in file order."""
    return tuple(_faults(round_, country, policy))


def _faults(round_: Round, country: Country, policy: Policy) -> Iterator[Fault]:
    yield from ()
