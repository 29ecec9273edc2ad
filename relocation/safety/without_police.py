"""What waits for the police of a case where nobody of them can act: who names somebody is told."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.moves import Part
from relocation.parties import COORDINATORS, POLICE, acting
from relocation.people.reading import persons_of
from relocation.permissions import DataClass, Level, Role, level
from relocation.proceedings.tables import ProceedingRow
from relocation.safety.steps import ASSESSMENT, PRECAUTIONS
from relocation.staffing.namers import namers
from relocation.staffing.sides import staying
from relocation.staffing.steps import COLLEAGUE


def to_name(
    session: Session, row: ProceedingRow, stands: Standing, now: datetime
) -> tuple[Role, ...]:
    """As what the reader can name somebody of the police, for whom a thing waits in vain (WF-25).

    None, where the thing waits for nobody of the police, or where one on the list can act. Whoever
    stands there by broken glass names nobody for it.
    """
    if row.due is None or not _waits_for_police(row):
        return ()
    stage, case = stands.stage, stands.case
    there = staying(session, case, now)
    police = {
        role
        for role in acting(POLICE, stage)
        if level(role, DataClass.EXISTENCE, stage) is not Level.NOTHING
    }
    able = {each.reader for each in there if each.role in police and each.reads(PRECAUTIONS)}
    if persons_of(session, able, able=True):
        return ()
    # Who receives is settled at the contact: a successor comes from an authority that is there.
    known = {each.role for each in there} | COORDINATORS
    whole = replace(stands, entries=tuple(x for x in stands.entries if x.until is None))
    part = Part.of(whole, COLLEAGUE)
    naming = (x for x in police & known if part.among(namers(session, case, x, stage, now)))
    return tuple(sorted(naming))


def _waits_for_police(row: ProceedingRow) -> bool:
    """Whether the police are to assess a change of safety, or to inform staff of it."""
    of_police = (each for each in ASSESSMENT.steps if each.who == POLICE)
    return row.workflow == ASSESSMENT.name and any(row.state in each.frm for each in of_police)
