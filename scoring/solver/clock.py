"""What is left of a limit, and whether the answer can still be repeated."""

from dataclasses import dataclass, field
from time import monotonic

from scoring.limit import Cancelled, Limit


@dataclass(eq=False)
class Clock:
    """The limit of one answer, running from the moment the clock is made."""

    limit: Limit
    cancelled: Cancelled | None
    started: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Seconds left, None without a limit of time."""
        return None if self.limit.seconds is None else self.limit.seconds - self.seconds

    @property
    def over(self) -> bool:
        """Whether time is up or somebody cancelled."""
        late = self.left is not None and self.left <= 0
        return late or (self.cancelled is not None and self.cancelled())
