"""The only room that touches a solver; `solve` is its front door."""

from scoring.solver.alternatives import (
    Counted,
    Diverse,
    DiversePlan,
    count_best_plans,
    diverse_plans,
)
from scoring.solver.apart import Ending, SolverFailed, solve_apart
from scoring.solver.front import solve
from scoring.solver.greedy import Closed

__all__ = [
    "Closed",
    "Counted",
    "Diverse",
    "DiversePlan",
    "Ending",
    "SolverFailed",
    "count_best_plans",
    "diverse_plans",
    "solve",
    "solve_apart",
]
