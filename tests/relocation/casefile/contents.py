"""One content of every kind of document; each has a word that its reduced form must not repeat."""

from datetime import date

from relocation.cases import agreement, eligibility, situation
from relocation.cases import papers as cases
from relocation.cases.endings import CentralEnding
from relocation.cases.model import Crime, Criterion, RelocationAnswer
from relocation.documents.reasons import Reasons
from relocation.handovers import papers as handovers
from relocation.nominations import papers as nominations
from relocation.nominations.model import Ground, Outcome
from relocation.partners import papers as partners
from relocation.placements import papers as placements
from relocation.placements.model import Criterion as PlacementCriterion
from scoring.person import Urgency

DAY = date(2026, 11, 26)
WORD = "unspeakable"
JUDGED = cases.Judged(is_met=True, degree="clearly", reasons=WORD)
MEASURE = agreement.Measure(
    what=WORD, authority=agreement.Authority.POLICE, legal_basis="§ 1", since=DAY, until=DAY
)
CONTENTS = {
    "identity": cases.Identity(name=WORD, cpr="3102700000", address=WORD, municipality="0101"),
    "referral": cases.Referral(channel=cases.Channel.POLICE, account=WORD),
    "screening": cases.Screening(crime=Crime.ORGANISED, is_under_18=False, reasons=WORD),
    "first_look": cases.Note(text=WORD),
    "police_findings": cases.PoliceFindings(crime_picture=WORD, sincerity=WORD, is_eligible=True),
    "interview_text": cases.Note(text=WORD),
    "municipal_answers": cases.MunicipalAnswers(
        centres={cases.Centre.JOB_CENTRE: WORD},
        employment=WORD,
        means_of_support=WORD,
        housing=WORD,
    ),
    "clarification_form": cases.ClarificationForm(
        picture=WORD,
        own_needs=WORD,
        premises_explained=True,
        motivation_is_real=True,
        is_in_target_group=True,
    ),
    "recommendation": cases.Note(text=WORD),
    "visitation": cases.Visitation(criteria=dict.fromkeys(Criterion, JUDGED)),
    "exclusion": eligibility.Exclusion(ground=eligibility.ExclusionGround.ILLNESS, reasons=WORD),
    "not_eligible": eligibility.NotEligible(renewed_assessment=DAY),
    "meeting": cases.Meeting(held=DAY, police_coordinator_was_summoned=True),
    "contact_person": cases.NamedPerson(name=WORD, reached_by="telephone"),
    "contact_handover": agreement.ContactHandover(handed_on=WORD, on=DAY),
    "relocation_answer": cases.AnswerOnRelocation(answer=RelocationAnswer.NOT_NEEDED, reasons=WORD),
    "agreement": agreement.Agreement(
        course=WORD,
        can_start={agreement.Authority.POLICE: (WORD,)},
        measures=(MEASURE,),
        requirements=("no contact",),
        relapse="it lapses",
    ),
    "signatures": cases.Signatures(candidate=DAY, coordinator=DAY),
    "candidates_word": cases.CandidatesWord(said=WORD, on=DAY),
    "course_change": cases.CourseChange(until=DAY, reasons=WORD),
    "follow_up": agreement.FollowUp(on=DAY, account=WORD, requirements_are_met=True),
    "measure_time_frame": cases.CourseChange(until=DAY, reasons=WORD),
    "measure_reasons": Reasons(reasons=WORD),
    "partner_basis": partners.Basis(partner=WORD, consented=DAY),
    "shared_with_partner": partners.Sharing(what=WORD, basis="consent", on=DAY),
    "partner_reasons": Reasons(reasons=WORD),
    "breach": cases.Breach(what=WORD, referred_to="the prosecutor"),
    "central_ending": CentralEnding(other=WORD, reasons=WORD),
    "ending": cases.Ending(reasons=WORD, disregarded=(WORD,)),
    "origin": situation.Origin(group=WORD, kind="street gang", position=WORD),
    "household": situation.Household(
        members=(situation.Member(name=WORD, age=30, needs="none"),), ties=WORD
    ),
    "needs": situation.Needs(services=("treatment",), health=WORD, work_and_education=WORD),
    "temporary_place": cases.TemporaryPlace(place=WORD, since=DAY),
    "weekly_report": cases.WeeklyReport(week="2026-W48", was_met_in_incident=False, account=WORD),
    "safety_picture": cases.Picture(
        account=WORD, enemies=(WORD,), dangerous_places=(WORD,), is_threatened=True, allows=True
    ),
    "precautions": cases.Precautions(for_candidate="stay in", for_staff="go in pairs"),
    "relocation_request": nominations.Request(
        grounds={Ground.DECISIVE_FOR_SAFETY: WORD}, urgency=Urgency.URGENT
    ),
    "nomination_reasons": Reasons(reasons=WORD),
    "information_asked": nominations.Question(asks_for=WORD, reasons=WORD),
    "information_given": nominations.Answer(answer=WORD),
    "judgement": nominations.Judgement(outcome=Outcome.NEEDED_FOR_SAFETY, reasons=WORD),
    "confirmation": Reasons(reasons=WORD),
    "proposal": placements.Proposal(answer={"municipality": WORD}, ranking=("0751",)),
    "no_municipality": placements.NoMunicipality(rules=(WORD,)),
    "statement": placements.Statement(said=WORD, on=DAY),
    "placement_reasons": Reasons(reasons=WORD),
    "reconsideration_request": Reasons(reasons=WORD),
    "choice": placements.Choice(
        municipality="0751", reasons=dict.fromkeys(PlacementCriterion, WORD)
    ),
    "contact": placements.Contact(who=WORD, on=DAY),
    "term_wording": handovers.Wording(text=WORD, performed_by=handovers.Performer.MUNICIPALITY),
    "term_mediation": handovers.Mediation(reasons=WORD, law_obliges=True),
    "mismatches": handovers.Mismatches(answers=(WORD,)),
    "knowledge_needs": handovers.Knowledge(text=WORD),
    "knowledge_safety": handovers.Knowledge(text="go in pairs"),
    "knowledge_family": handovers.Knowledge(text=WORD),
    "knowledge_contract": handovers.Knowledge(text=WORD),
    "registration_notice": handovers.Notice(on=DAY, text=WORD),
    "residence_report": handovers.ResidenceReport(on=DAY, text=WORD),
    "call_answer": Reasons(reasons=WORD),
    "address": handovers.Address(address=WORD),
    "arrival": handovers.Arrival(day=DAY, arrived=True),
    "handover_reasons": Reasons(reasons=WORD),
    "staffing_reasons": Reasons(reasons=WORD),
    "term_acceptance": handovers.Acceptance(),
    "settled_by_hand": placements.ByHand(
        places=(placements.SettledPlace(municipality="0751", is_forbidden=True, reason=WORD),)
    ),
}
