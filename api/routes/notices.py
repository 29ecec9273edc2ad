"""Whether somebody is told by mail that something waits: of the own account alone."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import PROBLEMS
from api.routes.once import Done, Handed, Told, done
from relocation.notices import own
from relocation.notices.model import MOST_ADDRESS, Language


class MailOut(BaseModel):
    """Where the own account is told by mail."""

    address: str | None = Field(description="without one it is not")
    language: Language
    is_failing: bool = Field(description="whether the last mail was given up: nobody took it")


class MailIn(Handed):
    """Where the own account is to be told by mail, and in which language."""

    address: str | None = Field(max_length=MOST_ADDRESS, description="null to be told no more")
    language: Language = Language.DANISH


def router() -> APIRouter:
    """The routes of the own notices."""
    made = APIRouter(prefix="/notices", tags=["notices"], responses=PROBLEMS)
    made.add_api_route("/mail", mail, methods=["GET"])
    made.add_api_route("/mail", tell_by_mail, methods=["PUT"])
    return made


def mail(asks: Asks) -> MailOut:
    """Show whether the own account is told by mail, and where."""
    found = asks.asks(lambda asking: own.own_mail(asking.session, asking.actor))
    return MailOut.model_validate(found, from_attributes=True)


def tell_by_mail(body: MailIn, told: Told, asks: Asks) -> Done:
    """Be told by mail that something waits, and never of what; or no more."""

    def do(asking: Asking) -> Done:
        if body.address is not None:
            asking.demand_step_up()
        return done(asking, told, ("notices", "mail", body), lambda: _tell(asking, body))

    return asks.asks(do)


def _tell(asking: Asking, body: MailIn) -> None:
    session, actor, now = asking.session, asking.actor, asking.now
    if body.address is None:
        own.tell_nothing_by_mail(session, actor, now)
    else:
        own.tell_by_mail(session, actor, body.address, body.language, now)
