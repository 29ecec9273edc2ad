"""What a kind of document is: its one data class, and what a reader of the reduced form gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from relocation.permissions import DataClass

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    Attributes:
        name: stable; part of what the content is sealed with.
        data_class: every word of such a document belongs to this class.
        reduced: makes the reduced form; None where a reader of `P` gets nothing of it.
    """

    name: str
    data_class: DataClass
    reduced: Callable[[Content], Content] | None = None
