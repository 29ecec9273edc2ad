"""The only room that touches a solver; `solve` is its front door."""

from scoring.solver.apart import SolverFailed, solve_apart
from scoring.solver.front import solve
from scoring.solver.greedy import Closed

__all__ = ["Closed", "SolverFailed", "solve", "solve_apart"]
