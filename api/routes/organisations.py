"""The organisations that there are, and who works on cases in them."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.door import Asks
from api.routes.buttons import PROBLEMS
from relocation.actor import OrganisationId
from relocation.deadlines.working_days import civil_day
from relocation.organisations.model import OrganisationKind
from relocation.organisations.register import organisations_on
from relocation.people.directory import Colleague, directory


class OrganisationOut(BaseModel):
    """An organisation as it is called today."""

    id: OrganisationId
    kind: OrganisationKind
    name_da: str
    name_en: str
    municipality: str | None = Field(description="its code, where it is a municipality")
    district: str | None = Field(description="its police district, where it is a local exit unit")


class OrganisationsOut(BaseModel):
    """Every organisation of today, in the order of their ids."""

    organisations: list[OrganisationOut]


class ColleaguesOut(BaseModel):
    """Who works on cases, by organisation and name; the own one alone, or every one."""

    colleagues: list[Colleague]


def router() -> APIRouter:
    """All routes of organisations."""
    made = APIRouter(prefix="/organisations", tags=["organisations"], responses=PROBLEMS)
    made.add_api_route("", organisations, methods=["GET"])
    made.add_api_route("/colleagues", colleagues, methods=["GET"])
    return made


def organisations(asks: Asks) -> OrganisationsOut:
    """List the organisations of the register; for whoever signed in."""
    found = asks.asks(lambda asking: organisations_on(civil_day(asking.now)))
    fields = OrganisationOut.model_fields
    told = [
        OrganisationOut(**{name: getattr(found[each], name) for name in fields})
        for each in sorted(found)
    ]
    return OrganisationsOut(organisations=told)


def colleagues(asks: Asks) -> ColleaguesOut:
    """Show who works on cases where: whom a step can name, or somebody call on."""
    found = asks.asks(lambda asking: directory(asking.session, asking.actor, asking.now))
    return ColleaguesOut(colleagues=list(found))
