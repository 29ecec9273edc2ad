"""Who somebody of an outside provider is here; what the provider proved is its business."""

from sqlalchemy.orm import Session

from relocation.actor import UserId
from relocation.errors import NoAccount
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import pseudonym_of
from relocation.signing_in.model import Subject, readable
from relocation.signing_in.tables import OutsideSubjectRow


def account_of(session: Session, subject: Subject) -> UserId:
    """The account that the administrator bound a subject to; whether it may act is asked later.

    Raises:
        NoAccount: it was bound to none.
    """
    row = session.get(OutsideSubjectRow, subject_ref(session, subject)) if subject.can_be else None
    if row is None:
        raise NoAccount
    return UserId(row.account_id)


def subject_ref(session: Session, subject: Subject) -> str:
    """What stands for a subject of an issuer."""
    parts = readable(subject.issuer), readable(subject.subject)
    return pseudonym_of(session, KeyPurpose.OUTSIDE_SUBJECT, *parts)
