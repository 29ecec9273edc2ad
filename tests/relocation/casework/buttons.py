"""A button for every step that somebody can take, with all that it hands in."""

from dataclasses import replace
from datetime import timedelta

from relocation.cases import doubles, excluding, inquiries
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.agreement import ContactHandover, FollowUp
from relocation.cases.endings import CentralEnding
from relocation.cases.papers import CourseChange
from relocation.handovers import calls, papers, protection, residence, terms
from relocation.handovers import service as handovers
from relocation.measures import service as measures
from relocation.nominations import service as nominations
from relocation.partners import service as partners
from relocation.placements import checks, hearings
from relocation.placements import service as placements
from relocation.safety import service as safety
from tests.relocation.casework.agreeing import SHARED
from tests.relocation.casework.entering import (
    ANSWERS,
    FORM,
    FOUND,
    LEAVES,
    PICTURE,
    PRECAUTIONS,
    TODAY,
    VISITATION,
)
from tests.relocation.casework.handing_over import ABSENT, ARRIVED, KNOWN, PERSON, SIGNED, TERM
from tests.relocation.casework.nominating import NEEDED, NOT_NEEDED, QUESTION, WHY
from tests.relocation.casework.placing import SAID

OTHER_TERM = replace(TERM, text="a flat within three months", reasons=WHY)
LONGER = CourseChange(until=ARRIVED.day, reasons=WHY)
HANDED_ON = ContactHandover(handed_on="whom to ring", on=ARRIVED.day)
NOTICE = papers.Notice(on=ARRIVED.day, text="without fixed abode")
TOLD = papers.ResidenceReport(on=ARRIVED.day, text="lives in Havnegade by now")


def mediation(*, law_obliges):
    return papers.Mediation(reasons=WHY, law_obliges=law_obliges)


