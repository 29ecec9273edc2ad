"""What a walker hands in with each button: whole, or with nothing said, and what counts of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum
from random import Random
from typing import Any

from relocation.cases import excluding
from relocation.cases import service as cases
from relocation.cases.agreement import Authority
from relocation.cases.eligibility import Exclusion, ExclusionGround
from relocation.cases.model import Crime
from relocation.cases.papers import Picture, Signatures
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.papers import Performer
from relocation.nominations import service as nominations
from relocation.partners import service as partners
from relocation.placements import service as placements
from relocation.placements.model import Criterion
from relocation.placements.papers import Choice
from relocation.safety import service as safety
from relocation.staffing import leaving
from relocation.staffing import service as staffing
from relocation.staffing.model import Naming, Whom
from relocation.staffing.naming import name
from tests.relocation.casework.agreeing import CONSENT
from tests.relocation.casework.buttons import BUTTONS, OTHER_TERM, mediation
from tests.relocation.casework.entering import (
    AGREEMENT,
    CONTACT,
    FINDINGS,
    IDENTITY,
    MEASURE,
    MEETING,
    ORGANISED,
    PICTURE,
    PRECAUTIONS,
    STAYS,
)
from tests.relocation.casework.handing_over import ABSENT, ARRIVED, TERM
from tests.relocation.casework.nominating import ACUTE, NEEDED, NOT_NEEDED, REQUEST, WHY
from tests.relocation.casework.placing import CONTACT as CONTACTED
from tests.relocation.casework.placing import closed_but, situation
from tests.relocation.casework.reference import ROLES, WHOLE, Given, Who
from tests.relocation.casework.walk_people import (
    CASEWORKER,
    CONSULTANT,
    COORDINATOR,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    STRANGER,
)

LATER = timedelta(days=3_000)
BY_THE_MUNICIPALITY = Performer.MUNICIPALITY.value
NAMED = (
    Who(STRANGER.user, STRANGER.organisation, "ms"),
    Who(CASEWORKER.user, CASEWORKER.organisation, "cw"),
    Who(OTHER_DECIDER.user, OTHER_DECIDER.organisation, "dm"),
)
"""Accounts of the register whom somebody may name."""
LEAVING = (
    *NAMED,
    *(Who(each.user, each.organisation) for each in (COORDINATOR, CONSULTANT, POLICE, PROBATION)),
)
"""Accounts of the register whom somebody may take off or keep out."""
ABOUT = {"take_off": leaving.take_off, "deny": leaving.deny, "lift": leaving.lift}


@dataclass(frozen=True)
class Button:
    """A button with all that it hands in, and what counts of that in the reference."""

    do: Callable[..., Any]
    contents: tuple[Any, ...] = ()
    given: Given = WHOLE


PICTURES = {
    "calm": PICTURE,
    "against": replace(PICTURE, allows=False),
    "nowhere": closed_but(),
}
HOMES = ("Havnegade 1", "Havnegade 2", IDENTITY.address)
NOTHING_DIFFERS = papers.Mismatches(answers=("none",))
MENTOR = replace(MEASURE, what="a mentor", authority=Authority.PROBATION)
AGREEMENTS = (AGREEMENT, replace(AGREEMENT, measures=(MEASURE, MENTOR)))
SITUATIONAL = {
    under: replace(ORGANISED, crime=Crime.SITUATIONAL, is_under_18=under) for under in (True, False)
}
HOUSEHOLD, NEEDS, ORIGIN = situation("0751", "Ulvene")


def blanked(content: Any) -> Any:
    """The same with no text in it; codes and days stay, and signatures are of a later day."""
    if isinstance(content, Signatures):
        return replace(content, candidate=content.candidate + LATER,
                       coordinator=content.coordinator + LATER)  # fmt: skip
    if isinstance(content, Picture):
        return replace(content, account="")
    if isinstance(content, str) and not isinstance(content, Enum):
        return " "
    if isinstance(content, Mapping):
        return {key: blanked(each) for key, each in content.items()}
    if is_dataclass(content) and not isinstance(content, type):
        told = {each.name: blanked(getattr(content, each.name)) for each in fields(content)}
        return replace(content, **told)
    return tuple(blanked(each) for each in content) if isinstance(content, tuple) else content


def button_for(random: Random, kind: str, step: str, *, is_whole: bool) -> Button | None:
    """The button of a step; None where nobody presses it."""
    special = SPECIAL.get((kind, step))
    if special is not None:
        return _handed(special(random), is_whole=is_whole)
    found = BUTTONS.get((kind, step))
    return None if found is None else _handed(Button(found[0], found[1:]), is_whole=is_whole)


def _handed(button: Button, *, is_whole: bool) -> Button:
    if is_whole or not button.contents:
        return button
    contents = tuple(blanked(each) for each in button.contents)
    return replace(button, contents=contents, given=replace(button.given, is_whole=False))


def _found(random: Random) -> Button:
    (button, _), picture = BUTTONS["police_inquiry", "record_findings"], _picture(random)
    findings = replace(FINDINGS, is_eligible=random.random() < 0.9)
    says = {"picture": picture, "eligible": findings.is_eligible}
    return Button(button, ((findings, PICTURES[picture], PRECAUTIONS),), Given(says=says))


def _assessed(random: Random) -> Button:
    picture = _picture(random)
    told = (PICTURES[picture], PRECAUTIONS)
    return Button(safety.write_assessment, (told,), Given(says={"picture": picture}))


def _picture(random: Random) -> str:
    return random.choices(tuple(PICTURES), (8, 1, 2))[0]


def _judged(button: Any, *, is_needed: bool) -> Callable[[Random], Button]:
    def judged(random: Random) -> Button:
        said = is_needed is (random.random() < 0.9)
        return Button(button, (NEEDED if said else NOT_NEEDED,), Given(says={"is_needed": said}))

    return judged


def _arrival(button: Any, *, arrived: bool) -> Callable[[Random], Button]:
    def arrival(random: Random) -> Button:
        said = arrived is (random.random() < 0.9)
        return Button(button, (ARRIVED if said else ABSENT,), Given(says={"arrived": said}))

    return arrival


def _mediated(button: Any, *, obliges: bool) -> Callable[[Random], Button]:
    def mediated(random: Random) -> Button:
        said = obliges is (random.random() < 0.9)
        given = Given(says={"law_obliges": said})
        return Button(button, (mediation(law_obliges=said),), given)

    return mediated


def _proposed_again(random: Random) -> Button:
    """Whoever proposes may ask another authority to perform it."""
    performer = random.choice(tuple(Performer))
    wording = replace(OTHER_TERM, performed_by=performer)
    return Button(terms.propose_again, (wording,), Given(says={"performer": performer.value}))


SPECIAL: dict[tuple[str, str], Callable[[Random], Button]] = {
    ("police_inquiry", "record_findings"): _found,
    ("safety_assessment", "write_assessment"): _assessed,
    ("nomination", "find_necessary"): _judged(nominations.find_necessary, is_needed=True),
    ("nomination", "find_not_necessary"): _judged(nominations.find_not_necessary, is_needed=False),
    ("handover", "confirm_move"): _arrival(handovers.confirm_move, arrived=True),
    ("handover", "record_non_arrival"): _arrival(handovers.record_non_arrival, arrived=False),
    ("term", "propose_again"): _proposed_again,
    ("term", "leave_out"): _mediated(terms.leave_out, obliges=False),
    ("term", "note_as_duty"): _mediated(terms.note_as_duty, obliges=True),
    ("break_glass", "countersign"): lambda _: Button(staffing.countersign, (WHY,)),
}


def decision(place: str, *, is_whole: bool, deviates: bool) -> Button:
    """A choice of a place; where it leaves the proposal it may say why, or not."""
    why = WHY if deviates and is_whole else ""
    reasons = dict.fromkeys(Criterion, WHY if is_whole else " ")
    choice = Choice(municipality=place, reasons=reasons, reason_for_deviating=why)
    given = Given(is_whole=is_whole, says={"place": place, "deviates": deviates})
    return Button(placements.decide, (choice,), given)


def contact(
    named: tuple[Any, ...], listed: tuple[Any, ...], *, is_whole: bool, are_there: bool
) -> Button:
    """The receiver is contacted; who is named stands on the list."""
    told = CONTACTED if is_whole else replace(CONTACTED, who=" ")
    given = Given(is_whole=is_whole, says={"listed": listed, "are_there": are_there})
    return Button(placements.contact_receiver, ((told, named),), given)


def begin_for(random: Random, what: str, performer: str, *, is_whole: bool) -> Button:
    """The button that begins something; a term for who will perform it."""
    is_acute = random.random() < 0.2
    found = {
        "draft": Button(
            nominations.draft, (ACUTE if is_acute else REQUEST,),
            Given(says={"is_acute": is_acute}),
        ),
        "report_change": Button(safety.report_change),
        "propose_term": Button(
            terms.propose, (replace(TERM, performed_by=Performer(performer)),),
            Given(says={"performer": performer}),
        ),
        "name_partner": Button(partners.name_partner, (CONSENT,)),
        "name": _naming(random, is_whole=is_whole),
        "break_glass": Button(staffing.break_glass, (WHY,)),
        **{each: _about(random, do, is_whole=is_whole) for each, do in ABOUT.items()},
    }[what]  # fmt: skip
    if what in {"name", *ABOUT}:
        return found
    return _handed(found, is_whole=is_whole)


def _naming(random: Random, *, is_whole: bool) -> Button:
    """Somebody to be put on the list: mostly a colleague, sometimes as something else."""
    who = random.choices(NAMED, (4, 1, 1))[0]
    role = random.choice(tuple(ROLES)) if random.random() < 0.3 else None
    naming = Naming(who.user, WHY if is_whole else " ", ROLES[role] if role else None)
    says = {"account": who, "role": role}
    return Button(name, (naming,), Given(is_whole=is_whole, says=says))


def _about(random: Random, button: Callable[..., Any], *, is_whole: bool) -> Button:
    """Somebody to leave the case or to be kept out of it, on its list or not."""
    who = random.choice(LEAVING)
    whom = Whom(who.user, WHY if is_whole else " ")
    return Button(button, (whom,), Given(is_whole=is_whole, says={"account": who}))


def writing_for(random: Random, what: str, performer: str, *, is_whole: bool) -> Button:
    """The button that puts something on record."""
    agreement, is_acute = random.choice(AGREEMENTS), random.random() < 0.2
    under_18, is_summoned = not 0.5 <= random.random() < 0.95, random.random() < 0.9
    screening = random.choices((ORGANISED, SITUATIONAL[under_18]), (6, 4))[0]
    exclusion = Exclusion(ground=ExclusionGround.ILLNESS, reasons=WHY)
    measures = tuple((each.what, each.authority.value) for each in agreement.measures)
    wording = replace(TERM, performed_by=Performer(performer), out_of_reach=True)
    met = replace(MEETING, police_coordinator_was_summoned=is_summoned)
    home = random.choice(HOMES)
    crime = str(screening.crime), screening.is_under_18
    found = {
        "screen": Button(cases.screen, (screening,), Given(says={"screening": crime})),
        "exclude": Button(excluding.write_exclusion, (exclusion,)),
        "correct": Button(
            cases.correct_identity, (replace(IDENTITY, address=home),),
            Given(says={"address": home}),
        ),
        "meet": Button(cases.hold_meeting, (met,), Given(says={"is_summoned": is_summoned})),
        "name_person": Button(cases.name_contact_person, (CONTACT,)),
        "stay": Button(cases.answer_relocation, (STAYS,)),
        "draw_up": Button(
            cases.draw_up_agreement, (agreement,), Given(says={"measures": measures})
        ),
        "describe": Button(cases.describe_household, (HOUSEHOLD,)),
        "describe_needs": Button(cases.describe_needs, (NEEDS,)),
        "describe_origin": Button(cases.describe_origin, (ORIGIN,)),
        "revise": Button(
            nominations.revise, (ACUTE if is_acute else REQUEST,),
            Given(says={"is_acute": is_acute}),
        ),
        "compare": Button(terms.answer_mismatches, (NOTHING_DIFFERS,)),
        "say_address": Button(
            handovers.record_address, (papers.Address(address=home),),
            Given(says={"address": home}),
        ),
        "say_out_of_reach": Button(terms.say_out_of_reach, (wording,)),
    }[what]  # fmt: skip
    is_blank = not is_whole and what in MAY_BE_BLANK
    return _handed(found, is_whole=not is_blank)


MAY_BE_BLANK = {"exclude", "name_person", "stay", "draw_up", "revise"}
"""Papers whose blank form is told from a whole one; the engine's own are always whole here."""
