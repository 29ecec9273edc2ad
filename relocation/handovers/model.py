"""What is on record about a handover and its points when somebody takes a step."""

from dataclasses import dataclass
from enum import StrEnum


class Term(StrEnum):
    """How far one term has come; the states that completion asks for stand here."""

    PROPOSED = "proposed"
    COUNTERED = "countered"
    MEDIATED = "mediated"
    ACCEPTED = "accepted"
    LEFT_OUT = "left_out"
    NOTED_AS_DUTY = "noted_as_duty"
    FALLEN_AWAY = "fallen_away"

    @property
    def is_settled(self) -> bool:
        """Whether completion no longer waits for it."""
        return self in {Term.ACCEPTED, Term.LEFT_OUT, Term.NOTED_AS_DUTY}


class Signature(StrEnum):
    """Whether the agreement is signed anew."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    CLOSED_BY_CENTRAL = "closed_by_central"
    FALLEN_AWAY = "fallen_away"


class Knowledge(StrEnum):
    """How far one obligatory item of knowledge has come (HO-3)."""

    AWAITED = "awaited"
    GIVEN = "given"
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    CLOSED_BY_CENTRAL = "closed_by_central"
    FALLEN_AWAY = "fallen_away"


class ContactPerson(StrEnum):
    """Whether somebody at the receiver is the candidate's own person."""

    AWAITED = "awaited"
    NAMED = "named"
    CLOSED_BY_CENTRAL = "closed_by_central"
    FALLEN_AWAY = "fallen_away"


class Shortage(StrEnum):
    """Why a term may be out of the receiver's reach, by what it declared (HO-9)."""

    NOT_DECLARED = "not_declared"
    NOT_THERE = "not_there"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A term that what the receiver declared does not meet."""

    term: str
    shortage: Shortage


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """For one term.

    Attributes:
        performs_it: the actor's authority performs it, or writes down the candidate's word.
        is_within_reach: the receiver did not say that it cannot or will not keep it.
        is_settled_too_late: the policy's deadline for agreeing is over, or a nomination is called
            for from there: then nobody waits for terms (HO-10).
        law_obliges: ordinary law obliges the receiver to it.
        handover_is_called_off: nothing in it can be done any more.
    """

    performs_it: bool = False
    is_within_reach: bool = False
    has_other_wording: bool = False
    has_reasons: bool = False
    is_settled_too_late: bool = False
    law_obliges: bool | None = None
    handover_is_called_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """For a signature, an item of knowledge or a contact person.

    Attributes:
        terms: the states of all terms.
        mismatches_are_answered: terms that the declared services cannot meet were looked at (HO-9),
            as they are worded now.
        is_signed: with every term that binds by now.
        is_the_polices: of an item on precautions, that it says what the police wrote and no more.
        move_is_confirmed: only then may the central unit close a point (HO-10).
    """

    terms: tuple[Term, ...] | None = None
    mismatches_are_answered: bool = False
    is_signed: bool = False
    handover_is_under_way: bool = False
    is_newest: bool = False
    case_is_open: bool = False
    candidate_signed: bool = False
    receiving_coordinator_signed: bool = False
    has_content: bool = False
    is_the_polices: bool = False
    lacks_are_named: bool = False
    has_name: bool = False
    is_handed_on: bool = False
    has_reasons: bool = False
    move_is_confirmed: bool = False
    handover_is_called_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFacts:
    """For the registration without fixed abode (HO-7).

    Attributes:
        is_where_it_lives: by this handover, the actor is of where the person lives or moves to.
        nobody_waits: its handover was called off, the person lives elsewhere, the case is closed.
        can_be_asked_for: none of these; by who receives, of its own handover.
    """

    has_written_notice: bool = False
    is_registered: bool = False
    is_where_it_lives: bool = False
    nobody_waits: bool = False
    can_be_asked_for: bool = False


class ResidenceReport(StrEnum):
    """Whether the police of where the person lives were told of a change of residence (HO-7)."""

    OWED = "report_owed"
    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    FALLEN_AWAY = "fallen_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """For the report of a change of residence.

    Attributes:
        is_where_it_lives: as with the registration.
        newer_is_written: an address, since the report was owed or last noted one.
        nobody_asks: the person lives elsewhere by now, or the case is closed.
    """

    is_reported: bool = False
    is_where_it_lives: bool = False
    newer_is_written: bool = False
    nobody_asks: bool = False


class NominationCall(StrEnum):
    """Whether those where the person lives answered a call for a nomination (REL-9)."""

    CALLED = "called"
    ANSWERED = "answered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """For a call for a nomination.

    Attributes:
        is_where_it_lives: as with the registration.
        has_words: why none is needed.
        is_called_for: a check of the home waits for one, and no newer call stands.
    """

    is_where_it_lives: bool = False
    has_words: bool = False
    is_called_for: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For the handover itself; nothing is on record unless it is said.

    Attributes:
        terms, knowledge: the states of all, None as long as they were not drawn up.
        has_day_of_stay: the day from which the person actually stays there.
        is_over: the placement was reopened or the nomination withdrawn.
        is_signed: the agreement, with every term that binds by now.
        case_is_open: in a closed one nobody reads where the person lives.
        central_unit_answered: no request to reconsider the place waits; whoever asked as the sender
            reads no answer once the handover is completed (HO-8).
    """

    precautions_are_confirmed: bool = False
    is_newest: bool = False
    case_is_open: bool = False
    has_day_of_stay: bool = False
    has_day_of_absence: bool = False
    has_answer: bool = False
    has_reasons: bool = False
    is_over: bool = False
    terms: tuple[Term, ...] | None = None
    signature: Signature = Signature.UNSIGNED
    is_signed: bool = False
    knowledge: tuple[Knowledge, ...] | None = None
    contact_person: ContactPerson = ContactPerson.AWAITED
    central_unit_answered: bool = False


class Protection(StrEnum):
    """Name and address protection of somebody who is registered there (CPR-loven § 28)."""

    RUNNING = "running"
    REMINDED = "reminded"
    ASKED_ANEW = "asked_anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionFacts:
    """For the reminder that it lapses.

    Attributes:
        lapses_soon: the policy's day of the reminder is over.
        is_asked_for: the municipality says that it asked for it anew.
        is_where_it_lives: as with the registration.
    """

    lapses_soon: bool = False
    is_asked_for: bool = False
    is_where_it_lives: bool = False
