"""The only room that touches a solver; `solve` is its front door."""

from scoring.solver.front import Closed, solve

__all__ = ["Closed", "solve"]
