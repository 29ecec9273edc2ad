"""Explains an answer: why here, why not there, for which reader, and whether it repeats."""

from scoring.explain.again import SECONDS, made_elsewhere, recompute
from scoring.explain.here import why_here
from scoring.explain.not_there import why_not, why_not_at_once
from scoring.explain.shortlist import explain
from scoring.explain.standing_plan import judged

__all__ = [
    "SECONDS",
    "explain",
    "judged",
    "made_elsewhere",
    "recompute",
    "why_here",
    "why_not",
    "why_not_at_once",
]
