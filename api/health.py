"""Whether the process lives, and whether it can work: for whoever runs it, without a name."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError

from api.beside import Beside
from relocation.errors import RelocationError
from relocation.keys.purposes import KeyPurpose
from relocation.schema import revision_of, revisions
from relocation.store import Store

PREFIX = "/health"


class Health(BaseModel):
    """One word; what is wrong stands in the operator's log and not here."""

    status: str
    failing: list[str] = Field(
        default=[], description="work beside the requests that failed at its last try"
    )


def router() -> APIRouter:
    """The two questions of a watchdog and of a proxy."""
    made = APIRouter(prefix=PREFIX, tags=["health"])
    told: dict[str, Any] = {"methods": ["GET"], "response_model_exclude_defaults": True}
    made.add_api_route("/live", live, **told)
    made.add_api_route("/ready", ready, responses={503: {"model": Health}}, **told)
    return made


def live() -> Health:
    """Tell that the process answers."""
    return Health(status="live")


def ready(request: Request, response: Response) -> Health:
    """Tell whether store and keys are there and of this program's revision, and what fails beside.

    Work that fails is tried again and takes no server away: who asks can still be answered.
    """
    beside: Beside | None = request.app.state.beside
    failing = [] if beside is None else beside.failing
    if _can_work(request.app.state.door.store) and (beside is None or beside.is_whole):
        return Health(status="ready", failing=failing)
    response.status_code = 503
    return Health(status="not ready", failing=failing)


def _can_work(store: Store) -> bool:
    try:
        store.keys.purpose_key(KeyPurpose.IDEMPOTENCY)
        return revision_of(store.database) == revisions()[-1]
    except (RelocationError, DBAPIError, OSError):
        return False
