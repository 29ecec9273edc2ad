"""The life of a nomination, from a request to the central unit's answer; the acute review."""

from enum import StrEnum

from relocation.deadlines.awaited import Awaited
from relocation.nominations import record
from relocation.nominations.model import Facts, ReviewFacts
from relocation.parties import (
    CASEWORKER,
    COORDINATORS,
    DECISION_MAKER,
    LOCAL_UNIT,
    RECEIVING,
    UNIT_LEAD,
)
from relocation.permissions import Stage
from relocation.workflow import BY_ITSELF, ClockMove, Step, Workflow


class State(StrEnum):
    """How far a nomination has come."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ENDORSED = "endorsed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    JUDGED_NECESSARY = "judged_necessary"
    JUDGED_NOT_NECESSARY = "judged_not_necessary"
    NECESSARY = "necessary"
    NOT_NECESSARY = "not_necessary"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


LOCAL = (State.DRAFT, State.REQUESTED, State.ENDORSED)
"""With the local side: the case is not yet nominated."""
CENTRAL = (
    State.SUBMITTED, State.RETURNED, State.JUDGED_NECESSARY, State.JUDGED_NOT_NECESSARY,
    State.NECESSARY,
)  # fmt: skip

NOMINATION = Workflow[State, Facts](
    name="nomination",
    start=State.DRAFT,
    steps=(
        Step(
            "request", (State.DRAFT,), State.REQUESTED, LOCAL_UNIT,
            (record.GROUND_ARGUED, record.URGENCY), ("RelocationRequested",),
            rule="REL-2", source="KL 3",
        ),
        Step(
            "send_back", (State.REQUESTED, State.ENDORSED), State.DRAFT, UNIT_LEAD,
            (record.REASONS,), ("RequestSentBack",), rule="REL-2", source="—",
        ),
        Step(
            "endorse", (State.REQUESTED, State.ENDORSED), State.ENDORSED, UNIT_LEAD,
            (record.GROUND_ARGUED, record.REASONS, record.NOT_THE_REQUESTER),
            ("NominationEndorsed",), rule="REL-2", source="KL 3 —",
        ),
        Step(
            "endorse", (State.RETURNED,), State.RETURNED, UNIT_LEAD,
            (record.GROUND_ARGUED, record.REASONS, record.NOT_THE_REQUESTER),
            ("NominationEndorsed",), rule="REL-2", source="KL 3 —",
        ),
        Step(
            "submit", (State.ENDORSED,), State.SUBMITTED, COORDINATORS,
            (
                record.ADMITTED, record.GROUND_ARGUED, record.URGENCY, record.ENDORSED_AS_IT_IS,
                record.CENTRAL_UNIT_IS_THERE,
            ),
            ("NominationSubmitted",),
            rule="REL-2", source="KL 3", stage=Stage.NOMINATED,
        ),
        Step(
            "return", (State.SUBMITTED,), State.RETURNED, CASEWORKER,
            (record.WHAT_IS_ASKED_FOR, record.REASONS, record.NOT_PUT_RIGHT),
            ("NominationReturned",),
            rule="REL-3", source="KL 3", clock=ClockMove.STOPS,
        ),
        Step(
            "resubmit", (State.RETURNED,), State.SUBMITTED, COORDINATORS,
            (record.ANSWER, record.GROUND_ARGUED, record.ENDORSED_AS_IT_IS),
            ("NominationSubmitted",), rule="REL-10", source="KL 3 —", clock=ClockMove.RESUMES,
        ),
        Step(
            "find_necessary", (State.SUBMITTED,), State.JUDGED_NECESSARY, CASEWORKER,
            (record.REASONS, record.NECESSARY, record.NOT_PUT_RIGHT), ("NecessityJudged",),
            rule="REL-3", source="KL 3", stage=Stage.NECESSITY,
        ),
        Step(
            "find_not_necessary", (State.SUBMITTED,), State.JUDGED_NOT_NECESSARY, CASEWORKER,
            (record.REASONS, record.NOT_NECESSARY, record.NOT_PUT_RIGHT), ("NecessityJudged",),
            rule="REL-3", source="KL 3", stage=Stage.NECESSITY,
        ),
        Step(
            "confirm", (State.JUDGED_NECESSARY,), State.NECESSARY, DECISION_MAKER,
            (record.REASONS, record.NOT_THE_JUDGE, record.NOT_PUT_RIGHT), ("FoundNecessary",),
            rule="REL-3", source="KL 3", stage=Stage.PLACEMENT,
        ),
        Step(
            "confirm", (State.JUDGED_NOT_NECESSARY,), State.NOT_NECESSARY, DECISION_MAKER,
            (record.REASONS, record.NOT_THE_JUDGE, record.NOT_PUT_RIGHT), ("FoundNotNecessary",),
            rule="REL-3", source="KL 3", stage=Stage.ENROLLED,
        ),
        Step(
            "ask_to_judge_again", (State.JUDGED_NECESSARY, State.JUDGED_NOT_NECESSARY),
            State.SUBMITTED, DECISION_MAKER,
            (record.REASONS, record.NOT_THE_JUDGE, record.NOT_PUT_RIGHT),
            ("JudgementSentBack",), rule="REL-3", source="—", stage=Stage.NOMINATED,
        ),
        # An acute answer was found wrong after the fact, before anything came of it.
        Step(
            "judge_anew", (State.NECESSARY, State.NOT_NECESSARY), State.SUBMITTED, BY_ITSELF,
            (record.PUT_RIGHT_IN_TIME,), ("JudgedAnew",),
            rule="REL-10", source="KL 3 —", stage=Stage.NOMINATED,
        ),
        Step(
            "withdraw", LOCAL, State.WITHDRAWN, LOCAL_UNIT, (record.REASONS,),
            ("NominationWithdrawn",), rule="REL-12", source="ISH —", also_by_itself=True,
        ),
        Step(
            "withdraw", CENTRAL, State.WITHDRAWN, LOCAL_UNIT,
            (record.REASONS, record.MOVE_NOT_CONFIRMED), ("NominationWithdrawn",),
            rule="REL-12", source="ISH —", stage=Stage.ENROLLED, also_by_itself=True,
        ),
        Step(
            "expire", LOCAL, State.EXPIRED, BY_ITSELF, (record.UNTOUCHED,),
            ("NominationExpired",), rule="WF-25", source="—",
        ),
        Step(
            "expire", (State.RETURNED,), State.EXPIRED, BY_ITSELF, (record.UNTOUCHED,),
            ("NominationExpired",), rule="WF-25", source="—", stage=Stage.ENROLLED,
        ),
    ),
    final=frozenset({State.NECESSARY, State.NOT_NECESSARY, State.WITHDRAWN, State.EXPIRED}),
    awaits={
        State.REQUESTED: Awaited.ENDORSEMENT,
        State.ENDORSED: Awaited.ENDORSEMENT,
        State.SUBMITTED: Awaited.NECESSITY,
        State.RETURNED: Awaited.INFORMATION,
        State.JUDGED_NECESSARY: Awaited.CONFIRMATION,
        State.JUDGED_NOT_NECESSARY: Awaited.CONFIRMATION,
    },
)  # fmt: skip


class Review(StrEnum):
    """An acute judgement, made in hours, and its review after the fact."""

    DUE = "review_due"
    UPHELD = "upheld"
    PUT_RIGHT = "put_right"
    TOLD = "put_right_told"
    NOTED = "noted"
    FALLEN_AWAY = "fallen_away"


ACUTE_REVIEW = Workflow[Review, ReviewFacts](
    name="acute_review",
    start=Review.DUE,
    steps=(
        Step(
            "uphold", (Review.DUE,), Review.UPHELD, DECISION_MAKER,
            (record.REVIEW_REASONS, record.REVIEWED_BY_ANOTHER), rule="REL-10", source="KL 3 —",
        ),
        Step(
            "put_right", (Review.DUE,), Review.PUT_RIGHT, DECISION_MAKER,
            (record.REVIEW_REASONS, record.REVIEWED_BY_ANOTHER), ("AcuteJudgementPutRight",),
            rule="REL-10", source="KL 3 —",
        ),
        # Something has come of the answer: those where the person lives hear that it was wrong.
        Step(
            "tell_local_side", (Review.PUT_RIGHT,), Review.TOLD, BY_ITSELF,
            (record.TOO_LATE_TO_JUDGE,), ("PutRightTold",), rule="REL-10", source="—",
        ),
        Step(
            "take_note", (Review.TOLD,), Review.NOTED, COORDINATORS | RECEIVING,
            (record.REVIEW_WHERE_IT_LIVES,), rule="REL-10", source="—", also_by_itself=True,
        ),
        Step(
            "fall_away", (Review.TOLD,), Review.FALLEN_AWAY, BY_ITSELF,
            (record.REVIEW_CASE_CLOSED,), rule="REL-10", source="—",
        ),
    ),
    final=frozenset({Review.UPHELD, Review.PUT_RIGHT, Review.NOTED, Review.FALLEN_AWAY}),
    awaits={Review.TOLD: Awaited.NOMINATION},
)  # fmt: skip
