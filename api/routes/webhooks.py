"""Systems that are told that something waits: by the administrator, or a service for its own."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from api.door import Asking, Asks
from api.noticing import allowed_by
from api.routes.buttons import PROBLEMS, Seen
from api.routes.once import Done, Handed, Told, done, once
from relocation.actor import OrganisationId
from relocation.notices import service
from relocation.notices.addresses import MOST
from relocation.notices.model import NewWebhook
from relocation.notices.waiting import KINDS
from relocation.settings import Settings

T = TypeVar("T")
Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="the webhook's id")]
Letter = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="as it was to be sent")]
KIND: JsonDict = {"items": {"type": "string", "enum": [*KINDS]}}


class WebhookOut(BaseModel):
    """One system."""

    id: str
    organisation: OrganisationId
    address: str
    kinds: tuple[str, ...] = Field(description="of thing that it is told of")
    since: datetime
    paused: bool
    secrets: int = Field(description="that sign now: two while an old one runs out")


class WebhooksOut(BaseModel):
    """Every system that the caller may see, the oldest first."""

    webhooks: list[WebhookOut]


class WebhookIn(Handed):
    """A system, and what it is to be told of."""

    organisation: OrganisationId = Field(description="a service's own")
    address: str = Field(max_length=MOST, description="https://HOST/PATH")
    kinds: tuple[str, ...] = Field(
        default=(), max_length=len(KINDS), description="all by default", json_schema_extra=KIND
    )


class SecretOut(BaseModel):
    """What signatures are checked with; told now and never again."""

    id: str
    secret: str = Field(description="whsec_ and the key in base64")


class DeadLetterOut(BaseModel):
    """That something was given up; for whom and of what it was is not told."""

    id: str = Field(description="the webhook-id that it was sent under")
    attempts: int
    since: date = Field(description="the day")


class DeadLettersOut(BaseModel):
    """All that was given up, the oldest first."""

    dead_letters: list[DeadLetterOut]


def router() -> APIRouter:
    """All routes of webhooks."""
    made = APIRouter(prefix="/webhooks", tags=["webhooks"], responses=PROBLEMS)
    made.add_api_route("", webhooks, methods=["GET"])
    made.add_api_route("", subscribe, methods=["POST"], status_code=201)
    made.add_api_route("/{webhook}", remove, methods=["DELETE"])
    made.add_api_route("/{webhook}/secrets", rotate, methods=["POST"], status_code=201)
    made.add_api_route("/{webhook}/pauses", pause, methods=["POST"])
    made.add_api_route("/{webhook}/resumptions", resume, methods=["POST"])
    made.add_api_route("/dead-letters", dead_letters, methods=["GET"])
    made.add_api_route("/dead-letters/{letter}/resends", send_again, methods=["POST"])
    return made


def webhooks(asks: Asks) -> WebhooksOut:
    """List every system that is told, or those of the service's own organisation."""
    found = asks.asks(lambda asking: service.webhooks(asking.session, asking.actor, asking.now))
    return WebhooksOut(
        webhooks=[WebhookOut.model_validate(each, from_attributes=True) for each in found]
    )


def subscribe(body: WebhookIn, told: Told, asks: Asks) -> SecretOut:
    """Let a system be told from now on."""

    def do(asking: Asking) -> SecretOut:
        _by_whom(asking)
        new = NewWebhook(body.organisation, body.address, body.kinds)
        allowed = allowed_by(Settings())

        def act() -> list[str]:
            made = service.subscribe(asking.session, asking.actor, new, allowed, asking.now)
            return [made.id, made.secret]

        id_, secret = once(asking, told, ("webhooks", "subscribe", body), act)
        return SecretOut(id=id_, secret=secret)

    return asks.asks(do)


def rotate(webhook: Id, told: Told, asks: Asks) -> SecretOut:
    """Sign with another secret; the one before is good beside it for a while."""

    def do(asking: Asking) -> SecretOut:
        _by_whom(asking)

        def act() -> list[str]:
            made = service.rotate(asking.session, asking.actor, webhook, asking.now)
            return [made.id, made.secret]

        id_, secret = once(asking, told, ("webhooks", "rotate", webhook), act)
        return SecretOut(id=id_, secret=secret)

    return asks.asks(do)


def pause(webhook: Id, told: Told, asks: Asks) -> Done:
    """Send nothing until somebody lets it go on; what is to be told waits."""
    return _done(asks, told, "pause", webhook)


def resume(webhook: Id, told: Told, asks: Asks) -> Done:
    """Let a paused system be told again, also of what waited."""
    return _done(asks, told, "resume", webhook)


def remove(webhook: Id, told: Told, asks: Asks) -> Done:
    """Tell a system nothing any more, also of what was waiting for it."""
    return _done(asks, told, "remove", webhook)


def dead_letters(asks: Asks) -> DeadLettersOut:
    """List what was given up, of everybody's or of the service's own organisation."""

    def do(asking: Asking) -> list[DeadLetterOut]:
        found = service.dead_letters(asking.session, asking.actor, asking.now)
        return [DeadLetterOut.model_validate(each, from_attributes=True) for each in found]

    return DeadLettersOut(dead_letters=asks.asks(do))


def send_again(letter: Letter, told: Told, asks: Asks) -> Done:
    """Send something that was given up once more, under the same id."""

    def do(asking: Asking) -> Done:
        _by_whom(asking)
        return done(
            asking,
            told,
            ("webhooks", "again", letter),
            lambda: service.send_again(asking.session, asking.actor, letter, asking.now),
        )

    return asks.asks(do)


DOES = {"pause": service.pause, "resume": service.resume, "remove": service.remove}


def _done(asks: Asks, told: Seen, what: str, webhook: str) -> Done:
    def do(asking: Asking) -> Done:
        _by_whom(asking)
        return done(
            asking,
            told,
            ("webhooks", what, webhook),
            lambda: DOES[what](asking.session, asking.actor, webhook, asking.now),
        )

    return asks.asks(do)


def _by_whom(asking: Asking) -> None:
    """A person confirms anew who it is; a service has nobody who could."""
    if asking.actor.service is None:
        asking.demand_step_up()
