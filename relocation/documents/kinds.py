"""What a kind of document is: its one data class, its content, and the reduced form of it."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter

from relocation.permissions import DataClass

C = TypeVar("C")
"""What is written in a kind of document: a frozen dataclass of its stage's model."""
Content = Mapping[str, Any]
IsFor = Callable[[Any, Any, str], bool]
"""By a session, what a reader is to the case, and the row's id of the thing it was written of."""


class Kept(Enum):
    """From whom a kind is kept, whatever level their row of the matrix gives."""

    FROM_NOBODY = "from nobody"
    FROM_OTHER_AUTHORITIES = "from other authorities"
    """They get the reduced form at most."""
    FROM_ALL_BUT_AUTHORS = "from all but its authors"
    """Only who wrote a version of it reads it; of what was set aside only the own version."""
    FROM_ALL_BUT_WHOM_IT_IS_FOR = "from all but its authority and whom it is for"
    """Of other authorities only whom `is_for` names, where their row gives all of the class."""


@dataclass(frozen=True)
class Kind(Generic[C]):
    """One kind of document.

    Attributes:
        name: stable; part of what the content is sealed with.
        data_class: every word of such a document belongs to this class.
        content: what is written in it.
        says: what it holds, for the reference page.
        reduced: makes the reduced form; None where a reader of `P` gets nothing of it.
        inner: fields that the product keeps for itself, such as ids of rows; no reader gets them.
        filled_in: fields that the button fills in with what it finds out itself; a repetition of
            the press may find another answer, and asks for the same all the same.
        is_for: whether what is written of one thing, by its row's id, is for a reader, where the
            kind is kept from all others.
        is_kept_from: whether what another authority wrote of one thing, by its row's id, is kept
            from a reader, whatever its row of the matrix gives.
    """

    name: str
    data_class: DataClass
    content: type[C]
    says: str
    reduced: Callable[[C], Content] | None = None
    kept: Kept = Kept.FROM_NOBODY
    inner: frozenset[str] = frozenset()
    filled_in: frozenset[str] = frozenset()
    is_for: IsFor | None = None
    is_kept_from: IsFor | None = None

    def written(self, content: C) -> bytes:
        """The content as it is sealed."""
        return _adapter(cast("Hashable", self.content)).dump_json(content)

    def opened(self, text: bytes) -> C:
        """The content as it was written."""
        return cast("C", _adapter(cast("Hashable", self.content)).validate_json(text))

    def shown(self, text: bytes) -> Content:
        """What a reader gets of the content, or of its reduced form."""
        whole: Content = json.loads(text)
        return {key: value for key, value in whole.items() if key not in self.inner}

    def reduced_form(self, content: C) -> bytes | None:
        """The reduced form as it is sealed; None where there is none."""
        if self.reduced is None:
            return None
        return json.dumps(self.reduced(content), ensure_ascii=False, default=str).encode()


@dataclass(frozen=True)
class Paper(Generic[C]):
    """What is to be written: a kind of document and its content.

    Attributes:
        filled_in: fields that this button alone fills in, beside those of the kind.
    """

    kind: Kind[C]
    content: C
    filled_in: frozenset[str] = frozenset()

    def asked(self) -> tuple[str, str]:
        """What a repetition of the press must hand in alike."""
        text = self.kind.written(self.content).decode()
        if filled_in := self.kind.filled_in | self.filled_in:
            whole = json.loads(text).items()
            text = json.dumps({k: v for k, v in whole if k not in filled_in})
        return self.kind.name, text


@cache
def _adapter(content: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("Any", content))
