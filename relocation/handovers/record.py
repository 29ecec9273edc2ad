"""What must be on record before a step in a handover or in one of its points."""

from relocation.handovers.model import (
    CallFacts,
    ContactPerson,
    Facts,
    Knowledge,
    PointFacts,
    ProtectionFacts,
    RegistrationFacts,
    ReportFacts,
    Signature,
    TermFacts,
)
from relocation.workflow import Need

PERFORMS_IT = Need[TermFacts](
    "performs_it", "that the actor's authority performs it", lambda f: f.performs_it
)
WITHIN_REACH = Need[TermFacts](
    "within_reach",
    "that the receiver can and will keep it",
    lambda f: f.is_within_reach,
)
OTHER_WORDING = Need[TermFacts]("other_wording", "another wording", lambda f: f.has_other_wording)
TERM_REASONS = Need[TermFacts]("reasons", "reasons", lambda f: f.has_reasons)
TOO_LATE = Need[TermFacts](
    "too_late",
    "that the time for agreeing is over, or that the person must move on",
    lambda f: f.is_settled_too_late,
)
LAW_OBLIGES = Need[TermFacts](
    "law_obliges", "the law that obliges the receiver", lambda f: f.law_obliges is True
)
LAW_DOES_NOT_OBLIGE = Need[TermFacts](
    "law_does_not_oblige",
    "that no law obliges the receiver",
    lambda f: f.law_obliges is False,
)
TERM_CALLED_OFF = Need[TermFacts](
    "called_off", "that the handover was called off", lambda f: f.handover_is_called_off
)

TERMS_SETTLED = Need[PointFacts](
    "terms_settled",
    "every term accepted, left out or noted as duty",
    lambda f: f.terms is not None and all(term.is_settled for term in f.terms),
)
UNDER_WAY = Need[PointFacts](
    "under_way", "a handover that is not over", lambda f: f.handover_is_under_way
)
NOT_SIGNED = Need[PointFacts](
    "not_signed",
    "that no signature covers what binds by now",
    lambda f: not f.is_signed,
)
MISMATCHES_ANSWERED = Need[PointFacts](
    "mismatches_answered",
    "an answer to each term, as it is worded now, that the declared services do not meet",
    lambda f: f.mismatches_are_answered,
)
SIGNATURES = Need[PointFacts](
    "signatures",
    "the signatures of candidate and receiving exit coordinator, both of days of the case by today",
    lambda f: f.candidate_signed and f.receiving_coordinator_signed,
)
CONTENT = Need[PointFacts]("content", "what is known", lambda f: f.has_content)
POLICES_PRECAUTIONS = Need[PointFacts](
    "polices_precautions",
    "of the item on precautions nothing but lines of the police's precautions as they stand",
    lambda f: f.is_the_polices,
)
LACKS = Need[PointFacts]("lacks", "what is lacking", lambda f: f.lacks_are_named)
NAME = Need[PointFacts]("name", "the contact person", lambda f: f.has_name)
HANDED_ON = Need[PointFacts](
    "handed_on",
    "what the earlier contact person handed on, and a day by today on which",
    lambda f: f.is_handed_on,
)
POINT_REASONS = Need[PointFacts]("reasons", "reasons", lambda f: f.has_reasons)
MOVE_CONFIRMED = Need[PointFacts](
    "move_confirmed", "that the move is confirmed", lambda f: f.move_is_confirmed
)
POINT_CALLED_OFF = Need[PointFacts](
    "called_off", "that the handover was called off", lambda f: f.handover_is_called_off
)

WRITTEN_NOTICE = Need[RegistrationFacts](
    "written_notice",
    "the written notice of the police, of a day of the case by today",
    lambda f: f.has_written_notice,
)
CAN_BE_ASKED_FOR = Need[RegistrationFacts](
    "can_be_asked_for",
    "a handover by which the person lives somewhere, or moves to, and no earlier one for who"
    " receives, in a case that is open",
    lambda f: f.can_be_asked_for,
)
REGISTERED = Need[RegistrationFacts](
    "registered", "that the person and children who live along are registered",
    lambda f: f.is_registered,
)  # fmt: skip
RESIDENCE_REGISTERS = Need[RegistrationFacts](
    "where_it_lives",
    "that the actor is of where the person lives, or moves to, by this handover",
    lambda f: f.is_where_it_lives,
)
NOBODY_REGISTERS = Need[RegistrationFacts](
    "nobody_waits",
    "that the handover was called off, the person lives elsewhere by now, or the case is closed",
    lambda f: f.nobody_waits,
)

