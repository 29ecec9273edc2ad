"""Kinds of document that belong to the case itself."""

from dataclasses import asdict
from typing import Any

from relocation.cases import agreement, papers, situation
from relocation.cases.eligibility import Exclusion, NotEligible
from relocation.cases.endings import CentralEnding
from relocation.documents.kinds import Kept, Kind
from relocation.permissions import DataClass

IDENTITY = Kind(
    "identity", DataClass.IDENTITY, papers.Identity, "name, CPR number, address and municipality"
)
REFERRAL = Kind(
    "referral", DataClass.CLARIFICATION, papers.Referral,
    "channel of the referral and what was said", lambda it: {"channel": it.channel},
)  # fmt: skip
SCREENING = Kind(
    "screening", DataClass.CLARIFICATION, papers.Screening,
    "what kind of crime, whether under 18, and why", lambda it: {"crime": it.crime},
)  # fmt: skip
FIRST_LOOK = Kind(
    "first_look", DataClass.CLARIFICATION, papers.Note, "the first look at a referral"
)
POLICE_FINDINGS = Kind(
    "police_findings", DataClass.CLARIFICATION, papers.PoliceFindings,
    "what police and NEC found out, and the shared outcome", kept=Kept.FROM_OTHER_AUTHORITIES,
)  # fmt: skip
INTERVIEW_TEXT = Kind(
    "interview_text", DataClass.CLARIFICATION, papers.Note,
    "what the police released in writing for the interview",
)  # fmt: skip
PICTURE = Kind(
    "safety_picture",
    DataClass.SAFETY,
    papers.Picture,
    "threats, enemies, dangerous places, and whether it allows going on",
)
PRECAUTIONS = Kind(
    "precautions",
    DataClass.SAFETY,
    papers.Precautions,
    "what staff and candidate look out for",
    asdict,
)
MUNICIPAL_ANSWERS = Kind(
    "municipal_answers", DataClass.CLARIFICATION, papers.MunicipalAnswers,
    "each centre's answer; employment, means of support, housing",
)  # fmt: skip
CLARIFICATION_FORM = Kind(
    "clarification_form", DataClass.CLARIFICATION, papers.ClarificationForm,
    "the interview's form: picture, own needs, motivation, target group",
    lambda it: {
        "motivation_is_real": it.motivation_is_real,
        "is_in_target_group": it.is_in_target_group,
    },
)  # fmt: skip
RECOMMENDATION = Kind(
    "recommendation", DataClass.CLARIFICATION, papers.Note, "the reasons of who recommends"
)
VISITATION = Kind(
    "visitation", DataClass.CLARIFICATION, papers.Visitation,
    "the four criteria with degree and reasons, and who is on the edge of the milieu",
    lambda it: {"met": sorted(each for each, judged in it.criteria.items() if judged.is_met)},
)  # fmt: skip
EXCLUSION = Kind(
    "exclusion", DataClass.CLARIFICATION, Exclusion,
    "the ground on which somebody is not eligible", kept=Kept.FROM_ALL_BUT_AUTHORS,
)  # fmt: skip
NOT_ELIGIBLE = Kind(
    "not_eligible", DataClass.CLARIFICATION, NotEligible,
    "the shared outcome and the date for renewed assessment", asdict,
    filled_in=frozenset({"renewed_assessment"}),
)  # fmt: skip
MEETING = Kind(
    "meeting", DataClass.CONTRACT, papers.Meeting,
    "when the cooperation meeting was held, and whether the police coordinator was summoned",
)  # fmt: skip
CONTACT_PERSON = Kind(
    "contact_person", DataClass.CONTRACT, papers.NamedPerson, "the candidate's contact person"
)
CONTACT_HANDOVER = Kind(
    "contact_handover", DataClass.CONTRACT, agreement.ContactHandover,
    "what one contact person handed on to the next",
)  # fmt: skip
RELOCATION_ANSWER = Kind(
    "relocation_answer", DataClass.DECISION, papers.AnswerOnRelocation,
    "whether permanent relocation is needed, and why",
)  # fmt: skip
AGREEMENT = Kind(
    "agreement", DataClass.CONTRACT, agreement.Agreement,
    "course, what could be started and what is, requirements, what a relapse means",
)  # fmt: skip
SIGNATURES = Kind(
    "signatures", DataClass.CONTRACT, papers.Signatures, "the day on which each signed"
)
CANDIDATES_WORD = Kind(
    "candidates_word", DataClass.CONTRACT, papers.CandidatesWord,
    "what the candidate said, and when",
)  # fmt: skip
COURSE_CHANGE = Kind(
    "course_change", DataClass.CONTRACT, papers.CourseChange, "a new time frame, and why"
)
FOLLOW_UP = Kind(
    "follow_up", DataClass.REPORTS, agreement.FollowUp,
    "how the course goes, and whether the requirements are met",
    lambda it: {"requirements_are_met": it.requirements_are_met},
)  # fmt: skip
BREACH = Kind(
    "breach", DataClass.REPORTS, papers.Breach, "a breach of penal terms, and whom it went to"
)
ENDING = Kind(
    "ending", DataClass.OUTCOME, papers.Ending, "how the course ended",
    lambda it: {"has_lapsed": bool(it.disregarded)},
)  # fmt: skip
CENTRAL_ENDING = Kind(
    "central_ending", DataClass.DECISION, CentralEnding,
    "which other case of the person stays, and why this one does not",
    kept=Kept.FROM_OTHER_AUTHORITIES, inner=frozenset({"stays"}), filled_in=frozenset({"stays"}),
)  # fmt: skip
ORIGIN = Kind(
    "origin", DataClass.ORIGIN_GANG, situation.Origin, "the milieu left, and the position in it",
    lambda it: {"kind": it.kind},
)  # fmt: skip
HOUSEHOLD = Kind(
    "household", DataClass.FAMILY, situation.Household, "who moves, and ties to others",
    lambda it: {"members": [{"age": each.age, "needs": each.needs} for each in it.members]},
)  # fmt: skip
NEEDS = Kind(
    "needs", DataClass.NEEDS, situation.Needs, "services needed; health, work and education",
    lambda it: {"services": it.services},
)  # fmt: skip
TEMPORARY_PLACE = Kind(
    "temporary_place", DataClass.TEMP_LOCATION, papers.TemporaryPlace,
    "where the candidate is for now, and since when", lambda it: {"since": it.since},
)  # fmt: skip
WEEKLY_REPORT = Kind(
    "weekly_report", DataClass.REPORTS, papers.WeeklyReport,
    "whether the person was met in an incident, by week",
    lambda it: {"week": it.week, "was_met_in_incident": it.was_met_in_incident},
)  # fmt: skip

KINDS: tuple[Kind[Any], ...] = (
    IDENTITY, REFERRAL, SCREENING, FIRST_LOOK, POLICE_FINDINGS, PICTURE, PRECAUTIONS,
    INTERVIEW_TEXT, MUNICIPAL_ANSWERS,
    CLARIFICATION_FORM, RECOMMENDATION, VISITATION, EXCLUSION, NOT_ELIGIBLE, MEETING,
    CONTACT_PERSON, CONTACT_HANDOVER, RELOCATION_ANSWER, AGREEMENT, SIGNATURES, CANDIDATES_WORD,
    COURSE_CHANGE, FOLLOW_UP, BREACH, ENDING, CENTRAL_ENDING, ORIGIN, HOUSEHOLD, NEEDS,
    TEMPORARY_PLACE, WEEKLY_REPORT,
)  # fmt: skip
