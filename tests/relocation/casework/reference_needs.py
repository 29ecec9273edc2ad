"""What each step of the reference asks for, by the code under which it is missed."""

from tests.relocation.casework import reference_calls as calls
from tests.relocation.casework.reference_checks import newer_picture
from tests.relocation.casework.reference_doubles import may_stay
from tests.relocation.casework.reference_facts import (
    BEFORE_PRE_VISITATION,
    DECIDING,
    ENDED,
    INTERVIEW,
    MOVED,
    OVER,
    Need,
    Pressed,
    all_confirmed,
    always,
    authors_of,
    due_for_assessment,
    first_request,
    follow_up_is_over,
    follows_or_says_why,
    granted,
    handed_in,
    hearing_of,
    involved,
    is_called_off,
    is_moved,
    is_signed,
    is_stopped,
    judged_by,
    measures_are_kept,
    move_not_confirmed,
    no_word_owed,
    nothing_depends,
    own_authority,
    parent_of,
    performs_it,
    points,
    precautions,
    recommended,
    relocation_is_answered,
    requested_by,
    responsible,
    safety_changed,
    screened,
    state_of,
    terms_are_settled,
    too_late,
    untouched,
    version_is_new,
    where_it_lives,
)
from tests.relocation.casework.reference_lists import (
    central_unit_is_there,
    enough_stay,
    entitled,
    holds_the_residence,
    is_of_this_relocation,
    may_vouch,
    named_are_there,
    nomination_is_in,
    of_who_denied,
    reads_it_all,
    same_side,
    stands_there,
    users_of,
)
from tests.relocation.casework.reference_places import (
    can_be_found,
    closed_or_said_why,
    needed_place_is_open,
)
from tests.relocation.casework.reference_requests import must_move_on, no_part_in_granted, waits
from tests.relocation.casework.reference_residence import can_be_registered
from tests.relocation.casework.reference_reviews import (
    not_put_right,
    put_right_in_time,
    reviewed_by_another,
)
from tests.relocation.casework.reference_reviews import too_late as too_late_to_judge
from tests.relocation.casework.reference_safety import (
    is_answered,
    is_newest_report,
    is_replaced,
)
from tests.relocation.casework.reference_times import unread_at

