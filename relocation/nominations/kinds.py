"""Kinds of document that belong to a nomination."""

from typing import Any

from relocation.documents.kinds import Kind
from relocation.documents.reasons import Reasons
from relocation.nominations import papers
from relocation.permissions import DataClass

REQUEST = Kind(
    "relocation_request", DataClass.DECISION, papers.Request,
    "the grounds, each argued, and the urgency",
)  # fmt: skip
REASONS = Kind("nomination_reasons", DataClass.DECISION, Reasons, "the reasons of one step")
QUESTION = Kind(
    "information_asked", DataClass.DECISION, papers.Question, "what more is asked for, and why"
)
ANSWER = Kind("information_given", DataClass.DECISION, papers.Answer, "what was asked for")
JUDGEMENT = Kind(
    "judgement", DataClass.DECISION, papers.Judgement, "the coded outcome and its reasons"
)
CONFIRMATION = Kind(
    "confirmation", DataClass.DECISION, Reasons,
    "the reasons of who confirms", lambda _: {"is_decided": True},
)  # fmt: skip

KINDS: tuple[Kind[Any], ...] = (REQUEST, REASONS, QUESTION, ANSWER, JUDGEMENT, CONFIRMATION)
