"""Which steps a walk seeks and which it leaves, so that chance comes everywhere."""

RARELY = {
    "withdraw", "let_lapse", "complete", "stop", "expire", "find_not_eligible", "send_to_ksp",
    "send_to_ssp_nu", "withhold_shortlist", "find_not_necessary", "close", "ask_police_again",
    "ask_centres_again", "end_centrally",
}  # fmt: skip
"""Steps that end what a walk could go on with, or turn it back."""
SELDOM = {
    ("acute_review", "put_right"), ("acute_review", "uphold"), ("case", "send_to_ksp"),
    ("case", "send_to_ssp_nu"), ("case", "sign_new_version"), ("handover", "answer_non_arrival"),
    ("handover", "clear_move"), ("knowledge_item", "ask_for_more"), ("knowledge_item", "confirm"),
    ("knowledge_item", "receive"), ("place_check", "find_it_holds"), ("placement", "send_back"),
    ("placement", "tell_no_place"), ("placement", "uphold"), ("placement", "withhold_shortlist"),
    ("placement", "reopen_for_safety"), ("term", "counter"), ("term", "leave_out"),
    ("term", "note_as_duty"), ("term", "mediate"), ("term", "propose_again"),
    ("nomination", "ask_to_judge_again"), ("nomination", "find_not_necessary"),
    ("reconsideration", "grant"), ("reconsideration", "uphold"), ("case", "assess_again"),
    ("safety_assessment", "write_assessment"), ("case", "admit"), ("case", "let_lapse"),
    ("handover", "record_non_arrival"), ("contact_person", "name"), ("knowledge_item", "give"),
    ("reconsideration", "ask_for_candidate"), ("reconsideration", "ask_as_sender"),
    ("address_protection", "ask_anew"), ("registration", "register"),
    ("registration", "give_notice"), ("case", "complete"), ("case", "close"),
    ("break_glass", "countersign"), ("residence_report", "tell_police"),
    ("residence_report", "acknowledge"), ("place_check", "call_for_nomination"),
    ("place_check", "accept_answer"), ("place_check", "call_again"),
    ("nomination_call", "answer_call"), ("acute_review", "take_note"),
}  # fmt: skip
"""Steps that are seldom open: where one is, a walk goes there rather than anywhere."""
TEMPTING = {
    ("placement", "approve"), ("placement", "send_back"), ("nomination", "endorse"),
    ("nomination", "confirm"), ("nomination", "ask_to_judge_again"), ("acute_review", "uphold"),
    ("acute_review", "put_right"), ("reconsideration", "uphold"), ("reconsideration", "grant"),
    ("break_glass", "countersign"), ("case", "recommend_as_consultant"),
    ("case", "find_not_eligible"), ("receipt", "confirm_receipt"), ("term", "accept"),
    ("term", "counter"), ("measure", "start"), ("measure", "end"),
    ("case", "sign_agreement"), ("case", "complete"), ("reconsideration", "ask_for_candidate"),
    ("reconsideration", "ask_as_sender"), ("case", "admit"),
}  # fmt: skip
"""Steps that ask who presses, or of which side: open to a role, and not to everybody in it."""
OF_THE_ENGINE = {
    ("placement", "release_shortlist"), ("placement", "withhold_shortlist"),
    ("placement", "decide"), ("placement", "uphold"), ("placement", "try_again"),
}  # fmt: skip
"""Steps for which the engine is asked, which takes its time."""
OFTEN_MISSED = {
    "reasons", "agreement", "own", "hearing_open", "relocation_answered", "recipients",
    "candidates_word", "contact_person", "handed_on", "both_signatures", "decision_stands",
    "first_request", "double",
}  # fmt: skip
"""Needs that a press is refused for want of most of the time; a walk seeks the others."""
