"""Acute answers that were found wrong after the fact, in the reference (REL-10)."""

from collections.abc import Callable

from tests.relocation.casework.reference import Reference, Thing
from tests.relocation.casework.reference_facts import JUDGING, Pressed, parent_of

Take = Callable[[Reference, Thing, str], bool]
GIVEN = {"necessary", "not_necessary"}
HEARD_BY = (("nomination", "submit"), ("nomination", "resubmit"))
IN_A_COURSE = {"admitted", "in_course", "completed"}


def put_right(ref: Reference, review: Thing, take: Take) -> None:
    """It is judged anew where nothing came of it; else those where the person lives are told."""
    if not take(ref, parent_of(review), "judge_anew"):
        take(ref, review, "tell_local_side")


def heard(ref: Reference, _nomination: Thing, take: Take) -> None:
    """Who nominates anew knows that the answer was wrong."""
    for each in ref.of("acute_review"):
        take(ref, each, "take_note")


def closed(ref: Reference, _case: Thing, take: Take) -> None:
    for each in ref.of("acute_review"):
        take(ref, each, "fall_away")


def last_put_right(ref: Reference) -> int:
    """When an answer was last found wrong that was not refused once more by others since."""
    found = [0]
    for each in ref.of("acute_review"):
        nomination, order = parent_of(each), each.order("put_right")
        is_refused_since = nomination.order("confirm") > order
        if nomination.state != "not_necessary" or not is_refused_since:
            found.append(order)
    return max(found)


def were_wrong(nomination: Thing) -> set[str]:
    """Who gave the answers that were put right, up to the last of them."""
    until = nomination.order("judge_anew")
    steps = {*JUDGING, "confirm"}
    return {who for at, step, who in nomination.took if step in steps and at < until and who}


# What the steps ask for.


def put_right_in_time(press: Pressed) -> bool:
    ref, nomination = press.ref, press.thing
    wrong = [x for x in ref.below(nomination, "acute_review") if x.state == "put_right"]
    is_of_this_answer = any(x.order("put_right") > nomination.order("confirm") for x in wrong)
    is_contacted = any(x.order("contact_receiver") for x in ref.below(nomination, "placement"))
    is_newest = ref.of("nomination")[-1] is nomination
    goes_on = ref.case.state in IN_A_COURSE and nomination.state in GIVEN
    return is_of_this_answer and is_newest and goes_on and not is_contacted


def too_late(press: Pressed) -> bool:
    return press.ref.stage != "S8"


def reviewed_by_another(press: Pressed) -> bool:
    """None of those who gave the answer; one that was put right is not under review any more."""
    gave = parent_of(press.thing).takers(*JUDGING, "confirm", since="judge_anew")
    return press.person not in gave


def not_put_right(press: Pressed) -> bool:
    return press.person not in were_wrong(press.thing)
