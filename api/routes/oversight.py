"""What is overdue and what was contacted; how often proposals were left; what the auditor reads."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.door import Asking, Asks
from api.routes.buttons import HANDLE, PROBLEMS, Handle
from api.routes.once import Handed
from relocation.audit.model import AuditorEntry, Purpose, SubjectEntry
from relocation.cases.doubles import all_doubles, doubles
from relocation.handles import known_case, own_handle, row_of
from relocation.handovers.contacts import contacts
from relocation.overdue import overdue
from relocation.people import supervision
from relocation.permissions import Role
from relocation.placements.deviations import deviations
from relocation.placements.model import Deviation
from relocation.placements.times import times
from relocation.staffing.model import Glass
from relocation.staffing.service import glasses


class OverdueOut(BaseModel):
    """Something that was to be done by now."""

    case: str
    thing: str
    kind: str
    state: str
    due: datetime
    steps: tuple[str, ...]
    to_name: tuple[Role, ...] = Field(
        description="as what to name somebody, where it waits for the police and nobody of them on"
        " the list can act"
    )
    is_escalated: bool


class AllOverdueOut(BaseModel):
    """All that is overdue and the caller's to do, the longest overdue first."""

    overdue: list[OverdueOut]


class ContactOut(BaseModel):
    """That the own account was contacted about somebody, and when that was over."""

    since: date
    until: date


class ContactsOut(BaseModel):
    """Every contact that came to nothing, the oldest first."""

    contacts: list[ContactOut]


class DeviationsOut(BaseModel):
    """How many decisions were made, and how many left the proposal, by reason."""

    decided: int
    left: dict[Deviation, int]


class DoublesOut(BaseModel):
    """Cases of one person, as the own organisation calls them."""

    doubles: list[str]


class AllDoublesOut(BaseModel):
    """Of each person with several cases what the own organisation calls them."""

    persons: list[list[str]]


class TimeOut(BaseModel):
    """A step, and how long after the nomination came in it was taken."""

    kind: str
    step: str
    after_seconds: float


class TimesOut(BaseModel):
    """Every step from the nomination on, in order."""

    times: list[TimeOut]


class GlassOut(BaseModel):
    """An opening in an emergency; of which case, and by whom, is not told."""

    id: str = Field(description="as your notice has it")
    broken: datetime
    state: Glass
    countersigned_by: datetime | None


class GlassesOut(BaseModel):
    """Every opening in an emergency, the newest first."""

    openings: list[GlassOut]


class ExtractIn(Handed):
    """Of which case."""

    case: str = Field(pattern=HANDLE, description="what your organisation calls it")


class ForSubject(BaseModel):
    """What the person a case is about gets: when and why, never who."""

    entries: list[SubjectEntry]


class ForAuditor(BaseModel):
    """What the auditor gets, each user by a pseudonym of this case."""

    entries: list[AuditorEntry]


def router() -> APIRouter:
    """All routes of oversight."""
    made = APIRouter(tags=["oversight"], responses=PROBLEMS)
    made.add_api_route("/overdue", all_overdue, methods=["GET"])
    made.add_api_route("/contacts", own_contacts, methods=["GET"])
    made.add_api_route("/deviations", all_deviations, methods=["GET"])
    made.add_api_route("/doubles", every_double, methods=["GET"])
    made.add_api_route("/cases/{case}/doubles", doubles_of, methods=["GET"])
    made.add_api_route("/cases/{case}/placements/{thing}/times", all_times, methods=["GET"])
    made.add_api_route("/emergencies", emergencies, methods=["GET"])
    made.add_api_route("/refusals/{reason}", refused, methods=["GET"])
    made.add_api_route("/extracts/subject", for_subject, methods=["POST"])
    made.add_api_route("/extracts/auditor", for_auditor, methods=["POST"])
    return made


