"""Works something out once per placement problem and forgets it with the problem."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from scoring.problem import PlacementProblem

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Question = Callable[Concatenate[PlacementProblem, Arguments], Answer]


def once_per_problem(ask: Question[Arguments, Answer]) -> Question[Arguments, Answer]:
    """Keep the answer of each problem and arguments; problems are frozen, so it stays true."""
    kept: WeakKeyDictionary[PlacementProblem, dict[object, Answer]] = WeakKeyDictionary()

    @wraps(ask)
    def answer(
        problem: PlacementProblem, /, *args: Arguments.args, **named: Arguments.kwargs
    ) -> Answer:
        answers = kept.setdefault(problem, {})
        key = (args, tuple(sorted(named.items())))
        if key not in answers:
            answers[key] = ask(problem, *args, **named)
        return answers[key]

    return answer
