"""What a caller is told when something does not go: problem+json that never echoes input (RE-14).

Each kind of problem has a stable slug. The sentences come from the errors themselves, which name
place, rule and remedy and no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from pydantic import BaseModel, Field

from api.rates import TooMany
from relocation import errors
from relocation.errors import RelocationError

MEDIA_TYPE = "application/problem+json"
SLUGS = "/problems/"
MEND = "Mend the lines that are named, then send the whole file again."


class Fault(BaseModel):
    """One field that does not hold."""

    pointer: str = Field(description="JSON pointer into the body, or the parameter's name")
    rule: str = Field(description="what does not hold, as a code")
    line: int | None = Field(default=None, description="of a file, counted from 1")
    column: int | None = Field(default=None, description="a cell's number in its line, from 1")
    says: str = Field(default="", description="the rule in words, and what to do")


class Lack(BaseModel):
    """One thing that must be on record first."""

    code: str
    says: str


class Problem(BaseModel):
    """An answer that is none, after RFC 9457."""

    type: str = Field(description="stable, made to be compared")
    title: str
    status: int
    detail: str = Field(default="", description="place and rule, never a value")
    next: str = Field(default="", description="what to do about it")
    request_id: str = Field(default="", description="by which the operator finds it in the log")
    errors: list[Fault] = Field(default=[])
    missing: list[Lack] = Field(default=[], description="what a step still needs, all of it")
    version: int | None = Field(default=None, description="the present one, where yours was stale")
    changed: list[str] = Field(default=[], description="steps that were taken since yours")


class NotSignedIn(RelocationError):
    """No session, or none any more: unknown, ended, idle too long, or of an account that is out."""

    def __init__(self) -> None:
        super().__init__("nobody is signed in\nSign in, and send the session along.")


class NotOwnPage(RelocationError):
    """A change came by a session's cookie from somewhere else than the session's own pages."""

    def __init__(self) -> None:
        rule = "a change by a cookie comes from the own pages alone"
        super().__init__(f"{rule}\nLoad the page anew, or send the token as Bearer.")


class Precondition(RelocationError):
    """A header that every change needs is not there, or is none."""

    def __init__(self, header: str, rule: str, remedy: str) -> None:
        self.header = header
        super().__init__(f"{header}: {rule}\n{remedy}")


class StepUpNeeded(RelocationError):
    """What was asked for needs whoever asks to have shown anew who it is (SE-20)."""

    def __init__(self) -> None:
        remedy = "Confirm it at /api/v1/session/step-ups, then ask again with the new token."
        super().__init__(f"this needs a session confirmed just now\n{remedy}")


class HeaderMissing(Precondition):
    """If-Match is not there at all."""


class BadCursor(Precondition):
    """A page is asked for after a line that no page ended with."""

    def __init__(self) -> None:
        rule, remedy = "made by no page", "Follow the link that came with the page before."
        super().__init__("cursor", rule, remedy)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one error is answered."""

    status: HTTPStatus
    slug: str
    title: str


