"""The life of a placement: hearings side by side, decision by two, contact; reconsideration."""

from enum import StrEnum

from relocation.deadlines.awaited import Awaited
from relocation.parties import (
    CASEWORKER,
    CENTRAL_UNIT,
    DECISION_MAKER,
    EXIT_COORDINATOR,
    LOCAL_UNIT,
)
from relocation.permissions import Stage
from relocation.placements import record
from relocation.placements.model import (
    CandidateHearing,
    Facts,
    HearingFacts,
    Reconsideration,
    ReconsiderationFacts,
    SenderHearing,
)
from relocation.workflow import BY_ITSELF, Step, Workflow

SENDER_HEARING = Workflow[SenderHearing, HearingFacts](
    name="sender_hearing",
    start=SenderHearing.NOT_ASKED,
    steps=(
        Step(
            "ask_sender", (SenderHearing.NOT_ASKED,), SenderHearing.ASKED, CASEWORKER,
            (record.HEARING_OPEN,), ("SenderAsked",), rule="REL-5", source="KL 3",
        ),
        # What was said of an earlier list is no hearing on the one that is let out now.
        Step(
            "ask_sender", (SenderHearing.ON_RECORD,), SenderHearing.ASKED, CASEWORKER,
            (record.HEARING_OPEN,), ("SenderAsked",), rule="REL-5", source="KL 3",
            also_by_itself=True,
        ),
        Step(
            "record_statement", (SenderHearing.ASKED,), SenderHearing.ON_RECORD,
            EXIT_COORDINATOR | CASEWORKER, (record.STATEMENT,), ("SenderHeard",),
            rule="REL-5", source="KL 3",
        ),
        Step(
            "fall_away", (SenderHearing.NOT_ASKED, SenderHearing.ASKED),
            SenderHearing.FALLEN_AWAY, BY_ITSELF, (record.HEARING_STOPPED,),
            rule="REL-12", source="ISH —",
        ),
    ),
    final=frozenset({SenderHearing.ON_RECORD, SenderHearing.FALLEN_AWAY}),
    awaits={SenderHearing.ASKED: Awaited.HEARING},
)  # fmt: skip

CANDIDATE_HEARING = Workflow[CandidateHearing, HearingFacts](
    name="candidate_hearing",
    start=CandidateHearing.NOT_ASKED,
    steps=(
        Step(
            "ask_candidate", (CandidateHearing.NOT_ASKED, CandidateHearing.LEFT_OUT),
            CandidateHearing.ASKED, CASEWORKER, (record.HEARING_OPEN,), ("CandidateAsked",),
            rule="REL-5", source="KL 3",
        ),
        Step(
            "ask_candidate", (CandidateHearing.ON_RECORD,), CandidateHearing.ASKED, CASEWORKER,
            (record.HEARING_OPEN,), ("CandidateAsked",), rule="REL-5", source="KL 3",
            also_by_itself=True,
        ),
        Step(
            "record_statement", (CandidateHearing.ASKED,), CandidateHearing.ON_RECORD,
            LOCAL_UNIT | CASEWORKER, (record.STATEMENT,), ("CandidateHeard",),
            rule="REL-5", source="KL 3",
        ),
        Step(
            "leave_out", (CandidateHearing.NOT_ASKED, CandidateHearing.ASKED),
            CandidateHearing.LEFT_OUT, DECISION_MAKER, (record.LEGAL_GROUND,),
            ("CandidateHearingLeftOut",), rule="REL-5", source="forvaltningsloven § 19, stk. 2",
        ),
        Step(
            "fall_away", (CandidateHearing.NOT_ASKED, CandidateHearing.ASKED),
            CandidateHearing.FALLEN_AWAY, BY_ITSELF, (record.HEARING_STOPPED,),
            rule="REL-12", source="ISH —",
        ),
    ),
    final=frozenset({
        CandidateHearing.ON_RECORD, CandidateHearing.LEFT_OUT, CandidateHearing.FALLEN_AWAY,
    }),
    awaits={CandidateHearing.ASKED: Awaited.HEARING},
)  # fmt: skip


class State(StrEnum):
    """How far a placement has come."""

    OPEN = "open"
    PROPOSED = "proposed"
    NO_MUNICIPALITY = "no_municipality"
    HEARING = "hearing"
    HEARD = "heard"
    DECIDED = "decided"
    APPROVED = "approved"
    CONTACTED = "contacted"
    REOPENED = "reopened"
    STOPPED = "stopped"


