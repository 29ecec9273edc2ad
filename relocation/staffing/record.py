"""What must be on record before somebody leaves a list, or a broken glass is settled."""

from relocation.staffing.model import ColleagueFacts, DenialFacts, GlassFacts
from relocation.workflow import Need

SAME_SIDE = Need[ColleagueFacts](
    "same_side",
    "that the actor is to the case what the colleague is, or leads the side",
    lambda f: f.is_of_the_same_side,
)
NOT_ONESELF = Need[ColleagueFacts](
    "not_oneself", "somebody else than who leaves", lambda f: f.is_somebody_else
)
ENOUGH_STAY = Need[ColleagueFacts](
    "enough_stay",
    "that as many who can act stay in the role as the case needs; a successor is named first",
    lambda f: f.enough_stay,
)
REASONS = Need[ColleagueFacts]("reasons", "reasons", lambda f: f.has_reasons)

ENTITLED = Need[DenialFacts](
    "entitled",
    "that the actor coordinates a side or is central; for who is on the list, the same side",
    lambda f: f.is_entitled,
)
OF_WHO_DENIED = Need[DenialFacts](
    "of_who_denied",
    "that the actor is of the side that excluded, leads it, or is of the central unit",
    lambda f: f.is_of_who_denied,
)
NOT_ONESELF_DENIED = Need[DenialFacts](
    "not_oneself", "somebody else than who is excluded", lambda f: f.is_somebody_else
)
ENOUGH_STAY_BESIDE = Need[DenialFacts](
    "enough_stay",
    "that as many who can act stay in the role as the case needs; a successor is named first",
    lambda f: f.enough_stay,
)
DENIAL_REASONS = Need[DenialFacts]("reasons", "reasons", lambda f: f.has_reasons)

SOMEBODY_ELSE = Need[GlassFacts](
    "somebody_else", "somebody else than who broke the glass", lambda f: f.is_somebody_else
)
STANDS_THERE = Need[GlassFacts](
    "stands_there",
    "that the actor stands on the list itself, and not by broken glass",
    lambda f: f.stands_there,
)
MAY_VOUCH = Need[GlassFacts](
    "may_vouch",
    "that the actor decides; where nobody else on the list does, that it holds the row opened",
    lambda f: f.may_vouch,
)
IN_TIME = Need[GlassFacts](
    "in_time", "that the hours for a countersignature are not over", lambda f: f.is_in_time
)
TOO_LATE = Need[GlassFacts](
    "too_late", "that the hours for a countersignature are over", lambda f: f.is_too_late
)
GLASS_REASONS = Need[GlassFacts]("reasons", "reasons", lambda f: f.has_reasons)
