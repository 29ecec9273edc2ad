"""Judges one value of a policy: its type, its marks, its own plausible range."""

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from scoring.policy_kinds import Among, Below, Broken, Mark, Within

HUGE = 1e300
ENDS = 2
WORDS: Mapping[Any, str] = {
    int: "a whole number",
    float: "a finite number",
    bool: "true or false",
    str: "a text",
}
MANY: Mapping[Any, str] = {int: "whole numbers", float: "finite numbers", str: "texts"}


def marks_of(hint: Any) -> tuple[Mark | Below | Among, ...]:
    """The marks that stand beside a field."""
    return tuple(getattr(hint, "__metadata__", ()))


def typed(value: Any, hint: Any) -> Any:
    """The value if it is of this type, else None; a whole number may stand for a float."""
    kind = _bare(hint)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            return None
        each = [typed(one, get_args(kind)[0]) for one in value]
        return None if None in each else tuple(each)
    if kind is float:
        return float(value) if _is_finite(value) else None
    return value if type(value) is kind else None


def words(hint: Any) -> str:
    """What to write for this type."""
    kind = _bare(hint)
    if get_origin(kind) is tuple:
        return f"a list of {MANY[get_args(kind)[0]]}"
    return WORDS[kind]


def broken_kind(value: Any, hint: Any) -> Broken:
    """What is wrong with a value that is not of this type: a number without end has a range too."""
    bounds = (mark.broken(value) for mark in marks_of(hint) if isinstance(mark, Within))
    if _bare(hint) is float and type(value) in {int, float}:
        return next(filter(None, bounds), Broken("wrong_kind", f"write {words(hint)}"))
    return Broken("wrong_kind", f"write {words(hint)}")


def broken_alone(value: Any, hint: Any) -> Broken | None:
    """The first of the field's own marks that the value breaks."""
    own = (mark for mark in marks_of(hint) if not isinstance(mark, Below | Among))
    return next(filter(None, (mark.broken(value) for mark in own)), None)


def broken_beside(value: Any, hint: Any, sound: Mapping[str, Any]) -> Broken | None:
    """The first that it breaks beside another value; one that is not sound itself breaks none."""
    marks = (mark for mark in marks_of(hint) if isinstance(mark, Below | Among))
    known = (mark for mark in marks if mark.other in sound)
    return next(filter(None, (m.broken_beside(value, sound[m.other]) for m in known)), None)


def broken_range(ends: Any, value: Any, hint: Any) -> Broken | None:
    """What is wrong with the plausible range, or with the value, which must lie in it."""
    if _bare(hint) not in {int, float}:
        remedy = "leave it out: only a single number has a range"
        return Broken("no_range", remedy, "plausible")
    if not _are_ends(ends, hint):
        remedy = "write [lowest, highest], two numbers that the value could be"
        return Broken("not_a_range", remedy, "plausible")
    if not ends[0] <= value <= ends[1]:
        remedy = "use a value within plausible, or mend plausible with its reason"
        return Broken("outside_plausible", remedy)
    return None


def range_of(ends: Any) -> tuple[float, float] | None:
    """The ends of a range, None where there is none that makes sense."""
    if not _are_finite(ends):
        return None
    return float(ends[0]), float(ends[1])


def _are_finite(ends: Any) -> bool:
    return isinstance(ends, list) and len(ends) == ENDS and all(map(_is_finite, ends))


def _are_ends(ends: Any, hint: Any) -> bool:
    if not _are_finite(ends):
        return False
    bounds = [mark for mark in marks_of(hint) if isinstance(mark, Within)]
    inside = all(bound.allows(end) for bound in bounds for end in ends)
    return inside and ends[0] <= ends[1]


def _is_finite(value: Any) -> bool:
    return type(value) in {int, float} and abs(value) < HUGE


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