LAPSES_SOON = Need[ProtectionFacts](
    "lapses_soon", "that the protection lapses soon", lambda f: f.lapses_soon
)
RESIDENCE_ASKS = Need[ProtectionFacts](
    "where_it_lives",
    "that the actor is of where the person lives, or moves to, by this handover",
    lambda f: f.is_where_it_lives,
)
ASKED_ANEW = Need[ProtectionFacts](
    "asked_anew", "that it was asked for anew", lambda f: f.is_asked_for
)

RESIDENCE_REPORTS = Need[ReportFacts](
    "where_it_lives",
    "that the actor is of where the person lives by this handover",
    lambda f: f.is_where_it_lives,
)
REPORTED = Need[ReportFacts](
    "reported",
    "what the police were told of the new residence, and a day of the case by today on which",
    lambda f: f.is_reported,
)
NEWER_ADDRESS = Need[ReportFacts](
    "newer_address",
    "an address that was written since, or since the last was noted",
    lambda f: f.newer_is_written,
)
NOBODY_ASKS = Need[ReportFacts](
    "nobody_asks",
    "that the person lives elsewhere by now, or that the case is closed",
    lambda f: f.nobody_asks,
)

RESIDENCE_ANSWERS = Need[CallFacts](
    "where_it_lives",
    "that the actor is of where the person lives by this handover",
    lambda f: f.is_where_it_lives,
)
CALL_WORDS = Need[CallFacts](
    "reasons", "reasons why no nomination is needed", lambda f: f.has_words
)
NO_MORE_CALLED_FOR = Need[CallFacts](
    "no_more_called_for",
    "that none is called for any more, or by a newer call",
    lambda f: not f.is_called_for,
)

PRECAUTIONS = Need[Facts](
    "precautions",
    "that the receiving side has the precautions",
    lambda f: f.precautions_are_confirmed,
)
DAY_OF_STAY = Need[Facts](
    "day_of_stay",
    "the day from which the person stays there: since the case was opened, no later than today",
    lambda f: f.has_day_of_stay,
)
DAY_OF_ABSENCE = Need[Facts](
    "day_of_absence",
    "the day on which nobody arrived: since the case was opened, no later than today",
    lambda f: f.has_day_of_absence,
)
ANSWER = Need[Facts]("answer", "what was done about it, and the new day", lambda f: f.has_answer)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
OVER = Need[Facts]("over", "that the placement was reopened or stopped", lambda f: f.is_over)
EVERY_TERM = Need[Facts](
    "every_term",
    "every term accepted, left out or noted as duty",
    lambda f: f.terms is not None and all(term.is_settled for term in f.terms),
)
SIGNED_ANEW = Need[Facts](
    "signed_anew",
    "the agreement signed anew with every term that binds by now, or the point closed",
    lambda f: f.is_signed or f.signature is Signature.CLOSED_BY_CENTRAL,
)
EVERY_ITEM = Need[Facts](
    "every_item",
    "every obligatory item of knowledge confirmed, or the point closed",
    lambda f: (
        bool(f.knowledge)
        and set(f.knowledge or ()) <= {Knowledge.CONFIRMED, Knowledge.CLOSED_BY_CENTRAL}
    ),
)
CONTACT_PERSON = Need[Facts](
    "contact_person",
    "a contact person at the receiver, or the point closed",
    lambda f: f.contact_person is not ContactPerson.AWAITED,
)
CONTACT_PERSON_NAMED = Need[Facts](
    "contact_person_named",
    "a contact person at the receiver",
    lambda f: f.contact_person is ContactPerson.NAMED,
)
EVERY_POINT = (EVERY_TERM, SIGNED_ANEW, EVERY_ITEM, CONTACT_PERSON)
# The receiver is told of it too: so it says neither who asked nor what.
CENTRAL_UNIT_ANSWERED = Need[Facts](
    "central_unit_answered",
    "that the central unit, which sees what it is, owes nobody in the case an answer",
    lambda f: f.central_unit_answered,
)
OF_NOW = Need[Facts]("of_this_relocation", "the handover of this relocation", lambda f: f.is_newest)
CASE_OPEN = Need[Facts](
    "case_open",
    "a case that is open: in a closed one nobody reads where the person lives",
    lambda f: f.case_is_open,
)
POINT_CASE_OPEN = Need[PointFacts](
    "case_open", "a case that is open: in a closed one nobody reads it", lambda f: f.case_is_open
)
POINT_OF_NOW = Need[PointFacts](
    "of_this_relocation", "the handover of this relocation", lambda f: f.is_newest
)