NEEDS: dict[str, Need] = {
    "where_it_lives": where_it_lives,
    "channel": always,
    "untouched": untouched,
    "group_crime": screened("organised", under_18=None),
    "situational_under_18": screened("situational", under_18=True),
    "situational_from_18": screened("situational", under_18=False),
    "police_inquiry": lambda p: state_of(p.ref, "police_inquiry") == "released",
    "municipal_inquiry": lambda p: state_of(p.ref, "municipal_inquiry") == "recorded",
    "assessment": lambda p: p.ref.papers.get("picture", "against") != "against",
    "assessment_written": lambda p: (
        not any(each.state == "change_reported" for each in p.ref.of("safety_assessment"))
    ),
    "motivation_and_target_group": always,
    "not_the_coordinator": lambda p: (
        p.person != p.thing.taker("recommend_as_coordinator", since=INTERVIEW)
    ),
    "two_recommendations": lambda p: len(recommended(p.ref) - {None}) == 2,
    "criteria_met": always,
    "edge": always,
    "eligible": lambda p: p.ref.papers["eligible"],
    "two_authors": lambda p: len(authors_of(p.thing)) > 1 and p.person in authors_of(p.thing),
    "date_for_renewed_assessment": always,
    "renewed_assessment_due": due_for_assessment,
    "no_handover": lambda p: {each.state for each in p.ref.of("handover")} <= OVER["handover"],
    "double": may_stay,
    "nobody_contacted": lambda p: (
        p.ref.stage not in {"S7", "S8"}
        and {each.state for each in p.ref.of("handover")} <= {"called_off"}
    ),
    "meeting": lambda p: "meeting" in p.ref.papers,
    "police_summoned": lambda p: p.ref.papers.get("meeting", False),
    "responsible": responsible,
    "relocation_answered": lambda p: relocation_is_answered(p.ref),
    "agreement": lambda p: p.ref.papers.get("agreement", ((), False))[1],
    "new_version": lambda p: version_is_new(p.ref),
    "measures_kept": lambda p: measures_are_kept(p.ref),
    "new_time_frame": always,
    "nothing_depends": lambda p: nothing_depends(p.ref),
    "no_word_owed": no_word_owed,
    "follow_up_over": follow_up_is_over,
    "glass_answered": lambda p: (
        "glass_broken" not in {each.state for each in p.ref.of("break_glass")}
    ),
    "pre_visited": lambda p: p.ref.case.state not in BEFORE_PRE_VISITATION,
    "eligibility": always,
    "same_side": same_side,
    "entitled": entitled,
    "of_who_denied": of_who_denied,
    "not_oneself": lambda p: p.user != p.thing.owner,
    "enough_stay": enough_stay,
    "somebody_else": lambda p: p.person != p.thing.taker("begin"),
    "stands_there": stands_there,
    "may_vouch": may_vouch,
    "in_time": lambda p: p.thing.due is not None and p.ref.now <= p.thing.due,
    "too_late": too_late,
    "recipients": lambda p: bool(p.ref.entitled()),
    "all_confirmed": all_confirmed,
    "case_closed": lambda p: p.ref.stage == "S8",
    "newer_written": lambda p: is_replaced(p.ref, p.thing, "write_assessment"),
    "newest_report": lambda p: is_newest_report(p.ref, p.thing),
    "answered": lambda p: is_answered(p.ref, p.thing),
    "own": lambda p: p.user == p.thing.owner,
    "unread": lambda p: p.ref.now > unread_at(p.thing.opened),
    "not_needed": lambda p: (
        is_replaced(p.ref, p.thing, "begin") or p.thing.owner not in p.ref.entitled()
    ),
    "ground_argued": lambda p: p.thing.papers["argued"],
    "urgency": always,
    "admitted": lambda p: p.ref.case.state in {"admitted", "in_course", "completed"},
    "central_unit": central_unit_is_there,
    "not_the_requester": lambda p: p.person not in requested_by(p.thing),
    "endorsed_as_it_is": lambda p: p.thing.order("endorse") > p.thing.order("write.request"),
    "outcome_necessary": lambda p: p.given.says["is_needed"],
    "outcome_not_necessary": lambda p: not p.given.says["is_needed"],
    "not_put_right": not_put_right,
    "put_right_in_time": put_right_in_time,
    "too_late_to_judge": too_late_to_judge,
    "move_not_confirmed": move_not_confirmed,
    "necessity": lambda p: parent_of(p.thing).state == "necessary",
    "proposal": always,
    "rules_named": always,
    "current_proposal": lambda p: p.step == "propose" or p.ref.engine.is_current(p.thing.row),
    "enough_open_places": lambda p: len(p.ref.engine.open_to(p.thing.row)) >= 6,
    "sender_heard": lambda p: hearing_of(p.ref, p.thing, "sender_hearing") == "on_record",
    "candidate_heard": lambda p: (
        hearing_of(p.ref, p.thing, "candidate_hearing") in {"on_record", "left_out"}
    ),
    "place": lambda p: "place" in p.given.says or "place" in p.thing.papers,
    "open_place": needed_place_is_open,
    "reason_for_deviating": follows_or_says_why,
    "not_the_decider": lambda p: p.thing.taker(*DECIDING) not in {None, p.person},
    "named_there": named_are_there,
    "none_denied": lambda p: not users_of(p.given.says["listed"]) & users_of(p.ref.denied),
    "nomination_in": nomination_is_in,
    "of_this_relocation": is_of_this_relocation,
    "case_open": lambda p: p.ref.stage != "S8",
    "can_be_asked_for": can_be_registered,
    "reads_it_all": reads_it_all,
    "safety_changed": safety_changed,
    "granted": lambda p: granted(p.ref, p.thing),
    "not_granted": lambda p: not granted(p.ref, p.thing),
    "nomination_over": lambda p: parent_of(p.thing).state in {"withdrawn", "expired", "submitted"},
    "something_changed": lambda p: p.ref.engine.has_changed(p.thing.row),
    "hearing_open": lambda p: parent_of(p.thing).state in {"hearing", "heard"},
    "stopped": is_stopped,
    "decision_stands": lambda p: (
        parent_of(p.thing).state in {"approved", "contacted"}
        and not is_moved(p.ref, parent_of(p.thing))
    ),
    "decision_past": lambda p: is_stopped(p) or is_moved(p.ref, parent_of(p.thing)),
    "first_request": first_request,
    "called_for": must_move_on,
    "no_part_in_granted": no_part_in_granted,
    "central_unit_answered": lambda p: not waits(p.ref, p.thing),
    "took_no_part": lambda p: (
        bool(took := involved(parent_of(p.thing), p.ref)) and p.person not in took
    ),
    "newer_picture": newer_picture,
    "found_not_necessary": calls.found_not_necessary,
    "came_to_nothing": calls.nothing_came,
    "judged_anew": calls.judged_anew,
    "call_answered": calls.call_answered,
    "reads_answer": calls.reads_answer,
    "not_who_answered": calls.not_who_answered,
    "no_more_called_for": calls.no_more_called_for,
    "closed_or_reasons": closed_or_said_why,
    "can_be_found": can_be_found,
    "precautions": precautions,
    "contact_person_named": lambda p: points(p.ref, p.thing, "contact_person") == {"named"},
    "day_of_stay": lambda p: p.given.says["arrived"],
    "day_of_absence": lambda p: not p.given.says["arrived"],
    "over": lambda p: parent_of(p.thing).state in {"reopened", "stopped"},
    "every_term": lambda p: terms_are_settled(p.ref, p.thing),
    "signed_anew": lambda p: (
        points(p.ref, p.thing, "signature") == {"closed_by_central"} or is_signed(p.ref, p.thing)
    ),
    "not_signed": lambda p: not is_signed(p.ref, parent_of(p.thing)),
    "under_way": lambda p: parent_of(p.thing).state not in {"completed", "called_off"},
    "every_item": lambda p: (
        points(p.ref, p.thing, "knowledge_item") <= {"confirmed", "closed_by_central"}
    ),
    "performs_it": performs_it,
    "within_reach": lambda p: not p.thing.papers.get("out_of_reach", False),
    "law_obliges": lambda p: p.given.says["law_obliges"],
    "law_does_not_oblige": lambda p: not p.given.says["law_obliges"],
    "called_off": is_called_off,
    "terms_settled": lambda p: terms_are_settled(p.ref, p.thing),
    "mismatches_answered": lambda p: "mismatches" in parent_of(p.thing).papers,
    "move_confirmed": lambda p: parent_of(p.thing).state in MOVED,
    "lapses_soon": lambda p: p.thing.due is not None and p.ref.now > p.thing.due,
    "own_authority": own_authority,
    "coordination_over": lambda p: p.ref.case.state in ENDED,
    "basis": lambda p: p.thing.papers["has_basis"],
}
OF_ONE_KIND: dict[tuple[str, str], Need] = {
    ("register", "where_it_lives"): holds_the_residence,
    ("ask_anew", "where_it_lives"): holds_the_residence,
    ("tell_police", "where_it_lives"): holds_the_residence,
    ("acknowledge", "where_it_lives"): holds_the_residence,
    ("answer_call", "where_it_lives"): holds_the_residence,
    ("find_not_eligible", "reasons"): lambda p: "excluded" in p.ref.papers,
    ("admit", "contact_person"): lambda p: "contact_person" in p.ref.papers,
    ("hand_on_contact_person", "handed_on"): lambda p: (
        p.given.is_whole and "contact_person" in p.ref.papers
    ),
    ("name_person", "first_contact_person"): lambda p: "contact_person" not in p.ref.papers,
    ("complete", "contact_person"): lambda p: (
        points(p.ref, p.thing, "contact_person") != {"awaited"}
    ),
    ("write_assessment", "precautions"): handed_in,
    ("give", "polices_precautions"): always,  # Also of no word none is another's than the police's.
    ("confirm", "not_the_judge"): lambda p: p.person not in judged_by(p.thing),
    ("ask_to_judge_again", "not_the_judge"): lambda p: p.person not in judged_by(p.thing),
    ("uphold", "not_the_judge"): reviewed_by_another,
    ("put_right", "not_the_judge"): reviewed_by_another,
}
"""Where one code asks another thing at another step; all other codes ask what is handed in."""


def missing(press: Pressed, needs: tuple[str, ...]) -> list[str]:
    """The codes of all that a press needs and that is missing."""
    found = ((each, OF_ONE_KIND.get((press.step, each)) or NEEDS.get(each)) for each in needs)
    return [each for each, need in found if not (need or handed_in)(press)]
