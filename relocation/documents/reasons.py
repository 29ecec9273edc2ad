"""The reasons of one step: written alike in every stage, each in its own kind of document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why somebody takes a step, what is lacking, or on which ground something is left out."""

    reasons: str