CONSIDERED = (State.OPEN, State.PROPOSED, State.HEARING, State.HEARD, State.REOPENED)
DECIDED = (State.DECIDED, State.APPROVED, State.CONTACTED)
HEARINGS = (record.SENDER_HEARD, record.CANDIDATE_HEARD)

PLACEMENT = Workflow[State, Facts](
    name="placement",
    start=State.OPEN,
    steps=(
        Step(
            "propose", CONSIDERED, State.PROPOSED, CASEWORKER,
            (record.NECESSITY, record.PROPOSAL, record.CURRENT), ("PlacementProposed",),
            rule="REL-3", source="KL 3",
        ),
        Step(
            "record_no_municipality", CONSIDERED, State.NO_MUNICIPALITY, CASEWORKER,
            (record.NECESSITY, record.RULES_NAMED), ("NoMunicipalityAllowed",),
            rule="REL-11", source="—",
        ),
        Step(
            "try_again", (State.NO_MUNICIPALITY,), State.OPEN, BY_ITSELF,
            (record.SOMETHING_CHANGED,), ("PlacementTriedAgain",), rule="REL-11", source="—",
        ),
        Step(
            "tell_no_place", (State.NO_MUNICIPALITY,), State.NO_MUNICIPALITY, CENTRAL_UNIT, (),
            ("NoPlaceTold",), rule="REL-11", source="—",
        ),
        Step(
            "release_shortlist", (State.PROPOSED,), State.HEARING, CENTRAL_UNIT,
            (
                record.CURRENT, record.ENOUGH_OPEN_PLACES, record.ASSESSMENT_ALLOWS,
                record.ASSESSMENT_WRITTEN,
            ),
            ("ShortlistReleased",),
            rule="SE-6", source="design for secrecy",
        ),
        Step(
            "withhold_shortlist", (State.PROPOSED,), State.HEARING, CENTRAL_UNIT,
            (record.CURRENT, record.REASONS), ("HearingOpened",),
            rule="SE-6", source="design for secrecy",
        ),
        Step(
            "note_hearings", (State.HEARING,), State.HEARD, CASEWORKER, HEARINGS,
            ("HearingsOnRecord",), rule="REL-5", source="KL 3", also_by_itself=True,
        ),
        Step(
            "decide", (State.HEARD,), State.DECIDED, DECISION_MAKER,
            (
                *HEARINGS, record.CURRENT, record.PLACE, record.PLACE_IS_OPEN,
                record.ASSESSMENT_ALLOWS, record.REASONS_BY_CRITERIA,
                record.REASON_FOR_DEVIATING,
            ),
            ("PlacementDecided",), rule="REL-6", source="KL 3",
        ),
        Step(
            "approve", (State.DECIDED,), State.APPROVED, DECISION_MAKER,
            (
                record.NOT_THE_DECIDER, record.PLACE_IS_OPEN, record.ASSESSMENT_ALLOWS,
                record.ASSESSMENT_WRITTEN,
            ),
            ("PlacementApproved",),
            rule="REL-6", source="—", stage=Stage.DECIDED,
        ),
        Step(
            "send_back", (State.DECIDED,), State.HEARD, DECISION_MAKER,
            (record.NOT_THE_DECIDER, record.REASONS), ("DecisionSentBack",),
            rule="REL-6", source="—",
        ),
        Step(
            "contact_receiver", (State.APPROVED,), State.CONTACTED, CENTRAL_UNIT,
            (
                record.PLACE_IS_OPEN, record.ASSESSMENT_ALLOWS, record.ASSESSMENT_WRITTEN,
                record.CONTACT_LOGGED, record.NAMED_THERE, record.NONE_DENIED,
            ),
            ("ReceiverContacted",),
            rule="REL-7", source="KL 3", stage=Stage.HANDOVER,
        ),
        Step(
            "reopen_for_safety", DECIDED, State.REOPENED, CENTRAL_UNIT,
            (record.SAFETY_CHANGED, record.MOVE_NOT_CONFIRMED), ("PlacementReopened",),
            rule="REL-9", source="KL 5 —", stage=Stage.PLACEMENT, also_by_itself=True,
        ),
        Step(
            "reopen_after_reconsideration", DECIDED, State.REOPENED, BY_ITSELF,
            (record.GRANTED, record.MOVE_NOT_CONFIRMED), ("PlacementReopened",),
            rule="REL-13", source="—", stage=Stage.PLACEMENT,
        ),
        Step(
            "uphold", (State.REOPENED,), State.DECIDED, DECISION_MAKER,
            (
                *HEARINGS, record.PLACE, record.PLACE_IS_OPEN, record.ASSESSMENT_ALLOWS,
                record.REASONS, record.NOT_GRANTED,
            ),
            ("PlacementDecided",), rule="REL-9", source="KL 5 —",
        ),
        # Whoever decides or upholds has read the newest picture: a press from before it is stale.
        *(
            Step(
                "note_newer_picture", (each,), each, BY_ITSELF, (record.NEWER_PICTURE,),
                rule="REL-9", source="KL 5 —",
            )
            for each in (State.HEARD, State.REOPENED)
        ),
        Step(
            "stop", (State.NO_MUNICIPALITY, *CONSIDERED, *DECIDED), State.STOPPED, BY_ITSELF,
            (record.NOMINATION_OVER, record.MOVE_NOT_CONFIRMED), ("PlacementStopped",),
            rule="REL-12", source="ISH —",
        ),
    ),
    final=frozenset({State.CONTACTED, State.STOPPED}),
    awaits={
        State.OPEN: Awaited.PROPOSAL,
        State.PROPOSED: Awaited.PROPOSAL,
        State.NO_MUNICIPALITY: Awaited.PROPOSAL,
        State.HEARING: Awaited.HEARING,
        State.HEARD: Awaited.DECISION,
        State.DECIDED: Awaited.APPROVAL,
        State.APPROVED: Awaited.CONTACT,
        State.REOPENED: Awaited.REASSESSMENT,
    },
)  # fmt: skip

