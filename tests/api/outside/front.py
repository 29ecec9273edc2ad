"""The front door with a provider before it, and a browser that goes there and back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit

import httpx2
from fastapi.testclient import TestClient

from api.door import Door, in_session
from api.outside.known import PATH, known
from relocation.actor import Function, municipality_id
from relocation.signing_in.model import Subject
from relocation.signing_in.providers import Claim, Level, Provider
from relocation.signing_in.service import bind_subject
from tests.api.http.desk import ORIGIN, the_app
from tests.api.outside.running import PROVIDER, SECRET
from tests.relocation.signing_in.members import COORDINATOR, logged

CVR = "64942212"
HERE = municipality_id("0101")
SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"
SUB = "bo-4711"
CLAIMS = {"organisation": CVR, "roles": ["other", "exit"]}
WHERE = f"{PATH}/{PROVIDER}"


def provider_at(issuer, **changes):
    given = {
        "id": PROVIDER,
        "name": "Københavns Kommune",
        "issuer": issuer,
        "known_as": "relocation",
        "secret": SECRET,
        "organisation": HERE,
        "scopes": ("openid",),
        "signing": ("RS256", "PS256", "ES256"),
        "hosts": frozenset({"127.0.0.1"}),
        "organisations": Claim(("organisation",), {CVR: HERE}),
        "roles": Claim(("roles",), {"exit": Function.MUNICIPAL_EXIT_COORDINATOR}),
        "levels": Claim(("acr",), {SUBSTANTIAL: Level.SUBSTANTIAL, "low": Level.LOW}),
    }
    return Provider(**given | changes)


@dataclass
class Front:
    """An application whose clock runs with the provider's.

    Attributes:
        ahead: of the machine's clock.
    """

    people: object
    provider: Provider
    ahead: timedelta = timedelta(0)
    browser: TestClient = field(init=False)

    def __post_init__(self):
        self.known = known([self.provider], ORIGIN)
        self.browser = self.new_browser()

    def new_browser(self):
        """Another browser at the same application, with cookies of its own."""
        app = the_app()
        app.state.door = self.beside(in_session)
        return TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)

    def beside(self, who):
        """The door, for whoever says who sits there with a token."""
        return Door(self.people.store, self.now, who, ORIGIN, outside=self.known)

    def now(self):
        return datetime.now(UTC) + self.ahead

    def account(self, function=COORDINATOR, organisation=HERE, sub=SUB):
        """An account that somebody of the provider is bound to."""
        user = self.people.added(function, organisation)
        with self.people.transaction() as session:
            subject = Subject(self.provider.issuer, sub)
            bind_subject(session, self.people.admin, user, subject, self.now())
        return user

    def leave(self, path=WHERE, **given):
        """Where the provider sends the browser back to."""
        left = self.browser.post(path, **given)
        assert left.status_code == 201, left.text
        return through(left.json()["address"])

    def sign_in(self):
        return self.browser.get(self.leave())

    def who(self, browser=None):
        return (browser or self.browser).get("/api/v1/session")

    def logged(self):
        return logged(self.people)


def through(address, **form):
    """The address that a provider sends a browser back to; a form of it is filled in."""
    with httpx2.Client() as browser:
        answer = browser.get(address)
        while True:
            if form and answer.status_code == 200:
                answer = browser.post(address, data=form)
            target = urljoin(str(answer.url), answer.headers["location"])
            if target.startswith(ORIGIN):
                return target
            answer = browser.get(target)


def changed(address, **parts):
    """An address with other parts of its query; None takes one out."""
    found = urlsplit(address)
    query = dict(parse_qsl(found.query)) | parts
    left = {name: value for name, value in query.items() if value is not None}
    return found._replace(query=urlencode(left)).geturl()


def part_of(address, name):
    return parse_qs(urlsplit(address).query)[name][0]
