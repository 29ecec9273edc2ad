"""Cases: the in-tray, one case with its open steps, its documents, and every button."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.door import Asking, Asks
from api.paging import MOST, USUAL, Sort, after_of, link_next
from api.routes import by_hand, case_buttons, relocation_buttons
from api.routes.buttons import CASE, PROBLEMS, Handle, MovedOut, Seen, add, out, plural, unseen
from relocation.audit.model import Purpose
from relocation.case_view import CaseLine, CaseView, Thing, Wanted, case_view, in_tray
from relocation.cases import papers, service
from relocation.documents.service import Document, Question, read
from relocation.documents.table import kinds
from relocation.handles import known_case, own_handle
from relocation.permissions import Level, Stage
from relocation.placements.kinds import BY_HAND
from relocation.proceedings.model import Moved
from relocation.staffing import service as staffing
from relocation.staffing.colleagues import OnCase, own_side
from relocation.still_missing import one_thing

BUTTONS = (*case_buttons.BUTTONS, *relocation_buttons.BUTTONS)


class CasesOut(BaseModel):
    """A page of the in-tray, what is due first at the head."""

    cases: list[CaseLine]


class PageOf(BaseModel):
    """Which part of the in-tray."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    stage: list[Stage] = Field(default=[], description="all where none is named")
    overdue: bool = Field(default=False, description="only what was due by now")
    sort: Sort = Sort.DUE
    limit: int = Field(default=USUAL, ge=1, le=MOST)
    cursor: str | None = Field(default=None, max_length=200, description="from the link before")


class ThingOut(BaseModel):
    """Something that moves in a case, with what each open step still needs."""

    thing: Thing
    missing: dict[str, dict[str, str]] = Field(
        description="by open step what is not on record yet, as code and sentence; what the step"
        " itself hands in is among it"
    )


class DocumentOut(BaseModel):
    """One version of a document, as much of it as its reader gets."""

    kind: str
    thing: str = Field(description="what it belongs to: the case, or something in it")
    version: int
    day: date
    written: datetime | None = Field(description="the moment, for those who may see it")
    level: Level
    content: dict[str, Any] = Field(description="as it was handed in, or the reader's part of it")


class DocumentsOut(BaseModel):
    """The newest version of each document that may be read."""

    documents: list[DocumentOut]


class OnCaseOut(BaseModel):
    """Who works on the case on the caller's side."""

    people: list[OnCase]


class Opening(BaseModel):
    """A new case: who it is about, and who referred."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    identity: papers.Identity
    referral: papers.Referral


class Emergency(BaseModel):
    """Why a case must be opened now."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    why: str


def router() -> APIRouter:
    """All routes of cases."""
    made = APIRouter(prefix="/cases", responses=PROBLEMS)
    made.add_api_route("", cases, methods=["GET"], tags=["cases"])
    made.add_api_route("", open_case, methods=["POST"], status_code=201, tags=["cases"])
    made.add_api_route("/{case}", one_case, methods=["GET"], tags=["cases"])
    made.add_api_route("/{case}/steps", case_steps, methods=["GET"], tags=["cases"])
    made.add_api_route("/{case}/documents", documents, methods=["GET"], tags=["cases"])
    made.add_api_route("/{case}/people", people, methods=["GET"], tags=["cases"])
    made.add_api_route(
        "/{case}/emergencies", break_glass, methods=["POST"], status_code=201, tags=["cases"]
    )
    for kind in {button.on: None for button in BUTTONS if button.on != CASE}:
        path = f"/{{case}}/{plural(kind)}/{{thing}}"
        made.add_api_route(
            path, _show(kind), methods=["GET"], tags=[plural(kind)], response_model=ThingOut
        )
    for button in BUTTONS:
        add(made, button)
    return made


