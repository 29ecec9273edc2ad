"""What of a job is sealed: what it was given, for whom it works, and what it answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor, Assurance, UserId
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import Column, pseudonym_of

GIVEN = Column("long_jobs", "given", KeyPurpose.LONG_JOB)
ANSWER = Column("long_jobs", "answer", KeyPurpose.LONG_JOB)


@dataclass(frozen=True, slots=True)
class Given:
    """What a job was given, by whom, and how sure it was who that is."""

    user: UserId
    assurance: Assurance
    content: Any

    @classmethod
    def opened(cls, session: Session, job: str, sealed: bytes) -> "Given":
        """Give back what was sealed for a job.

        Raises:
            Unreadable: it was altered, moved, or is under another key.
        """
        user, assurance, content = GIVEN.opened(session, job, sealed)
        return cls(UserId(user), Assurance(assurance), content)

    def sealed(self, session: Session, job: str) -> bytes:
        """Seal it for one job."""
        return GIVEN.sealed(session, job, [self.user, self.assurance, self.content])


def asker_of(session: Session, actor: Actor) -> str:
    """The account that asks, as it stands on its jobs and nowhere else."""
    return pseudonym_of(session, KeyPurpose.LONG_JOB_ASKER, actor.user)
