"""How a policy is refused: up to a hundred faults with their places, and the number of the rest."""

from dataclasses import dataclass

MOST_FAULTS = 100
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing wrong with a policy, never with the value itself.

    Attributes:
        path: for example "safety.half_exposure.value"; it holds no key that the format lacks.
        line, column: counted from 1; None where no text was read, or the whole of it is meant.
    """

    path: str
    rule: str
    remedy: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write place, rule and remedy on one line."""
        place = "" if self.line is None else f"line {self.line}, "
        return f"{place}{self.path}: {self.rule}; {self.remedy}"


class PolicyError(ValueError):
    """A policy is unusable; nothing of it was used.

    Attributes:
        faults: at most a hundred, in the order of the file where there is one.
        more: how many further faults there are.
    """

    def __init__(self, *faults: PolicyFault, more: int = 0) -> None:
        """Keep the faults; the message lists them."""
        rest = (f"and {more} more faults",) if more else ()
        super().__init__("\n".join((*map(str, faults), *rest)))
        self.faults, self.more = faults, more
