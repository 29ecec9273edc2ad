"""What is on record about a safety assessment when somebody takes a step in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For one assessment; nothing is on record unless it is said.

    Attributes:
        recipients_are_named: who is entitled to the precautions at this moment (RE-8).
        all_confirmed: every recipient of it has confirmed, or left the case.
        is_newest_report: no report that came later waits; who writes on this one has seen them all.
        is_answered: the police wrote a picture with this report before them, on another one or as
            findings that were asked for after it.
        newer_is_written: another assessment or new findings of the police replace it; a change that
            is only reported does not.
    """

    has_picture: bool = False
    has_precautions_for_candidate: bool = False
    has_precautions_for_staff: bool = False
    is_newest_report: bool = False
    is_answered: bool = False
    recipients_are_named: bool = False
    all_confirmed: bool = False
    newer_is_written: bool = False
    case_is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """For the receipt of one member of staff.

    Attributes:
        is_the_recipients_own: the actor is the one to whom the precautions were sent.
        is_unread_in_time: the policy's hours are over.
        recipient_left: it is no longer on the case's named list.
        newer_is_written: other precautions were written since these were sent.
    """

    is_the_recipients_own: bool = False
    is_unread_in_time: bool = False
    recipient_left: bool = False
    newer_is_written: bool = False
