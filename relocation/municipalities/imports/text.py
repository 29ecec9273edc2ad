"""From a file's bytes to text: size, encoding and shape are checked before anything is parsed."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from relocation.municipalities.imports.faults import refuse

MOST_BYTES = 50 * 1024 * 1024
MOST_LINES = 500_000
LONGEST_LINE = 100_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


@dataclass(frozen=True, slots=True)
class Remedies:
    """What helps where there is too much of a file.

    Attributes:
        file: it has too many bytes or lines.
        line: a line has too many characters.
    """

    file: str
    line: str


FETCHED = Remedies(
    "Fetch one period and totals only.", "Fetch the table again as CSV, one observation a line."
)
"""Of a table that a statistical office publishes."""


def read_text(path: Path, remedies: Remedies = FETCHED) -> tuple[str, str]:
    """The file's text, from UTF-8 with or without a mark, or from Latin-1, and its SHA-256.

    Args:
        path: of the file.
        remedies: for files of its kind.

    Raises:
        ReferenceDataRefused: it cannot be read, is too large, or is no text in these encodings.
    """
    return text_in(_read(path, remedies), remedies)


def text_in(data: bytes, remedies: Remedies = FETCHED) -> tuple[str, str]:
    """As `read_text`, of a file's bytes.

    Raises:
        ReferenceDataRefused: there are too many, or they are no text in these encodings.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(remedies)
    _shape(data, remedies)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    odd = CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise refuse(
            "encoding",
            "a character that no table holds",
            "Save the file as UTF-8 or Latin-1.",
            line=line,
        )
    return text, hashlib.sha256(data).hexdigest()


def _read(path: Path, remedies: Remedies) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(remedies)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        remedy = "Check the path and that you may read it."
        raise refuse("unreadable", "the file cannot be read", remedy) from None
    if len(data) > MOST_BYTES:
        raise _too_large(remedies)
    return data


def _too_large(remedies: Remedies) -> Exception:
    return refuse("too_large", "the file is over 50 MB", remedies.file)


def _shape(data: bytes, remedies: Remedies) -> None:
    if not data.strip():
        raise refuse(
            "empty", "the file is empty", "Get it once more from where it came: it was cut off."
        )
    if data.startswith(UTF_16):
        raise refuse("encoding", "the file is UTF-16", "Save the file as UTF-8 or Latin-1.")
    if data.count(b"\n") > MOST_LINES:
        raise refuse("too_long", "over 500,000 lines", remedies.file)
    lines = enumerate(data.splitlines(), start=1)
    long = next((number for number, line in lines if len(line) > LONGEST_LINE), None)
    if long is not None:
        raise refuse("line_too_long", "over 100,000 characters", remedies.line, line=long)
