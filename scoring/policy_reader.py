"""Reads numbers of a dated policy from TOML, each with what stands behind it; refuses all else.

What kind of policy it is says its own file: sections are frozen classes whose fields are the
numbers asked for, here and in the casework alike, and what each may be stands beside the field.
"""

import re
import tomllib
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from pathlib import Path as File
from typing import Any, get_type_hints

from scoring.policy import PolicyNumber
from scoring.policy_places import place_of, places_in
from scoring.policy_refused import MOST_FAULTS, Path, PolicyError, PolicyFault
from scoring.policy_values import (
    broken_alone,
    broken_beside,
    broken_kind,
    broken_range,
    range_of,
    typed,
)

MOST_BYTES = 1_000_000
ENTRY = ("value", "unit", "status", "reason", "sensitivity")
STATUSES = ("proposed", "published")
HEAD = ("version", "valid_from")
MOST_VERSION = 100
PLACE = re.compile(r"at line (\d+), column (\d+)")


def shipped(folder: File) -> list[str]:
    """The names of the policies that came with the product, of the kind that lies in a folder."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def text_of(path: File, folder: File) -> str:
    """The text of a policy; `folder` is the one whose shipped policies a refusal names.

    Raises:
        PolicyError: the file is missing, is too large or is no text.
    """
    try:
        # Opening a pipe would wait without end.
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        pass
    known = ", ".join(shipped(folder))
    remedy = f"name a UTF-8 text of at most 1 MB, or a shipped policy: {known}"
    raise PolicyError(PolicyFault("policy", "unreadable_file", remedy))


def document_of(text: str) -> Mapping[str, Any]:
    """The document that a text is.

    Raises:
        PolicyError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = PLACE.search(str(fault))
        line, column = map(int, found.groups()) if found else (text.count("\n") + 1, 1)
        remedy = "mend the syntax there"
        raise PolicyError(PolicyFault("policy", "not TOML", remedy, line, column)) from None
    except (ValueError, RecursionError):
        rule = "not TOML that can be read"
        remedy = "write shorter numbers, and nest less"
        raise PolicyError(PolicyFault("policy", rule, remedy)) from None


class Reading:
    """One reading of a document: the numbers met, and everything found wrong so far."""

    def __init__(self, document: Mapping[str, Any], text: str | None = None) -> None:
        """Take a document, and the text that it came from where there is one."""
        self.document, self._text = document, text
        self.numbers: dict[str, PolicyNumber] = {}
        self._found: list[tuple[Path, PolicyFault]] = []

    def find(self, path: Path, rule: str, remedy: str, at: Path | None = None) -> None:
        """Note a fault; `at` is where its line is looked up, where that is not its path."""
        fault = PolicyFault(".".join(path) or "policy", rule, remedy)
        self._found.append((path if at is None else at, fault))

    def refuse(self) -> None:
        """End the reading.

        Raises:
            PolicyError: something was found wrong.
        """
        if not self._found:
            return
        places = {} if self._text is None else places_in(self._text)
        faults = []
        for at, fault in self._found:
            line, column = place_of(places, at) or (None, None)
            faults.append(replace(fault, line=line, column=column))
        faults.sort(key=lambda fault: (fault.line or 0, fault.column or 0))
        more = max(0, len(faults) - MOST_FAULTS)
        raise PolicyError(*faults[:MOST_FAULTS], more=more)

    def table(
        self, path: Path, table: Any, wanted: Set[str], may: Set[str] = frozenset()
    ) -> dict[str, Any]:
        """The entries of a table that are known; what is missing or one too many is noted."""
        if not isinstance(table, dict):
            self.find(path, "not_a_table", f"write a table with {', '.join(sorted(wanted))}")
            return {}
        for key in sorted(wanted - set(table)):
            self.find((*path, key), "missing", "write it; nothing stands in for it")
        for key in table:
            if key not in wanted | may:
                remedy = f"use only {', '.join(sorted(wanted | may))}"
                self.find(path, "unknown_key", remedy, at=(*path, key))
        return {key: value for key, value in table.items() if key in wanted | may}

    def sections(self, kinds: Mapping[str, Any]) -> dict[str, Any]:
        """The frozen classes of numbers that the document holds, by their names."""
        known = self.document
        names = [name for name in kinds if name in known]
        return {name: self.section(name, known[name], kinds[name]) for name in names}

    def section(self, name: str, table: Any, kind: Any) -> Any:
        """One frozen class of numbers; None where one of them is not usable."""
        hints = get_type_hints(kind, include_extras=True)
        values = self.values((name,), table, hints)
        return kind(**values) if set(values) == set(hints) else None

    def values(self, path: Path, table: Any, hints: Mapping[str, Any]) -> dict[str, Any]:
        """The usable numbers of one table, each noted with what stands behind it."""
        entries = self.table(path, table, set(hints))
        found = {key: self._number((*path, key), entries[key], hints[key]) for key in entries}
        values = {key: found[key] for key in hints if found.get(key) is not None}
        alone = {key: broken_alone(value, hints[key]) for key, value in values.items()}
        sound = {key: value for key, value in values.items() if alone[key] is None}
        for key, value in values.items():
            broken = alone[key] or broken_beside(value, hints[key], sound)
            if broken is None and "plausible" in entries[key]:
                broken = broken_range(entries[key]["plausible"], value, hints[key])
            if broken is not None:
                self.find((*path, key, broken.where), broken.rule, broken.remedy)
        return values

    def _number(self, path: Path, entry: Any, hint: Any) -> Any:
        """A value of the right type, noted with what stands behind it, or None."""
        found = self.table(path, entry, set(ENTRY), {"plausible"})
        texts = {key: self.text((*path, key), found[key]) for key in ENTRY[1:] if key in found}
        if texts.get("status") and texts["status"] not in STATUSES:
            self.find((*path, "status"), "unknown_word", f"use one of {', '.join(STATUSES)}")
        if "value" not in found:
            return None
        value = typed(found["value"], hint)
        if value is None:
            broken = broken_kind(found["value"], hint)
            self.find((*path, "value"), broken.rule, broken.remedy)
        elif len(texts) == len(ENTRY) - 1:
            name, ends = ".".join(path), range_of(found.get("plausible"))
            self.numbers[name] = PolicyNumber(name=name, value=value, plausible=ends, **texts)
        return value

    def text(self, path: Path, value: Any) -> str:
        """A text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.find(path, "not_a_text", "write a text that is not empty, in quotes")
        return ""

    def head(self) -> dict[str, Any]:
        """The version and the day from which it holds."""
        version, day = (self.document.get(key) for key in HEAD)
        if version is not None and len(self.text(("version",), version)) > MOST_VERSION:
            self.find(("version",), "too_long", f"use at most {MOST_VERSION} characters")
        if day is not None and type(day) is not date:
            self.find(("valid_from",), "not_a_date", "write a date such as 2026-11-22, unquoted")
        return {"version": version, "valid_from": day}
