"""Whether diverse plans are plans of the round, as good, near and different as they must be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from scoring.beside import Beside, StatedPlan, StatedTies
from scoring.check.plan import broken_lines, broken_rules, places, wrong_outcomes
from scoring.check.proofs import MAXIMISED, TIE_BREAK
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.check.violation import Fault, Violation
from scoring.country import Whole
from scoring.problem import PlacementProblem
from scoring.result import Result


def check_beside(
    problem: PlacementProblem, result: Result, beside: Beside
) -> tuple[Violation, ...]:
    """List what is wrong with what stands beside an answer; of an unreadable answer nothing."""
    if any(broken_lines(problem, result)):
        return ()
    return tuple(_Beside(Reading(problem), result, beside).wrong())


@dataclass(frozen=True)
class _Beside:
    reading: Reading
    result: Result
    beside: Beside

    @cached_property
    def standing(self) -> Whole:
        """The answer's own plan."""
        return places(self.reading.problem, self.result)

    @cached_property
    def reached(self) -> dict[str, int]:
        """What the answer's own plan reaches."""
        return values(self.reading, self.standing)

    def wrong(self) -> Iterator[Violation]:
        plans = self.beside.plans or ()
        read: dict[int, Whole] = {}
        for number, plan in enumerate(plans):
            invalid = tuple(self._invalid(plan, number))
            yield from invalid
            if not any(each.fault is Fault.DIVERSE_UNREADABLE for each in invalid):
                read[number] = places(self.reading.problem, self._alone(plan))
                yield from self._worse(plan, number, read[number])
                yield from self._alike(plan, number, read)
        points = [dict(plan.aims).get(MAXIMISED, 0) for plan in plans]
        most = self.reading.problem.policy.aims.diverse_plans
        if points != sorted(points, reverse=True) or len(plans) > most:
            yield _of("alternatives.plans", Fault.DIVERSE_LIST)
        if self.beside.ties is not None and not self._possible(self.beside.ties, read):
            yield _of("ties", Fault.TIES, "ties.count")

    def _alone(self, plan: StatedPlan) -> Result:
        """As an answer of its own, so that the same code reads it."""
        return replace(self.result, placements=plan.placements)

    def _invalid(self, plan: StatedPlan, number: int) -> Iterator[Violation]:
        """Lines that are no plan, outcomes and rules; the code says which rule is broken."""
        answer, facts = self._alone(plan), {"where": f"alternatives.plans.{number}"}
        unreadable = tuple(broken_lines(self.reading.problem, answer))
        for each in unreadable:
            yield replace(each, fault=Fault.DIVERSE_UNREADABLE, facts=facts)
        if unreadable:
            return
        at = places(self.reading.problem, answer)
        for each in (*wrong_outcomes(self.reading, answer), *broken_rules(self.reading, at)):
            yield replace(each, fault=Fault.DIVERSE_INVALID, facts=facts)

    def _worse(self, plan: StatedPlan, number: int, at: Whole) -> Iterator[Violation]:
        where, reached = f"alternatives.plans.{number}.aims", values(self.reading, at)
        if list(plan.aims) != list(reached.items()):
            yield _of("alternatives.aims", Fault.DIVERSE_VALUES, where)
        percent = Fraction(self.reading.problem.policy.aims.near_best_points_percent)
        best = self.reached[MAXIMISED]
        near = best - floor(abs(best) * percent / 100 + Fraction(1, 10**6))
        if not self._as_good(reached) or reached[MAXIMISED] < near:
            yield _of("alternatives.aims", Fault.DIVERSE_WORSE, where)

    def _as_good(self, reached: dict[str, int]) -> bool:
        """Whether every aim before the points is as the answer has it."""
        return all(
            value == self.reached[name]
            for name, value in reached.items()
            if name not in {MAXIMISED, TIE_BREAK}
        )

    def _alike(self, plan: StatedPlan, number: int, read: dict[int, Whole]) -> Iterator[Violation]:
        where, at = f"alternatives.plans.{number}.people_differing", read[number]
        if plan.people_differing != int((at != self.standing).sum()):
            yield _of("alternatives.people_differing", Fault.DIVERSE_COUNT, where)
        problem = self.reading.problem
        share = Fraction(problem.policy.aims.diverse_share_percent, 100)
        enough = max(1, ceil(len(problem.people) * share))
        others = [self.standing, *(each for other, each in read.items() if other != number)]
        if any(int((at != other).sum()) < enough for other in others):
            yield _of("alternatives.people_differing", Fault.DIVERSE_ALIKE, where)

    def _possible(self, ties: StatedTies, read: dict[int, Whole]) -> bool:
        """Whether the count can be, by the policy's limit and the diverse plans that tie."""
        asked = self.reading.problem.policy.aims
        tied = {
            number
            for number, at in read.items()
            if {**values(self.reading, at), TIE_BREAK: 0} == {**self.reached, TIE_BREAK: 0}
        }
        open_aim = any(not aim.proven for aim in self.result.aims[:-1])
        too_few = ties.count < min(1 + len(tied), asked.count_limit)
        return ties.count <= asked.count_limit and not (ties.exact and (too_few or open_aim))


def _of(code: str, fault: Fault, where: str | None = None) -> Violation:
    return Violation(code, (), fault, {"where": where or code})
