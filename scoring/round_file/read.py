"""Reads one round from one file, whole or not at all."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from scoring.country import Country
from scoring.policy import Policy
from scoring.result_form import FORMAT as RESULT
from scoring.round import Round
from scoring.round_faults import Path, faults_of
from scoring.round_file.form import Form
from scoring.round_file.form_of_round import LISTS, MOST_ENTRIES, RoundForm
from scoring.round_file.guard import bytes_of, text_of
from scoring.round_file.parse import parsed
from scoring.round_file.placing import placed
from scoring.round_file.refused import MOST_ERRORS, Finding, RoundRefused
from scoring.round_file.words import findings_in

CountryOn = Callable[[date], Country | None]
"""The country as it is known on a day; None before the first day on which it is."""

TOO_EARLY = Finding(
    ("date",), "date_before_register", "use a day on which the register of municipalities holds"
)
A_RESULT = Finding(
    ("format",),
    "this is a result, not a round",
    "give the round it answers; two files may be swapped: first the result, then its round",
)


def read_round(path: File, country: Country, policy: Policy) -> Round:
    """Read a round's file.

    Raises:
        RoundRefused: the file cannot be read or holds no usable round.
    """
    return read_round_bytes(bytes_of(path), country, policy)


def read_dated_round(path: File, country_on: CountryOn, policy: Policy) -> tuple[Round, Country]:
    """Read a round's file with the country as it is known on the round's own date."""
    return _read(bytes_of(path), country_on, policy)


def read_round_bytes(raw: bytes, country: Country, policy: Policy) -> Round:
    """Read a round from the bytes of a file; see `read_round`."""
    round_, _ = _read(raw, lambda _: country, policy)
    return round_


def _read(raw: bytes, country_on: CountryOn, policy: Policy) -> tuple[Round, Country]:
    text = text_of(raw)
    read = _Read()
    round_ = read.round_in(parsed(text))
    if round_ is None:
        raise _refused(text, read)
    country = country_on(round_.date)
    if country is None:
        read.find([TOO_EARLY])
        raise _refused(text, read)
    for fault in faults_of(round_, country, policy):
        read.find([Finding(fault.path, fault.rule, fault.remedy)])
    if read.count:
        raise _refused(text, read)
    return round_, country


class _Read:
    """One reading: what was found wrong so far, of which only the first hundred are kept."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.count = 0

    def find(self, findings: list[Finding]) -> None:
        self.count += len(findings)
        self.findings += findings[: MOST_ERRORS - len(self.findings)]

    def round_in(self, document: Any) -> Round | None:
        """Make the round, or None when its form is wrong."""
        if not isinstance(document, dict):
            self.find([Finding((), "not_an_object", "write one object in { }")])
            return None
        if document.get("format") == RESULT:
            self.find([A_RESULT])
            return None
        lists = {key: self._list(key, document[key]) for key in document if key in LISTS}
        brought = {key: value for key, value in lists.items() if value is not None}
        head = self._checked(RoundForm, document | {key: [] for key in brought}, ())
        made = {
            key: tuple(self._made(LISTS[key], entry, (key, at)) for at, entry in enumerate(value))
            for key, value in brought.items()
        }
        return None if self.count else _round(head, made)

    def _list(self, key: str, value: Any) -> list[Any] | None:
        if isinstance(value, list) and len(value) > MOST_ENTRIES:
            self.find([Finding((key,), "too_many_entries", f"list at most {MOST_ENTRIES}")])
            return []
        return value if isinstance(value, list) else None

    def _made(self, kind: type[Form], value: Any, path: Path) -> Any:
        form = self._checked(kind, value, path)
        # Made at once: keeping 20,000 people as forms too costs the garbage collector seconds.
        return None if form is None else form.made()

    def _checked(self, kind: type[Form], value: Any, path: Path) -> Any:
        try:
            return kind.model_validate(value)
        except ValidationError as fault:
            self.find(findings_in(fault, path))
            return None


def _round(head: RoundForm, made: Mapping[str, tuple[Any, ...]]) -> Round:
    return Round(date=head.date, label=head.label, made_up=head.made_up, seed=head.seed, **made)


def _refused(text: str, read: _Read) -> RoundRefused:
    return RoundRefused(placed(text, read.findings), read.count - len(read.findings))
