"""What the reference knows of a case when a step is pressed: facts, each asked by one question.

A fact is asked of the case, the thing, who presses and in which role, and what is handed in; where
the product takes the step itself nobody presses, and the reasons are those of the case.
"""

from collections.abc import Callable
from dataclasses import dataclass

from relocation.permissions import DataClass
from tests.relocation.casework.reference import RECEIVING, ROLES, Given, Reference, Thing
from tests.relocation.casework.reference_safety import newest_picture
from tests.relocation.casework.reference_times import (
    civil_day,
    expiry_of,
    follow_up_ends,
)


@dataclass(frozen=True)
class Pressed:
    """A press on a thing: by whom (None for the product) and in which role, and with what."""

    ref: Reference
    thing: Thing
    step: str
    user: str | None
    person: str | None
    role: str | None
    given: Given


Need = Callable[[Pressed], bool]

INTERVIEW, SIGNING = "hold_interview", ("sign_agreement", "sign_new_version")
LEAVING = tuple(("case", each) for each in ("withdraw", "let_lapse", "end_centrally"))
JUDGING = ("find_necessary", "find_not_necessary")
DECIDING = ("decide", "uphold")
ON_PLACES = ("propose", "record_no_municipality", "decide", "send_back", "approve", "uphold")
SETTLED = {"accepted", "left_out", "noted_as_duty"}
MOVED, HAS_PLACE = {"moved", "completed"}, {"decided", "approved", "contacted"}
ENDED = {"expired", "sent_on", "withdrawn", "lapsed", "ended_centrally", "completed", "closed"}
BEFORE_PRE_VISITATION = {"draft", "expired", "referred", "screened", "sent_on"}
AT_THE_CENTRAL_UNIT = {
    "submitted", "returned", "judged_necessary", "judged_not_necessary", "necessary",
}  # fmt: skip
OVER = {
    "nomination": {"not_necessary", "withdrawn", "expired", "necessary"},
    "placement": {"stopped", "contacted"},
    "handover": {"completed", "called_off"},
    "measure": {"ended", "passed_on"},
    "partner": {"ended"},
}
AUTHORITY = {"ms": "municipality", "mr": "municipality", "ps": "police", "pr": "police"}


def handed_in(press: Pressed) -> bool:
    """What the press brings along says something."""
    return press.given.is_whole


def always(_press: Pressed) -> bool:
    """What every press of this button brings along, whatever its texts say."""
    return True


def parent_of(thing: Thing) -> Thing:
    assert thing.parent is not None
    return thing.parent


def is_moved(ref: Reference, thing: Thing) -> bool:
    """Whether somebody lives by now where a nomination or a placement led."""
    return any(each.state in MOVED for each in ref.below(thing, "handover"))


def where_it_lives(press: Pressed) -> bool:
    """Before the move the receiver writes no word of the candidate down."""
    handovers = press.ref.of("handover")
    return press.role not in {"mr", "pr"} or not handovers or handovers[-1].state in MOVED


def nothing_depends(ref: Reference) -> bool:
    return all(each.state in OVER.get(each.kind, {each.state}) for each in ref.things)


def no_word_owed(press: Pressed) -> bool:
    """All that was reported is assessed, nobody asks of a home, and no answer is to be reviewed."""
    is_waiting = {"change_reported", "check_due", "nomination_called_for"}
    is_waiting |= {"review_due", "put_right_told"}
    return not is_waiting & {each.state for each in press.ref.things}


def hearing_of(ref: Reference, placement: Thing, kind: str) -> str:
    return ref.below(placement, kind)[0].state


def closes(ref: Reference, placement: Thing) -> bool | None:
    """Whether the police close its place.

    Of an earlier place than the newest nobody can say, nor where the engine reads nothing. Where a
    new relocation only begins it reads what the last one left, as when that was completed.
    """
    placed = [each for each in ref.of("placement") if each.state in HAS_PLACE]
    asked = DataClass.RECEIVER_MUNI, DataClass.SAFETY, DataClass.ORIGIN_GANG
    # Where a relocation only begins, a place is that of the last one, as its end left it.
    if not ref.engine_reads(*asked, at="S7" if placed and ref.stage < "S4" else ref.stage):
        return None
    return ref.papers["picture"] == "nowhere" if placed and placement is placed[-1] else None


def lived_in_before(ref: Reference, placement: Thing) -> set[str]:
    """Homes that relocations before this one led to: nobody is sent back to one (SC-3)."""
    others = [each for each in ref.of("placement") if each is not placement]
    return {each.papers["place"] for each in others if is_moved(ref, each)}


def is_pictured_since(ref: Reference, placement: Thing) -> bool:
    """Whether a safety picture was written since the place was decided."""
    return 0 < placement.order(*DECIDING) < newest_picture(ref)[0]


def is_called_for(ref: Reference, placement: Thing) -> bool:
    checks = ref.below(placement, "place_check")
    left = {"nomination_called_for", "nominated", "fallen_away"}
    return any(each.state in left for each in checks)


def authors_of(case: Thing) -> set[str]:
    """Who wrote why somebody is not eligible: since the interview, or since the admission."""
    since = "admit" if case.state == "admitted" else "pre_visit"
    return case.takers("write.exclusion", since=since)


def recommended(ref: Reference) -> set[str | None]:
    steps = "recommend_as_coordinator", "recommend_as_consultant"
    return {ref.case.taker(each, since=INTERVIEW) for each in steps}


def state_of(ref: Reference, kind: str) -> str:
    return ref.of(kind)[-1].state if ref.of(kind) else "not_asked"


