"""Accounts, their way in, and services of organisations: for the administrator."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done, once
from relocation.actor import Function, OrganisationId, PersonId, UserId
from relocation.people import service
from relocation.people.model import MOST_NAME, Account, NewAccount, NewPerson
from relocation.signing_in import service as signing_in

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="the account's id")]


class AccountsOut(BaseModel):
    """Every account."""

    accounts: list[Account]


class AccountIn(Handed):
    """An account, of a new person by name or of one who has others by id."""

    organisation: OrganisationId
    function: Function
    name: str | None = Field(default=None, min_length=1, max_length=MOST_NAME)
    is_namesake: bool = Field(default=False, description="somebody else is called so, as is known")
    person: PersonId | None = None


class AccountOut(BaseModel):
    """The id of a new account."""

    user: UserId


class NameIn(Handed):
    """The name that an account signs in by; a random one where none is given."""

    name: str | None = Field(default=None, max_length=100)


class IssuedOut(BaseModel):
    """A code of enrolment; told once, and to whoever is to have the account."""

    name: str
    code: str
    until: datetime


class SubjectIn(Handed):
    """Who somebody is to the provider of the account's organisation."""

    provider: str = Field(max_length=40, description="the provider's id")
    subject: str = Field(max_length=500, description="`sub`, as the provider tells it")


class EndedOut(BaseModel):
    """How many were ended."""

    ended: int


def router() -> APIRouter:
    """All routes of accounts."""
    made = APIRouter(prefix="/users", tags=["users"], responses=PROBLEMS)
    made.add_api_route("", accounts, methods=["GET"])
    made.add_api_route("", add, methods=["POST"], status_code=201)
    made.add_api_route("/{user}/disablings", disable, methods=["POST"])
    made.add_api_route("/{user}/enrolments", issue, methods=["POST"], status_code=201)
    made.add_api_route("/{user}/ended-sessions", end_sessions, methods=["POST"])
    made.add_api_route("/{user}/subjects", bind, methods=["POST"], status_code=201)
    made.add_api_route("/{user}/ended-subjects", unbind, methods=["POST"])
    return made


def accounts(asks: Asks) -> AccountsOut:
    """List every account with its person."""
    found = asks.asks(lambda asking: service.accounts(asking.session, asking.actor, asking.now))
    return AccountsOut(accounts=list(found))


def add(body: AccountIn, told: Told, asks: Asks) -> AccountOut:
    """Add an account, of a new person or of one who has others."""

    def do(asking: Asking) -> AccountOut:
        asking.demand_step_up()
        whose = body.person or NewPerson(body.name or "", body.is_namesake)
        new = NewAccount(whose, body.organisation, body.function)
        user = once(
            asking,
            told,
            ("users", "add", body),
            lambda: service.add_account(asking.session, asking.actor, new, asking.now),
        )
        return AccountOut(user=user)

    return asks.asks(do)


def disable(user: Id, told: Told, asks: Asks) -> Done:
    """End an account from now on; it is out at its next request."""

    def do(asking: Asking) -> Done:
        asking.demand_step_up()
        return done(
            asking,
            told,
            ("users", "disable", user),
            lambda: service.disable(asking.session, asking.actor, UserId(user), asking.now),
        )

    return asks.asks(do)


def issue(user: Id, body: NameIn, told: Told, asks: Asks) -> IssuedOut:
    """Give a code of enrolment; it replaces all that the account signed in with."""

    def do(asking: Asking) -> IssuedOut:
        asking.demand_step_up()

        def act() -> list[str]:
            given = signing_in.issue_enrolment(
                asking.session, asking.actor, UserId(user), body.name, asking.now
            )
            return [given.name, given.code, given.until.isoformat()]

        name, code, until = once(asking, told, ("users", "enrol", user, body), act)
        return IssuedOut(name=name, code=code, until=datetime.fromisoformat(until))

    return asks.asks(do)


def end_sessions(user: Id, told: Told, asks: Asks) -> EndedOut:
    """End every session of an account."""

    def do(asking: Asking) -> EndedOut:
        ended = once(
            asking,
            told,
            ("users", "end_sessions", user),
            lambda: signing_in.end_sessions(asking.session, asking.actor, UserId(user), asking.now),
        )
        return EndedOut(ended=ended)

    return asks.asks(do)


def bind(user: Id, body: SubjectIn, told: Told, asks: Asks) -> Done:
    """Let somebody of the organisation's own provider sign in to an account."""
    known = asks.door.outside.get(body.provider)

    def do(asking: Asking) -> Done:
        asking.demand_step_up()
        at = None if known is None else known.provider
        return done(
            asking,
            told,
            ("users", "bind", user, body),
            lambda: signing_in.bind_at_provider(
                asking.session, asking.actor, UserId(user), at, body.subject, asking.now
            ),
        )

    return asks.asks(do)


def unbind(user: Id, told: Told, asks: Asks) -> EndedOut:
    """Let nobody of a provider sign in to an account any more; its sessions end."""

    def do(asking: Asking) -> EndedOut:
        asking.demand_step_up()
        ended = once(
            asking,
            told,
            ("users", "unbind", user),
            lambda: signing_in.unbind_subjects(
                asking.session, asking.actor, UserId(user), asking.now
            ),
        )
        return EndedOut(ended=ended)

    return asks.asks(do)
