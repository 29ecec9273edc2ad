"""What must be on record before a step in a case; each knows how to find it in the facts."""

from relocation.cases.model import (
    Crime,
    Criterion,
    Facts,
    InquiryFacts,
    MunicipalInquiry,
    PoliceInquiry,
)
from relocation.workflow import Need

CHANNEL = Need[Facts]("channel", "the channel of the referral", lambda f: f.has_channel)
GROUP_CRIME = Need[Facts](
    "group_crime", "the crime is of a gang or group", lambda f: f.crime is Crime.ORGANISED
)
SITUATIONAL_UNDER_18 = Need[Facts](
    "situational_under_18",
    "the crime is situational and the person under 18",
    lambda f: f.crime is Crime.SITUATIONAL and f.is_under_18 is True,
)
SITUATIONAL_FROM_18 = Need[Facts](
    "situational_from_18",
    "the crime is situational and the person 18 or over",
    lambda f: f.crime is Crime.SITUATIONAL and f.is_under_18 is False,
)
FIRST_LOOK = Need[Facts]("first_look", "the first look at the referral", lambda f: f.has_first_look)
POLICE_INQUIRY_RELEASED = Need[Facts](
    "police_inquiry",
    "the inquiry of police and NEC, with what is released in writing for the interview",
    lambda f: f.police_inquiry is PoliceInquiry.RELEASED,
)
MUNICIPAL_INQUIRY_IN = Need[Facts](
    "municipal_inquiry",
    "the municipal inquiry",
    lambda f: f.municipal_inquiry is MunicipalInquiry.RECORDED,
)
ASSESSMENT_ALLOWS = Need[Facts](
    "assessment",
    "a newest safety assessment that does not speak against it",
    lambda f: f.assessment_allows,
)
CLARIFICATION_FORM = Need[Facts](
    "clarification_form",
    "the clarification form: the whole picture, own needs, premises explained",
    lambda f: f.has_clarification_form,
)
MOTIVATION_AND_TARGET_GROUP = Need[Facts](
    "motivation_and_target_group",
    "whether the motivation is real and the person in the target group",
    lambda f: f.has_motivation_and_target_group,
)
TWO_RECOMMENDATIONS = Need[Facts](
    "two_recommendations",
    "the recommendations of exit coordinator and prevention consultant, two persons",
    lambda f: (
        None not in {f.recommending_coordinator, f.recommending_consultant}
        and f.recommending_coordinator != f.recommending_consultant
    ),
)
NOT_THE_COORDINATOR = Need[Facts](
    "not_the_coordinator",
    "somebody else than the coordinator who recommended",
    lambda f: f.acting is not None and f.acting != f.recommending_coordinator,
)
CRITERIA_JUDGED = Need[Facts](
    "criteria_judged",
    "each of the four criteria with degree and reasons",
    lambda f: f.criteria_judged == frozenset(Criterion),
)
CRITERIA_MET = Need[Facts](
    "criteria_met",
    "that all four criteria are met",
    lambda f: f.criteria_met == frozenset(Criterion),
)
EDGE = Need[Facts](
    "edge",
    "where the person is on the edge of the milieu, that its network is the decisive obstacle"
    " and other local efforts do not suffice",
    lambda f: f.is_in_milieu_or_edge_is_argued,
)
ELIGIBLE = Need[Facts]("eligible", "the shared outcome 'eligible'", lambda f: f.is_eligible)
TWO_AUTHORS = Need[Facts](
    "two_authors",
    "at least two persons who find so, the actor among them",
    lambda f: len(f.authors) > 1 and f.acting in f.authors,
)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
EXCLUSION_REASONS = Need[Facts](
    "exclusion_reasons", "the reasons of who writes it", lambda f: f.has_exclusion_reasons
)
DATE_FOR_RENEWED_ASSESSMENT = Need[Facts](
    "date_for_renewed_assessment",
    "a date for renewed assessment",
    lambda f: f.has_date_for_renewed_assessment,
)
RENEWED_ASSESSMENT_DUE = Need[Facts](
    "renewed_assessment_due",
    "that the date for renewed assessment is reached",
    lambda f: f.is_date_for_renewed_assessment_reached,
)
NO_HANDOVER = Need[Facts](
    "no_handover", "that no handover is under way", lambda f: f.no_handover_is_under_way
)
DOUBLE = Need[Facts](
    "double",
    "another case of the same person that may stay for this one; where that one is not, see whether"
    " it is the one to end, or ask those who work on it",
    lambda f: f.another_case_stays,
)
NOBODY_CONTACTED = Need[Facts](
    "nobody_contacted",
    "that nobody receives or has received the person by this case",
    lambda f: f.nobody_receives_by_it,
)
MEETING = Need[Facts](
    "meeting",
    "the cooperation meeting, held since the case was opened and no later than today",
    lambda f: f.meeting_is_held,
)
CONTACT_PERSON = Need[Facts](
    "contact_person", "the candidate's contact person", lambda f: f.has_contact_person
)
FIRST_CONTACT_PERSON = Need[Facts](
    "first_contact_person",
    "that none was named before, since a change is handed on",
    lambda f: f.is_first_contact_person,
)
HANDED_ON = Need[Facts](
    "handed_on",
    "what the earlier contact person handed on, and a day by today on which",
    lambda f: f.is_handed_on,
)
RELOCATION_ANSWERED = Need[Facts](
    "relocation_answered",
    "whether permanent relocation is needed; if so, the submitted nomination",
    lambda f: f.relocation_answer is not None,
)
AGREEMENT = Need[Facts](
    "agreement",
    "course, what each authority could start, measures with legal basis and time frame,"
    " requirements, and what a relapse means",
    lambda f: f.agreement_is_complete,
)
NEW_VERSION = Need[Facts](
    "new_version", "a version drawn up since the last signatures", lambda f: f.version_is_new
)
MEASURES_KEPT = Need[Facts](
    "measures_kept",
    "every measure of the version before; its own authority ends it",
    lambda f: f.measures_are_kept,
)
BOTH_SIGNATURES = Need[Facts](
    "both_signatures",
    "the signatures of candidate and exit coordinator, both of days of the case by today",
    lambda f: f.candidate_signed and f.coordinator_signed,
)
POLICE_SUMMONED = Need[Facts](
    "police_summoned",
    "that the police exit coordinator was summoned, or that safety is not threatened",
    lambda f: f.police_coordinator_was_summoned or f.is_safety_unthreatened,
)
WHERE_IT_LIVES = Need[Facts](
    "where_it_lives",
    "that the actor is of where the candidate lives",
    lambda f: f.is_where_it_lives,
)
CANDIDATES_WORD = Need[Facts](
    "candidates_word",
    "what the candidate said, and when: since the case was opened, no later than today",
    lambda f: f.has_candidates_word,
)
RESPONSIBLE = Need[Facts](
    "responsible",
    "that the actor's municipality is responsible today",
    lambda f: f.acts_for_the_responsible,
)
NEW_TIME_FRAME = Need[Facts]("new_time_frame", "the new time frame", lambda f: f.has_new_time_frame)
FOLLOWED_UP = Need[Facts](
    "followed_up",
    "how the course goes, and whether the requirements are met",
    lambda f: f.is_followed_up,
)
BREACH_REFERRED = Need[Facts](
    "breach_referred", "to whom the breach was referred", lambda f: f.breach_is_referred
)
DISREGARDED = Need[Facts](
    "disregarded",
    "which requirements were disregarded",
    lambda f: f.requirements_were_disregarded,
)
NOTHING_DEPENDS = Need[Facts](
    "nothing_depends",
    "that nomination, placement, handover and measures were each closed or passed on",
    lambda f: f.nothing_depends_on_it,
)
NO_WORD_OWED = Need[Facts](
    "no_word_owed",
    "that nobody's word is awaited in the case; wait, or ask the police of where the person lives"
    " or the central unit",
    lambda f: f.no_word_is_owed,
)
FOLLOW_UP_OVER = Need[Facts](
    "follow_up_over", "that the follow-up is over", lambda f: f.follow_up_is_over
)
GLASS_ANSWERED = Need[Facts](
    "glass_answered",
    "that no opening of it in an emergency waits to be answered for",
    lambda f: f.no_glass_waits,
)
UNTOUCHED = Need[Facts](
    "untouched",
    "that nobody touched it for the policy's time, and a warning had its days",
    lambda f: f.is_untouched_and_warned,
)

