"""Facts with everything on record that can be: what a step's needs find met."""

from dataclasses import replace

from relocation.cases import model as cases
from relocation.handovers import model as handovers
from relocation.measures import model as measures
from relocation.nominations import model as nominations
from relocation.partners import model as partners
from relocation.placements import model as placements
from relocation.safety import model as safety
from relocation.staffing import model as staffing
from scoring.person import Urgency
from tests.relocation.places_on_record import CHECK, HEARING, PLACEMENT, RECONSIDERATION

CASE = cases.Facts(
    has_channel=True,
    crime=cases.Crime.ORGANISED,
    has_first_look=True,
    police_inquiry=cases.PoliceInquiry.RELEASED,
    municipal_inquiry=cases.MunicipalInquiry.RECORDED,
    assessment_allows=True,
    has_clarification_form=True,
    has_motivation_and_target_group=True,
    recommending_coordinator="coordinator",
    recommending_consultant="consultant",
    criteria_judged=frozenset(cases.Criterion),
    criteria_met=frozenset(cases.Criterion),
    is_in_milieu_or_edge_is_argued=True,
    is_eligible=True,
    authors=frozenset({"consultant", "police"}),
    acting="police",
    has_reasons=True,
    has_exclusion_reasons=True,
    has_date_for_renewed_assessment=True,
    is_date_for_renewed_assessment_reached=True,
    no_handover_is_under_way=True,
    another_case_stays=True,
    nobody_receives_by_it=True,
    meeting_is_held=True,
    has_contact_person=True,
    is_first_contact_person=True,
    is_handed_on=True,
    relocation_answer=cases.RelocationAnswer.NOT_NEEDED,
    agreement_is_complete=True,
    version_is_new=True,
    measures_are_kept=True,
    candidate_signed=True,
    coordinator_signed=True,
    police_coordinator_was_summoned=True,
    has_candidates_word=True,
    is_where_it_lives=True,
    acts_for_the_responsible=True,
    has_new_time_frame=True,
    is_followed_up=True,
    breach_is_referred=True,
    requirements_were_disregarded=True,
    nothing_depends_on_it=True,
    no_word_is_owed=True,
    follow_up_is_over=True,
    no_glass_waits=True,
    is_untouched_and_warned=True,
)
INQUIRY = cases.InquiryFacts(
    is_pre_visited=True,
    has_crime_picture=True,
    has_sincerity=True,
    has_safety_assessment=True,
    has_eligibility=True,
    has_text_for_the_interview=True,
    centres_answered=True,
    has_employment_support_and_housing=True,
    case_is_closed=True,
)
NOMINATION = nominations.Facts(
    argued=frozenset({nominations.Ground.DECISIVE_FOR_SAFETY}),
    urgency=Urgency.URGENT,
    requested_by=frozenset({"coordinator"}),
    is_endorsed_as_it_is=True,
    judged_by="caseworker",
    acting="decision-maker",
    is_admitted=True,
    central_unit_is_there=True,
    has_reasons=True,
    asks_for=True,
    is_answered=True,
    outcome=nominations.Outcome.NEEDED_FOR_SAFETY,
    move_is_not_confirmed=True,
    is_untouched_and_warned=True,
    gave_what_was_put_right=frozenset({"who gave it"}),
    can_be_judged_anew=True,
)
REVIEW = nominations.ReviewFacts(
    has_reasons=True,
    judged_by=frozenset({"one", "two"}),
    acting="another",
    is_too_late_to_judge=True,
    is_where_it_lives=True,
    case_is_closed=True,
)
ASSESSMENT = safety.Facts(
    has_picture=True,
    has_precautions_for_candidate=True,
    has_precautions_for_staff=True,
    is_newest_report=True,
    is_answered=True,
    recipients_are_named=True,
    all_confirmed=True,
    newer_is_written=True,
    case_is_closed=True,
)
RECEIPT = safety.ReceiptFacts(
    is_the_recipients_own=True,
    is_unread_in_time=True,
    recipient_left=True,
    newer_is_written=True,
)
COLLEAGUE = staffing.ColleagueFacts(
    is_of_the_same_side=True, is_somebody_else=True, enough_stay=True, has_reasons=True
)
DENIAL = staffing.DenialFacts(
    is_entitled=True,
    is_of_who_denied=True,
    is_somebody_else=True,
    enough_stay=True,
    has_reasons=True,
)
GLASS = staffing.GlassFacts(
    is_somebody_else=True,
    stands_there=True,
    may_vouch=True,
    is_in_time=True,
    is_too_late=True,
    has_reasons=True,
)
TERM = handovers.TermFacts(
    performs_it=True,
    is_within_reach=True,
    has_other_wording=True,
    has_reasons=True,
    is_settled_too_late=True,
    law_obliges=True,
    handover_is_called_off=True,
)
POINT = handovers.PointFacts(
    is_newest=True,
    case_is_open=True,
    terms=(handovers.Term.ACCEPTED, handovers.Term.LEFT_OUT, handovers.Term.NOTED_AS_DUTY),
    mismatches_are_answered=True,
    is_signed=False,
    handover_is_under_way=True,
    candidate_signed=True,
    receiving_coordinator_signed=True,
    has_content=True,
    is_the_polices=True,
    lacks_are_named=True,
    has_name=True,
    is_handed_on=True,
    has_reasons=True,
    move_is_confirmed=True,
    handover_is_called_off=True,
)
REGISTRATION = handovers.RegistrationFacts(
    has_written_notice=True,
    is_registered=True,
    is_where_it_lives=True,
    nobody_waits=True,
    can_be_asked_for=True,
)
PROTECTION = handovers.ProtectionFacts(lapses_soon=True, is_asked_for=True, is_where_it_lives=True)
REPORT = handovers.ReportFacts(
    is_reported=True, is_where_it_lives=True, newer_is_written=True, nobody_asks=True
)
CALL = handovers.CallFacts(is_where_it_lives=True, has_words=True, is_called_for=True)
HANDOVER = handovers.Facts(
    is_newest=True,
    case_is_open=True,
    precautions_are_confirmed=True,
    has_day_of_stay=True,
    has_day_of_absence=True,
    has_answer=True,
    has_reasons=True,
    is_over=True,
    terms=(handovers.Term.ACCEPTED,),
    signature=handovers.Signature.SIGNED,
    is_signed=True,
    knowledge=(handovers.Knowledge.CONFIRMED, handovers.Knowledge.CLOSED_BY_CENTRAL),
    contact_person=handovers.ContactPerson.NAMED,
    central_unit_answered=True,
)
MEASURE = measures.Facts(
    is_the_authoritys_own=True,
    acts_for_the_responsible=True,
    has_new_time_frame=True,
    has_reasons=True,
    coordination_is_over=True,
)
PARTNER = partners.Facts(
    has_basis=True,
    is_told_what_was_shared=True,
    has_reasons=True,
)
FACTS = {
    "case": CASE,
    "police_inquiry": INQUIRY,
    "municipal_inquiry": INQUIRY,
    "colleague": COLLEAGUE,
    "denial": DENIAL,
    "break_glass": GLASS,
    "safety_assessment": ASSESSMENT,
    "receipt": RECEIPT,
    "measure": MEASURE,
    "partner": PARTNER,
    "nomination": NOMINATION,
    "acute_review": REVIEW,
    "placement": PLACEMENT,
    "sender_hearing": HEARING,
    "candidate_hearing": HEARING,
    "reconsideration": RECONSIDERATION,
    "place_check": CHECK,
    "handover": HANDOVER,
    "term": TERM,
    "signature": POINT,
    "knowledge_item": POINT,
    "contact_person": POINT,
    "registration": REGISTRATION,
    "address_protection": PROTECTION,
    "residence_report": REPORT,
    "nomination_call": CALL,
}
INSTEAD = {
    ("case", "send_to_ssp_nu"): replace(CASE, crime=cases.Crime.SITUATIONAL, is_under_18=True),
    ("case", "send_to_ksp"): replace(CASE, crime=cases.Crime.SITUATIONAL, is_under_18=False),
    ("nomination", "find_not_necessary"): replace(
        NOMINATION, outcome=nominations.Outcome.CAN_BE_MANAGED_OTHERWISE
    ),
    ("placement", "uphold"): replace(
        PLACEMENT, reconsideration=placements.Reconsideration.NOT_ASKED
    ),
    ("nomination_call", "settle"): replace(CALL, is_called_for=False),
    ("term", "leave_out"): replace(TERM, law_obliges=False),
}
"""Where one thing on record speaks against another step."""


def facts_for(workflow, step):
    """All on record that this step can need."""
    return INSTEAD.get((workflow, step), FACTS[workflow])


def nothing(workflow):
    """Nothing on record."""
    return type(FACTS[workflow])()
