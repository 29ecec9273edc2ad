"""Today's round of a made-up store as its caseworker reads it, labelled made up."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from api.answer import Answer
from api.demo.candidates import Drawn
from api.demo.history import Lived
from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.documents.service import Question, read
from relocation.placements.kept import opened_round
from relocation.placements.kinds import NO_MUNICIPALITY, PROPOSAL
from relocation.placements.papers import MadeWith
from relocation.proceedings.service import case_id_of
from relocation.store import Store
from scenarios.families import label_of
from scoring.fingerprint import fingerprint
from scoring.problem import PlacementProblem

MADE_WITH: TypeAdapter[MadeWith] = TypeAdapter(MadeWith)
KINDS: tuple[Any, ...] = (PROPOSAL, NO_MUNICIPALITY)


def answered(store: Store, lived: Lived, drawn: Drawn) -> Answer:
    """The round and the engine's answer, out of a proposal that the caseworker may read in full.

    The label is all that differs from what the engine was told; it counts for nothing in the plan.
    """
    placement, moved = next(iter(lived.proposed.moved.items()))
    del moved
    who, now = lived.staff.caseworker, lived.now
    with store.transaction() as session:
        stands = standing(session, who, case_id_of(session, placement), now)
        found, *_ = read(session, who, stands, Question(KINDS, Purpose.PLACEMENT, placement), now)
        again = opened_round(session, MADE_WITH.validate_python(found.content["made_with"]))
    told = again.problem
    label = label_of(drawn.seed, drawn.family)
    labelled = replace(told.round, label=label, made_up=True, seed=drawn.seed)
    problem = PlacementProblem(told.country, labelled, told.policy)
    versions = replace(again.result.versions, fingerprint=fingerprint(problem))
    return Answer(problem, replace(again.result, versions=versions))
