"""Lives that end before a place is looked for: each is one made-up case at one turning point."""

from collections.abc import Callable

from api.demo import entering, nominating, on_call
from api.demo.entering import WHY
from api.demo.twice import nominated_twice
from api.demo.world import Case, World
from relocation.cases import papers
from relocation.cases import service as cases
from relocation.deadlines.working_days import civil_day
from relocation.measures import service as measures
from relocation.nominations import service as nominations
from relocation.partners import service as partners
from relocation.partners.papers import Basis
from relocation.safety import service as safety
from scoring.person import Urgency

Life = Callable[[World], object]
DONE = papers.Ending(reasons="made up: the year is over")
DISREGARDED = papers.Ending(reasons=WHY, disregarded=("made up: no contact",))


def withdrawn_early(world: World) -> None:
    """Withdrawn before anybody assessed a change of safety, which falls away with the case."""
    case = entering.asked(world)
    world.hands.press(safety.report_change, case.home.coordinator, case.id)
    word = papers.CandidatesWord(said="made up: I stop", on=civil_day(world.hands.now))
    world.hands.press(cases.withdraw, case.home.coordinator, case.id, word)


def lapsed(world: World) -> None:
    case = entering.in_course(world)
    world.hands.press(cases.let_lapse, case.home.coordinator, case.id, DISREGARDED)


def completed(world: World) -> str:
    """A course that ended where it began; gives the case's id."""
    case = entering.in_course(world)
    world.hands.press(cases.complete, case.home.coordinator, case.id, DONE)
    return case.id


def completed_while_nominated(world: World) -> None:
    """The course is done and a nomination still under way, so the case is not closed yet."""
    case = entering.in_course(world)
    nominating.requested(world, case, case.home)
    world.hands.press(cases.complete, case.home.coordinator, case.id, DONE)


def breached_and_extended(world: World) -> None:
    case, hands = entering.in_course(world), world.hands
    breach = papers.Breach(what="made up: a condition", referred_to="made up: the probation office")
    longer = papers.CourseChange(until=civil_day(hands.now + entering.MEASURE), reasons=WHY)
    hands.press(cases.note_breach, case.home.coordinator, case.id, breach)
    hands.press(cases.extend, case.home.coordinator, case.id, longer)
    _work_with_others(world, case)


def _work_with_others(world: World, case: Case) -> None:
    """One measure under way, one ended; one partner takes part, one no longer, one is named."""
    hands, who = world.hands, case.home.coordinator
    (measure,) = hands.of_case(case.id, "measure")
    hands.press(measures.start, who, measure.id)
    basis = Basis(partner="Made-up club", consented=civil_day(hands.now))
    named = [hands.press(partners.name_partner, who, case.id, basis).row for _ in range(3)]
    for partner in named[:2]:
        hands.press(partners.take_part, who, partner)
    hands.press(partners.stop, who, named[0], WHY)


def measure_ended(world: World) -> None:
    """A measure ended by its own authority."""
    case, hands = entering.in_course(world), world.hands
    (measure,) = hands.of_case(case.id, "measure")
    hands.press(measures.start, case.home.coordinator, measure.id)
    hands.press(measures.end, case.home.coordinator, measure.id, WHY)


def nominated(bring: Callable[..., str], *given: object) -> Life:
    """A case whose nomination is brought somewhere and rests there."""

    def live(world: World) -> None:
        case = entering.admitted(world)
        bring(world, case, case.home, *given)

    return live


def sent_back_to_draft(world: World) -> None:
    case = entering.admitted(world)
    nomination = nominating.requested(world, case, case.home)
    world.hands.press(nominations.send_back, case.home.police, nomination, WHY)


def returned(world: World) -> None:
    nominating.returned(world, entering.admitted(world))


def answered(world: World) -> None:
    """What was asked for came, and the central unit's clock runs again."""
    case = entering.admitted(world)
    nomination = nominating.returned(world, case)
    who, answer = case.home.coordinator, "made up: the position"
    world.hands.press(nominations.resubmit, who, nomination, answer)


