"""Our own words for what the form finds wrong, since the form checker's own may hold the value."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from scoring.round_bounds import CPR_REMEDY, CPR_RULE, KEY_REMEDY
from scoring.round_faults import Path
from scoring.round_file.form import FOUR_DIGITS, KEY_FORM, PLAIN
from scoring.round_file.refused import Finding

GUIDE = "see docs/reference/round-file.md"
WORDS = {
    "missing": ("missing_field", "add this field"),
    "extra_forbidden": ("unknown_field", f"remove the field or correct its name; {GUIDE}"),
    "bool_type": ("not_true_or_false", "write true or false, without quotes"),
    "int_type": ("not_a_whole_number", "write a whole number, without quotes or decimals"),
    "float_type": ("not_a_number", "write a number, without quotes"),
    "finite_number": ("not_a_number", "write a finite number"),
    "string_type": ("not_a_text", "write a text in quotes"),
    "tuple_type": ("not_a_list", "write a list in [ ]"),
    "dict_type": ("not_an_object", "write an object in {{ }}"),
    "list_type": ("not_a_list", "write a list in [ ]"),
    "model_type": ("not_an_object", "write an object in {{ }}"),
    "not_a_day": ("not_a_day", "write a day as YYYY-MM-DD, in quotes"),
    CPR_RULE: (CPR_RULE, CPR_REMEDY),
    "enum": ("unknown_word", "use {expected}"),
    "literal_error": ("unknown_word", "use {expected}"),
    "greater_than_equal": ("out_of_range", "use at least {ge}"),
    "less_than_equal": ("out_of_range", "use at most {le}"),
    "less_than": ("out_of_range", "use less than {lt}"),
    "string_too_short": ("empty_text", "write at least {min_length} character"),
    "string_too_long": ("text_too_long", "write at most {max_length} characters"),
    "too_short": ("too_few_entries", "list at least {min_length}"),
    "too_long": ("too_many_entries", "list at most {max_length}"),
}
PATTERNS = {
    KEY_FORM: ("key_form", KEY_REMEDY),
    FOUR_DIGITS: (
        "code_form",
        "write the four digits of the code as text, a leading zero included",
    ),
    PLAIN: (
        "text_form",
        "write one line without control characters, also those that turn the direction of reading",
    ),
}
OTHER = ("wrong_form", GUIDE)


def findings_in(fault: ValidationError, base: Path) -> list[Finding]:
    """Put the form checker's errors into our words, below the path of what was checked."""
    errors = fault.errors(include_url=False, include_input=False)
    return [_finding(base, error) for error in errors]


def _finding(base: Path, error: Mapping[str, Any]) -> Finding:
    kind, context, path = error["type"], error.get("ctx", {}), (*base, *error["loc"])
    if kind == "string_pattern_mismatch":
        return Finding(path, *PATTERNS.get(context["pattern"], OTHER))
    rule, remedy = WORDS.get(kind, OTHER)
    if kind == "missing":
        return Finding(path, rule, remedy, found_at=path[:-1])
    if kind == "extra_forbidden":
        return Finding(path[:-1], rule, remedy, found_at=path, on_key=True)
    return Finding(path, rule, remedy.format_map(context))