NOT_FOUND = Kind(HTTPStatus.NOT_FOUND, "not-found", "Not found")
BAD_REQUEST = Kind(HTTPStatus.BAD_REQUEST, "bad-request", "The request cannot be read")
INVALID = Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", "Something in the request does not hold")
TOO_SLOW = Kind(HTTPStatus.REQUEST_TIMEOUT, "too-slow", "The request took too long")
TOO_LARGE = Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "The body is too large")
UNSUPPORTED = Kind(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media", "Not in the form that is taken here"
)
NOT_READY = Kind(HTTPStatus.SERVICE_UNAVAILABLE, "not-ready", "Not ready")
BROKEN = Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "broken", "Something went wrong here")
ANSWERS: Mapping[type[RelocationError], Kind] = {
    NotSignedIn: Kind(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Nobody is signed in"),
    errors.NoSession: Kind(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Nobody is signed in"),
    errors.SignInRefused: Kind(HTTPStatus.UNAUTHORIZED, "sign-in-refused", "Not let in"),
    errors.Throttled: Kind(HTTPStatus.TOO_MANY_REQUESTS, "sign-in-refused", "Not let in"),
    errors.ProviderAway: Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "provider-away", "The provider does not answer"
    ),
    NotOwnPage: Kind(HTTPStatus.FORBIDDEN, "not-own-page", "Not from the own pages"),
    StepUpNeeded: Kind(HTTPStatus.FORBIDDEN, "step-up-needed", "Confirm that it is you"),
    HeaderMissing: Kind(
        HTTPStatus.PRECONDITION_REQUIRED, "if-match-missing", "If-Match is missing"
    ),
    Precondition: Kind(HTTPStatus.BAD_REQUEST, "bad-header", "A header does not hold"),
    errors.NotFound: NOT_FOUND,
    errors.CaseErased: NOT_FOUND,
    errors.NotAllowed: Kind(HTTPStatus.FORBIDDEN, "not-allowed", "Not yours to do"),
    errors.StepNotOpen: Kind(HTTPStatus.CONFLICT, "step-not-open", "No such step from here"),
    errors.Missing: Kind(HTTPStatus.CONFLICT, "something-missing", "Something is missing"),
    errors.RoundChanged: Kind(HTTPStatus.CONFLICT, "round-changed", "The round has changed"),
    errors.NotRepeatable: Kind(HTTPStatus.CONFLICT, "not-repeatable", "The answer was cut short"),
    errors.Stale: Kind(HTTPStatus.PRECONDITION_FAILED, "stale", "Changed meanwhile"),
    errors.KeyReused: Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency-key-reused", "The key was used otherwise"
    ),
    errors.PurposeMissing: Kind(HTTPStatus.BAD_REQUEST, "purpose-missing", "A purpose is needed"),
    errors.QuotaReached: Kind(HTTPStatus.TOO_MANY_REQUESTS, "quota-reached", "The day's quota"),
    TooMany: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many requests"),
    errors.TooManyWaiting: Kind(
        HTTPStatus.TOO_MANY_REQUESTS, "too-many-jobs", "Too much waits already"
    ),
    errors.EntryRefused: INVALID,
    errors.ReferenceDataRefused: INVALID,
    errors.NoAccount: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "no-account", "No such account"),
    errors.NameStaysClosed: Kind(HTTPStatus.CONFLICT, "name-stays-closed", "Stays closed"),
    errors.LogUnwritable: NOT_READY,
    errors.StoreRefused: NOT_READY,
}
"""Whatever else is raised is a fault of the product or of its operation, and told as that."""


def kind_of(error: RelocationError) -> Kind:
    """How an error is answered: as the nearest kind of error that has an answer."""
    found = (ANSWERS[each] for each in type(error).__mro__ if each in ANSWERS)
    return next(found, BROKEN)


def problem_of(error: RelocationError) -> Problem:
    """What a caller is told of an error; of a fault in here no more than that there is one."""
    kind = kind_of(error)
    found = titled(kind)
    if kind is BROKEN:
        return found
    if kind is not NOT_FOUND:
        found.detail, _, found.next = str(error).partition("\n")
    if isinstance(error, errors.Missing):
        found.missing = [Lack(code=code, says=says) for code, says in error.needs.items()]
    if isinstance(error, errors.Stale):
        found.version, found.changed = error.version, list(error.changed)
    if isinstance(error, errors.ReferenceDataRefused):
        found.detail = f"{len(error.faults) + error.more} fault(s)"
        found.next, found.errors = MEND, [_fault(each) for each in error.faults]
    if isinstance(error, Precondition):
        found.errors = [Fault(pointer=error.header, rule=kind.slug)]
    return found


def _fault(found: errors.ImportFault) -> Fault:
    return Fault(
        pointer="",
        rule=found.rule,
        line=found.line,
        column=found.column,
        says=f"{found.says}. {found.remedy}",
    )


def titled(kind: Kind) -> Problem:
    """A problem of this kind that says nothing more."""
    return Problem(type=f"{SLUGS}{kind.slug}", title=kind.title, status=kind.status)
