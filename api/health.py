"""Whether the process lives, and whether it can work: for whoever runs it, without a name."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError

from relocation.errors import RelocationError
from relocation.keys.purposes import KeyPurpose
from relocation.schema import revision_of, revisions
from relocation.store import Store


class Health(BaseModel):
    """One word; what is wrong stands in the operator's log and not here."""

    status: str


def router() -> APIRouter:
    """The two questions of a watchdog and of a proxy."""
    made = APIRouter(prefix="/health", tags=["health"])
    made.add_api_route("/live", live, methods=["GET"])
    made.add_api_route("/ready", ready, methods=["GET"], responses={503: {"model": Health}})
    return made


def live() -> Health:
    """Tell that the process answers."""
    return Health(status="live")


def ready(request: Request, response: Response) -> Health:
    """Tell whether store and keys are there and of this program's revision."""
    if _can_work(request.app.state.door.store):
        return Health(status="ready")
    response.status_code = 503
    return Health(status="not ready")


def _can_work(store: Store) -> bool:
    try:
        store.keys.purpose_key(KeyPurpose.IDEMPOTENCY)
        return revision_of(store.database) == revisions()[-1]
    except (RelocationError, DBAPIError, OSError):
        return False
