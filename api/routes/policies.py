"""Policies: the numbers that count on a day, their history, and changes by two persons."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done, once
from relocation.deadlines.working_days import civil_day
from relocation.policies import service
from relocation.policies.model import MOST_CONTENT, MOST_REASON, PolicyName, Status

Name = Annotated[PolicyName, Path(description="what the numbers are of")]


class VersionOut(BaseModel):
    """One version of a policy."""

    name: PolicyName
    number: int
    valid_from: date
    status: Status
    reason: str
    content: str = Field(description="the numbers with what stands behind each, as TOML")


class ChangeOut(BaseModel):
    """One entry that differs from the version before."""

    entry: str
    before: Any
    after: Any


class ToldOut(BaseModel):
    """One version of the history."""

    number: int
    valid_from: date
    status: Status
    reason: str
    proposed: datetime | None
    proposed_by: str | None
    adopted: datetime | None
    adopted_by: str | None
    changed: list[ChangeOut]


class HistoryOut(BaseModel):
    """Every version, the oldest first."""

    versions: list[ToldOut]


class DraftIn(Handed):
    """A version to be proposed; its text says from which day it would count."""

    content: str = Field(max_length=MOST_CONTENT)
    reason: str = Field(min_length=1, max_length=MOST_REASON)


class NumberOut(BaseModel):
    """The number that a version got."""

    number: int


def router() -> APIRouter:
    """All routes of policies."""
    made = APIRouter(prefix="/policies", tags=["policies"], responses=PROBLEMS)
    made.add_api_route("/{name}", policy, methods=["GET"])
    made.add_api_route("/{name}/versions", history, methods=["GET"])
    made.add_api_route("/{name}/versions", propose, methods=["POST"], status_code=201)
    made.add_api_route("/{name}/versions/{number}/adoptions", adopt, methods=["POST"])
    return made


def policy(
    name: Name,
    asks: Asks,
    day: Annotated[date | None, Query(description="today by default")] = None,
) -> VersionOut:
    """Show the version that counts on a day."""

    def do(asking: Asking) -> VersionOut:
        on = day or civil_day(asking.now)
        found = service.policy_at(asking.session, asking.actor, name, on)
        return VersionOut.model_validate(found, from_attributes=True)

    return asks.asks(do)


def history(name: Name, asks: Asks) -> HistoryOut:
    """Show every version with what it changes; for the central unit."""
    found = asks.asks(lambda asking: service.history(asking.session, asking.actor, name))
    return HistoryOut(versions=[_told(each) for each in found])


def propose(name: Name, body: DraftIn, told: Told, asks: Asks) -> NumberOut:
    """Propose a version; it counts for nothing until somebody else adopts it."""

    def do(asking: Asking) -> NumberOut:
        draft = service.Draft(name, body.content, body.reason)
        asked = ("policies", "propose", name, body)
        number = once(
            asking,
            told,
            asked,
            lambda: service.propose(asking.session, asking.actor, draft, asking.now),
        )
        return NumberOut(number=number)

    return asks.asks(do)


def adopt(name: Name, number: int, told: Told, asks: Asks) -> Done:
    """Let a proposed version count from its day on; not by whoever proposed it."""

    def do(asking: Asking) -> Done:
        asking.demand_step_up()
        return done(
            asking,
            told,
            ("policies", "adopt", name, number),
            lambda: service.adopt(asking.session, asking.actor, name, number, asking.now),
        )

    return asks.asks(do)


def _told(found: service.Told) -> ToldOut:
    version = found.version
    return ToldOut(
        number=version.number,
        valid_from=version.valid_from,
        status=version.status,
        reason=version.reason,
        proposed=version.proposed,
        proposed_by=found.proposed_by,
        adopted=version.adopted,
        adopted_by=found.adopted_by,
        changed=[ChangeOut.model_validate(each, from_attributes=True) for each in found.changed],
    )
