"""Changes of residence in the reference: when the police are owed a report, and when no more."""

from tests.relocation.casework.reference import RECEIVING, Given, Reference, Thing
from tests.relocation.casework.reference_facts import Pressed
from tests.relocation.casework.reference_times import protection_due

MOVED = {"moved", "completed"}
OPEN = {"report_owed", "reported"}
CORRECTED = "write.identity"


def moved(ref: Reference, handover: Thing) -> None:
    """The move is a change itself; of an earlier home nobody wants to know any more."""
    _fall(ref, [each for each in ref.of("residence_report") if each.parent is not handover])
    _fall_noticed(ref, [x for x in ref.of("registration") if x.parent is not handover])
    owe(ref, handover)
    _fall_asked(ref, [x for x in ref.of("place_check") if x.parent is not handover.parent])


def closed(ref: Reference, _case: Thing) -> None:
    _fall(ref, ref.of("residence_report"))
    _fall_noticed(ref, ref.of("registration"))
    _fall_asked(ref, ref.of("place_check"))


def wrote(ref: Reference, thing: Thing, what: str, given: Given) -> None:
    """Another address than the one on record, where somebody lives already."""
    if what == "say_address":
        before = thing.papers.get("address")
        thing.papers["address"] = given.says["address"]
        if thing.state in MOVED and before != given.says["address"]:
            owe(ref, thing)
    if what == "correct":
        before, lived = ref.papers["identity"], _lived_by(ref)
        ref.papers["identity"] = given.says["address"]
        if lived is None or lived.state != "completed":
            return
        if not _was_corrected(ref, lived) and "address" in lived.papers:
            before = lived.papers["address"]
        if before != given.says["address"]:
            owe(ref, lived)


def protect(ref: Reference, thing: Thing) -> None:
    """Name and address, for a year from the registration or the request."""
    due = protection_due(ref.now)
    ref.begin("address_protection", "running", parent=thing, due=due)


def owe(ref: Reference, handover: Thing) -> None:
    """One at a time, of somebody of whom there is a notice, as long as the case is open."""
    notices = {
        each.state
        for home in ref.of("handover")
        if home.state in MOVED
        for each in ref.below(home, "registration")
    }
    owed = [x for x in ref.below(handover, "residence_report") if x.state == "report_owed"]
    if ref.stage == "S8" or not notices & {"notice_given", "registered", "fallen_away"}:
        return
    # Who was about to report the address before must read the one of now first.
    for each in owed:
        ref.note(each, "note_newer_address", None)
    if not owed:
        ref.begin("residence_report", "report_owed", parent=handover)


def can_be_registered(press: Pressed) -> bool:
    """That somebody could: by no handover that is over, and in no closed case (HO-7).

    Who receives has no part in an earlier one.
    """
    ref, handover = press.ref, press.thing.parent
    if press.role in RECEIVING and not ref.holds(press.role, press.thing):
        return False
    lived = _lived_by(ref)
    moved_on = lived not in {None, handover} and handover.state in MOVED
    return not moved_on and handover.state != "called_off" and ref.stage != "S8"


def _lived_by(ref: Reference) -> Thing | None:
    return next((each for each in reversed(ref.of("handover")) if each.state in MOVED), None)


def _was_corrected(ref: Reference, lived: Thing) -> bool:
    """Whether it was before this time, since the person came to live there."""
    came = lived.order("complete")
    return sum(at > came and step == CORRECTED for at, step, _ in ref.case.took) > 1


def _fall_noticed(ref: Reference, registrations: list[Thing]) -> None:
    for each in registrations:
        if each.state == "notice_given":
            each.state = "fallen_away"
            ref.note(each, "fall_away", None)


def _fall_asked(ref: Reference, checks: list[Thing]) -> None:
    """Of an earlier home nobody asks whether it holds, nor of any once the case is closed."""
    for each in checks:
        if each.state in {"check_due", "nomination_called_for"}:
            each.state = "fallen_away"
            ref.note(each, "fall_away", None)


def _fall(ref: Reference, reports: list[Thing]) -> None:
    for each in reports:
        if each.state in OPEN:
            each.state = "fallen_away"
            ref.note(each, "fall_away", None)
