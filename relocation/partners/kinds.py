"""Kinds of document that belong to a partner."""

from typing import Any

from relocation.documents.kinds import Kind
from relocation.documents.reasons import Reasons
from relocation.partners import papers
from relocation.permissions import DataClass

BASIS = Kind(
    "partner_basis", DataClass.CONTRACT, papers.Basis, "who takes part, and on which basis"
)
SHARING = Kind(
    "shared_with_partner", DataClass.CONTRACT, papers.Sharing,
    "what was shared with a partner, when and on which basis",
)  # fmt: skip
REASONS = Kind("partner_reasons", DataClass.CONTRACT, Reasons, "why a partner takes part no more")

KINDS: tuple[Kind[Any], ...] = (BASIS, SHARING, REASONS)
