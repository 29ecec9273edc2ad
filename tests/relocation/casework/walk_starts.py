"""Where walks begin: a case that is just referred, or brought on to any point of its life."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import update

from relocation.access.known import put_known
from relocation.actor import Actor
from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON, IDENTITY, MEETING
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.people.tables import AccountRow
from relocation.permissions import Stage
from tests.relocation.casework import entering
from tests.relocation.casework.desk import Desk, enrol
from tests.relocation.casework.placing import say_groups
from tests.relocation.casework.reference import Line, Reference, Thing
from tests.relocation.casework.walk_compared import SHORT, who_is
from tests.relocation.casework.walk_engine import AsItIs
from tests.relocation.casework.walk_people import (
    CASEWORKER,
    CENTRALLY,
    CONSULTANT,
    COORDINATOR,
    DECIDER,
    LOCALLY,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    REGISTERED,
    STRANGER,
)
from tests.relocation.casework.walk_places import (
    DOUBLE,
    WISHED_FOR,
    Receivers,
    button_of,
    receivers,
)
from tests.relocation.casework.walk_presses import BY_THE_MUNICIPALITY, begin_for, writing_for
from tests.relocation.casework.walking import Walk

USUAL, NOWHERE, SITUATIONAL, YOUNG, ACUTE = 0.5, 0.9, 0.8, 0.97, 0.1
"""Chances that bring a case on: the usual crime and a calm picture, and what is told from it."""


class Steady(Random):
    """Draws the same chance each time."""

    def __init__(self, seed: float, chance: float) -> None:
        super().__init__(seed)
        self._chance = chance

    def random(self) -> float:
        return self._chance


def furnished(desk: Desk) -> Desk:
    """A desk with its accounts in the register, groups in the threat picture, and a double."""
    desk.open_case(DOUBLE, roles={})
    with desk.store.transaction() as session:
        for who in (*REGISTERED, STRANGER):
            enrol(session, who)
        put_known(session, DOUBLE, entering.IDENTITY.cpr)
    say_groups(desk)
    return desk


def referred(desk: Desk, random: Random, *, with_central_unit: bool) -> Walk:
    """A case that somebody just opened."""
    with desk.store.transaction() as session:
        told = entering.IDENTITY, entering.REFERRAL
        case = cases.draft(session, COORDINATOR, *told, desk.press(0)).row
    roles = LOCALLY | (CENTRALLY if with_central_unit else {})
    for who, role in roles.items():
        if who is not COORDINATOR:
            desk.join(who, role, case)
    return _walk(desk, random, case, roles, "S0")


def admitted(desk: Desk, random: Random) -> Walk:
    """A case that was admitted, with the papers that an agreement asks for; by no steps."""
    case = desk.open_case(uuid4().hex, Stage.ENROLLED, LOCALLY | CENTRALLY)
    for kind, content in (
        (PICTURES, entering.PICTURE), (MEETING, entering.MEETING),
        (CONTACT_PERSON, entering.CONTACT), (IDENTITY, entering.IDENTITY),
    ):  # fmt: skip
        desk.write(case, kind, content)
    with desk.store.transaction() as session:
        put_known(session, case, entering.IDENTITY.cpr)
    walk = _walk(desk, random, case, LOCALLY | CENTRALLY, "S1")
    walk.reference.papers |= {"picture": "calm", "meeting": True, "contact_person": True}
    walk.reference.case.state = "admitted"
    walk.reference.version = desk.version(case, True)
    return walk


def _walk(desk: Desk, random: Random, case: str, roles: Any, stage: str) -> Walk:
    reference = Reference(AsItIs(desk), desk.now, stage)
    reference.registered = tuple(who_is(each) for each in REGISTERED)
    reference.enrolled = frozenset(each.user for each in (*REGISTERED, STRANGER))
    reference.begin("case", "draft", who_is(COORDINATOR).person).row = case
    reference.papers["identity"] = entering.IDENTITY.address
    for who, role in roles.items():
        reference.lines.append(Line(who.user, who.organisation, SHORT[role.value]))
    actors = [*LOCALLY, *CENTRALLY, STRANGER, Receivers.of(WISHED_FOR).municipality]
    return Walk(desk, case, reference, actors, random)


def retired(walk: Walk) -> None:
    """Nobody meets the case of this walk any more, and no account stays locked; by no steps."""
    walk.desk.stands(walk.case, walk.reference.case.state, Stage.ERASED)
    with walk.desk.store.transaction() as session:
        session.execute(update(AccountRow).values(disabled_since=None))


RECEIVER, OWNER = "who receives", "whose own it is"


@dataclass(frozen=True)
class Go:
    """One press on the way to a start: on the newest thing of a kind, or on each of them."""

    who: Actor | str
    kind: str
    step: str
    each: bool = False
    chance: float = USUAL
    days: int = 0


WAIT = tuple(Go(CASEWORKER, "wait", "", days=days) for days in (30, 40, 200, 400))
MONTH, SIX_WEEKS, HALF_A_YEAR, YEAR = WAIT
REFERRED = (Go(COORDINATOR, "case", "refer"),)
INTERVIEWED = (
    *REFERRED, Go(COORDINATOR, "write", "screen"),
    Go(POLICE, "case", "screen_in"), Go(COORDINATOR, "case", "pre_visit"),
    Go(COORDINATOR, "police_inquiry", "ask_police"),
    Go(COORDINATOR, "municipal_inquiry", "ask_centres"),
    Go(COORDINATOR, "municipal_inquiry", "record_answers"),
    Go(POLICE, "police_inquiry", "record_findings"),
    Go(POLICE, "police_inquiry", "release_for_interview"),
    Go(COORDINATOR, "case", "hold_interview"),
)  # fmt: skip
VISITED = (
    Go(COORDINATOR, "case", "recommend_as_coordinator"),
    Go(CONSULTANT, "case", "recommend_as_consultant"), Go(POLICE, "case", "decide_visitation"),
)  # fmt: skip
MET = (Go(COORDINATOR, "write", "meet"), Go(COORDINATOR, "write", "name_person"))
EXCLUDED = (
    Go(COORDINATOR, "write", "exclude"), Go(POLICE, "write", "exclude"),
    Go(POLICE, "case", "find_not_eligible"), HALF_A_YEAR,
)  # fmt: skip
DRAWN_UP = Go(COORDINATOR, "write", "draw_up")
IN_COURSE = (
    Go(COORDINATOR, "write", "stay"), DRAWN_UP, Go(COORDINATOR, "case", "sign_agreement"),
    Go(COORDINATOR, "begin", "name_partner"),
)  # fmt: skip
REQUESTED = (
    Go(COORDINATOR, "nomination", "request"), Go(POLICE, "nomination", "endorse"),
    Go(COORDINATOR, "nomination", "submit"),
)  # fmt: skip
DRAFTED = Go(COORDINATOR, "begin", "draft")
NOMINATED = (DRAFTED, *REQUESTED)
CHANGED = Go(COORDINATOR, "begin", "report_change")
DESCRIBED = (
    Go(COORDINATOR, "write", "describe"), Go(COORDINATOR, "write", "describe_needs"),
    Go(POLICE, "write", "describe_origin"), CHANGED,
)  # fmt: skip
JUDGED = (
    Go(CASEWORKER, "nomination", "find_necessary"), Go(DECIDER, "nomination", "confirm"),
)  # fmt: skip
NECESSARY = (*DESCRIBED, Go(POLICE, "safety_assessment", "write_assessment"), *JUDGED)
ROUND = Go(CASEWORKER, "round", "")
NO_HOME = Go(POLICE, "safety_assessment", "write_assessment", chance=NOWHERE)
NO_PLACE = (*DESCRIBED, NO_HOME, *JUDGED, ROUND, CHANGED)
HEARD = (
    ROUND, Go(CASEWORKER, "placement", "release_shortlist"),
    Go(CASEWORKER, "sender_hearing", "ask_sender"),
    Go(CASEWORKER, "candidate_hearing", "ask_candidate"),
    Go(COORDINATOR, "sender_hearing", "record_statement"),
    Go(PROBATION, "candidate_hearing", "record_statement"),
)  # fmt: skip
DECIDED = (Go(DECIDER, "placement", "decide"),)
APPROVED = (*DECIDED, Go(OTHER_DECIDER, "placement", "approve"))
CONTACTED = (Go(CASEWORKER, "placement", "contact_receiver"),)
WITH_PROBATION = Go(CASEWORKER, "placement", "contact_receiver", chance=0.3)
BRIEFED = (
    Go(RECEIVER, "contact_person", "name"), Go(OWNER, "receipt", "confirm_receipt", each=True),
)  # fmt: skip
PROPOSED = Go(COORDINATOR, "begin", "propose_term")
COUNTERED = (PROPOSED, Go(RECEIVER, "term", "counter"), PROPOSED)
ARRIVED = (Go(RECEIVER, "handover", "confirm_move"),)
NOTICE = Go(POLICE, "registration", "give_notice")
REPORTED = Go(RECEIVER, "residence_report", "tell_police")
COMPLETED = Go(RECEIVER, "handover", "complete")
REGISTERED_THERE = (NOTICE, Go(RECEIVER, "registration", "register"), YEAR)
MOVED = (
    PROPOSED, Go(RECEIVER, "term", "accept"), Go(RECEIVER, "contact_person", "name"), *ARRIVED,
    Go(RECEIVER, "write", "compare"), Go(RECEIVER, "signature", "sign"),
    Go(CASEWORKER, "knowledge_item", "close_item", each=True),
)  # fmt: skip
TO_NECESSARY = (*NOMINATED, *NECESSARY)
TO_APPROVED = (*TO_NECESSARY, *HEARD, *APPROVED)
TO_CONTACTED = (*TO_APPROVED, *CONTACTED)
EARLY: dict[str, tuple[int, tuple[Go, ...]]] = {
    "draft": (5, ()),
    "forgotten draft": (2, (SIX_WEEKS,)),
    "referred": (5, REFERRED),
    "situational": (2, (*REFERRED, Go(COORDINATOR, "write", "screen", chance=SITUATIONAL))),
    "young": (2, (*REFERRED, Go(COORDINATOR, "write", "screen", chance=YOUNG))),
    "interviewed": (7, INTERVIEWED),
    "visited": (5, (*INTERVIEWED, *VISITED)),
    "met": (5, (*INTERVIEWED, *VISITED, *MET)),
    "not eligible": (6, (*INTERVIEWED, *EXCLUDED)),
}
"""From the referral: by name how often of all, and the way there."""
LATE: dict[str, tuple[int, tuple[Go, ...]]] = {
    "admitted": (7, ()),
    "not eligible after all": (3, (*NOMINATED, *EXCLUDED)),
    "in course": (8, IN_COURSE),
    "drawn up anew": (4, (*IN_COURSE, DRAWN_UP)),
    "forgotten nomination": (3, (DRAFTED, SIX_WEEKS)),
    "nominated": (6, NOMINATED),
    "acute": (4, (replace(DRAFTED, chance=ACUTE), *REQUESTED, *JUDGED)),
    "necessary": (4, TO_NECESSARY),
    "proposed": (4, (*TO_NECESSARY, ROUND)),
    "no place": (5, (*NOMINATED, *NO_PLACE)),
    "heard": (4, (*TO_NECESSARY, *HEARD)),
    "decided": (4, (*TO_NECESSARY, *HEARD, *DECIDED)),
    "approved": (3, TO_APPROVED),
    "unsafe": (3, (*TO_APPROVED, CHANGED)),
    "unsafe there": (3, (*TO_APPROVED, WITH_PROBATION, CHANGED)),
    "contacted": (2, TO_CONTACTED),
    "briefed": (3, (*TO_CONTACTED, *BRIEFED)),
    "countered": (3, (*TO_CONTACTED, *COUNTERED)),
    "mediated": (3, (*TO_CONTACTED, *COUNTERED, MONTH)),
    "arrived": (3, (*TO_CONTACTED, *ARRIVED)),
    "called for": (4, (*TO_CONTACTED, *ARRIVED, CHANGED, NO_HOME)),
    "registered": (2, (*TO_CONTACTED, *ARRIVED, *REGISTERED_THERE)),
    "reported": (2, (*TO_CONTACTED, NOTICE, *ARRIVED, REPORTED)),
    "moved": (3, (*TO_CONTACTED, *MOVED)),
    "relocated without abode": (3, (*IN_COURSE, *TO_CONTACTED, NOTICE, *MOVED, COMPLETED)),
    "relocated": (3, (*IN_COURSE, *TO_CONTACTED, *MOVED, COMPLETED)),
}  # fmt: skip
"""The same from the admission."""
WAYS = EARLY | LATE


def start_of(desk: Desk, random: Random) -> tuple[str, Walk]:
    """A case from which the way to one of the starts begins."""
    name = random.choices(tuple(WAYS), [often for often, _ in WAYS.values()])[0]
    if name in EARLY:
        walk = referred(desk, random, with_central_unit=random.random() < 0.7)
    else:
        walk = admitted(desk, random)
    return name, walk


def go(walk: Walk, name: str) -> None:
    """All the way to a start, pressed like any other press."""
    walk.compare()
    for each in WAYS[name][1]:
        things = walk.reference.of(each.kind)
        for thing in things if each.each else things[-1:] or [walk.reference.case]:
            if not _gone(walk, _who(walk, each, thing), each, thing):
                raise AssertionError(f"the way to a start is closed at {walk.done[-1]}")


def _who(walk: Walk, each: Go, thing: Thing) -> Actor:
    if isinstance(each.who, Actor):
        return each.who
    if each.who == OWNER:
        return next(actor for actor in walk.actors if actor.user == thing.owner)
    return receivers(walk).municipality


def _gone(walk: Walk, who: Actor, go: Go, thing: Thing) -> bool:
    steady = Steady(walk.random.random(), go.chance)
    if go.kind == "wait":
        walk.wait(days=go.days)
        return True
    if go.kind == "round":
        return walk.propose(who)
    if go.kind == "write":
        button = writing_for(steady, go.step, BY_THE_MUNICIPALITY, is_whole=True)
        return walk.write(who, _on(walk, go, thing), go.step, button)
    if go.kind == "begin":
        button = begin_for(steady, go.step, BY_THE_MUNICIPALITY, is_whole=True)
        return walk.begin(who, _on(walk, go, thing), go.step, button)
    button = button_of(walk, steady, thing, go.step, is_whole=True)
    return button is not None and walk.press(who, thing, go.step, button)


def _on(walk: Walk, go: Go, thing: Thing) -> Thing:
    return walk.reference.of("handover")[-1] if go.step in {"compare", "propose_term"} else thing
