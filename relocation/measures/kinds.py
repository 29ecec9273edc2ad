"""Kinds of document that belong to a measure; what it is stands in the agreement."""

from typing import Any

from relocation.cases.papers import CourseChange
from relocation.documents.kinds import Kind
from relocation.documents.reasons import Reasons
from relocation.permissions import DataClass

TIME_FRAME = Kind(
    "measure_time_frame", DataClass.CONTRACT, CourseChange, "a measure's new time frame, and why"
)
REASONS = Kind("measure_reasons", DataClass.CONTRACT, Reasons, "why a measure ended")

KINDS: tuple[Kind[Any], ...] = (TIME_FRAME, REASONS)
