"""What follows from a step of the reference, in the order in which it was told."""

from collections.abc import Callable

from tests.relocation.casework import reference_calls as calls
from tests.relocation.casework import reference_checks as checks
from tests.relocation.casework import reference_facts as facts
from tests.relocation.casework import reference_lists as lists
from tests.relocation.casework import reference_residence as residence
from tests.relocation.casework import reference_reviews as reviews
from tests.relocation.casework.reference import (
    ITSELF,
    WHOLE,
    Given,
    Reference,
    Refused,
    Thing,
    Who,
)
from tests.relocation.casework.reference_facts import Pressed, parent_of
from tests.relocation.casework.reference_homes import from_its_home, where_it_lives
from tests.relocation.casework.reference_needs import missing
from tests.relocation.casework.reference_opened import (
    begin_inquiries,
    begin_measures,
    open_handover,
)
from tests.relocation.casework.reference_requests import GRANTING, is_tested
from tests.relocation.casework.reference_safety import brief_newcomers, is_changed, send
from tests.relocation.casework.reference_table import TABLE
from tests.relocation.casework.reference_times import renewed

ENDS = {"expired", "sent_on", "withdrawn", "lapsed", "ended_centrally", "completed"}
POINTS = ("term", "signature", "knowledge_item", "contact_person", "registration")
BESIDE = ("sender_hearing", "candidate_hearing", "reconsideration")


def press(ref: Reference, who: Who, thing: Thing, step: str, given: Given = WHOLE) -> None:
    """Somebody takes a step, and all follows that follows.

    Raises:
        Refused: nothing was done.
    """
    row, role = ref.role_in(who, thing, step)
    if ref.locked & {each.user for each in given.says.get("listed", ())}:
        raise Refused("NoAccount")
    pressed = Pressed(ref, thing, step, who.user, who.person, role, given)
    if lacks := missing(pressed, row.needs):
        raise Refused("Missing", *lacks)
    _take(ref, thing, pressed)
    settle(ref)


def settle(ref: Reference) -> None:
    """Let follow what follows, the first thing told first."""
    while ref.told:
        thing, step = ref.told.popleft()
        for follow in FOLLOWS.get((thing.kind, step), ()):
            follow(ref, thing)


def of_itself(ref: Reference, thing: Thing, step: str) -> bool:
    """The product takes a step, where all that it needs is there."""
    row = TABLE.get((thing.kind, step, thing.state))
    pressed = Pressed(ref, thing, step, None, None, None, WHOLE)
    if row is None or ITSELF not in row.who or missing(pressed, row.needs):
        return False
    _take(ref, thing, pressed)
    return True


def _take(ref: Reference, thing: Thing, pressed: Pressed) -> None:
    row = TABLE[thing.kind, pressed.step, thing.state]
    thing.state = row.to
    if row.stage:
        ref.enter(row.stage)
    ref.note(thing, pressed.step, pressed.person)
    _keep(ref, thing, pressed)
    ref.told.append((thing, pressed.step))


def _keep(ref: Reference, thing: Thing, pressed: Pressed) -> None:
    """What the step leaves on record."""
    says, step = pressed.given.says, pressed.step
    ref.papers |= {key: says[key] for key in ("picture", "eligible") if key in says}
    thing.papers |= {key: says[key] for key in ("place", "proposed", "performer") if key in says}
    ref.lines += says.get("listed", ())
    ref.denied += says.get("denied", ())
    if step == "hand_on_contact_person":
        ref.papers["contact_person"] = True
    if step in facts.SIGNING:
        ref.papers["signed"] = ref.papers["agreement"][0]
    if step == "find_not_eligible":
        ref.papers["renewed_assessment"] = renewed(ref.now)
    if (thing.kind, step) == ("case", "close"):
        ref.papers["closed"] = ref.now
    if step in {"counter", "propose_again"}:
        thing.papers["out_of_reach"] = False
    if step == "countersign":
        thing.due = None


def _all(ref: Reference, things: list[Thing], step: str) -> None:
    for each in things:
        of_itself(ref, each, step)