ANSWERED_OR_NOT_ASKED = (
    Reconsideration.NOT_ASKED, Reconsideration.UPHELD, Reconsideration.GRANTED,
)  # fmt: skip
"""Each decision may be asked about, and by either side once."""

RECONSIDERATION = Workflow[Reconsideration, ReconsiderationFacts](
    name="reconsideration",
    start=Reconsideration.NOT_ASKED,
    steps=(
        Step(
            "ask_for_candidate", ANSWERED_OR_NOT_ASKED, Reconsideration.ASKED, LOCAL_UNIT,
            (record.DECISION_STANDS, record.FIRST_REQUEST, record.CANDIDATES_WORD),
            ("ReconsiderationAsked",), rule="REL-13", source="—",
        ),
        Step(
            "ask_as_sender", ANSWERED_OR_NOT_ASKED, Reconsideration.ASKED, EXIT_COORDINATOR,
            (record.DECISION_STANDS, record.FIRST_REQUEST, record.RECONSIDERATION_REASONS),
            ("ReconsiderationAsked",), rule="REL-13", source="—",
        ),
        Step(
            "uphold", (Reconsideration.ASKED,), Reconsideration.UPHELD, CENTRAL_UNIT,
            (record.TOOK_NO_PART, record.RECONSIDERATION_REASONS), ("ReconsiderationAnswered",),
            rule="REL-13", source="—",
        ),
        Step(
            "grant", (Reconsideration.ASKED,), Reconsideration.GRANTED, CENTRAL_UNIT,
            (record.TOOK_NO_PART, record.RECONSIDERATION_REASONS), ("ReconsiderationAnswered",),
            rule="REL-13", source="—",
        ),
        # After the move a request is answered with a check of the place, which may come first.
        Step(
            "note_call", (Reconsideration.ASKED,), Reconsideration.GRANTED, BY_ITSELF,
            (record.MUST_MOVE_ON,), ("ReconsiderationAnswered",), rule="REL-13", source="—",
            told_as="grant",  # Who sent somebody hears of no call from its new home.
        ),
        Step(
            "fall_away", ANSWERED_OR_NOT_ASKED, Reconsideration.FALLEN_AWAY, BY_ITSELF,
            (record.DECISION_PAST,), rule="REL-12", source="ISH —",
        ),
        # The move alone takes nobody's answer away.
        Step(
            "fall_away", (Reconsideration.ASKED,), Reconsideration.FALLEN_AWAY, BY_ITSELF,
            (record.REQUEST_STOPPED,), rule="REL-12", source="ISH —",
        ),
    ),
    final=frozenset({*ANSWERED_OR_NOT_ASKED, Reconsideration.FALLEN_AWAY}),
    awaits={Reconsideration.ASKED: Awaited.RECONSIDERATION},
)  # fmt: skip
