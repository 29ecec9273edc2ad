"""The threat picture: groups, how they stand to each other, and where they are; nobody in it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done
from relocation.deadlines.working_days import civil_day
from relocation.threats import service
from relocation.threats.model import GroupSaid, Picture, PresenceSaid, RelationSaid, Said

MOST = 200


class StatementsIn(Handed):
    """What the police say now; what they said before of the same things is replaced."""

    groups: tuple[GroupSaid, ...] = Field(default=(), max_length=MOST)
    relations: tuple[RelationSaid, ...] = Field(default=(), max_length=MOST)
    presence: tuple[PresenceSaid, ...] = Field(default=(), max_length=MOST)


def router() -> APIRouter:
    """All routes of the threat picture."""
    made = APIRouter(prefix="/threat-picture", tags=["threat picture"], responses=PROBLEMS)
    made.add_api_route("", picture, methods=["GET"])
    made.add_api_route("/statements", state, methods=["POST"], status_code=201)
    return made


def picture(
    asks: Asks, day: Annotated[date | None, Query(description="today by default")] = None
) -> Picture:
    """Show the picture of a day; for the central unit."""

    def do(asking: Asking) -> Picture:
        on = day or civil_day(asking.now)
        return service.picture(asking.session, asking.actor, on, asking.now)

    return asks.asks(do)


def state(body: StatementsIn, told: Told, asks: Asks) -> Done:
    """State what is known of groups and places; for the police, and all or nothing."""

    def do(asking: Asking) -> Done:
        said: tuple[Said, ...] = (*body.groups, *body.relations, *body.presence)
        return done(
            asking,
            told,
            ("state", body),
            lambda: service.state(asking.session, asking.actor, said, asking.now),
        )

    return asks.asks(do)
