"""What every request goes through: the store, the clock, and who it is that asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlalchemy.orm import Session

from api.problems import NotSignedIn
from relocation.actor import Actor
from relocation.store import Store

T = TypeVar("T")
COOKIE = "relocation_session"
BEARER = HTTPBearer(auto_error=False, description="the token of a session or of a service")
IN_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="as a browser keeps it")


@dataclass(frozen=True, slots=True)
class Door:
    """The store behind the interface, and how a token becomes somebody who acts.

    Attributes:
        clock: gives the moment of a request, aware, in UTC.
        who: says who acts with a token; raises `NotSignedIn` where nobody does any more.
    """

    store: Store
    clock: Callable[[], datetime]
    who: Callable[[Session, str, datetime], Actor]


@dataclass(frozen=True, slots=True)
class Asking:
    """One request within its transaction."""

    session: Session
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent the request, as far as it shows before the store is asked."""

    door: Door
    token: str

    def asks(self, do: Callable[[Asking], T]) -> T:
        """Do something in one transaction, for whoever the token stands for in that moment.

        Raises:
            NotSignedIn: it stands for nobody.
        """
        now = self.door.clock()
        with self.door.store.transaction() as session:
            return do(Asking(session, self.door.who(session, self.token, now), now))


def caller(
    request: Request,
    bearer: Annotated[object, Depends(BEARER)],
    cookie: Annotated[str | None, Depends(IN_COOKIE)],
) -> Caller:
    """Whoever sends a token, in a header or in the cookie of a session.

    Raises:
        NotSignedIn: there is none.
    """
    token = getattr(bearer, "credentials", None) or cookie
    if not token:
        raise NotSignedIn
    return Caller(request.app.state.door, token)


Asks = Annotated[Caller, Depends(caller)]
