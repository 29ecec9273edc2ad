"""What the key store has a key of its own for, beside the cases."""

from enum import StrEnum


class KeyPurpose(StrEnum):
    """One random key each, so that no two tables share a pseudonym of the same thing."""

    CASE_KEYS = "case_keys"
    """The key store's own: under it stand the ids of cases in the store."""
    NAMED_LIST_READER = "named_list_reader"
    NAMED_LIST_CASE = "named_list_case"
    EXCLUSION_READER = "exclusion_reader"
    EXCLUSION_CASE = "exclusion_case"
    PARTY = "party"
    HANDLE = "handle"
    """From it comes each organisation's key for its own handles."""
    CPR_LOOKUP = "cpr_lookup"
    AUDIT_ACTOR = "audit_actor"
    AUDIT_CASE = "audit_case"
    AUDIT_OPENING = "audit_opening"
    """Under it the cases are counted that a person opens on a day."""
    AUDIT_MARK = "audit_mark"
    """Shows that a hash of the log was made by the log."""
    AUDIT_NAME = "audit_name"
    """Seals the real id of who stands in a line of the log."""
    RECIPIENT = "recipient"
    RESERVATION = "reservation"
    PAYER = "payer"
    IDEMPOTENCY = "idempotency"
    """Under it stand who asked, under which key and for what."""
    STAFF = "staff"
    """Seals the names of those who have accounts."""
