"""A clock that can be stopped and resumed; what the machine's clock does never takes time away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from relocation.deadlines.working_days import aware, civil_day


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time in which the clock stands.

    Attributes:
        ended: None as long as it stands.
    """

    began: datetime
    ended: datetime | None = None

    def __post_init__(self) -> None:
        """Keep UTC: two moments of one local zone differ by the wall clock, which jumps."""
        object.__setattr__(self, "began", aware(self.began))
        object.__setattr__(self, "ended", self.ended and aware(self.ended))

    def touches(self, day: date) -> bool:
        """Whether the clock stands at some moment of this civil day."""
        if self.ended is not None and self.ended <= self.began:
            return False
        last = day if self.ended is None else civil_day(self.ended)
        return civil_day(self.began) <= day <= last


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs from `started`, stands in every pause (REL-10).

    Pauses are in order and do not overlap. A moment earlier than the last one on record, as a
    machine whose clock was set back gives it, counts as that last one.
    """

    started: datetime
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        """Keep UTC; refuse naive instants and pauses that no stopping and resuming gives."""
        object.__setattr__(self, "started", aware(self.started))
        moments = [self.started]
        for pause in self.pauses:
            moments += [end for end in (pause.began, pause.ended) if end is not None]
        if moments != sorted(moments):
            raise ValueError("clock: pauses must follow each other, after the start")
        if any(pause.ended is None for pause in self.pauses[:-1]):
            raise ValueError("clock: only the last pause can still be open")

    @property
    def stands(self) -> bool:
        """Whether it is stopped and not yet resumed."""
        return bool(self.pauses) and self.pauses[-1].ended is None

    def stop(self, now: datetime) -> "Clock":
        """The clock standing from now on.

        Raises:
            ValueError: it stands already.
        """
        if self.stands:
            raise ValueError("clock: it stands already; resume it first")
        return replace(self, pauses=(*self.pauses, Pause(self._not_before_the_last(now))))

    def resume(self, now: datetime) -> "Clock":
        """The clock running again from now on.

        Raises:
            ValueError: it runs.
        """
        if not self.stands:
            raise ValueError("clock: it runs; stop it first")
        *earlier, last = self.pauses
        ended = replace(last, ended=self._not_before_the_last(now))
        return replace(self, pauses=(*earlier, ended))

    def runs_throughout(self, day: date) -> bool:
        """Whether a civil day counts: one on which the clock was started or stood does not."""
        return day > civil_day(self.started) and not any(p.touches(day) for p in self.pauses)

    def has_run(self, now: datetime) -> timedelta:
        """How long it has run by now; nothing before its start."""
        now = aware(now)
        stood = sum((_overlap(pause, now) for pause in self.pauses), timedelta())
        return max(timedelta(), now - self.started - stood)

    def moment_of(self, running: timedelta) -> datetime | None:
        """When it has run so long; None if it stands before that and nobody has resumed it."""
        due = self.started + running
        for pause in self.pauses:
            if pause.began >= due:
                break
            if pause.ended is None:
                return None
            due += pause.ended - pause.began
        return due

    def _not_before_the_last(self, now: datetime) -> datetime:
        return max(aware(now), _last_on_record(self.started, self.pauses))


def _last_on_record(started: datetime, pauses: Sequence[Pause]) -> datetime:
    if not pauses:
        return started
    return pauses[-1].ended or pauses[-1].began


def _overlap(pause: Pause, now: datetime) -> timedelta:
    ended = now if pause.ended is None else min(pause.ended, now)
    return max(timedelta(), ended - pause.began)