def all_overdue(asks: Asks) -> AllOverdueOut:
    """Show what is overdue and the caller's to do."""

    def do(asking: Asking) -> list[OverdueOut]:
        found = overdue(asking.session, asking.actor, asking.now)
        return [
            OverdueOut(
                case=each.case,
                thing=own_handle(asking.session, asking.actor, each.row),
                kind=each.workflow,
                state=each.state,
                due=each.due,
                steps=each.steps,
                to_name=each.to_name,
                is_escalated=each.is_escalated,
            )
            for each in found
        ]

    return AllOverdueOut(overdue=asks.asks(do))


def own_contacts(asks: Asks) -> ContactsOut:
    """Show when the own account was contacted for nothing."""
    found = asks.asks(lambda asking: contacts(asking.session, asking.actor, asking.now))
    return ContactsOut(contacts=[ContactOut(since=it.since, until=it.until) for it in found])


def all_deviations(asks: Asks) -> DeviationsOut:
    """Count how often decisions left the proposal, by reason; for the central unit."""
    found = asks.asks(lambda asking: deviations(asking.session, asking.actor, asking.now))
    return DeviationsOut(decided=found.decided, left=dict(found.left))


def every_double(asks: Asks) -> AllDoublesOut:
    """Show which cases are of one person, and not of whom; for who decides in the central unit."""
    found = asks.asks(lambda asking: all_doubles(asking.session, asking.actor, asking.now))
    return AllDoublesOut(persons=[list(each) for each in found])


def doubles_of(
    case: Handle,
    asks: Asks,
    purpose: Annotated[Purpose, Query(description="what is asked for; it is logged")],
) -> DoublesOut:
    """Show what other cases of the same person are called; reading who it is is logged."""

    def do(asking: Asking) -> tuple[str, ...]:
        stands = known_case(asking.session, asking.actor, case, asking.now)
        return doubles(asking.session, asking.actor, stands.case, purpose, asking.now)

    return DoublesOut(doubles=list(asks.asks(do)))


def all_times(case: Handle, thing: Handle, asks: Asks) -> TimesOut:
    """Show how long after the nomination each step was taken; for the central unit."""

    def do(asking: Asking) -> list[TimeOut]:
        stands = known_case(asking.session, asking.actor, case, asking.now)
        row = row_of(asking.session, asking.actor, stands.case, thing, "placement").id
        return [
            TimeOut(kind=it.workflow, step=it.step, after_seconds=it.after.total_seconds())
            for it in times(asking.session, asking.actor, row, asking.now)
        ]

    return TimesOut(times=asks.asks(do))


def emergencies(asks: Asks) -> GlassesOut:
    """Show every opening in an emergency; for the auditor."""

    def do(asking: Asking) -> list[GlassOut]:
        return [
            GlassOut(
                id=own_handle(asking.session, asking.actor, each.row),
                broken=each.at,
                state=each.state,
                countersigned_by=each.until,
            )
            for each in glasses(asking.session, asking.actor, asking.now)
        ]

    return GlassesOut(openings=asks.asks(do))


def refused(
    reason: Annotated[str, Path(pattern="^[a-z_]{1,30}$", description="its code")],
    asks: Asks,
) -> ForAuditor:
    """Show everything that was refused for one reason; for the auditor."""
    found = asks.asks(
        lambda asking: supervision.refusals(asking.session, asking.actor, reason, asking.now)
    )
    return ForAuditor(entries=list(found))


def for_subject(body: ExtractIn, asks: Asks) -> ForSubject:
    """Take the extract that the person a case is about gets; for the auditor."""

    def do(asking: Asking) -> list[SubjectEntry]:
        asking.demand_step_up()
        case = supervision.audited_case(asking.session, asking.actor, body.case)
        found = supervision.extract_for_subject(asking.session, asking.actor, case, asking.now)
        return list(found)

    return ForSubject(entries=asks.asks(do))


def for_auditor(body: ExtractIn, asks: Asks) -> ForAuditor:
    """Take the auditor's own extract of a case."""

    def do(asking: Asking) -> list[AuditorEntry]:
        asking.demand_step_up()
        case = supervision.audited_case(asking.session, asking.actor, body.case)
        found = supervision.extract_for_auditor(asking.session, asking.actor, case, asking.now)
        return list(found)

    return ForAuditor(entries=asks.asks(do))
