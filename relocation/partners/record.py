"""What must be on record before a step with a partner."""

from relocation.partners.model import Facts
from relocation.workflow import Need

LIVES_THERE = Need[Facts](
    "lives_there",
    "that the actor is of the side where the candidate lives today, in a handover of either",
    lambda f: f.acts_where_the_candidate_lives,
)
BASIS = Need[Facts](
    "basis", "the candidate's consent and its day, or another legal basis", lambda f: f.has_basis
)
SHARED = Need[Facts](
    "shared", "what was shared, when and on which basis", lambda f: f.is_told_what_was_shared
)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
