"""What else would do, in words: how many plans are equally good, and who differs in the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.answer import Answer
from api.language import Language
from api.report.aims import aim_amount, aim_label
from api.report.reasons import signed
from scoring.solver import DiversePlan

TIE_BREAK = "tie_break"
"""An aim whose value says nothing to a reader."""

TIES = {
    (True, True): "beside.exact_one",
    (True, False): "beside.at_least_one",
    (False, True): "beside.exact",
    (False, False): "beside.at_least",
}
"""What to say by whether the proposal is alone, and whether the count is exact."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One person who would get something else."""

    person: str
    proposed: str
    instead: str


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """Another plan beside the proposal.

    Attributes:
        title: how many people differ.
        aims: what each aim reaches where it is not what the proposal reaches.
    """

    title: str
    aims: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The sentences first, then the plans; empty where nobody asked."""

    sentences: tuple[str, ...]
    plans: tuple[OtherPlan, ...]


def beside(answer: Answer, say: Language) -> Beside:
    """Put ties and alternatives into words."""
    plans = () if answer.diverse is None else answer.diverse.plans
    return Beside(
        sentences=tuple(_sentences(answer, say)),
        plans=tuple(_plan(answer, plan, n, say) for n, plan in enumerate(plans, start=1)),
    )


def _sentences(answer: Answer, say: Language) -> Iterator[str]:
    if answer.ties is not None:
        yield say.say(TIES[answer.ties.count == 1, answer.ties.exact], count=answer.ties.count)
    if answer.diverse is not None:
        numbers = answer.problem.policy.aims
        found = len(answer.diverse.plans)
        yield say.say(
            "beside.found" if found else "beside.none_found",
            found=found,
            percent=numbers.near_best_points_percent,
            share=numbers.diverse_share_percent,
        )
        if not answer.diverse.complete:
            yield say.say("beside.not_complete")
        elif found < numbers.diverse_plans:
            yield say.say("beside.no_more")


def _plan(answer: Answer, plan: DiversePlan, number: int, say: Language) -> OtherPlan:
    before = {line.person: line.municipality for line in answer.result.placements}
    changed = [line for line in plan.placements if line.municipality != before[line.person]]
    people = len(answer.problem.people)
    return OtherPlan(
        title=say.say("beside.plan", number=number, differing=plan.people_differing, of=people),
        aims=tuple(_aims(answer, plan, say)),
        differences=tuple(
            Difference(line.person, say.place(before[line.person]), say.place(line.municipality))
            for line in changed
        ),
    )


def _aims(answer: Answer, plan: DiversePlan, say: Language) -> Iterator[str]:
    """What the aims reach there, those alone that differ, and that the others do not."""
    reached = {aim.name: aim.value for aim in answer.result.aims}
    differing = [(n, v) for n, v in plan.aims if n != TIE_BREAK and v != reached[n]]
    for name, value in differing:
        scale = 100 if name == "points" else 1
        yield say.say(
            "beside.aim",
            aim=aim_label(name, say),
            value=aim_amount(name, value, say),
            proposed=aim_amount(name, reached[name], say),
            change=signed((value - reached[name]) / scale, say),
        )
    yield say.say("beside.other_aims" if differing else "beside.same_aims")
