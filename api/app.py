"""The application: routes, errors, and what stands around every request."""

import re

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api import errors, health, openapi
from api.bodies import Read
from api.crowd import Crowd
from api.door import Door
from api.metrics import Metrics
from api.middleware import Around
from api.routes import (
    by_hand,
    cases,
    jobs,
    municipalities,
    notices,
    organisations,
    outside,
    oversight,
    policies,
    services,
    session,
    statistics,
    threats,
    users,
    webhooks,
)
from relocation.store_policy import RequestNumbers, load_store_policy

API = "/api/v1"
FILES = {f"{API}/threat-picture/imports": "text/csv"}
"""Where a file is taken as it is, by its media type; everywhere else it is JSON."""
STAGES = (
    session,
    outside,
    by_hand,
    cases,
    jobs,
    oversight,
    municipalities,
    organisations,
    policies,
    threats,
    statistics,
    users,
    services,
    webhooks,
    notices,
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


def create_app(
    door: Door,
    *,
    shows_description: bool = False,
    numbers: RequestNumbers | None = None,
    metrics: Metrics | None = None,
) -> FastAPI:
    """The application over one store.

    Args:
        door: the store, the clock, and how a token becomes somebody.
        shows_description: whether the interface's description is served; not in production.
        numbers: how large and slow a body may be, and how many are answered at once; those of the
            policy where none are given.
        metrics: where requests are counted; of its own where none is given.
    """
    numbers = numbers or load_store_policy().requests
    described = f"{API}/openapi.json" if shows_description else None
    app = FastAPI(
        title=TITLE,
        version="1",
        description=SAYS,
        generate_unique_id_function=_name_of,
        openapi_url=described,
        docs_url=None,
        redoc_url=None,
    )
    app.state.door, app.state.metrics, app.state.beside = door, metrics or Metrics(), None
    # The first that is added stands innermost: who has no room has sent all of the request by then.
    app.add_middleware(Crowd, at_once=numbers.answered_at_once, always=health.PREFIX)
    app.add_middleware(Read, numbers=numbers, files=FILES)
    errors.take_over(app)
    routes = APIRouter(prefix=API)
    for stage in STAGES:
        routes.include_router(stage.router())
    app.include_router(routes)
    app.include_router(health.router())
    app.add_middleware(Around, metrics=app.state.metrics)
    openapi.describe(app)
    return app


def _name_of(route: APIRoute) -> str:
    """What an operation is called where it is no button: its family and what it does."""
    return re.sub(r"\W", "_", f"{route.tags[0]}_{route.name}")