def ask_both_again(ref: Reference, _case: Thing) -> None:
    _all(ref, ref.of("police_inquiry"), "ask_police_again")
    _all(ref, ref.of("municipal_inquiry"), "ask_centres_again")


def end(ref: Reference, case: Thing) -> None:
    """Measures stay with their own authorities, partners leave, and the case closes (REL-12)."""
    _all(ref, ref.of("measure"), "pass_on")
    _all(ref, ref.of("partner"), "stop")
    close(ref, case)


def close(ref: Reference, _thing: Thing) -> None:
    if ref.case.state in ENDS:
        of_itself(ref, ref.case, "close")


def withdraw_nominations(ref: Reference, _case: Thing) -> None:
    _all(ref, ref.of("nomination"), "withdraw")


def answered(ref: Reference, nomination: Thing) -> None:
    """An acute answer is reviewed; a necessity opens a placement with all that is beside it."""
    if nomination.papers["is_acute"]:
        ref.begin("acute_review", "review_due", parent=nomination)
    if nomination.state != "necessary":
        calls.not_necessary(ref, nomination, of_itself)
        checks.look_anew(ref, of_itself)
        close(ref, nomination)
        return
    placement = ref.begin("placement", "open", parent=nomination)
    for kind in BESIDE:
        ref.begin(kind, "not_asked", parent=placement)


def on_calls(how: Callable[..., None]) -> "Follow":
    """What follows for checks of a home and calls for a nomination; see `reference_calls`."""
    return lambda ref, thing: how(ref, thing, of_itself)


call, settle_calls = on_calls(calls.call), on_calls(calls.settle)
at_once, open_again = on_calls(checks.answered_at_once), on_calls(calls.open_again)


def stop_placements(ref: Reference, nomination: Thing) -> None:
    stop_for_others(ref, nomination)
    nothing_came(ref, nomination)


def stop_for_others(ref: Reference, nomination: Thing) -> None:
    _all(ref, ref.below(nomination, "placement"), "stop")


def nothing_came(ref: Reference, nomination: Thing) -> None:
    calls.came_to_nothing(ref, nomination, of_itself)
    checks.look_anew(ref, of_itself)
    close(ref, nomination)


def ask_anew(ref: Reference, placement: Thing) -> None:
    """Who was heard on an earlier list is asked about this one."""
    for kind in BESIDE[:2]:
        heard = [each for each in ref.below(placement, kind) if each.state == "on_record"]
        _all(ref, heard, f"ask_{kind.removesuffix('_hearing')}")


def note_hearings(ref: Reference, hearing: Thing) -> None:
    of_itself(ref, parent_of(hearing), "note_hearings")


def granted(ref: Reference, asked: Thing) -> None:
    """Considered anew, or where somebody lives there by now, tested."""
    of_itself(ref, parent_of(asked), "reopen_after_reconsideration")
    placement = where_it_lives(ref)
    if placement is parent_of(asked) and not is_tested(ref, placement):
        checks.begin_check(ref, placement, of_itself)


def called_for(ref: Reference, check: Thing) -> None:
    _all(ref, ref.below(parent_of(check), "reconsideration"), "note_call")


def note_receipts(ref: Reference, receipt: Thing) -> None:
    if parent_of(receipt).kind == "safety_assessment":
        of_itself(ref, parent_of(receipt), "note_receipts")


def call_off(ref: Reference, placement: Thing) -> None:
    _all(ref, ref.below(placement, "handover"), "call_off")


def moved(ref: Reference, handover: Thing) -> None:
    """Nobody asks any more about where somebody went; who asked before that waits on."""
    below = ref.below(parent_of(handover), "reconsideration")
    _all(ref, [x for x in below if x.state == "not_asked"], "fall_away")


def let_fall(ref: Reference, thing: Thing) -> None:
    for kind in BESIDE if thing.kind == "placement" else POINTS:
        _all(ref, ref.below(thing, kind), "fall_away")


def assessed(ref: Reference, assessment: Thing) -> None:
    """Older ones count no more, staff are informed, a place is asked about (WF-19, REL-9)."""
    replace_older(ref, assessment)
    of_itself(ref, assessment, "inform_staff")
    ask_about_places(ref)


