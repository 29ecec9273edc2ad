"""What the central unit settles by hand: companions are named by handles, and shown by them."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from api.door import Asking, Asks
from api.routes.buttons import HANDLE, PROBLEMS, Handle, MovedOut, Seen, out, seen
from api.routes.once import Handed
from relocation.handles import known_case, own_case_of, own_handle, row_of
from relocation.placements import by_hand, papers

PLACEMENT = "placement"


class CompanionIn(Handed):
    """Somebody else who waits, by the placement in its case, and why."""

    case: str = Field(pattern=HANDLE)
    placement: str = Field(pattern=HANDLE)
    reason: str


class ApartIn(CompanionIn):
    """Somebody who must not be near."""

    minutes: int = Field(ge=0, description="of travel, at least so many")


class SettledIn(Handed):
    """All that is settled for a candidate; it replaces what was before."""

    places: tuple[papers.SettledPlace, ...] = ()
    together_with: tuple[CompanionIn, ...] = ()
    apart_from: tuple[ApartIn, ...] = ()


def router() -> APIRouter:
    """The one route."""
    made = APIRouter(tags=["placements"], responses=PROBLEMS)
    path = "/cases/{case}/placements/{thing}/records/settled-by-hand"
    made.add_api_route(path, settle, methods=["POST"])
    return made


def settle(
    case: Handle,
    thing: Handle,
    body: SettledIn,
    told: Annotated[Seen, Depends(seen)],
    asks: Asks,
    response: Response,
) -> MovedOut:
    """Settle places and companions for a candidate; for the central unit of each of their cases."""

    def do(asking: Asking) -> MovedOut:
        placement = _row(asking, case, thing)
        settled = papers.ByHand(
            places=body.places,
            together_with={
                _row(asking, it.case, it.placement): it.reason for it in body.together_with
            },
            apart_from={
                _row(asking, it.case, it.placement): papers.Apart(
                    minutes=it.minutes, reason=it.reason
                )
                for it in body.apart_from
            },
        )
        press = told.press(asking)
        moved = by_hand.settle_by_hand(asking.session, asking.actor, placement, settled, press)
        return out(asking, moved)

    found = asks.asks(do)
    response.headers["ETag"] = f'"{found.version}"'
    return found


def shown(asking: Asking, content: Mapping[str, Any]) -> dict[str, Any]:
    """What was settled, with companions by the reader's own handles."""
    told = dict(content)
    told["together_with"] = [
        _companion(asking, row) | {"reason": why} for row, why in content["together_with"].items()
    ]
    told["apart_from"] = [
        _companion(asking, row) | dict(it) for row, it in content["apart_from"].items()
    ]
    return told


def _companion(asking: Asking, row: str) -> dict[str, Any]:
    session, actor = asking.session, asking.actor
    return {"case": own_case_of(session, actor, row), "placement": own_handle(session, actor, row)}


def _row(asking: Asking, case: str, thing: str) -> str:
    stands = known_case(asking.session, asking.actor, case, asking.now)
    return row_of(asking.session, asking.actor, stands.case, thing, PLACEMENT).id
