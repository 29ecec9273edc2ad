"""Kinds of document that belong to a handover."""

from typing import Any

from relocation.documents.kinds import Kind
from relocation.handovers import papers
from relocation.permissions import DataClass

WORDING = Kind("term_wording", DataClass.CONTRACT, papers.Wording, "a term, and who performs it")
KNOWLEDGE = Kind(
    "knowledge", DataClass.NEEDS, papers.Knowledge, "one item of the checklist",
    lambda it: {"subject": it.subject},
)  # fmt: skip
ADDRESS = Kind("address", DataClass.ADDRESS, papers.Address, "where the person will live")
ARRIVAL = Kind("arrival", DataClass.RECEIVER_MUNI, papers.Arrival, "the day of stay, or of absence")
REASONS = Kind("handover_reasons", DataClass.CONTRACT, papers.Reasons, "the reasons of one step")

KINDS: tuple[Kind[Any], ...] = (WORDING, KNOWLEDGE, ADDRESS, ARRIVAL, REASONS)
