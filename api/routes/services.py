"""Services: systems of one organisation that ask on behalf of its people; the administrator's."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done, once
from relocation.actor import OrganisationId
from relocation.signing_in import services as service
from relocation.signing_in.model import ServiceSecret

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="the service's id")]


class ServiceOut(BaseModel):
    """One service."""

    id: str
    organisation: OrganisationId
    since: datetime
    ended: datetime | None = Field(description="since when it is let in no more")


class ServicesOut(BaseModel):
    """Every service, the oldest first."""

    services: list[ServiceOut]


class ServiceIn(Handed):
    """Whose system it is."""

    organisation: OrganisationId


class ServiceSecretOut(BaseModel):
    """What a service signs in with; told now and never again."""

    id: str
    secret: str


def router() -> APIRouter:
    """All routes of services."""
    made = APIRouter(prefix="/services", tags=["users"], responses=PROBLEMS)
    made.add_api_route("", services, methods=["GET"])
    made.add_api_route("", issue_secret, methods=["POST"], status_code=201)
    made.add_api_route("/{service_id}/secrets", rotate, methods=["POST"], status_code=201)
    made.add_api_route("/{service_id}/revocations", revoke, methods=["POST"])
    return made


def services(asks: Asks) -> ServicesOut:
    """List every service."""
    found = asks.asks(lambda asking: service.services(asking.session, asking.actor, asking.now))
    return ServicesOut(
        services=[ServiceOut.model_validate(each, from_attributes=True) for each in found]
    )


def issue_secret(body: ServiceIn, told: Told, asks: Asks) -> ServiceSecretOut:
    """Let a system of an organisation sign in."""

    def do(asking: Asking) -> ServiceSecretOut:
        asking.demand_step_up()

        def act() -> list[str]:
            return _told(
                service.issue_service(asking.session, asking.actor, body.organisation, asking.now)
            )

        id_, secret = once(asking, told, ("services", "issue", body), act)
        return ServiceSecretOut(id=id_, secret=secret)

    return asks.asks(do)


def rotate(service_id: Id, told: Told, asks: Asks) -> ServiceSecretOut:
    """Give a service another secret; the one before is dead at once."""

    def do(asking: Asking) -> ServiceSecretOut:
        asking.demand_step_up()

        def act() -> list[str]:
            return _told(
                service.rotate_service(asking.session, asking.actor, service_id, asking.now)
            )

        id_, secret = once(asking, told, ("services", "rotate", service_id), act)
        return ServiceSecretOut(id=id_, secret=secret)

    return asks.asks(do)


def revoke(service_id: Id, told: Told, asks: Asks) -> Done:
    """Let a service in no more; what it asked to be told of ends with it."""

    def do(asking: Asking) -> Done:
        asking.demand_step_up()
        return done(
            asking,
            told,
            ("services", "revoke", service_id),
            lambda: service.revoke_service(asking.session, asking.actor, service_id, asking.now),
        )

    return asks.asks(do)


def _told(made: ServiceSecret) -> list[str]:
    return [made.id, made.secret]
