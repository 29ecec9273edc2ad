"""What municipalities declare of themselves, and what the central unit closes for all."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done
from relocation.preparedness import closures, service
from relocation.preparedness.model import Declared, Entry
from scoring.round import Closure

Code = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="the municipality's four digits")]


class DirectoryOut(BaseModel):
    """Every municipality with what it declares."""

    municipalities: list[Entry]


class ClosuresOut(BaseModel):
    """What is closed for all today."""

    closures: list[Closure]


class DeclaredIn(Handed):
    """All that a municipality declares at once."""

    declared: Declared


class ClosingIn(Handed):
    """Why a municipality is closed for all, and until when."""

    reason: str = Field(min_length=1, max_length=closures.MOST_REASON)
    until: date | None = Field(default=None, description="the first day on which it is open again")


class OpeningIn(Handed):
    """Why it is open again."""

    reason: str = Field(min_length=1, max_length=closures.MOST_REASON)


def router() -> APIRouter:
    """All routes of municipalities."""
    made = APIRouter(tags=["municipalities"], responses=PROBLEMS)
    made.add_api_route("/municipalities", directory, methods=["GET"])
    made.add_api_route("/declaration", declaration, methods=["GET"])
    made.add_api_route("/municipalities/{code}/declarations", declare, methods=["POST"])
    made.add_api_route("/municipalities/{code}/closures", close, methods=["POST"])
    made.add_api_route("/municipalities/{code}/reopenings", reopen, methods=["POST"])
    made.add_api_route("/closures", closed, methods=["GET"])
    return made


def directory(asks: Asks) -> DirectoryOut:
    """Show what every municipality declares; for the central unit.

    All at once: an address that names one would tell a log on the way which one was looked up.
    """
    found = asks.asks(lambda asking: service.directory(asking.session, asking.actor, asking.now))
    return DirectoryOut(municipalities=list(found))


def declaration(asks: Asks) -> Entry:
    """Show what one's own municipality declares; for its coordinator."""
    return asks.asks(lambda asking: service.own_entry(asking.session, asking.actor, asking.now))


def declare(code: Code, body: DeclaredIn, told: Told, asks: Asks) -> Done:
    """Declare services and room; it replaces all that was declared before."""

    def do(asking: Asking) -> Done:
        return done(
            asking,
            told,
            ("declare", code, body),
            lambda: service.declare(asking.session, asking.actor, code, body.declared, asking.now),
        )

    return asks.asks(do)


def close(code: Code, body: ClosingIn, told: Told, asks: Asks) -> Done:
    """Close a municipality for everybody from today on."""

    def do(asking: Asking) -> Done:
        closing = body.reason, body.until
        return done(
            asking,
            told,
            ("close", code, body),
            lambda: closures.close_for_all(asking.session, asking.actor, code, closing, asking.now),
        )

    return asks.asks(do)


def reopen(code: Code, body: OpeningIn, told: Told, asks: Asks) -> Done:
    """Let a municipality be open again from today on."""

    def do(asking: Asking) -> Done:
        return done(
            asking,
            told,
            ("reopen", code, body),
            lambda: closures.open_again(
                asking.session, asking.actor, code, body.reason, asking.now
            ),
        )

    return asks.asks(do)


def closed(asks: Asks) -> ClosuresOut:
    """Show what is closed for all today; for the central unit."""
    found = asks.asks(lambda asking: closures.closures(asking.session, asking.actor, asking.now))
    return ClosuresOut(closures=list(found))
