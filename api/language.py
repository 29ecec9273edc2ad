"""Every sentence a person reads, in Danish or English, with numbers, dates and names filled in."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from scoring.danish import danish_order

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("da", "en")
LEAST_SHARE = 0.01
"""Two decimals are written of a share."""


@cache
def sentences(tag: str) -> Mapping[str, str]:
    """Read all sentences of a language by code, for example "reason.safety.exposure".

    Those of the casework stand in a folder beside the language's file, by stage.

    Raises:
        ValueError: a code has two sentences.
    """
    found: dict[str, str] = {}
    for path in files_of(tag):
        for code, text in _coded(tomllib.loads(path.read_text(encoding="utf-8"))):
            if code in found:
                raise ValueError(f"{path.name}: '{code}' has a sentence already")
            found[code] = text
    return found


def files_of(tag: str) -> tuple[Path, ...]:
    """Every file of a language's sentences."""
    return (FOLDER / f"{tag}.toml", *sorted((FOLDER / tag).glob("*.toml")))


def _coded(table: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{section}{key}", value
        else:
            yield from _coded(value, f"{section}{key}.")


@dataclass(frozen=True)
class Language:
    """One language, with the names of the municipalities by code.

    A sentence names its facts in braces, with an optional form after a colon: `{at:place}` the
    municipality's name, `{kind:word}` a word of the section `word`, `{kind:Word}` the same with a
    capital, `{kind:any}` the same or "all" for None, `{must:?yes|no}` one of two texts,
    `{share:share}` a fair share, `{n:#one|many}` a number with its noun.
    """

    tag: str = "da"
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, code: str, /, **facts: Any) -> str:
        """Say the sentence of a code.

        Raises:
            KeyError: the code has no sentence, or the sentence lacks a fact.
        """
        return _Facts(self).vformat(sentences(self.tag)[code], (), facts)

    def knows(self, code: str) -> bool:
        """Whether the code has a sentence."""
        return code in sentences(self.tag)

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number with at most `digits` decimals."""
        rounded = round(value, digits) + 0  # adding 0 turns -0.0 into 0.0
        text: str = format_decimal(rounded, format=f"#,##0.{'#' * digits}", locale=self._locale)
        return text.replace("-", "−")

    def share(self, value: float) -> str:
        """Write a fair share, which is small and never nothing."""
        if value < LEAST_SHARE:
            return self.say("word.below_least", least=LEAST_SHARE)
        return self.number(value, 2)

    def day(self, value: date) -> str:
        """Write a date in words."""
        text: str = format_date(value, format="long", locale=self._locale)
        return text

    def place(self, code: str | None) -> str:
        """Name a municipality; an unknown code stands for itself."""
        return sentences(self.tag)["word.nowhere"] if code is None else self.names.get(code, code)

    def word(self, key: str) -> str:
        """A word of the section `word`; a key of the user's own data stays as it is."""
        return sentences(self.tag).get(f"word.{key}", key)

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Sort municipality codes by name, the Danish way."""
        return sorted(codes, key=lambda code: (danish_order(self.place(code)), code))

    def listed(self, texts: Iterable[str]) -> str:
        """Join texts with commas and a last "and"."""
        *most, last = texts
        glue = sentences(self.tag)["word.and"]
        return f"{', '.join(most)} {glue} {last}" if most else last

    @property
    def _locale(self) -> str:
        return {"da": "da_DK", "en": "en_GB"}[self.tag]


class _Facts(Formatter):
    """Writes a fact by the form that the sentence asks for."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        say = self.language
        if format_spec.startswith("#"):
            one, _, many = format_spec[1:].partition("|")
            return f"{say.number(value)} {one if value == 1 else many}"
        if format_spec.startswith("?"):
            yes, _, no = format_spec[1:].partition("|")
            return yes if value else no
        forms = {
            "place": lambda: say.place(value),
            "word": lambda: say.word(value),
            "Word": lambda: say.word(value)[:1].upper() + say.word(value)[1:],
            "share": lambda: say.share(value),
            "any": lambda: say.word("all" if value is None else value),
            "": lambda: self._plain(value),
        }
        return forms[format_spec]()

    def _plain(self, value: Any) -> str:
        if value is None or isinstance(value, bool):
            return sentences(self.language.tag)[f"word.{str(value).lower()}"]
        if isinstance(value, date):
            return self.language.day(value)
        return self.language.number(value, 2) if isinstance(value, int | float) else str(value)
