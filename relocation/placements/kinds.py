"""Kinds of document that belong to a placement."""

from typing import Any

from relocation.documents.kinds import Kept, Kind
from relocation.documents.reasons import Reasons
from relocation.permissions import DataClass
from relocation.placements import papers

MADE_WITH = frozenset({"made_with"})
"""Digests, and whose cases counted: for asking anew, and for nobody's eyes (SE-4)."""
PROPOSAL = Kind(
    "proposal", DataClass.PROPOSAL, papers.Proposal, "the engine's answer as it was given",
    inner=MADE_WITH,
)  # fmt: skip
NO_MUNICIPALITY = Kind(
    "no_municipality", DataClass.PROPOSAL, papers.NoMunicipality,
    "the rules that leave no municipality", inner=MADE_WITH,
)  # fmt: skip
STATEMENT = Kind(
    "statement", DataClass.DECISION, papers.Statement,
    "what sender or candidate said in its hearing",
)  # fmt: skip
REASONS = Kind(
    "placement_reasons", DataClass.PROPOSAL, Reasons,
    "the reasons of one step, which may tell of a place",
)  # fmt: skip
REQUEST_ANEW = Kind(
    "reconsideration_request", DataClass.DECISION, Reasons,
    "why the sender asks that the decision be looked at anew",
)  # fmt: skip
"""Of the decision's class: whoever asks reads it, while a proposal's reasons are kept from it."""
CHOICE = Kind(
    "choice", DataClass.RECEIVER_MUNI, papers.Choice, "the chosen place and the reasons for it",
    reduced=lambda it: {"municipality": it.municipality}, kept=Kept.FROM_OTHER_AUTHORITIES,
    filled_in=frozenset({"leaves_proposal"}),
)  # fmt: skip
BY_HAND = Kind(
    "settled_by_hand", DataClass.RECEIVER_MUNI, papers.ByHand,
    "what the central unit settled before the round", kept=Kept.FROM_OTHER_AUTHORITIES,
)  # fmt: skip
CONTACT = Kind(
    "contact", DataClass.RECEIVER_MUNI, papers.Contact, "who was contacted at the receiver"
)

KINDS: tuple[Kind[Any], ...] = (
    PROPOSAL,
    NO_MUNICIPALITY,
    STATEMENT,
    REASONS,
    REQUEST_ANEW,
    CHOICE,
    BY_HAND,
    CONTACT,
)
