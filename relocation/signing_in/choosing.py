"""What a new password must be: long, not the account's own words, not what is tried first."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from relocation.errors import EntryRefused
from relocation.sign_in_policy import PasswordNumbers
from relocation.signing_in.model import readable

PLACE = "password"
SHORTEST_WORD = 4
"""Letters of an own word that count; shorter ones stand in too many others."""
LEAST_DIFFERENT = 6
"""Different characters; fewer are a pattern and no words."""
LEFT_OVER = 8
"""Characters beside the words that are tried first, at the least."""
ROWS = ("abcdefghijklmnopqrstuvwxyzæøå", "01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm")
"""Whoever runs a finger along the alphabet or the keyboard."""
RUN = 4
"""Characters in a row, forwards or backwards, that count as one of them."""
TRIED_FIRST = (
    *("password", "passw0rd", "adgangskode", "kodeord", "hemmelig", "secret", "welcome"),
    *("velkommen", "letmein", "administrator", "admin", "relocation", "exit", "danmark", "denmark"),
    *("login", "summer", "sommer", "winter", "vinter", "spring", "autumn"),
)
WORD = re.compile(r"[^\W_]+")


def normal(password: str) -> str:
    """A password in one form of Unicode, as every keyboard may type it."""
    return normalize("NFKC", readable(password))


def must_be_good(password: str, own: Iterable[str], numbers: PasswordNumbers) -> None:
    """See that somebody may choose a password; no kinds of characters are asked for.

    Args:
        password: as it was typed.
        own: texts that belong to the account, such as its names.
        numbers: of the policy.

    Raises:
        EntryRefused: it may not be chosen; why, and never what it was.
    """
    chosen = normal(password)
    if not numbers.least_length <= len(chosen) <= numbers.most_length:
        rule = f"it must have {numbers.least_length} to {numbers.most_length} characters"
        raise EntryRefused(PLACE, rule, "Take three or four words that have nothing in common.")
    plain = chosen.casefold()
    words = {word for text in own for word in WORD.findall(normal(text).casefold())}
    if any(word in plain for word in words if len(word) >= SHORTEST_WORD):
        rule = "it has a word of the account in it: a name, an organisation or a function"
        raise EntryRefused(PLACE, rule, "Take words that have nothing to do with you or the work.")
    if _is_weak(plain):
        rule = "it is among those that are tried first: a pattern, a row of keys or a common word"
        raise EntryRefused(PLACE, rule, "Take three or four words that have nothing in common.")


def _is_weak(plain: str) -> bool:
    if len(set(plain)) < LEAST_DIFFERENT or _repeats(plain):
        return True
    rest = plain
    for word in TRIED_FIRST:
        rest = rest.replace(word, "")
    return len(_without_runs(rest)) < LEFT_OVER


def _repeats(plain: str) -> bool:
    """Whether it is a short text again and again, the last time perhaps cut."""
    half = len(plain) // 2
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, half + 1))


def _without_runs(plain: str) -> str:
    """What is left when every row of keys is taken out, the longest first."""
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for size in range(len(row), RUN - 1, -1):
            for first in range(len(row) - size + 1):
                plain = plain.replace(row[first : first + size], "")
    return plain
