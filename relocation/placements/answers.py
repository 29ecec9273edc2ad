"""An answer of the engine as it is kept in one case: how good, made with what, and why."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from scoring.explain import explain
from scoring.explanation import Explanation
from scoring.problem import PlacementProblem
from scoring.result import Result

EXPLANATION = TypeAdapter(Explanation)
WHY = "explanation"


def answer_for(problem: PlacementProblem, result: Result, person: str) -> dict[str, Any]:
    """Status, aims with what is proven of them, versions, and the explanation with its reasons."""
    made = result.versions
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
        WHY: EXPLANATION.dump_python(explain(problem, result, person), mode="json"),
    }


def explanation_in(answer: Mapping[str, Any]) -> Explanation | None:
    """The explanation of an answer that has one."""
    return EXPLANATION.validate_python(answer[WHY]) if WHY in answer else None
