"""Kinds of document that belong to a safety assessment."""

from dataclasses import asdict
from typing import Any

from relocation.documents.kinds import Kind
from relocation.permissions import DataClass
from relocation.safety import papers

PICTURE = Kind(
    "safety_picture", DataClass.SAFETY, papers.Picture,
    "threats, enemies, dangerous places, and whether it allows going on",
)  # fmt: skip
PRECAUTIONS = Kind(
    "precautions", DataClass.SAFETY, papers.Precautions,
    "what staff and candidate look out for", asdict,
)  # fmt: skip

KINDS: tuple[Kind[Any], ...] = (PICTURE, PRECAUTIONS)
