"""One fault of a round: where it is, which rule it breaks, what to do."""

from dataclasses import dataclass

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
