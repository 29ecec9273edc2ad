"""When a draft that nobody touches expires, and the warning before (WF-25)."""

from dataclasses import dataclass
from datetime import datetime

from relocation.deadlines.working_days import Calendar, add_working_days, aware


@dataclass(frozen=True, slots=True)
class Expiry:
    """The life of something that waits for somebody to go on with it.

    Attributes:
        touched: when anybody last changed it.
        days: working days that it may lie.
        warning_days: how many of them the warning comes before the end.
    """

    touched: datetime
    days: int
    warning_days: int
    calendar: Calendar

    def __post_init__(self) -> None:
        if not 0 < self.warning_days < self.days:
            raise ValueError("expiry: the warning must come after the start and before the end")

    @property
    def warns_at(self) -> datetime:
        return add_working_days(self.touched, self.days - self.warning_days, self.calendar)

    @property
    def expires_at(self) -> datetime:
        return add_working_days(self.touched, self.days, self.calendar)

    def must_warn(self, now: datetime) -> bool:
        return now > self.warns_at

    def is_expired(self, now: datetime, warned_at: datetime | None) -> bool:
        """Whether it ends now; never without a warning since the last touch, in full time before.

        A warning that went out late gives its days from its own time; one from before the last
        touch is none.
        """
        if warned_at is None or aware(warned_at) < aware(self.touched):
            return False
        after_warning = add_working_days(warned_at, self.warning_days, self.calendar)
        return now > max(self.expires_at, after_warning)
