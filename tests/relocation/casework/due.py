"""Much that becomes due at once, and a channel that notes what it was given."""

from sqlalchemy import text

from relocation.jobs.service import run_due
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.nominating import brought

MADE = "CREATE TABLE handed (id TEXT, subject TEXT, sequence INTEGER, PRIMARY KEY (id))"
NOTE = "INSERT INTO handed VALUES (:id, :subject, :sequence)"
RECEIPTS = 3


class Noting:
    """Notes each message in the transaction of its handing over; a second note is refused."""

    def hand_over(self, session, taken):
        values = {"id": taken.id, "subject": taken.subject, "sequence": taken.sequence}
        session.execute(text(NOTE), values)


def much_is_due(desk):
    """A nomination to warn of and three receipts that nobody read; the nomination's id."""
    with desk.store.database.begin() as connection:
        connection.execute(text(MADE))
    nomination = brought(desk)
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    desk.do(safety.write_assessment, POLICE, assessment, (PICTURE, PRECAUTIONS))
    desk.later(days=200)
    return nomination


def ran(desk, **how):
    return run_due(desk.store, desk.now, **how)


def handed(desk):
    """Ids of what the channel was given, each once."""
    with desk.store.transaction() as session:
        return set(session.scalars(text("SELECT id FROM handed")))


def told(desk):
    """Ids of all messages."""
    with desk.store.transaction() as session:
        return set(session.scalars(text("SELECT id FROM outbox_messages")))


def took(desk, step):
    return desk.logged().count(step)
