"""Of two cases of one person, which may end for which, as the reference has it (SE-13).

How far on a case is goes by what a person would lose with it: an answer, a place sought, a place
chosen, a place approved, a home.
"""

from tests.relocation.casework.reference import Reference
from tests.relocation.casework.reference_facts import Pressed

LOSES = ("a course", "a request", "an answer", "a search", "a choice", "an approval", "a home")
CHOSEN = {"decided": "a choice", "approved": "an approval"}
SEARCHED = {"open", "proposed", "no_municipality", "hearing", "heard", "reopened"}
ASKED = {
    "submitted": "a request", "returned": "a request",
    "judged_necessary": "an answer", "judged_not_necessary": "an answer",
}  # fmt: skip


def loses(ref: Reference) -> str:
    """The most that the person would lose with this case."""
    if any(each.state != "called_off" for each in ref.of("handover")):
        return "a home"
    places = [each.state for each in ref.of("placement")]
    found = [CHOSEN.get(each, "a search") for each in places if each in SEARCHED | CHOSEN.keys()]
    found += [ASKED[each.state] for each in ref.of("nomination") if each.state in ASKED]
    return max(found, key=LOSES.index, default="a course")


def may_stay(press: Pressed) -> bool:
    """Whether it is named for another case of the person, by which no less is reached."""
    other = press.given.says.get("other_has")
    return other is not None and LOSES.index(other) >= LOSES.index(loses(press.ref))
