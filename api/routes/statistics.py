"""Published figures: anybody reads them, without an account too; a decision-maker publishes."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel

from api.door import ANYBODY, Asking, Asks, Door
from api.routes.buttons import PROBLEMS
from api.routes.once import Told, once
from relocation.statistics import service
from relocation.statistics.model import Release

Day = Annotated[date, Path(description="the release's date")]


class ReleasesOut(BaseModel):
    """The dates of all releases, the newest first."""

    releases: list[date]


class PublishedOut(BaseModel):
    """The date of what was published."""

    release: date


def router() -> APIRouter:
    """All routes of published figures."""
    made = APIRouter(prefix="/statistics", tags=["statistics"], responses=PROBLEMS)
    open_to_all: dict[str, Any] = {"methods": ["GET"], "dependencies": [ANYBODY]}
    made.add_api_route("", releases, **open_to_all)
    made.add_api_route("/{day}", release, **open_to_all)
    made.add_api_route("/{day}/publications", publish, methods=["POST"], status_code=201)
    return made


def releases(request: Request) -> ReleasesOut:
    """List the dates of all releases; for anybody."""
    door: Door = request.app.state.door
    with door.store.transaction() as session:
        return ReleasesOut(releases=list(service.release_days(session, None)))


def release(day: Day, request: Request) -> Release:
    """Show a release; for anybody."""
    door: Door = request.app.state.door
    with door.store.transaction() as session:
        return service.published(session, None, day)


def publish(day: Day, told: Told, asks: Asks) -> PublishedOut:
    """Publish the release of a date, once; for a decision-maker of the central unit."""

    def do(asking: Asking) -> PublishedOut:
        asking.demand_step_up()

        def act() -> str:
            found = service.publish(asking.session, asking.actor, day, asking.now)
            return found.on.isoformat()

        on = once(asking, told, ("statistics", "publish", day.isoformat()), act)
        return PublishedOut(release=date.fromisoformat(on))

    return asks.asks(do)
