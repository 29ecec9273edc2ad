"""What was drawn, as somebody sends it: real handles, versions and bodies among made-up ones."""

import json
from dataclasses import dataclass
from functools import cache
from random import Random
from urllib.parse import quote, urlencode

from api.routes.buttons import CASE, plural
from api.routes.cases import BUTTONS
from relocation.handovers.papers import Performer
from tests.api.http.asking import GIVEN
from tests.api.http.desk import body_of
from tests.api.http.fuzzing.asgi import Sent
from tests.api.http.fuzzing.world import ROLES
from tests.api.http.test_routes import BODIES, FILLED
from tests.relocation.casework.desk import STRANGER
from tests.relocation.casework.reference_begins import WRITINGS
from tests.relocation.casework.walk_presses import writing_for

API = "/api/v1"
OWN, STRANGE = 0.75, 0.1
"""How often a part of the address is one's own, or another organisation's; else as drawn."""
USUAL = 0.75
"""How often a header is what it should be; else as drawn."""
SIGNED_IN = 0.96
WHOLE = 0.4
"""How often a body is one that the product can take, and how often of those one part is off."""
SPOILT = 0.4
ODD = (
    None, True, -1, 10**30, 1e308, "", "\u0000", "x" * 5_000, "\ud800", [], {}, [[]], "2026-02-30",
    "9999-12-31", "0001-01-01", "0000", "٣", "9999-12-31T23:59:59+14:00",
)  # fmt: skip
SOMEBODY = {"user": STRANGER.user, "why": "a new caseworker"}
MORE = {
    "/cases/{case}/colleagues": {"naming": SOMEBODY | {"role": None, "classes": None}},
    "/cases/{case}/denials": {"whom": SOMEBODY},
    "/cases/{case}/liftings": {"whom": SOMEBODY},
    "/cases/{case}/taking-offs": {"whom": SOMEBODY},
    "/cases/{case}/emergencies": {"why": "a threat in the night"},
    "/cases/{case}/placements/{thing}/records/settled-by-hand": {"places": []},
}
"""Bodies that no journey hands in as they stand here."""
KIND_OF = {plural(each.on): each.on for each in BUTTONS}


@cache
def whole_bodies():
    """By route, a body that fits, out of those that the journeys hand in."""
    given = {button: values for button, *values in GIVEN.values()}
    for what in WRITINGS:
        writing = writing_for(Random(0), what, Performer.MUNICIPALITY, is_whole=True)
        given.setdefault(writing.do, writing.contents)
    found = {
        f"POST {API}/cases{each.path}": body_of(each, tuple(given[each.do]))
        for each in BUTTONS
        if given.get(each.do) and each.body is not None
    }
    return found | {f"POST {API}{path}": body for path, body in (BODIES | MORE).items()}


@dataclass
class Sender:
    """Somebody who sends what was drawn.

    Attributes:
        world: what there is; looked at anew when it is told to.
        role: who sends.
        random: decides what is real.
    """

    world: object
    role: str
    random: Random

    def __post_init__(self):
        self.who, self.key = ROLES[self.role], 0
        self.handles, self.known = {}, self._known()

    def _known(self):
        """The cases that the role is told of: there its requests lead further than to a 404."""
        cases, desk = {each.case for each in self.world.things}, self.world.desk
        if self.who is None:
            return set()
        paths = {each: f"/cases/{desk.handle(self.who, each)}" for each in cases}
        return {each for each, path in paths.items() if desk.get(self.who, path).is_success}

    def sent(self, drawn):
        """The request."""
        thing = self._thing(drawn.pattern)
        return Sent(
            route=drawn.route,
            method=drawn.method,
            path=self._path(drawn, thing),
            query=_query(drawn.query),
            headers=tuple(_wire(self._headers(drawn, thing))),
            body=self._body(drawn),
        )

    def _thing(self, pattern):
        """One of the kind that the address speaks of, if there is any."""
        last = pattern.split("/")
        kind = KIND_OF.get(last[last.index("{thing}") - 1]) if "{thing}" in last else CASE
        there = [each for each in self.world.things if each.kind == kind]
        own = [each for each in there if each.case in self.known]
        if own and self.random.random() < OWN:
            return self.random.choice(own)
        return self.random.choice(there) if there else None

    def _path(self, drawn, thing):
        said = {name: self._part(name, drawn.parts[name], thing) for name in drawn.parts}
        return drawn.pattern.format(**said)

    def _part(self, name, as_drawn, thing):
        row = None if thing is None else {"case": thing.case, "thing": thing.id}.get(name)
        if row is None:
            known = FILLED.get(name)
            return quote(str(known)) if known and self.random.random() < OWN else as_drawn
        by = self.random.random()
        if by < OWN and self.who is not None:
            return self._handle(self.who, row)
        others = [each for each in ROLES.values() if each is not None]
        return self._handle(self.random.choice(others), row) if by < OWN + STRANGE else as_drawn

    def _handle(self, who, row):
        at = who.organisation, row
        if at not in self.handles:
            self.handles[at] = self.world.desk.handle(who, row)
        return self.handles[at]

    def _headers(self, drawn, thing):
        found = {**drawn.headers}
        if "if-match" in found and thing is not None and self.random.random() < USUAL:
            found["if-match"] = f'"{thing.version}"'
        if drawn.method != "GET" and self.random.random() < USUAL:
            self.key += 1
            found["idempotency-key"] = f"{self.role}-{self.random.randrange(10**9)}-{self.key}"
        if self.who is not None and self.random.random() < SIGNED_IN:
            found |= {k.lower(): v for k, v in self.world.desk.signed_in(self.who).items()}
        if "content-type" not in found and drawn.body is not None:
            found["content-type"] = "application/json"
        return found

    def _body(self, drawn):
        whole = whole_bodies().get(drawn.route)
        if whole is None or self.random.random() >= WHOLE:
            return drawn.body or b""
        if self.random.random() < SPOILT:
            whole = spoilt(whole, self.random)
        return json.dumps(whole).encode()


def spoilt(whole, random):
    """A body with one part replaced by something odd, or one part more."""
    changed = json.loads(json.dumps(whole))
    at = changed
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return changed
        key = random.choice(keys)
        below = at[key]
        if not isinstance(below, dict | list) or random.random() < 0.2:
            break
        at = below
    if isinstance(at, dict) and random.random() < 0.2:
        key = "stage"
    at[key] = random.choice(ODD)
    return changed


def _query(told):
    found = {name: value if isinstance(value, list) else str(value) for name, value in told.items()}
    return urlencode(found, doseq=True, errors="replace")


def _wire(headers):
    """Headers as they can stand on a wire; what cannot is left to the server's own parser."""
    for name, value in headers.items():
        clean = "".join(each for each in value if each not in "\r\n\0")
        yield name.encode("latin-1", "replace"), clean.strip().encode("latin-1", "replace")
