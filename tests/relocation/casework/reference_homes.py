"""Where somebody lives, in the reference, as long as nothing new has begun from there."""

from tests.relocation.casework.reference import Reference, Thing
from tests.relocation.casework.reference_facts import is_moved


def where_it_lives(ref: Reference) -> Thing | None:
    """The newest place with a confirmed move; None where another relocation has begun."""
    if ref.stage not in {"S6", "S7", "S1"}:
        return None
    found = [each for each in ref.of("placement") if each.state == "contacted"]
    return next((each for each in reversed(found) if is_moved(ref, each)), None)


def from_its_home(ref: Reference, _case: Thing) -> None:
    """Whoever lives elsewhere by now is assessed by those who are there (WF-8)."""
    if ref.stage == "S7":
        ref.enter("S1")
