"""What begins in a case of the reference, and what is put on record in it between steps."""

from dataclasses import dataclass

from tests.relocation.casework.reference import (
    CENTRAL,
    COORDINATORS,
    COURSE,
    LOCAL,
    RECEIVING,
    RESIDENCE,
    ROLES,
    WHOLE,
    Given,
    Reference,
    Refused,
    Thing,
    Who,
)
from tests.relocation.casework.reference_facts import Pressed, parent_of
from tests.relocation.casework.reference_follows import settle
from tests.relocation.casework.reference_naming import Begin, about, break_glass, may, name
from tests.relocation.casework.reference_needs import missing
from tests.relocation.casework.reference_residence import wrote
from tests.relocation.casework.reference_table import TABLE
from tests.relocation.casework.reference_times import term_due

OPEN_NOMINATION = {
    "draft", "requested", "endorsed", "submitted", "returned", "judged_necessary",
    "judged_not_necessary",
}  # fmt: skip
UNDER_WAY = {"opened", "ready_to_move", "not_arrived", "moved"}
CASE_UNDER_WAY = {
    "draft", "referred", "screened", "pre_visited", "interviewed", "visitation_decided",
    "not_eligible", "admitted", "in_course",
}  # fmt: skip
TOLD_TO_THE_ENGINE = {"household", "needs", "origin", "picture"}
"""Whoever's case says less than this is in no round."""


def draft(ref: Reference, who: Who, _thing: Thing, given: Given) -> None:
    """A nomination; after a completed move it opens a new relocation from there."""
    may(ref, who, LOCAL | RECEIVING)
    is_other_open = any(each.state in OPEN_NOMINATION for each in ref.of("nomination"))
    if ref.stage not in {"S0", "S1", "S7"} or is_other_open:
        raise Refused("StepNotOpen")
    begun = ref.begin("nomination", "draft", who.person)
    ref.enter("S1" if ref.stage == "S7" else ref.stage)
    begun.papers |= {"argued": given.is_whole, "is_acute": given.says["is_acute"]}


def report_change(ref: Reference, who: Who, _thing: Thing, _given: Given) -> None:
    may(ref, who, COURSE | CENTRAL)
    if ref.stage == "S8":
        raise Refused("StepNotOpen")
    ref.begin("safety_assessment", "change_reported", who.person)


def propose_term(ref: Reference, who: Who, handover: Thing, given: Given) -> None:
    may(ref, who, COORDINATORS | {"cw"})
    if handover.state not in UNDER_WAY:
        raise Refused("StepNotOpen")
    nomination = parent_of(parent_of(handover))
    due = term_due(ref.now, is_acute=nomination.papers["is_acute"])
    begun = ref.begin("term", "proposed", who.person, parent=handover, due=due)
    begun.papers["performer"] = given.says["performer"]


def name_partner(ref: Reference, who: Who, _thing: Thing, given: Given) -> None:
    may(ref, who, LOCAL | RECEIVING)
    if ref.case.state not in CASE_UNDER_WAY:
        raise Refused("StepNotOpen")
    begun = ref.begin("partner", "named", who.person, parent=ref.case)
    begun.papers["has_basis"] = given.is_whole


@dataclass(frozen=True)
class Writing:
    """What may be written down: in what and where that stands, by whom, and what it must say."""

    kind: str
    states: frozenset[str]
    who: frozenset[str]
    needs: tuple[str, ...] = ()
    note: str = ""


def _in(kind: str, states: str, who: set[str], needs: tuple[str, ...], note: str) -> Writing:
    return Writing(kind, frozenset(states.split()), frozenset(who), needs, note)


