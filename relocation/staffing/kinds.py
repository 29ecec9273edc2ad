"""Kinds of document that belong to who works on a case."""

from typing import Any

from relocation.documents.kinds import Kind
from relocation.documents.reasons import Reasons
from relocation.permissions import DataClass

REASONS = Kind(
    "staffing_reasons", DataClass.DECISION, Reasons,
    "why a glass was broken, or a colleague came or left",
)  # fmt: skip

KINDS: tuple[Kind[Any], ...] = (REASONS,)
