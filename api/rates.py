"""How many requests somebody may send: an allowance that fills up again, in this process alone.

Counted are accounts, services, and the addresses of who is nobody. Each has a number of requests at
once and a number a minute; the clock is that of the request.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from threading import Lock

from relocation.errors import RelocationError
from relocation.signing_in.model import as_counted
from relocation.store_policy import RequestNumbers

MINUTE = 60
MOST_KNOWN = 20_000
"""So many are remembered, in some megabytes; whoever asked longest ago is forgotten first."""


class Whose(StrEnum):
    """Who is counted."""

    ACCOUNT = "account"
    SERVICE = "service"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody may send.

    Attributes:
        at_once: requests without a pause.
        a_minute: requests that are given back each minute.
    """

    at_once: int
    a_minute: int

    @property
    def seconds_each(self) -> float:
        return MINUTE / self.a_minute

    @property
    def seconds_whole(self) -> float:
        """Until all of it is there again."""
        return self.at_once * self.seconds_each


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands after a request.

    Attributes:
        left: requests that may follow at once.
        seconds: until all of the allowance is there again.
    """

    whose: Whose
    allowance: Allowance
    left: int
    seconds: float

    @property
    def is_worth_telling(self) -> bool:
        """Whether less than half is left; who is far from the end is told nothing of it."""
        return 2 * self.left < self.allowance.at_once

    @property
    def headers(self) -> dict[str, str]:
        """As the draft of the HTTP working group writes it: what is allowed, and what is left."""
        window = ceil(self.allowance.seconds_whole)
        return {
            "RateLimit-Policy": f'"{self.whose}";q={self.allowance.at_once};w={window}',
            "RateLimit": f'"{self.whose}";r={self.left};t={ceil(self.seconds)}',
        }


class TooMany(RelocationError):
    """More requests than somebody may send, or more at once than can be served.

    Attributes:
        retry_after: seconds, at least 1.
    """

    def __init__(self, retry_after: float, standing: Standing | None = None) -> None:
        self.retry_after, self.standing = max(1, ceil(retry_after)), standing
        super().__init__(
            "requests: too many\nWait as long as Retry-After says, then send it again."
        )


class Rates:
    """The allowances of everybody, as this process has counted them."""

    def __init__(self, numbers: RequestNumbers) -> None:
        self._allowed = {
            Whose.ACCOUNT: Allowance(numbers.account_at_once, numbers.account_a_minute),
            Whose.SERVICE: Allowance(numbers.service_at_once, numbers.service_a_minute),
            Whose.ADDRESS: Allowance(numbers.address_at_once, numbers.address_a_minute),
        }
        # By whom: the moment at which all of the allowance is there again.
        self._whole_at: dict[tuple[Whose, str], float] = {}
        self._lock = Lock()

    def count(self, whose: Whose, name: str, now: datetime) -> Standing:
        """Count one request.

        Raises:
            TooMany: the allowance is used up; the request is not counted.
        """
        allowed, moment = self._allowed[whose], now.timestamp()
        who = _key(whose, name)
        with self._lock:
            debt = self._debt(who, moment)
            used = debt + allowed.seconds_each
            is_too_many = used > allowed.seconds_whole
            self._whole_at.pop(who, None)
            self._whole_at[who] = moment + (debt if is_too_many else used)
            if len(self._whole_at) > MOST_KNOWN:
                del self._whole_at[next(iter(self._whole_at))]
        if is_too_many:
            raise TooMany(used - allowed.seconds_whole, Standing(whose, allowed, 0, debt))
        left = int((allowed.seconds_whole - used) / allowed.seconds_each + 1e-9)
        return Standing(whose, allowed, left, used)

    def refuse_if_used_up(self, whose: Whose, name: str, now: datetime) -> None:
        """Let nobody on whose allowance is used up; nothing is counted.

        Raises:
            TooMany: it is.
        """
        allowed = self._allowed[whose]
        with self._lock:
            debt = self._debt(_key(whose, name), now.timestamp())
        wait = debt + allowed.seconds_each - allowed.seconds_whole
        if wait > 0:
            raise TooMany(wait, Standing(whose, allowed, 0, debt))

    def _debt(self, who: tuple[Whose, str], moment: float) -> float:
        """Seconds until all of it is there again.

        Where the clock stepped back nobody waits longer than for a whole allowance.
        """
        debt = self._whole_at.get(who, moment) - moment
        return max(0.0, min(debt, self._allowed[who[0]].seconds_whole))


def _key(whose: Whose, name: str) -> tuple[Whose, str]:
    return whose, as_counted(name) if whose is Whose.ADDRESS else name