def found_out(ref: Reference, inquiry: Thing) -> None:
    """Findings are a picture too; after another one they are a change like any other."""
    replace_older(ref, inquiry)
    if is_changed(ref):
        send(ref, inquiry)
    ask_about_places(ref)


def replace_older(ref: Reference, newest: Thing) -> None:
    others = [each for each in ref.of("safety_assessment") if each is not newest]
    _all(ref, others[::-1], "supersede")
    _all(ref, ref.of("receipt"), "let_go")
    _all(ref, others[::-1], "note_picture")


def let_go_when_closed(ref: Reference, _case: Thing) -> None:
    """In a closed case nobody reads precautions any more, and nobody answers an inquiry."""
    for kind in ("police_inquiry", "municipal_inquiry", "safety_assessment"):
        _all(ref, ref.of(kind), "fall_away")
    _all(ref, ref.of("receipt"), "let_go")


def ask_about_places(ref: Reference) -> None:
    checks.meet(ref, of_itself)
    _all(ref, ref.of("placement")[::-1], "reopen_for_safety")
    checks.look_anew(ref, of_itself)


def note_nomination(ref: Reference, nomination: Thing) -> None:
    _all(ref, ref.of("place_check"), "note_nomination")
    settle_calls(ref, nomination)


Follow = Callable[[Reference, Thing], None]
FOLLOWS: dict[tuple[str, str], tuple[Follow, ...]] = {
    ("case", "pre_visit"): (begin_inquiries,),
    ("case", "find_not_eligible"): (withdraw_nominations,),
    ("case", "assess_again"): (from_its_home, ask_both_again),
    ("case", "complete"): (end,),
    **{
        ("case", each): (withdraw_nominations, end)
        for each in ("send_to_ssp_nu", "send_to_ksp", "expire")
    },
    **dict.fromkeys(facts.LEAVING, (withdraw_nominations, end)),
    **{("case", each): (begin_measures,) for each in facts.SIGNING},
    ("case", "close"): (
        let_go_when_closed,
        on_calls(reviews.closed),
        residence.closed,
        settle_calls,
    ),
    ("safety_assessment", "write_assessment"): (assessed,),
    ("safety_assessment", "inform_staff"): (send,),
    ("police_inquiry", "record_findings"): (found_out,),
    ("receipt", "confirm_receipt"): (note_receipts,),
    ("colleague", "take_off"): (lists.leave,),
    ("denial", "deny"): (lists.leave,),
    ("denial", "lift"): (lists.let_be_named,),
    **dict.fromkeys(reviews.HEARD_BY, (lists.assign, on_calls(reviews.heard), note_nomination)),
    ("nomination", "confirm"): (answered,),
    ("acute_review", "put_right"): (on_calls(reviews.put_right),),
    ("nomination", "judge_anew"): (stop_for_others, open_again, note_nomination, lists.assign),
    ("nomination", "withdraw"): (stop_placements,),
    ("nomination", "expire"): (nothing_came,),
    **{("place_check", each): (call, called_for, at_once, settle_calls) for each in calls.CALLING},
    **{("place_check", each): (settle_calls,) for each in ("find_it_holds", "accept_answer")},
    ("placement", "release_shortlist"): (ask_anew,),
    ("placement", "withhold_shortlist"): (ask_anew,),
    ("sender_hearing", "record_statement"): (note_hearings,),
    ("candidate_hearing", "record_statement"): (note_hearings,),
    ("candidate_hearing", "leave_out"): (note_hearings,),
    **dict.fromkeys((("reconsideration", each) for each in GRANTING), (granted,)),
    ("placement", "contact_receiver"): (open_handover, brief_newcomers),
    ("placement", "reopen_for_safety"): (call_off,),
    ("placement", "reopen_after_reconsideration"): (call_off,),
    ("placement", "stop"): (let_fall, call_off, close),
    ("registration", "register"): (residence.protect,),
    ("address_protection", "ask_anew"): (residence.protect,),
    ("handover", "confirm_move"): (moved, residence.moved, settle_calls),
    ("handover", "complete"): (close,),
    ("handover", "call_off"): (let_fall, close),
}