PRE_VISITED = Need[InquiryFacts]("pre_visited", "the pre-visitation", lambda f: f.is_pre_visited)
CRIME_PICTURE = Need[InquiryFacts](
    "crime_picture", "the current picture of crime", lambda f: f.has_crime_picture
)
SINCERITY = Need[InquiryFacts](
    "sincerity", "the sincerity of the intent", lambda f: f.has_sincerity
)
SAFETY_ASSESSMENT = Need[InquiryFacts](
    "safety_assessment",
    "the assessment of safety and risk in leaving",
    lambda f: f.has_safety_assessment,
)
ELIGIBILITY = Need[InquiryFacts](
    "eligibility", "the shared outcome, eligible or not", lambda f: f.has_eligibility
)
TEXT_FOR_THE_INTERVIEW = Need[InquiryFacts](
    "text_for_the_interview",
    "in writing what may be put before the candidate",
    lambda f: f.has_text_for_the_interview,
)
CENTRES = Need[InquiryFacts](
    "centres",
    "the answer of each centre, or why it is not a relevant one",
    lambda f: f.centres_answered,
)
EMPLOYMENT_SUPPORT_HOUSING = Need[InquiryFacts](
    "employment_support_housing",
    "employment, means of support and housing",
    lambda f: f.has_employment_support_and_housing,
)
READS_IT_ALL = Need[Facts](
    "reads_it_all",
    "a role that reads all of what it writes anew",
    lambda f: f.reads_what_it_writes,
)
INQUIRY_CLOSED = Need[InquiryFacts](
    "case_closed", "that the case is closed", lambda f: f.case_is_closed
)
