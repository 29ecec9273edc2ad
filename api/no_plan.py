"""What Ctrl-C says before there is an answer; the libraries may be half loaded then."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("da", "en")
SAID = {
    ("propose",): "no_plan",
    ("explain",): "no_answer",
    ("check",): "no_answer",
    ("data", "check"): "no_answer",
    ("data", "show"): "no_answer",
}
"""Per command, what is said; others may have done something by then."""


def line(words: Sequence[str]) -> str | None:
    """The line for the words of a command; None for one of which nothing certain can be said."""
    said = SAID.get(tuple(words[:1])) or SAID.get(tuple(words[:2]))
    if said is None:
        return None
    path = FOLDER / f"{language_of(words)}.toml"
    text: str = tomllib.loads(path.read_text(encoding="utf-8"))["terminal"][said]
    return text


def language_of(words: Sequence[str]) -> str:
    """As `--language` has it, or the setting; the options may not be read yet."""
    tag = os.environ.get("RELOCATION_LANGUAGE", "")
    for option, after in zip(words, [*words[1:], ""], strict=True):
        name, _, value = option.partition("=")
        if name == "--language":
            tag = value or after
    return tag if tag in LANGUAGES else LANGUAGES[0]
