"""Each status that a route names, brought about with a canary in all that is sent."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

from api.app import create_app
from api.door import COOKIE, Door
from api.outside.known import known
from api.rates import Rates
from api.refusals import BODY
from api.routes.buttons import CASE as CASE_ITSELF
from api.routes.buttons import How, plural
from api.routes.cases import BUTTONS
from relocation.actor import UserId
from relocation.database import open_database
from relocation.handovers.papers import Subject
from relocation.permissions import Role, Stage
from relocation.proceedings.tables import ProceedingRow
from relocation.signing_in.model import Source
from relocation.signing_in.sessions import begin_session
from relocation.store import Store
from relocation.workflows import ALL
from tests.api.http.desk import ORIGIN, WIDE
from tests.api.http.fuzzing.asgi import Sent
from tests.api.http.fuzzing.drawing import described, drawn, operations
from tests.api.http.fuzzing.sending import whole_bodies
from tests.api.http.fuzzing.world import ROLES
from tests.api.http.test_routes import FILLED
from tests.api.outside.front import provider_at
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE_THERE, RECEIVER, by_name, enrol

API = "/api/v1"
NOWHERE = provider_at("http://127.0.0.1:9", id=FILLED["provider"])
OUTSIDE = known([NOWHERE], ORIGIN)
"""A provider that is there by name alone: nobody listens where it should."""
CANARY = "3102701234-canary"
UNFIT = {"provider": CANARY * 3}
NOBODYS, NEVER = "a" * 26, '"999999999"'
JSON, CSV = "application/json", "text/csv"
AT_ITS_END = replace(WIDE, answered_at_once=0, body_seconds=0)
"""Nobody has room, and no body arrives in time."""
BUTTON_AT = {f"POST {API}/cases{each.path}": each for each in BUTTONS}
BY_HAND = f"POST {API}/cases/{{case}}/placements/{{thing}}/records/settled-by-hand"
KEYS = count()
PEOPLE = tuple(who for who in ROLES.values() if who is not None)


def declared():
    """Every route, with the statuses of refusals that its description names."""
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            if operation["tags"] != ["health"]:
                found = {int(each) for each in operation["responses"]}
                yield f"{method.upper()} {path}", {each for each in found if each >= 400}


@cache
def whole_body(route):
    """A body that fits: of a journey, or drawn."""
    known = whole_bodies().get(route)
    if known is not None:
        return json.dumps(known).encode()
    found = [each for each in operations() if f"{each.method.upper()} {each.path}" == route]
    return drawn(found, fitting=1, unfitting=0, by=1)[0].body or b""


@dataclass
class Provoking:
    """One store with a thing of every kind in one case, and applications that are at their end."""

    desk: Any
    rows: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.desk.open_case()
        self.desk.join(RECEIVER, Role.MUNI_RECEIVER)
        self.desk.join(POLICE_THERE, Role.POLICE_RECEIVER)
        with self.desk.store.transaction() as session:
            for who in PEOPLE:
                enrol(session, who)
            begun = begin_session(session, UserId(COORDINATOR.user), Source.LOCAL, self.desk.now)
        self.token = begun.token
        self.desk.client.app.state.door = self._door(self.desk.store)
        nowhere = Store(open_database("sqlite:////nowhere/at/all"), self.desk.store.keys, by_name)
        self.apps = {
            "usual": self.desk.client.app,
            "full": create_app(self._door(self.desk.store), numbers=AT_ITS_END),
            "without store": create_app(self._door(nowhere)),
        }
        self.rows = {CASE_ITSELF: CASE}
        for kind in sorted({each.on for each in BUTTONS} - {CASE_ITSELF}):
            self.rows[kind] = self._stand(kind)

    @property
    def signed_in(self):
        """The headers of a session that is in the store."""
        return {"authorization": f"Bearer {self.token}"}

    def _stand(self, kind):
        row, now = uuid4().hex, self.desk.now
        with self.desk.store.transaction() as session:
            topic = Subject.SOCIAL if kind == "knowledge_item" else None
            session.add(
                ProceedingRow(
                    id=row, case_id=CASE, workflow=kind, state=ALL[kind].start, version=1,
                    urgency="standard", opened=now, begun=1, touched=now, topic=topic,
                )
            )  # fmt: skip
        return row

    def _door(self, store):
        desk = self.desk
        return Door(store, lambda: desk.now, desk._who, ORIGIN, Rates(WIDE), OUTSIDE)

    def sent(self, route, who=None, **how):
        """A request with a canary wherever there is room for one; `how` says otherwise."""
        method, _, pattern = route.partition(" ")
        headers = {
            "x-canary": CANARY,
            "idempotency-key": f"{CANARY}-{next(KEYS)}",
            "if-match": NEVER,
            "content-type": CSV if pattern.endswith("/imports") else JSON,
        }
        if who is not None:
            headers |= {k.lower(): v for k, v in self.desk.signed_in(who).items()}
        headers |= how.get("headers", {})
        body = how.get("body", json.dumps({CANARY: CANARY}).encode()) if method in BODY else b""
        if body:
            headers["content-length"] = str(len(body))
        return Sent(
            route=route,
            method=method,
            path=pattern.format(**(PARTS | how.get("parts", {}))),
            query=how.get("query", f"canary={CANARY}") or "purpose=casework",  # what some ask for
            headers=tuple((k.encode(), v.encode()) for k, v in headers.items() if v is not None),
            body=body,
            is_slow=how.get("is_slow", False),
        )

    def pressed(self, route, who, version):
        """A press that is whole but for the version that was seen."""
        parts = self.real(route, who)
        body = whole_body(route) if route.partition(" ")[0] in BODY else b""
        return self.sent(
            route, who, parts=parts, headers={"if-match": version}, body=body, query=""
        )

    def real(self, route, who):
        """The parts of an address that exist, as somebody calls them."""
        button = BUTTON_AT.get(route)
        kind = button.on if button else _kind_of(route)
        found = dict.fromkeys(PARTS, "f" * 32) | {k: str(v) for k, v in FILLED.items()}
        if "{case}" in route:
            found["case"] = self.desk.handle(who, CASE)
        if "{thing}" in route:
            found["thing"] = self.desk.handle(who, self.rows[kind])
        return found


def _kind_of(route):
    last = route.split("/")
    if "{thing}" not in last:
        return CASE_ITSELF
    word = last[last.index("{thing}") - 1]
    return next(each.on for each in BUTTONS if plural(each.on) == word)


PARTS = {name: CANARY for path in described()["paths"] for name in re.findall(r"{(\w+)}", path)}
"""Every part that an address has."""
Try = tuple[str, Sent]
"""Of which application it is asked, and what."""


def unread(there: Provoking, route: str) -> Iterator[Try]:
    """400."""
    yield "usual", there.sent(route, COORDINATOR, body=f'{{"{CANARY}": '.encode())
    yield "usual", there.sent(route, COORDINATOR, headers={"idempotency-key": f" {CANARY}æ "})
    for who in PEOPLE:
        parts = there.real(route, who)
        yield "usual", there.sent(route, who, parts=parts, query=f"cursor={CANARY}")
        yield "usual", there.sent(route, who, parts=parts, query="kind=identity")


def nobody(there: Provoking, route: str) -> Iterator[Try]:
    """401."""
    yield "usual", there.sent(route, headers={"authorization": f"Bearer {CANARY}"})
    yield "usual", there.sent(route, parts=there.real(route, COORDINATOR))
    for names in (("name", "password", "code"), ("enrolment", "password"), ("enrolment", "code")):
        body = dict.fromkeys(names, CANARY)
        yield "usual", there.sent(route, body=json.dumps(body).encode())


def elsewhere(there: Provoking, route: str) -> Iterator[Try]:
    """403, by a cookie and from no page of the own."""
    cookie = {"cookie": f"{COOKIE}={there.token}", "origin": f"https://{CANARY}"}
    yield "usual", there.sent(route, headers=cookie)


def hidden(there: Provoking, route: str) -> Iterator[Try]:
    """404."""
    for who in PEOPLE:
        parts = there.real(route, who) | {"case": NOBODYS, "thing": NOBODYS}
        yield "usual", there.sent(route, who, parts=parts, body=whole_body(route), query="")
    yield "usual", there.sent(route, headers=there.signed_in, query="")


def too_slow(there: Provoking, route: str) -> Iterator[Try]:
    """408."""
    yield "full", there.sent(route, COORDINATOR, is_slow=True)


def out_of_turn(there: Provoking, route: str) -> Iterator[Try]:
    """409: in one of its states a thing does not take the step."""
    button, kind = BUTTON_AT.get(route), _kind_of(route)
    row = there.rows[kind]
    for state in type(ALL[kind].start):
        for who in PEOPLE:
            there.desk.stands(row, state, Stage.ENROLLED)
            is_new = button is not None and button.how is How.BEGIN
            seen = there.desk.version(CASE if is_new else row, is_whole_case=is_new)
            yield "usual", there.pressed(route, who, f'"{seen}"')


def stale(there: Provoking, route: str) -> Iterator[Try]:
    """412."""
    for who in PEOPLE:
        yield "usual", there.pressed(route, who, NEVER)


def too_large(there: Provoking, route: str) -> Iterator[Try]:
    """413."""
    yield "usual", there.sent(route, COORDINATOR, body=CANARY.encode() * 200_000)


def in_another_form(there: Provoking, route: str) -> Iterator[Try]:
    """415."""
    headers = {"content-type": f"text/{CANARY}; charset={CANARY}"}
    yield "usual", there.sent(route, COORDINATOR, headers=headers)
    headers = {"content-encoding": "gzip"}
    yield "usual", there.sent(route, COORDINATOR, headers=headers)


def unfit(there: Provoking, route: str) -> Iterator[Try]:
    """422."""
    query = "&".join(f"{name}={CANARY}" for name in ("purpose", "day", "limit", "sort", "kind"))
    yield "usual", there.sent(route, headers=there.signed_in, query=query)
    yield "usual", there.sent(route, headers=there.signed_in, parts=UNFIT)
    for who in PEOPLE:
        body = f"{CANARY};{CANARY}\n{CANARY}".encode() if route.endswith("/imports") else None
        how = {} if body is None else {"body": body}
        yield "usual", there.sent(route, who, query=query, **how)


def unseen(there: Provoking, route: str) -> Iterator[Try]:
    """428."""
    yield "usual", there.sent(route, COORDINATOR, headers={"if-match": None})
    for who in PEOPLE:
        yield "usual", there.pressed(route, who, None)


def crowded(there: Provoking, route: str) -> Iterator[Try]:
    """429."""
    yield "full", there.sent(route, COORDINATOR)


def without_store(there: Provoking, route: str) -> Iterator[Try]:
    """503."""
    yield "without store", there.sent(route, parts=there.real(route, COORDINATOR), query="")
    for who in PEOPLE:
        yield "without store", there.pressed(route, who, NEVER)
    for names in (("name", "password", "code"), ("enrolment", "password"), ("enrolment", "code")):
        body = json.dumps(dict.fromkeys(names, CANARY)).encode()
        yield "without store", there.sent(route, body=body, parts={"day": "2026-03-01"})
    bearer = {"authorization": f"Bearer {CANARY}"}
    for names in (("code",), ("old", "code", "new"), ("password", "code")):
        body = json.dumps(dict.fromkeys(names, CANARY)).encode()
        yield "without store", there.sent(route, headers=bearer, body=body)


WAYS: dict[int, Callable[[Provoking, str], Iterator[Try]]] = {
    400: unread,
    401: nobody,
    403: elsewhere,
    404: hidden,
    408: too_slow,
    409: out_of_turn,
    412: stale,
    413: too_large,
    415: in_another_form,
    422: unfit,
    428: unseen,
    429: crowded,
    503: without_store,
}