ADMITTED, BEFORE = "visitation_decided admitted in_course", "interviewed visitation_decided"
DESCRIBED = f"{ADMITTED} completed"
NOT_ERASED = " ".join({state for kind, _, state in TABLE if kind == "case"})
HANDOVER = "opened ready_to_move not_arrived moved"
PERFORMERS = RECEIVING | {"pp"}
WRITINGS = {
    "screen": _in("case", "referred", COORDINATORS, (), "write.screening"),
    "exclude": _in(
        "case",
        f"pre_visited {BEFORE} admitted",
        COORDINATORS | RECEIVING,
        ("exclusion_reasons", "where_it_lives"),
        "write.exclusion",
    ),
    "correct": _in("case", NOT_ERASED, COORDINATORS, (), "write.identity"),
    "meet": _in("case", ADMITTED, RESIDENCE, (), "write.meeting"),
    "name_person": _in(
        "case", ADMITTED, COORDINATORS, ("contact_person", "first_contact_person"), "named"
    ),
    "stay": _in("case", "admitted in_course", COORDINATORS, ("reasons",), "write.answer"),
    "draw_up": _in(
        "case",
        "admitted in_course",
        RESIDENCE,
        ("relocation_answered", "responsible"),
        "write.agreement",
    ),
    "describe": _in("case", DESCRIBED, LOCAL | RECEIVING, ("reads_it_all",), "write.household"),
    "describe_needs": _in("case", DESCRIBED, LOCAL | RECEIVING, ("reads_it_all",), "write.needs"),
    "describe_origin": _in("case", DESCRIBED, LOCAL | RECEIVING, ("reads_it_all",), "write.origin"),
    "revise": _in("nomination", "draft requested endorsed returned", LOCAL, (), "write.request"),
    "compare": _in(
        "handover", HANDOVER, COORDINATORS | PERFORMERS | CENTRAL, (), "write.mismatches"
    ),
    "say_address": _in(
        "handover",
        f"{HANDOVER} completed",
        RECEIVING,
        ("of_this_relocation", "case_open"),
        "write.address",
    ),
    "say_out_of_reach": _in(
        "term", "proposed countered mediated", PERFORMERS, ("performs_it",), "write.wording"
    ),
}


def write(ref: Reference, who: Who, thing: Thing, what: str, given: Given = WHOLE) -> None:
    """Somebody puts a paper on record; the thing does not move by it.

    Raises:
        Refused: nothing was written.
    """
    writing = WRITINGS[what]
    if not ref.knows(who):
        raise Refused("NotFound")
    if not ref.acting(who):
        raise Refused("NotAllowed")
    if thing.state not in writing.states:
        raise Refused("StepNotOpen")
    role = next((each for each in ROLES if each in ref.mine_of(who, set(writing.who))), None)
    if role is None:
        raise Refused("NotAllowed")
    pressed = Pressed(ref, thing, what, who.user, who.person, role, given)
    if lacks := missing(pressed, writing.needs):
        raise Refused("Missing", *lacks)
    _keep(ref, thing, what, given)
    ref.note(thing, writing.note, who.person)
    wrote(ref, thing, what, given)


def _keep(ref: Reference, thing: Thing, what: str, given: Given) -> None:
    says = given.says
    case = {
        "screen": {"screening": says.get("screening")},
        "exclude": {"excluded": True},
        "meet": {"meeting": says.get("is_summoned")},
        "name_person": {"contact_person": True},
        "stay": {"stays": True},
        "describe": {"household": True},
        "describe_needs": {"needs": True},
        "describe_origin": {"origin": True},
        "draw_up": {"agreement": (says.get("measures") if given.is_whole else (), given.is_whole)},
    }
    own = {
        "revise": {"argued": given.is_whole, "is_acute": says.get("is_acute")},
        "compare": {"mismatches": True},
        "say_out_of_reach": {"out_of_reach": True},
    }
    ref.papers |= case.get(what, {})
    thing.papers |= own.get(what, {})


def propose_round(ref: Reference, who: Who) -> None:
    """The engine's answer is stored for whoever waits for one, or whose answer is old.

    Raises:
        Refused: nobody waits whose case lists the actor, or not as caseworker.
    """
    waits = {"open", "proposed", "no_municipality", "hearing", "heard", "reopened"}
    found = [each for each in ref.of("placement") if each.state in waits and ref.stage == "S4"]
    if not found or not ref.roles_of(who):
        raise Refused("NotFound")
    if "cw" not in ref.roles_of(who):
        raise Refused("NotAllowed")
    for each in found if ref.papers.keys() >= TOLD_TO_THE_ENGINE else ():
        is_asked_for = each.state in {"open", "reopened"}
        is_old = each.state in {"proposed", "hearing", "heard"}
        if not is_asked_for and not (is_old and not ref.engine.is_current(each.row)):
            continue
        is_none = ref.papers["picture"] == "nowhere"
        each.state = "no_municipality" if is_none else "proposed"
        ref.note(each, "record_no_municipality" if is_none else "propose", who.person)
    settle(ref)


BEGINS: dict[str, Begin] = {
    "draft": draft,
    "report_change": report_change,
    "propose_term": propose_term,
    "name_partner": name_partner,
    "name": name,
    "break_glass": break_glass,
    "take_off": about("colleague", "named", "take_off"),
    "deny": about("denial", "not_denied", "deny"),
    "lift": about("denial", "not_denied", "lift"),
}
