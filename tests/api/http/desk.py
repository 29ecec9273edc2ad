"""A desk whose every press goes over HTTP, in process: what is told at one holds at the other."""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from sqlalchemy import select

from api.app import create_app
from api.door import Door, in_session
from api.rates import Rates
from api.routes.buttons import Button
from api.routes.cases import BUTTONS
from relocation import errors
from relocation.actor import Actor, Assurance
from relocation.keys.pseudonyms import handle
from relocation.proceedings.model import Moved
from relocation.proceedings.tables import ProceedingRow
from relocation.signing_in.model import SignedIn, Source
from relocation.staffing import service as staffing
from relocation.store_policy import RequestNumbers, load_store_policy
from tests.relocation.casework.desk import Desk

WIDE = replace(
    load_store_policy().requests,
    **{
        f"{whose}_{how}": 1_000_000_000 if how == "a_minute" else 1_000_000
        for whose in ("account", "service", "address")
        for how in ("at_once", "a_minute")
    },
)
"""Where nobody's clock moves, thousands of requests are one moment's."""
ORIGIN = "https://relocation.test"
BUTTON_OF: Mapping[Any, Button] = {each.do: each for each in BUTTONS}

LOOPS: list[Callable[[], BlockingPortal]] = []
"""Gives the loop that requests run in, where one is kept; else each request starts its own."""


@contextmanager
def one_loop():
    """One loop for all requests meanwhile, as in a server; started with the first of them."""
    with ExitStack() as kept:
        LOOPS.append(cache(lambda: kept.enter_context(start_blocking_portal())))
        try:
            yield
        finally:
            LOOPS.pop()


@cache
def the_app():
    """Made once: what makes it slow is reading some 140 routes, and each desk has its own door."""
    return create_app(Door(None, None, None), shows_description=True)


@dataclass
class HttpDesk(Desk):
    """Whoever presses is whoever the token names; each is stepped up unless `tokens` says else."""

    tokens: dict[str, Actor] = field(default_factory=dict)
    numbers: RequestNumbers = WIDE

    @cached_property
    def client(self):
        app = the_app()
        app.state.door = Door(self.store, lambda: self.now, self._who, ORIGIN, Rates(self.numbers))
        client = TestClient(app, raise_server_exceptions=False)
        client.portal = LOOPS[-1]() if LOOPS else None
        return client

    def _who(self, store, token, now):
        if token not in self.tokens:
            return in_session(store, token, now)
        actor = self.tokens[token]
        return SignedIn(
            id=token, actor=actor, source=Source.LOCAL, begun=now, ends=now, stepped_up_until=None
        )

    def signed_in(self, who, assurance=Assurance.STEPPED_UP):
        """The headers of somebody's requests."""
        token = f"{who.user}-{assurance.name}"
        self.tokens[token] = replace(who, assurance=assurance)
        return {"Authorization": f"Bearer {token}"}

    def handle(self, who, row):
        return handle(self.store.keys, who.organisation, row)

    def get(self, who, path, **params):
        return self.client.get(f"/api/v1{path}", headers=self.signed_in(who), params=params or None)

    def do(self, button: Any, who: Any, row: str, *given: Any, **how: Any) -> Moved:
        if button is staffing.break_glass:
            return self._in_an_emergency(who, row, *given, **how)
        pressed = BUTTON_OF[button]
        version = how.get("version")
        seen = self._seen(button, row) if version is None else version
        headers = self.signed_in(who) | {
            "If-Match": f'"{seen}"',
            "Idempotency-Key": (how.get("key") or self.press(0).key).rjust(8, "."),
        }
        body = body_of(pressed, given)
        sent = {} if body is None else {"json": body}
        answer = self.client.post(self.path_of(pressed, who, row), headers=headers, **sent)
        return self._told(who, answer)

    def _in_an_emergency(self, who: Any, own: str, why: str, **how: Any) -> Moved:
        key = (how.get("key") or self.press(0).key).rjust(8, ".")
        headers = self.signed_in(who) | {"Idempotency-Key": key}
        path = f"/api/v1/cases/{own}/emergencies"
        return self._told(who, self.client.post(path, headers=headers, json={"why": why}))

    def _told(self, who: Any, answer: Any) -> Moved:
        if answer.is_success:
            return self._moved(who, answer.json())
        raise error_of(answer.json())

    def path_of(self, button, who, row):
        with self.store.transaction() as session:
            case = session.get_one(ProceedingRow, row).case_id
        thing = "" if button.on == "case" else self.handle(who, row)
        path = button.path.format(case=self.handle(who, case), thing=thing)
        return f"/api/v1/cases{path}"

    def _moved(self, who, told):
        with self.store.transaction() as session:
            rows = session.scalars(select(ProceedingRow.id)).all()
        (row,) = (each for each in rows if self.handle(who, each) == told["id"])
        return Moved(row, told["state"], told["version"])


def body_of(button, given):
    """What a press hands in, as JSON, by the parts of the route's body."""
    if button.body is None:
        return None
    values = given[0] if button.parts else given
    fields = button.body.model_fields
    return {
        name: TypeAdapter(fields[name].annotation).dump_python(value, mode="json")
        for name, value in zip(fields, values, strict=True)
    }


def error_of(told: Mapping[str, Any]) -> Exception:
    """The service's error that a problem tells of."""
    slug = told["type"].rpartition("/")[2]
    if slug == "something-missing":
        needs = {each["code"]: each["says"] for each in told["missing"]}
        return errors.Missing("", "", "", needs)
    if slug == "stale":
        return errors.Stale("", told["version"], told.get("changed", []))
    plain = {
        "not-found": errors.NotFound,
        "not-allowed": lambda: errors.NotAllowed("", "", ""),
        "step-not-open": lambda: errors.StepNotOpen("", "", ""),
        "idempotency-key-reused": errors.KeyReused,
        "no-account": errors.NoAccount,
        "quota-reached": errors.QuotaReached,
        "invalid": lambda: errors.EntryRefused("", "", json.dumps(told)),
    }
    return plain[slug]() if slug in plain else AssertionError(json.dumps(told))
