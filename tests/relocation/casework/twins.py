"""Two stores that differ in nothing but where one person will live, and who is asked about it."""

from relocation.access.service import standing, standings
from relocation.actor import Function
from relocation.audit.model import Purpose
from relocation.documents.service import Question, read
from relocation.documents.table import kinds
from relocation.errors import NotFound
from relocation.organisations.register import exit_unit_of
from relocation.permissions import Role, Stage
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework.canaries import other_doors, refusals
from tests.relocation.casework.desk import CASE, MONDAY, POLICE, STRANGER, account
from tests.relocation.casework.relocating import (
    HOME,
    Side,
    arrive_without_fixed_abode,
    assess_anew,
    contact,
    decide,
    find_necessary,
    nominate,
)

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR
OWN_CASE = "b" * 32
"""A case of a stranger's own, so that there is something to be told."""
OFF_THE_LIST = (
    STRANGER,
    account("colleague-0751", "municipality-0751", COORDINATES),
    account("colleague-0851", "municipality-0851", COORDINATES),
    account("other-police", "police-07", POLICE.function),
    account("other-probation", "probation", Function.PROBATION_OFFICER),
    account("other-caseworker", "central", Function.CENTRAL_CASEWORKER),
    account("analyst", "central", Function.ANALYST),
    account("auditor", "central", Function.AUDITOR),
    account("administrator", "central", Function.ADMINISTRATOR),
)


def side(code):
    """People of a municipality and of the police there."""
    return Side(
        code,
        account(f"receiver-{code}", f"municipality-{code}", COORDINATES),
        account(f"police-{code}", exit_unit_of(code, MONDAY.date()), POLICE.function),
    )


def lived_through(desk, code, until):
    """The one case that differs, up to a stage, and beside it one of a stranger's own."""
    desk.open_case(OWN_CASE, Stage.REFERRED, {STRANGER: Role.MUNI_SENDER})
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, side(code))
    if until != "decided":
        handover = contact(desk, placement, side(code))
        if until == "moved":
            arrive_without_fixed_abode(desk, handover, side(code))


def answers(desk):
    """All that accounts off the list are told: in-tray, case, documents, overdue, every button."""
    told = [(_of(desk, each), other_doors(desk, each)) for each in OFF_THE_LIST]
    return told, refusals(desk, *OFF_THE_LIST[:2])


def _of(desk, who):
    with desk.store.transaction() as session:
        tray = list(standings(session, who, desk.now))
        asks = Question(tuple(kinds().values()), Purpose.CASEWORK)
        told = [(each, read(session, who, each, asks, desk.now)) for each in tray]
        due = [session.get(ProceedingRow, each.case).due for each in tray]
        try:
            return told, due, standing(session, who, CASE, desk.now)
        except NotFound as nothing:
            return told, due, str(nothing)
