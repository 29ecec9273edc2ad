"""What must be on record before a step in a safety assessment."""

from relocation.safety.model import Facts, ReceiptFacts
from relocation.workflow import Need

PICTURE = Need[Facts]("picture", "the new safety picture", lambda f: f.has_picture)
PRECAUTIONS = Need[Facts](
    "precautions",
    "precautions for the candidate and for staff",
    lambda f: f.has_precautions_for_candidate and f.has_precautions_for_staff,
)
NEWEST_REPORT = Need[Facts](
    "newest_report",
    "that no later report waits; read it and write the picture there, which answers the earlier",
    lambda f: f.is_newest_report,
)
ANSWERED = Need[Facts](
    "answered",
    "a picture that the police wrote with this report before them",
    lambda f: f.is_answered,
)
RECIPIENTS = Need[Facts](
    "recipients", "who must have the precautions", lambda f: f.recipients_are_named
)
ALL_CONFIRMED = Need[Facts](
    "all_confirmed", "the receipt of everybody who must have them", lambda f: f.all_confirmed
)
NEWER_WRITTEN = Need[Facts](
    "newer_written",
    "a newer assessment or newer findings of the police, written",
    lambda f: f.newer_is_written,
)
CASE_CLOSED = Need[Facts]("case_closed", "that the case is closed", lambda f: f.case_is_closed)

OWN = Need[ReceiptFacts](
    "own", "that they were sent to the actor", lambda f: f.is_the_recipients_own
)
UNREAD = Need[ReceiptFacts](
    "unread", "that the policy's hours are over", lambda f: f.is_unread_in_time
)
NOT_NEEDED = Need[ReceiptFacts](
    "not_needed",
    "that the recipient is no longer on the case, or that newer precautions are written",
    lambda f: f.recipient_left or f.newer_is_written,
)