def cases(
    request: Request,
    response: Response,
    asks: Asks,
    wanted: Annotated[PageOf, Query()],
) -> CasesOut:
    """List the cases that the caller may know of, a page at a time."""
    which = Wanted(
        stages=frozenset(wanted.stage),
        is_overdue=wanted.overdue,
        backwards=wanted.sort is Sort.DUE_LAST,
        after=after_of(wanted.cursor),
        most=wanted.limit,
    )
    found = asks.asks(lambda asking: in_tray(asking.session, asking.actor, asking.now, which))
    if found.has_more:
        last = found.lines[-1]
        link_next(request, response, (last.due, last.id))
    return CasesOut(cases=list(found.lines))


def one_case(case: Handle, asks: Asks, response: Response) -> CaseView:
    """Show a case with what moves in it and the steps that are open to the caller."""
    found = asks.asks(lambda asking: case_view(asking.session, asking.actor, case, asking.now))
    if found.version is not None:
        response.headers["ETag"] = f'"{found.version}"'
    return found


def case_steps(case: Handle, asks: Asks, response: Response) -> ThingOut:
    """Show the case itself as what moves, and what each of its own open steps still needs."""
    return _show(CASE)(case=case, thing=case, asks=asks, response=response)


def people(case: Handle, asks: Asks) -> OnCaseOut:
    """Show who works on the case for the caller's organisation, on the caller's side of it."""
    found = asks.asks(lambda asking: own_side(asking.session, asking.actor, case, asking.now))
    return OnCaseOut(people=list(found))


def _show(kind: str) -> Callable[..., ThingOut]:
    def show(case: Handle, thing: Handle, asks: Asks, response: Response) -> ThingOut:
        found = asks.asks(
            lambda asking: one_thing(asking.session, asking.actor, case, thing, kind, asking.now)
        )
        response.headers["ETag"] = f'"{found.thing.version}"'
        missing = {step: dict(needs) for step, needs in found.missing.items()}
        return ThingOut(thing=found.thing, missing=missing)

    show.__name__ = f"show_{kind}"
    show.__doc__ = (
        f"Show one of the case's {plural(kind).replace('-', ' ')}, and what it waits for."
    )
    return show


def open_case(body: Opening, told: Annotated[Seen, Depends(unseen)], asks: Asks) -> MovedOut:
    """Open a case; whoever opens it stands on its list."""

    def do(asking: Asking) -> Moved:
        press = told.press(asking)
        return service.draft(asking.session, asking.actor, body.identity, body.referral, press)

    return asks.asks(lambda asking: out(asking, do(asking)))


def break_glass(
    case: Handle, body: Emergency, told: Annotated[Seen, Depends(unseen)], asks: Asks
) -> MovedOut:
    """Open a case in an emergency, as far as the own role's row goes, for an hour."""

    def do(asking: Asking) -> Moved:
        asking.demand_step_up()
        press = told.press(asking)
        return staffing.break_glass(asking.session, asking.actor, case, body.why, press)

    return asks.asks(lambda asking: out(asking, do(asking)))


def documents(
    case: Handle,
    asks: Asks,
    kind: Annotated[
        list[str], Query(description="kinds of document; all where none is named")
    ] = [],  # noqa: B006
    purpose: Annotated[Purpose | None, Query(description="what they are read for")] = None,
    every_version: Annotated[bool, Query(description="earlier versions, too")] = False,
) -> DocumentsOut:
    """Read the documents of a case that the caller may read; it is logged."""

    def do(asking: Asking) -> list[DocumentOut]:
        stands = known_case(asking.session, asking.actor, case, asking.now)
        wanted = [each for name, each in kinds().items() if not kind or name in kind]
        question = Question(tuple(wanted), purpose, every_version=every_version)
        found = read(asking.session, asking.actor, stands, question, asking.now)
        return [_document(asking, each) for each in found]

    return DocumentsOut(documents=asks.asks(do))


def _document(asking: Asking, found: Document) -> DocumentOut:
    is_by_hand = found.kind == BY_HAND.name
    return DocumentOut(
        kind=found.kind,
        thing=own_handle(asking.session, asking.actor, found.row),
        version=found.version,
        day=found.day,
        written=found.written,
        level=found.level,
        content=by_hand.shown(asking, found.content) if is_by_hand else dict(found.content),
    )