def judged_anew(world: World) -> None:
    """The decision-maker does not follow the judgement."""
    case = entering.admitted(world)
    nomination = nominating.judged(world, case, case.home, nominating.NOT_NEEDED)
    decider = world.staff.deciders[0]
    world.hands.press(nominations.ask_to_judge_again, decider, nomination, WHY)


def refused(world: World) -> None:
    """Found not necessary: the candidate stays, and gets the agreement at once."""
    case = entering.admitted(world)
    nominating.confirmed(world, case, case.home, nominating.NOT_NEEDED)
    entering.agreed(world, case)


def withdrawn(world: World) -> None:
    case = entering.admitted(world)
    nomination = nominating.submitted(world, case, case.home)
    world.hands.press(nominations.withdraw, case.home.coordinator, nomination, WHY)


def reviewed(world: World, *, is_right: bool) -> None:
    """An acute judgement, looked at after the fact by somebody else."""
    case = entering.admitted(world)
    given = nominating.NOT_NEEDED, Urgency.ACUTE
    nomination = nominating.confirmed(world, case, case.home, *given)
    review = world.hands.below(nomination, "acute_review")
    button = nominations.uphold if is_right else nominations.put_right
    world.hands.press(button, world.staff.deciders[2], review, WHY)


def put_right_too_late(world: World) -> tuple[Case, str]:
    """An acute refusal is found wrong when the local side writes anew already, so it is told."""
    case = entering.admitted(world)
    given = nominating.NOT_NEEDED, Urgency.ACUTE
    nomination = nominating.confirmed(world, case, case.home, *given)
    nominating.drafted(world, case, case.home)
    review = world.hands.below(nomination, "acute_review")
    world.hands.press(nominations.put_right, world.staff.deciders[2], review, WHY)
    return case, review


def put_right_and_noted(world: World) -> None:
    case, review = put_right_too_late(world)
    world.hands.press(nominations.take_note, case.home.coordinator, review)


def put_right_and_left(world: World) -> None:
    """Whoever leaves waits for nobody to hear that an answer was wrong."""
    case, _ = put_right_too_late(world)
    word = papers.CandidatesWord(said="made up: I stop", on=civil_day(world.hands.now))
    world.hands.press(cases.withdraw, case.home.coordinator, case.id, word)


CASES: tuple[Life, ...] = (
    lapsed,
    withdrawn_early,
    completed,
    completed_while_nominated,
    breached_and_extended,
    measure_ended,
    entering.in_course,
    entering.admitted,
    entering.visited,
    entering.not_eligible,
    entering.interviewed,
    entering.inquired,
    lambda world: entering.inquired(world, releases=False),
    entering.asked,
    entering.pre_visited,
    entering.screened_in,
    lambda world: entering.sent_on(world, is_under_18=True),
    lambda world: entering.sent_on(world, is_under_18=False),
    entering.referred,
    entering.drafted,
    on_call.colleague_for_a_while,
    on_call.kin_kept_out,
    on_call.kept_out_by_mistake,
    on_call.vouched_for,
)
"""Cases before anybody is nominated, and beside it."""
NOMINATIONS: tuple[Life, ...] = (
    refused,
    lambda world: reviewed(world, is_right=True),
    lambda world: reviewed(world, is_right=False),
    put_right_too_late,
    put_right_and_noted,
    put_right_and_left,
    nominated(nominating.confirmed, nominating.NOT_NEEDED, Urgency.ACUTE),
    withdrawn,
    judged_anew,
    answered,
    returned,
    nominated(nominating.judged),
    nominated(nominating.judged, nominating.NOT_NEEDED),
    nominated_twice,
    nominated(nominating.submitted, Urgency.ACUTE),
    nominated(nominating.endorsed),
    nominated(nominating.requested),
    sent_back_to_draft,
    nominated(nominating.drafted),
)
"""Nominations on their way to the central unit's answer."""
