"""Kinds of document that belong to a handover."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from relocation.documents.kinds import Content, Kept, Kind
from relocation.documents.reasons import Reasons
from relocation.handovers import papers
from relocation.handovers.heard import call_answer_is_for, is_of_another
from relocation.handovers.papers import Subject
from relocation.permissions import DataClass

WORDING = Kind("term_wording", DataClass.CONTRACT, papers.Wording, "a term, and who performs it")
ACCEPTANCE = Kind(
    "term_acceptance", DataClass.CONTRACT, papers.Acceptance, "that a wording was accepted"
)
MEDIATION = Kind(
    "term_mediation", DataClass.CONTRACT, papers.Mediation, "how an open term is settled, and why"
)
MISMATCHES = Kind(
    "mismatches", DataClass.CONTRACT, papers.Mismatches,
    "an answer to each term that the declared services do not meet",
)  # fmt: skip
ADDRESS = Kind(
    "address", DataClass.ADDRESS, papers.Address, "where the person will live",
    is_kept_from=is_of_another,
)  # fmt: skip
ARRIVAL = Kind(
    "arrival", DataClass.RECEIVER_MUNI, papers.Arrival, "the day of stay, or of absence",
    is_kept_from=is_of_another,
)  # fmt: skip
NOTICE = Kind(
    "registration_notice", DataClass.IDENTITY, papers.Notice,
    "the notice of the police, and its registration",
)  # fmt: skip
RESIDENCE_REPORT = Kind(
    "residence_report", DataClass.ADDRESS, papers.ResidenceReport,
    "what the police were told of a change of residence, and when", is_kept_from=is_of_another,
)  # fmt: skip
CALL_ANSWER = Kind(
    "call_answer", DataClass.CONTRACT, Reasons,
    "why no nomination is needed, by those where the person lives",
    kept=Kept.FROM_ALL_BUT_WHOM_IT_IS_FOR, is_for=call_answer_is_for,
)  # fmt: skip
"""Of the one class that the central unit's caseworkers read as long as anybody lives there, also
after a nomination from there has come to nothing."""
REASONS = Kind("handover_reasons", DataClass.CONTRACT, Reasons, "the reasons of one step")


def _knowledge(
    of: DataClass, says: str, reduced: Callable[[papers.Knowledge], Content] | None = None
) -> Kind[papers.Knowledge]:
    return Kind(f"knowledge_{of}", of, papers.Knowledge, says, reduced)


NEEDS = _knowledge(DataClass.NEEDS, "items on social matters, health, work and economy")
SAFETY = _knowledge(DataClass.SAFETY, "the item on precautions", asdict)
"""Read whole where safety is read reduced: its giver's row holds no threat either."""
FAMILY = _knowledge(DataClass.FAMILY, "the item on the family")
CONTRACT = _knowledge(DataClass.CONTRACT, "the item on the agreement's history")
KNOWLEDGE: Mapping[Subject, Kind[papers.Knowledge]] = {
    Subject.SAFETY_PRECAUTIONS: SAFETY,
    Subject.SOCIAL: NEEDS,
    Subject.HEALTH: NEEDS,
    Subject.WORK_AND_EDUCATION: NEEDS,
    Subject.FAMILY: FAMILY,
    Subject.ECONOMY: NEEDS,
    Subject.AGREEMENT_HISTORY: CONTRACT,
}
"""Each item belongs to one class, so that no item tells more than its reader may know."""

KINDS: tuple[Kind[Any], ...] = (
    WORDING, ACCEPTANCE, MEDIATION, MISMATCHES, NEEDS, SAFETY, FAMILY, CONTRACT, ADDRESS,
    ARRIVAL, NOTICE, RESIDENCE_REPORT, CALL_ANSWER, REASONS,
)  # fmt: skip
