"""What can be done in a relocation: nomination, placement, handover, and safety beside them."""

from api.routes.buttons import Button, How
from relocation.handovers import calls, protection, residence, terms
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.placements import checks, hearings
from relocation.placements import service as placements
from relocation.safety import service as safety

NOMINATIONS = (
    Button("case", "nomination", nominations.draft, How.BEGIN),
    Button("nomination", "request", nominations.revise, How.RECORD),
    Button("nomination", "request", nominations.request),
    Button("nomination", "send_back", nominations.send_back),
    Button("nomination", "endorse", nominations.endorse),
    Button("nomination", "submit", nominations.submit),
    Button("nomination", "return", nominations.return_for_information),
    Button("nomination", "resubmit", nominations.resubmit),
    Button("nomination", "find_necessary", nominations.find_necessary),
    Button("nomination", "find_not_necessary", nominations.find_not_necessary),
    Button("nomination", "confirm", nominations.confirm, needs_step_up=True),
    Button("nomination", "ask_to_judge_again", nominations.ask_to_judge_again),
    Button("nomination", "withdraw", nominations.withdraw),
    Button("acute_review", "uphold", nominations.uphold),
    Button("acute_review", "put_right", nominations.put_right),
    Button("acute_review", "take_note", nominations.take_note),
)
PLACEMENTS = (
    Button("placement", "tell_no_place", placements.tell_no_place),
    Button(
        "placement", "release_shortlist", placements.release_shortlist, needs_step_up=True
    ),
    Button("placement", "withhold_shortlist", placements.withhold_shortlist),
    Button("placement", "note_hearings", placements.note_hearings),
    Button("placement", "decide", placements.decide, needs_step_up=True),
    Button("placement", "approve", placements.approve, needs_step_up=True),
    Button("placement", "send_back", placements.send_back),
    Button("placement", "uphold", placements.uphold),
    Button("placement", "reopen_for_safety", placements.reopen),
    Button(
        "placement", "contact_receiver", placements.contact_receiver,
        parts=("contact", "receivers"), needs_step_up=True,
    ),
    Button("sender_hearing", "ask_sender", hearings.ask_sender),
    Button("sender_hearing", "record_statement", hearings.record_senders_statement),
    Button("candidate_hearing", "ask_candidate", hearings.ask_candidate),
    Button("candidate_hearing", "record_statement", hearings.record_candidates_statement),
    Button("candidate_hearing", "leave_out", hearings.leave_out),
    Button("reconsideration", "ask_for_candidate", hearings.ask_for_candidate),
    Button("reconsideration", "ask_as_sender", hearings.ask_as_sender),
    Button("reconsideration", "uphold", hearings.uphold),
    Button("reconsideration", "grant", hearings.grant, needs_step_up=True),
    Button("place_check", "find_it_holds", checks.find_it_holds),
    Button("place_check", "call_for_nomination", checks.call_for_nomination),
    Button("place_check", "accept_answer", checks.accept_answer),
    Button("place_check", "call_again", checks.call_again),
)  # fmt: skip
HANDOVERS = (
    Button("handover", "clear_move", handovers.clear_move),
    Button("handover", "confirm_move", handovers.confirm_move),
    Button("handover", "record_non_arrival", handovers.record_non_arrival),
    Button("handover", "answer_non_arrival", handovers.answer_non_arrival),
    Button("handover", "call_off", handovers.call_off),
    Button("handover", "complete", handovers.complete),
    Button("handover", "address", handovers.record_address, How.RECORD),
    Button("handover", "mismatches", terms.answer_mismatches, How.RECORD),
    Button("handover", "term", terms.propose, How.BEGIN),
    Button("term", "accept", terms.accept),
    Button("term", "counter", terms.counter),
    Button("term", "propose_again", terms.propose_again),
    Button("term", "out_of_reach", terms.say_out_of_reach, How.RECORD),
    Button("term", "mediate", terms.mediate),
    Button("term", "leave_out", terms.leave_out),
    Button("term", "note_as_duty", terms.note_as_duty),
    Button("signature", "sign", handovers.sign),
    Button("signature", "close_signature", handovers.close_signature),
    Button("knowledge_item", "give", handovers.give),
    Button("knowledge_item", "receive", handovers.receive),
    Button("knowledge_item", "ask_for_more", handovers.ask_for_more),
    Button("knowledge_item", "confirm", handovers.confirm_item),
    Button("knowledge_item", "close_item", handovers.close_item),
    Button("contact_person", "name", handovers.name_contact_person),
    Button("contact_person", "hand_on", handovers.hand_on, parts=("person", "handing_on")),
    Button("contact_person", "close_contact_person", handovers.close_contact_person),
    Button("registration", "give_notice", handovers.give_notice),
    Button("registration", "register", handovers.register),
    Button("address_protection", "ask_anew", protection.ask_anew),
    Button("residence_report", "tell_police", residence.tell_police),
    Button("residence_report", "acknowledge", residence.acknowledge),
    Button("nomination_call", "answer_call", calls.answer_call),
)
SAFETY = (
    Button("case", "safety_assessment", safety.report_change, How.BEGIN),
    Button(
        "safety_assessment", "write_assessment", safety.write_assessment,
        parts=("picture", "precautions"),
    ),
    Button("safety_assessment", "inform_staff", safety.inform_staff),
    Button("receipt", "confirm_receipt", safety.confirm_receipt),
)  # fmt: skip
BUTTONS = (*NOMINATIONS, *PLACEMENTS, *HANDOVERS, *SAFETY)
