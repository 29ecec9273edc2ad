"""The application: routes, errors, and what stands around every request."""

import re

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api import errors, health, openapi
from api.door import Door
from api.metrics import Metrics
from api.middleware import Around, Limited
from api.routes import (
    by_hand,
    cases,
    jobs,
    municipalities,
    oversight,
    policies,
    session,
    statistics,
    threats,
    users,
)

MOST_BYTES = 256 * 1024
"""Of a body; the largest that is meant is a clarification form of some pages."""
STAGES = (
    session,
    by_hand,
    cases,
    jobs,
    oversight,
    municipalities,
    policies,
    threats,
    statistics,
    users,
)
TITLE = "Relocation"
SAYS = (
    "Moves people who leave gangs to a municipality where they can live. Every case, and all in it,"
    " has a handle that only your organisation knows it by. A change sends the version that was"
    " seen (`If-Match`) and a key of its own (`Idempotency-Key`)."
    " A step that a case shows as open, such as `ask_police` of a `police_inquiry`, is pressed by"
    " the operation `police_inquiry_steps_ask_police`; what is missing for it, the thing says."
    " Another organisation finds the case in its own list. Days are those of Denmark, moments are"
    " UTC, minutes are of travel by car. Whoever is in an example is made up."
)


def create_app(door: Door, *, shows_description: bool = False) -> FastAPI:
    """The application over one store.

    Args:
        door: the store, the clock, and how a token becomes somebody.
        shows_description: whether the interface's description is served; not in production.
    """
    described = "/api/v1/openapi.json" if shows_description else None
    app = FastAPI(
        title=TITLE,
        version="1",
        description=SAYS,
        generate_unique_id_function=_name_of,
        openapi_url=described,
        docs_url=None,
        redoc_url=None,
    )
    app.state.door, app.state.metrics = door, Metrics()
    errors.take_over(app)
    routes = APIRouter(prefix="/api/v1")
    for stage in STAGES:
        routes.include_router(stage.router())
    app.include_router(routes)
    app.include_router(health.router())
    app.add_middleware(Limited, most_bytes=MOST_BYTES)
    app.add_middleware(Around, metrics=app.state.metrics)
    openapi.describe(app)
    return app


def _name_of(route: APIRoute) -> str:
    """What an operation is called where it is no button: its family and what it does."""
    return re.sub(r"\W", "_", f"{route.tags[0]}_{route.name}")
