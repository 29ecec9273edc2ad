"""The threat picture: groups, how they stand to each other, and where they are; nobody in it."""

from datetime import date
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done, once
from relocation.deadlines.working_days import civil_day
from relocation.threats import service
from relocation.threats.model import GroupSaid, Picture, PresenceSaid, RelationSaid, Said
from relocation.threats.reading import COLUMNS
from relocation.threats.statements import KINDS

MOST = 200
EXAMPLE = f"{';'.join(COLUMNS)}\ngroup;North Side;;;4;yes;2026-10-01;;investigation;90\n"
FILE = {
    "required": True,
    "description": "the whole file, in UTF-8 or Latin-1; one line for each statement",
    "content": {"text/csv": {"schema": {"type": "string"}, "example": EXAMPLE}},
}


class StatementsIn(Handed):
    """What the police say now; what they said before of the same things is replaced."""

    groups: tuple[GroupSaid, ...] = Field(default=(), max_length=MOST)
    relations: tuple[RelationSaid, ...] = Field(default=(), max_length=MOST)
    presence: tuple[PresenceSaid, ...] = Field(default=(), max_length=MOST)


class GroupsOut(BaseModel):
    """What the groups are called, in order."""

    groups: list[str]


class TakenOut(BaseModel):
    """How many statements of each kind were added."""

    group: int
    relation: int
    presence: int


def router() -> APIRouter:
    """All routes of the threat picture."""
    made = APIRouter(prefix="/threat-picture", tags=["threat picture"], responses=PROBLEMS)
    made.add_api_route("", picture, methods=["GET"])
    made.add_api_route("/groups", groups, methods=["GET"])
    made.add_api_route("/statements", state, methods=["POST"], status_code=201)
    made.add_api_route(
        "/imports", import_, methods=["POST"], status_code=201, openapi_extra={"requestBody": FILE}
    )
    return made


def picture(
    asks: Asks, day: Annotated[date | None, Query(description="today by default")] = None
) -> Picture:
    """Show the picture of a day; for the central unit."""

    def do(asking: Asking) -> Picture:
        on = day or civil_day(asking.now)
        return service.picture(asking.session, asking.actor, on, asking.now)

    return asks.asks(do)


def groups(asks: Asks) -> GroupsOut:
    """Name the groups of today; whoever describes where somebody comes from names one of them."""
    found = asks.asks(lambda asking: service.groups(asking.session, asking.actor, asking.now))
    return GroupsOut(groups=list(found))


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


async def _whole(request: Request) -> bytes:
    return await request.body()


def import_(file: Annotated[bytes, Depends(_whole)], told: Told, asks: Asks) -> TakenOut:
    """Add every statement of a file; for the police, and all or nothing."""

    def do(asking: Asking) -> TakenOut:
        def act() -> dict[str, int]:
            return dict(service.import_file(asking.session, asking.actor, file, asking.now))

        asked = ("threats", "import", sha256(file).hexdigest())
        return TakenOut(**(dict.fromkeys(KINDS, 0) | once(asking, told, asked, act)))

    return asks.asks(do)
