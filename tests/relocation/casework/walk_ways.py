"""The ways to where walks begin: press by press, from the referral and from the admission."""

from dataclasses import dataclass, replace

from relocation.actor import Actor
from tests.relocation.casework.walk_people import (
    CASEWORKER,
    CONSULTANT,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
)

USUAL, NOWHERE, SITUATIONAL, YOUNG, ACUTE = 0.5, 0.9, 0.8, 0.97, 0.1
"""Chances that bring a case on: the usual crime and a calm picture, and what is told from it."""


RECEIVER, POLICE_THERE, OWNER = "who receives", "the police there", "whose own it is"


@dataclass(frozen=True)
class Go:
    """One press on the way to a start: on the newest thing of a kind, or on each of them."""

    who: Actor | str
    kind: str
    step: str
    each: bool = False
    chance: float = USUAL
    days: int = 0


WAIT = tuple(Go(CASEWORKER, "wait", "", days=days) for days in (30, 40, 200, 400))
MONTH, SIX_WEEKS, HALF_A_YEAR, YEAR = WAIT
REFERRED = (Go(COORDINATOR, "case", "refer"),)
INTERVIEWED = (
    *REFERRED, Go(COORDINATOR, "write", "screen"),
    Go(POLICE, "case", "screen_in"), Go(COORDINATOR, "case", "pre_visit"),
    Go(COORDINATOR, "police_inquiry", "ask_police"),
    Go(COORDINATOR, "municipal_inquiry", "ask_centres"),
    Go(COORDINATOR, "municipal_inquiry", "record_answers"),
    Go(POLICE, "police_inquiry", "record_findings"),
    Go(POLICE, "police_inquiry", "release_for_interview"),
    Go(COORDINATOR, "case", "hold_interview"),
)  # fmt: skip
VISITED = (
    Go(COORDINATOR, "case", "recommend_as_coordinator"),
    Go(CONSULTANT, "case", "recommend_as_consultant"), Go(POLICE, "case", "decide_visitation"),
)  # fmt: skip
MET = (Go(COORDINATOR, "write", "meet"), Go(COORDINATOR, "write", "name_person"))
EXCLUDED = (
    Go(COORDINATOR, "write", "exclude"), Go(POLICE, "write", "exclude"),
    Go(POLICE, "case", "find_not_eligible"), HALF_A_YEAR,
)  # fmt: skip
DRAWN_UP = Go(COORDINATOR, "write", "draw_up")
IN_COURSE = (
    Go(COORDINATOR, "write", "stay"), DRAWN_UP, Go(COORDINATOR, "case", "sign_agreement"),
    Go(COORDINATOR, "begin", "name_partner"),
)  # fmt: skip
REQUESTED = (
    Go(COORDINATOR, "nomination", "request"), Go(POLICE, "nomination", "endorse"),
    Go(COORDINATOR, "nomination", "submit"),
)  # fmt: skip
DRAFTED = Go(COORDINATOR, "begin", "draft")
NOMINATED = (DRAFTED, *REQUESTED)
CHANGED = Go(COORDINATOR, "begin", "report_change")
DESCRIBED = (
    Go(COORDINATOR, "write", "describe"), Go(COORDINATOR, "write", "describe_needs"),
    Go(POLICE, "write", "describe_origin"), CHANGED,
)  # fmt: skip
JUDGED = (
    Go(CASEWORKER, "nomination", "find_necessary"), Go(DECIDER, "nomination", "confirm"),
)  # fmt: skip
NECESSARY = (*DESCRIBED, Go(POLICE, "safety_assessment", "write_assessment"), *JUDGED)
ROUND = Go(CASEWORKER, "round", "")
NO_HOME = Go(POLICE, "safety_assessment", "write_assessment", chance=NOWHERE)
NO_PLACE = (*DESCRIBED, NO_HOME, *JUDGED, ROUND, CHANGED)
HEARD = (
    ROUND, Go(CASEWORKER, "placement", "release_shortlist"),
    Go(CASEWORKER, "sender_hearing", "ask_sender"),
    Go(CASEWORKER, "candidate_hearing", "ask_candidate"),
    Go(COORDINATOR, "sender_hearing", "record_statement"),
    Go(PROBATION, "candidate_hearing", "record_statement"),
)  # fmt: skip
DECIDED = (Go(DECIDER, "placement", "decide"),)
APPROVED = (*DECIDED, Go(OTHER_DECIDER, "placement", "approve"))
ASKED = Go(COORDINATOR, "reconsideration", "ask_as_sender")
CONTACTED = (Go(CASEWORKER, "placement", "contact_receiver"),)
WITH_PROBATION = Go(CASEWORKER, "placement", "contact_receiver", chance=0.3)
BRIEFED = (
    Go(RECEIVER, "contact_person", "name"), Go(OWNER, "receipt", "confirm_receipt", each=True),
)  # fmt: skip
PROPOSED = Go(COORDINATOR, "begin", "propose_term")
COUNTERED = (PROPOSED, Go(RECEIVER, "term", "counter"), PROPOSED)
ARRIVED = (Go(RECEIVER, "handover", "confirm_move"),)
NOTICE = Go(POLICE, "registration", "give_notice")
REPORTED = Go(RECEIVER, "residence_report", "tell_police")
COMPLETED = Go(RECEIVER, "handover", "complete")
REGISTERED_THERE = (NOTICE, Go(RECEIVER, "registration", "register"), YEAR)
MOVED = (
    PROPOSED, Go(RECEIVER, "term", "accept"), Go(RECEIVER, "contact_person", "name"), *ARRIVED,
    Go(RECEIVER, "write", "compare"), Go(RECEIVER, "signature", "sign"),
    Go(CASEWORKER, "knowledge_item", "close_item", each=True),
)  # fmt: skip
SHUT = Go(DECIDER, "shut", "")
ANEW_THERE = Go(POLICE_THERE, "begin", "report_change")
CALM_THERE = Go(POLICE_THERE, "safety_assessment", "write_assessment")
NOWHERE_THERE = replace(CALM_THERE, chance=NOWHERE)
NOMINATED_THERE = (
    Go(RECEIVER, "begin", "draft"), Go(RECEIVER, "nomination", "request"),
    Go(POLICE_THERE, "nomination", "endorse"), Go(RECEIVER, "nomination", "submit"),
)  # fmt: skip
REFUSED_THERE = (
    replace(NOMINATED_THERE[0], chance=ACUTE), *NOMINATED_THERE[1:],
    Go(CASEWORKER, "nomination", "find_not_necessary"), Go(DECIDER, "nomination", "confirm"),
)  # fmt: skip
TO_NECESSARY = (*NOMINATED, *NECESSARY)
TO_APPROVED = (*TO_NECESSARY, *HEARD, *APPROVED)
TO_CONTACTED = (*TO_APPROVED, *CONTACTED)
RELOCATED = (*IN_COURSE, *TO_CONTACTED, *MOVED, COMPLETED)
EARLY: dict[str, tuple[int, tuple[Go, ...]]] = {
    "draft": (5, ()),
    "forgotten draft": (2, (SIX_WEEKS,)),
    "referred": (5, REFERRED),
    "situational": (2, (*REFERRED, Go(COORDINATOR, "write", "screen", chance=SITUATIONAL))),
    "young": (2, (*REFERRED, Go(COORDINATOR, "write", "screen", chance=YOUNG))),
    "interviewed": (7, INTERVIEWED),
    "visited": (5, (*INTERVIEWED, *VISITED)),
    "met": (5, (*INTERVIEWED, *VISITED, *MET)),
    "not eligible": (6, (*INTERVIEWED, *EXCLUDED)),
}
"""From the referral: by name how often of all, and the way there."""
LATE: dict[str, tuple[int, tuple[Go, ...]]] = {
    "admitted": (7, ()),
    "not eligible after all": (3, (*NOMINATED, *EXCLUDED)),
    "in course": (8, IN_COURSE),
    "drawn up anew": (4, (*IN_COURSE, DRAWN_UP)),
    "forgotten nomination": (3, (DRAFTED, SIX_WEEKS)),
    "nominated": (6, NOMINATED),
    "acute": (4, (replace(DRAFTED, chance=ACUTE), *REQUESTED, *JUDGED)),
    "necessary": (4, TO_NECESSARY),
    "proposed": (4, (*TO_NECESSARY, ROUND)),
    "no place": (5, (*NOMINATED, *NO_PLACE)),
    "heard": (4, (*TO_NECESSARY, *HEARD)),
    "decided": (4, (*TO_NECESSARY, *HEARD, *DECIDED)),
    "approved": (3, TO_APPROVED),
    "unsafe": (3, (*TO_APPROVED, CHANGED, CHANGED)),
    "unsafe there": (3, (*TO_APPROVED, WITH_PROBATION, CHANGED)),
    "contacted": (2, TO_CONTACTED),
    "briefed": (3, (*TO_CONTACTED, *BRIEFED)),
    "countered": (3, (*TO_CONTACTED, *COUNTERED)),
    "mediated": (3, (*TO_CONTACTED, *COUNTERED, MONTH)),
    "arrived": (3, (*TO_APPROVED, ASKED, *CONTACTED, *ARRIVED)),
    "called for": (4, (*TO_CONTACTED, *ARRIVED, CHANGED, NO_HOME)),
    "registered": (2, (*TO_CONTACTED, *ARRIVED, *REGISTERED_THERE)),
    "reported": (2, (*TO_CONTACTED, NOTICE, *ARRIVED, REPORTED)),
    "moved": (3, (*TO_CONTACTED, *MOVED)),
    "relocated without abode": (3, (*IN_COURSE, *TO_CONTACTED, NOTICE, *MOVED, COMPLETED)),
    "relocated": (3, RELOCATED),
}  # fmt: skip
"""The same from the admission."""
SELDOM_MET: dict[str, tuple[int, tuple[Go, ...]]] = {
    "unwritten": (3, (*TO_NECESSARY, ROUND, CHANGED)),
    "decided, and unwritten": (3, (*TO_NECESSARY, *HEARD, *DECIDED, CHANGED)),
    "heard, and closed to newcomers": (3, (*TO_NECESSARY, *HEARD, SHUT)),
    "approved, and closed to newcomers": (4, (*TO_APPROVED, SHUT)),
    "awaited, and closed to newcomers": (
        4, (*TO_CONTACTED, SHUT, CHANGED, Go(POLICE, "safety_assessment", "write_assessment")),
    ),
    "asked about at home": (3, (*RELOCATED, ANEW_THERE, CALM_THERE)),
    "called for from home": (3, (*RELOCATED, ANEW_THERE, NOWHERE_THERE)),
    "begun again from home": (
        4, (*RELOCATED, ANEW_THERE, CALM_THERE, Go(RECEIVER, "begin", "draft")),
    ),
    "asked about twice at home": (
        3, (*RELOCATED, *(ANEW_THERE, CALM_THERE) * 2, ANEW_THERE, NOWHERE_THERE),
    ),
    "pictured while nominated from home": (
        3, (
            *RELOCATED, *NOMINATED_THERE, ANEW_THERE, CALM_THERE,
            Go(RECEIVER, "nomination", "withdraw"),
        ),
    ),
    "called for once nominated from home": (
        3, (
            *RELOCATED, ANEW_THERE, CALM_THERE, *NOMINATED_THERE,
            Go(CASEWORKER, "place_check", "call_for_nomination"),
        ),
    ),
    "called for once refused from home, which was wrong": (
        3, (
            *RELOCATED, *REFUSED_THERE, ANEW_THERE, NOWHERE_THERE,
            Go(OTHER_DECIDER, "acute_review", "put_right"),
        ),
    ),
}  # fmt: skip
"""From the admission too: what walks by chance hardly come to."""
WAYS = EARLY | LATE | SELDOM_MET