EXTENDED = written.CourseChange(until=TODAY + timedelta(days=400), reasons=WHY)
BREACH = written.Breach(what="a missed appointment", referred_to="the probation service")
DISREGARDED = written.Ending(reasons=WHY, disregarded=("no contact",))
DOUBLE = CentralEnding(other="a" * 26, reasons=WHY)
FOLLOWED = FollowUp(on=TODAY, account=WHY, requirements_are_met=True)
BUTTONS = {
    ("case", "refer"): (cases.refer,),
    ("case", "screen_in"): (cases.screen_in,),
    ("case", "send_to_ssp_nu"): (cases.send_to_ssp_nu,),
    ("case", "send_to_ksp"): (cases.send_to_ksp,),
    ("case", "pre_visit"): (cases.pre_visit, "worth a look"),
    ("case", "hold_interview"): (cases.hold_interview, FORM),
    ("case", "recommend_as_coordinator"): (cases.recommend_as_coordinator, WHY),
    ("case", "recommend_as_consultant"): (cases.recommend_as_consultant, WHY),
    ("case", "decide_visitation"): (cases.decide_visitation, VISITATION),
    ("case", "find_not_eligible"): (excluding.find_not_eligible,),
    ("case", "assess_again"): (excluding.assess_again,),
    ("case", "admit"): (cases.admit,),
    ("case", "sign_agreement"): (cases.sign_agreement, SIGNED),
    ("case", "sign_new_version"): (cases.sign_new_version, SIGNED),
    ("case", "extend"): (cases.extend, EXTENDED),
    ("case", "follow_up"): (cases.follow_up, FOLLOWED),
    ("case", "hand_on_contact_person"): (cases.hand_on_contact_person, (PERSON, HANDED_ON)),
    ("case", "note_breach"): (cases.note_breach, BREACH),
    ("case", "let_lapse"): (cases.let_lapse, DISREGARDED),
    ("case", "complete"): (cases.complete, DISREGARDED),
    ("case", "end_centrally"): (doubles.end_centrally, DOUBLE),
    ("case", "withdraw"): (cases.withdraw, LEAVES),
    ("measure", "start"): (measures.start,),
    ("measure", "extend_measure"): (measures.extend_measure, LONGER),
    ("measure", "end"): (measures.end, WHY),
    ("partner", "take_part"): (partners.take_part,),
    ("partner", "share"): (partners.share, SHARED),
    ("partner", "stop"): (partners.stop, WHY),
    ("case", "close"): (cases.close,),
    ("police_inquiry", "ask_police"): (inquiries.ask_police,),
    ("police_inquiry", "record_findings"): (inquiries.record_findings, FOUND),
    ("police_inquiry", "release_for_interview"): (inquiries.release_for_interview, "known to us"),
    ("police_inquiry", "ask_police_again"): (inquiries.ask_police_again,),
    ("municipal_inquiry", "ask_centres"): (inquiries.ask_centres,),
    ("municipal_inquiry", "record_answers"): (inquiries.record_answers, ANSWERS),
    ("municipal_inquiry", "ask_centres_again"): (inquiries.ask_centres_again,),
    ("nomination", "request"): (nominations.request,),
    ("nomination", "send_back"): (nominations.send_back, WHY),
    ("nomination", "endorse"): (nominations.endorse, WHY),
    ("nomination", "submit"): (nominations.submit,),
    ("nomination", "return"): (nominations.return_for_information, QUESTION),
    ("nomination", "resubmit"): (nominations.resubmit, "as asked"),
    ("nomination", "find_necessary"): (nominations.find_necessary, NEEDED),
    ("nomination", "find_not_necessary"): (nominations.find_not_necessary, NOT_NEEDED),
    ("nomination", "confirm"): (nominations.confirm, WHY),
    ("nomination", "ask_to_judge_again"): (nominations.ask_to_judge_again, WHY),
    ("nomination", "withdraw"): (nominations.withdraw, WHY),
    ("acute_review", "uphold"): (nominations.uphold, WHY),
    ("acute_review", "put_right"): (nominations.put_right, WHY),
    ("acute_review", "take_note"): (nominations.take_note,),
    ("placement", "tell_no_place"): (placements.tell_no_place,),
    ("placement", "release_shortlist"): (placements.release_shortlist,),
    ("placement", "withhold_shortlist"): (placements.withhold_shortlist, WHY),
    ("placement", "note_hearings"): (placements.note_hearings,),
    ("placement", "approve"): (placements.approve,),
    ("placement", "send_back"): (placements.send_back, WHY),
    ("placement", "uphold"): (placements.uphold, WHY),
    ("placement", "reopen_for_safety"): (placements.reopen,),
    ("sender_hearing", "ask_sender"): (hearings.ask_sender,),
    ("sender_hearing", "record_statement"): (hearings.record_senders_statement, SAID),
    ("candidate_hearing", "ask_candidate"): (hearings.ask_candidate,),
    ("candidate_hearing", "record_statement"): (hearings.record_candidates_statement, SAID),
    ("candidate_hearing", "leave_out"): (hearings.leave_out, "§ 19, stk. 2, nr. 3"),
    ("reconsideration", "ask_for_candidate"): (hearings.ask_for_candidate, LEAVES),
    ("reconsideration", "ask_as_sender"): (hearings.ask_as_sender, WHY),
    ("reconsideration", "uphold"): (hearings.uphold, WHY),
    ("reconsideration", "grant"): (hearings.grant, WHY),
    ("place_check", "find_it_holds"): (checks.find_it_holds, WHY),
    ("place_check", "call_for_nomination"): (checks.call_for_nomination, WHY),
    ("place_check", "accept_answer"): (checks.accept_answer, WHY),
    ("place_check", "call_again"): (checks.call_again, WHY),
    ("nomination_call", "answer_call"): (calls.answer_call, WHY),
    ("handover", "clear_move"): (handovers.clear_move,),
    ("handover", "confirm_move"): (handovers.confirm_move, ARRIVED),
    ("handover", "record_non_arrival"): (handovers.record_non_arrival, ABSENT),
    ("handover", "answer_non_arrival"): (handovers.answer_non_arrival, "ill"),
    ("handover", "call_off"): (handovers.call_off, WHY),
    ("handover", "complete"): (handovers.complete,),
    ("term", "accept"): (terms.accept,),
    ("term", "counter"): (terms.counter, OTHER_TERM),
    ("term", "propose_again"): (terms.propose_again, OTHER_TERM),
    ("term", "mediate"): (terms.mediate,),
    ("term", "leave_out"): (terms.leave_out, mediation(law_obliges=False)),
    ("term", "note_as_duty"): (terms.note_as_duty, mediation(law_obliges=True)),
    ("signature", "sign"): (handovers.sign, SIGNED),
    ("signature", "close_signature"): (handovers.close_signature, WHY),
    ("knowledge_item", "give"): (handovers.give, KNOWN),
    ("knowledge_item", "receive"): (handovers.receive,),
    ("knowledge_item", "ask_for_more"): (handovers.ask_for_more, "the doctor's name"),
    ("knowledge_item", "confirm"): (handovers.confirm_item,),
    ("knowledge_item", "close_item"): (handovers.close_item, WHY),
    ("contact_person", "name"): (handovers.name_contact_person, PERSON),
    ("contact_person", "hand_on"): (handovers.hand_on, (PERSON, HANDED_ON)),
    ("contact_person", "close_contact_person"): (handovers.close_contact_person, WHY),
    ("registration", "give_notice"): (handovers.give_notice, NOTICE),
    ("registration", "register"): (handovers.register, NOTICE),
    ("address_protection", "ask_anew"): (protection.ask_anew, NOTICE),
    ("residence_report", "tell_police"): (residence.tell_police, TOLD),
    ("residence_report", "acknowledge"): (residence.acknowledge,),
    ("safety_assessment", "write_assessment"): (safety.write_assessment, (PICTURE, PRECAUTIONS)),
    ("safety_assessment", "inform_staff"): (safety.inform_staff,),
    ("receipt", "confirm_receipt"): (safety.confirm_receipt,),
}
"""Steps of a placement that hand in a place are not here: who walks says which one."""
