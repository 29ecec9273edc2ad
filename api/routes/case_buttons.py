"""What can be done in a case itself, its inquiries, measures, partners and list."""

from api.routes.buttons import Button, How
from relocation.cases import doubles, excluding, inquiries, service
from relocation.measures import service as measures
from relocation.partners import service as partners
from relocation.staffing import leaving, naming
from relocation.staffing import service as staffing

CASES = (
    Button("case", "refer", service.refer),
    Button("case", "screen_in", service.screen_in),
    Button("case", "send_to_ssp_nu", service.send_to_ssp_nu),
    Button("case", "send_to_ksp", service.send_to_ksp),
    Button("case", "pre_visit", service.pre_visit),
    Button("case", "hold_interview", service.hold_interview),
    Button("case", "recommend_as_coordinator", service.recommend_as_coordinator),
    Button("case", "recommend_as_consultant", service.recommend_as_consultant),
    Button("case", "decide_visitation", service.decide_visitation),
    Button("case", "find_not_eligible", excluding.find_not_eligible),
    Button("case", "assess_again", excluding.assess_again),
    Button("case", "admit", service.admit),
    Button("case", "sign_agreement", service.sign_agreement),
    Button("case", "sign_new_version", service.sign_new_version),
    Button("case", "extend", service.extend),
    Button("case", "follow_up", service.follow_up),
    Button(
        "case", "hand_on_contact_person", service.hand_on_contact_person,
        parts=("person", "handing_on"),
    ),
    Button("case", "note_breach", service.note_breach),
    Button("case", "let_lapse", service.let_lapse),
    Button("case", "complete", service.complete),
    Button("case", "end_centrally", doubles.end_centrally),
    Button("case", "withdraw", service.withdraw),
    Button("case", "close", service.close),
    Button("case", "identity", service.correct_identity, How.RECORD),
    Button("case", "screening", service.screen, How.RECORD),
    Button("case", "exclusion", excluding.write_exclusion, How.RECORD),
    Button("case", "meeting", service.hold_meeting, How.RECORD),
    Button("case", "contact_person", service.name_contact_person, How.RECORD),
    Button("case", "household", service.describe_household, How.RECORD),
    Button("case", "needs", service.describe_needs, How.RECORD),
    Button("case", "origin", service.describe_origin, How.RECORD),
    Button("case", "answer_on_relocation", service.answer_relocation, How.RECORD),
    Button("case", "agreement", service.draw_up_agreement, How.RECORD),
)  # fmt: skip
INQUIRIES = (
    Button("police_inquiry", "ask_police", inquiries.ask_police),
    Button("police_inquiry", "ask_police_again", inquiries.ask_police_again),
    Button(
        "police_inquiry", "record_findings", inquiries.record_findings,
        parts=("findings", "picture", "precautions"),
    ),
    Button("police_inquiry", "release_for_interview", inquiries.release_for_interview),
    Button("municipal_inquiry", "ask_centres", inquiries.ask_centres),
    Button("municipal_inquiry", "ask_centres_again", inquiries.ask_centres_again),
    Button("municipal_inquiry", "record_answers", inquiries.record_answers),
)  # fmt: skip
COURSE = (
    Button("measure", "start", measures.start),
    Button("measure", "extend_measure", measures.extend_measure),
    Button("measure", "end", measures.end),
    Button("case", "partner", partners.name_partner, How.BEGIN),
    Button("partner", "take_part", partners.take_part),
    Button("partner", "share", partners.share),
    Button("partner", "stop", partners.stop),
)
STAFFING = (
    Button("case", "colleague", naming.name, How.BEGIN),
    Button("case", "taking_off", leaving.take_off, How.BEGIN),
    Button("case", "denial", leaving.deny, How.BEGIN),
    Button("case", "lifting", leaving.lift, How.BEGIN),
    Button("break_glass", "countersign", staffing.countersign),
)
BUTTONS = (*CASES, *INQUIRIES, *COURSE, *STAFFING)
