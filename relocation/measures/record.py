"""What must be on record before a step in a measure."""

from relocation.measures.model import Facts
from relocation.workflow import Need

OWN_AUTHORITY = Need[Facts](
    "own_authority",
    "that the actor acts for the authority responsible for it",
    lambda f: f.is_the_authoritys_own,
)
RESPONSIBLE = Need[Facts](
    "responsible",
    "that the actor's municipality is responsible today",
    lambda f: f.acts_for_the_responsible,
)
NEW_TIME_FRAME = Need[Facts]("new_time_frame", "the new time frame", lambda f: f.has_new_time_frame)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
COORDINATION_OVER = Need[Facts](
    "coordination_over", "that the case has ended", lambda f: f.coordination_is_over
)
