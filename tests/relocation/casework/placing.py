"""A placement brought to any state by its buttons."""

from dataclasses import replace

from relocation.cases import service as cases
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.cases.situation import ClosedArea, Household, KnownTie, Member, Needs, Origin
from relocation.municipalities.on_day import country_on
from relocation.placements import hearings, papers
from relocation.placements import service as placements
from relocation.placements.model import Criterion
from relocation.placements.rounds import propose_round
from relocation.threats.model import GroupSaid
from relocation.threats.model import Origin as Origin_
from relocation.threats.statements import every_statement
from scoring.person import TieKind
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    KEYS,
    MONDAY,
    OTHER_DECIDER,
    POLICE,
    POLICE_THERE,
    RECEIVER,
)
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.nominating import TO_JUDGED, brought, take

TODAY = MONDAY.date()
SAID = papers.Statement(said="not too far, please", on=TODAY)
FIRST = papers.Choice(municipality="0751", reasons=dict.fromkeys(Criterion, "as the sheet says"))
CONTACT = papers.Contact(who="the coordinator there", on=TODAY)
THERE = (RECEIVER, POLICE_THERE)


def opened(desk, first=None):
    """The placement that a confirmed necessity opens; before it something else may happen."""
    nomination = brought(desk, *TO_JUDGED)
    if first is not None:
        first(desk)
    take(desk, nomination, "confirm")
    return desk.rows("placement")[0].id


def closed_but(*districts):
    """A picture in which the police close all police districts but these."""
    closed = sorted(set(country_on(TODAY).districts) - set(districts))
    return replace(PICTURE, exclusions=tuple(ClosedArea(district=each) for each in closed))


def situation(place, group):
    """Household, needs and origin of somebody who has a child where it wants to live."""
    child = KnownTie(kind=TieKind.OWN_CHILD, municipality=place, strength=1.0)
    kin = KnownTie(kind=TieKind.SUPPORTIVE, municipality=place, strength=1.0)
    members = (Member(name="Kim", age=24, needs="none"),)
    household = Household(members=members, ties="a child", known_ties=(child, kin))
    needs = Needs(services=("mentor",), health="well", work_and_education="none", asked=())
    return household, needs, Origin(group=group, kind="street gang", position="runner")


def described(desk, case=CASE, *, place="0751", group="Ulvene", picture=PICTURE):
    """What the engine is told: somebody of Copenhagen who has a child where it wants to live."""
    if group:
        say_groups(desk)
    household, needs, origin = situation(place, group)
    desk.do(cases.describe_household, COORDINATOR, case, household)
    desk.do(cases.describe_needs, COORDINATOR, case, needs)
    desk.do(cases.describe_origin, POLICE, case, origin)
    if desk.picture(case) is None:
        desk.write(case, PICTURES, picture)


def say_groups(desk):
    """Both groups that the tests speak of, each capable of much and looked for everywhere."""
    with desk.store.transaction() as session:
        if every_statement(session):
            return
        for number, name in enumerate(("Ulvene", "Ravnene"), start=1):
            said = GroupSaid(
                name=name, severity=3, surveyed=True, as_of=TODAY,
                origin=Origin_.POLICE_REPORT, certainty_percent=90,
            )  # fmt: skip
            desk.state(session, said, number)


def propose(desk, key=None):
    """A round pressed by the caseworker."""
    return propose_round(desk.store, CASEWORKER, key or f"round-{next(KEYS)}", desk.now)


def proposed(desk, first=None):
    placement = opened(desk, first)
    described(desk)
    desk.later(minutes=1)
    moved = propose(desk).moved[placement]
    assert moved.state == "proposed"
    return placement


def hearing(desk, first=None):
    placement = proposed(desk, first)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    return placement


def hear(desk, placement, by=COORDINATOR):
    sender = desk.below(placement, "sender_hearing")
    candidate = desk.below(placement, "candidate_hearing")
    # With a second list the product has asked both anew.
    if desk.row(sender).state != "asked":
        desk.do(hearings.ask_sender, CASEWORKER, sender)
        desk.do(hearings.ask_candidate, CASEWORKER, candidate)
    desk.do(hearings.record_senders_statement, by, sender, SAID)
    desk.do(hearings.record_candidates_statement, by, candidate, SAID)


def heard(desk, first=None):
    placement = hearing(desk, first)
    hear(desk, placement)
    return placement


def approved(desk, first=None):
    placement = heard(desk, first)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    return placement


def contacted(desk):
    placement = approved(desk)
    desk.contact(placement, CONTACT, *THERE)
    return placement
