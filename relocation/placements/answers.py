"""An answer of the engine as it is kept in one case: how good, made with what, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from scoring.explain import explain
from scoring.explanation import Explanation
from scoring.problem import PlacementProblem
from scoring.result import Outcome, Result

EXPLANATION = TypeAdapter(Explanation)
WHY = "explanation"


def answer_for(problem: PlacementProblem, result: Result, person: str) -> dict[str, Any]:
    """Status, aims with what is proven of them, versions, and the explanation with its reasons.

    Who holds a place that the candidate would have alone is not in it: kept in this case it would
    outlive that person's erasure, with the place. The round itself is kept under everybody's keys.
    """
    made = result.versions
    why = explain(problem, result, person)
    return {
        "status": result.status.value,
        "aims": [[aim.name, aim.value, aim.bound] for aim in result.aims],
        "versions": {
            "fingerprint": made.fingerprint,
            "policy": made.policy,
            "register": made.register,
            "register_on": problem.round.date.isoformat(),
            "engine": made.engine,
            "limit": dict(made.limit),
            "libraries": dict(made.libraries),
        },
        WHY: EXPLANATION.dump_python(_without_others(why), mode="json"),
    }


def place_or_rules(result: Result, person: str) -> tuple[str | None, tuple[str, ...]]:
    """The plan's place for one candidate, or the rules that leave none.

    Without a proof nobody may know which rules those are: it is neither, and waits on.
    """
    line = next(each for each in result.placements if each.person == person)
    if line.outcome is Outcome.PLACED and line.municipality is not None:
        return line.municipality, ()
    return None, next((each.rules for each in result.conflicts if person in each.people), ())


def explanation_in(answer: Mapping[str, Any]) -> Explanation | None:
    """The explanation of an answer that has one."""
    return EXPLANATION.validate_python(answer[WHY]) if WHY in answer else None


def _without_others(why: Explanation) -> Explanation:
    alone = why.here.alone
    if alone is None:
        return why
    causes = tuple(replace(cause, people=()) for cause in alone.causes)
    return replace(why, here=replace(why.here, alone=replace(alone, causes=causes)))
