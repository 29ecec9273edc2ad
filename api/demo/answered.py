"""Today's round of a made-up store as its caseworker reads it, labelled made up."""

from dataclasses import replace

from api.answer import Answer
from api.demo.candidates import Drawn
from api.demo.history import Lived
from relocation.errors import NotFound
from relocation.placements.rounds import stored_round
from relocation.store import Store
from scenarios.families import label_of
from scoring.fingerprint import fingerprint
from scoring.problem import PlacementProblem


def answered(store: Store, lived: Lived, drawn: Drawn) -> Answer:
    """The round and the engine's answer, out of a proposal that the caseworker may read in full.

    The label is all that differs from what the engine was told; it counts for nothing in the plan.
    """
    placement, moved = next(iter(lived.proposed.moved.items()))
    del moved
    who, now = lived.staff.caseworker, lived.now
    again = stored_round(store, who, placement, now)
    if again is None:
        raise NotFound
    told = again.problem
    label = label_of(drawn.seed, drawn.family)
    labelled = replace(told.round, label=label, made_up=True, seed=drawn.seed)
    problem = PlacementProblem(told.country, labelled, told.policy)
    versions = replace(again.result.versions, fingerprint=fingerprint(problem))
    return Answer(problem, replace(again.result, versions=versions))