def screened(crime: str, *, under_18: bool | None) -> Need:
    def is_so(press: Pressed) -> bool:
        found = press.ref.papers.get("screening")
        return found is not None and found[0] == crime and under_18 in {None, found[1]}

    return is_so


def responsible(press: Pressed) -> bool:
    """At every moment exactly one municipality is (HO-5)."""
    return press.role == ("mr" if press.ref.stage in {"S7", "S8"} else "ms")


def relocation_is_answered(ref: Reference) -> bool:
    nominated = {each.state for each in ref.of("nomination")}
    return bool(nominated & {*AT_THE_CENTRAL_UNIT, "not_necessary"}) or "stays" in ref.papers


def version_is_new(ref: Reference) -> bool:
    return ref.case.order("write.agreement") > ref.case.order(*SIGNING)


def measures_are_kept(ref: Reference) -> bool:
    measures, signed = ref.papers.get("agreement", ((),))[0], ref.papers.get("signed", ())
    return "agreement" in ref.papers and measures[: len(signed)] == signed


def due_for_assessment(press: Pressed) -> bool:
    return civil_day(press.ref.now) >= press.ref.papers["renewed_assessment"]


def follows_or_says_why(press: Pressed) -> bool:
    place = press.given.says["place"]
    return place == press.thing.papers.get("proposed") or (
        press.given.is_whole and press.given.says["deviates"]
    )


def is_awaited(placement: Thing) -> bool:
    """Whether who receives was told of the newest choice of a place."""
    return 0 < placement.order("decide") < placement.order("contact_receiver")


def is_closed_to(ref: Reference, placement: Thing) -> bool:
    """Whether the place is closed to newcomers, and this is one (SV-1)."""
    is_shut = placement.papers.get("place") in ref.papers.get("shut", ())
    return is_shut and not is_awaited(placement)


def safety_changed(press: Pressed) -> bool:
    """For people also that nobody new may come there; the product calls nobody off for that."""
    if is_moved(press.ref, press.thing):
        return False
    if press.user is not None and is_closed_to(press.ref, press.thing):
        return True
    return bool(closes(press.ref, press.thing)) or is_pictured_since(press.ref, press.thing)


def granted(ref: Reference, placement: Thing) -> bool:
    """A request that was granted, where it was about the newest decision."""
    asked = ref.below(placement, "reconsideration")[0]
    is_newer = asked.order("grant", "note_call") >= placement.order(*DECIDING)
    return asked.state == "granted" and is_newer


def first_request(press: Pressed) -> bool:
    return press.thing.order(press.step) < parent_of(press.thing).order(*DECIDING)


def precautions(press: Pressed) -> bool:
    there = press.ref.readers(RECEIVING)
    sent = [each.state for each in press.ref.of("receipt") if each.owner in there]
    return set(sent) - {"not_needed"} == {"confirmed"}


def terms_are_settled(ref: Reference, thing: Thing) -> bool:
    handover = thing if thing.kind == "handover" else parent_of(thing)
    terms = {each.state for each in ref.below(handover, "term")}
    return bool(terms) and terms <= SETTLED


def points(ref: Reference, handover: Thing, kind: str) -> set[str]:
    return {each.state for each in ref.below(handover, kind)}


def is_signed(ref: Reference, handover: Thing) -> bool:
    """Whether the newest signature is younger than everything that binds."""
    signature, terms = ref.below(handover, "signature")[0], ref.below(handover, "term")
    binding = [each for each in terms if each.state in {"accepted", "noted_as_duty"}]
    bound = max((each.order("accept", "note_as_duty") for each in binding), default=0)
    return signature.state == "signed" and bound < signature.order("sign")


def performs_it(press: Pressed) -> bool:
    return press.thing.papers["performer"] in {ROLES[press.role or ""].value, "candidate"}


def too_late(press: Pressed) -> bool:
    is_over = press.thing.due is not None and press.ref.now > press.thing.due
    if press.thing.kind == "break_glass":
        return is_over
    return is_over or is_called_for(press.ref, parent_of(parent_of(press.thing)))


def is_called_off(press: Pressed) -> bool:
    return parent_of(press.thing).state == "called_off"


def is_stopped(press: Pressed) -> bool:
    return parent_of(press.thing).state == "stopped"


def own_authority(press: Pressed) -> bool:
    _, authority = press.ref.papers["signed"][int(press.thing.topic or "") - 1]
    return authority == AUTHORITY.get(press.role or "", "probation")


def all_confirmed(press: Pressed) -> bool:
    receipts = points(press.ref, press.thing, "receipt")
    return bool(receipts) and receipts <= {"confirmed", "not_needed"}


def untouched(press: Pressed) -> bool:
    expiry = expiry_of(press.thing.kind, press.thing.state, press.thing.touched)
    return expiry is not None and expiry.is_expired(press.ref.now, press.thing.warned)


def follow_up_is_over(press: Pressed) -> bool:
    return press.ref.now > follow_up_ends(press.ref.papers["closed"])


def move_not_confirmed(press: Pressed) -> bool:
    return not is_moved(press.ref, press.thing)


def involved(placement: Thing, ref: Reference) -> set[str]:
    """Who judged, reviewed, proposed, decided, sent back or approved on the way to the place."""
    nomination = parent_of(placement)
    found = placement.takers(*ON_PLACES)
    found |= nomination.takers(*JUDGING, "confirm", "ask_to_judge_again")
    for each in ref.below(nomination, "acute_review"):
        found |= each.takers("uphold", "put_right")
    return found


def requested_by(thing: Thing) -> set[str | None]:
    """Who asked for it, and who wrote it as it stands."""
    return {thing.taker("request"), thing.taker("begin", "write.request")}


def judged_by(thing: Thing) -> set[str]:
    return {thing.taker(*JUDGING) or ""}
