"""The words of the casework: what a person reads for a code, a field or a step that was taken.

The other words are asked for by their code: `workflow.case`, `state.case.draft`, `step.case.refer`,
`record.case.meeting`, `begin.case.partner`, `need.case.channel`, `kind.referral`, `part.why`,
`lacking.origin` (what a round lacks of a candidate), `problem.stale`, `remedy.stale`.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from api.language import Language
from relocation.actor import Function, Qualification
from relocation.audit.model import Kind as Done
from relocation.audit.model import Purpose, Regime
from relocation.audit.verification import Tampering
from relocation.cases import agreement, eligibility, model, papers
from relocation.deadlines.awaited import Awaited
from relocation.events import Event
from relocation.handovers.model import Shortage
from relocation.handovers.papers import Performer, Subject
from relocation.long_jobs import model as long_jobs
from relocation.municipalities.imports.kind import Kind as Imported
from relocation.nominations.model import Ground, Outcome
from relocation.notices import model as notices
from relocation.organisations.model import OrganisationKind
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.placements.model import Criterion, Deviation
from relocation.policies.model import PolicyName, Status
from relocation.preparedness.model import Freshness
from relocation.signing_in.model import Source
from relocation.statistics.model import Area, Figure, Fineness
from relocation.threats.model import Origin
from relocation.workflow import Step
from scoring.person import TieKind, Urgency, WishKind
from scoring.threat import RelationKind

CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
SECTION_OF: Mapping[type[StrEnum], str] = {
    agreement.Authority: "value.authority",
    Area: "value.area",
    Awaited: "value.awaited",
    papers.Centre: "value.centre",
    papers.Channel: "value.channel",
    model.Crime: "value.crime",
    Criterion: "criterion",
    DataClass: "value.data_class",
    Deviation: "value.deviation",
    Done: "done",
    eligibility.ExclusionGround: "value.exclusion_ground",
    Figure: "value.figure",
    Fineness: "value.fineness",
    Freshness: "value.freshness",
    Function: "function",
    Ground: "value.ground",
    Imported: "value.imported",
    Level: "value.level",
    long_jobs.Code: "value.job_failure",
    long_jobs.State: "value.job",
    model.Criterion: "value.visitation_criterion",
    model.RelocationAnswer: "value.relocation_answer",
    notices.State: "value.notice",
    OrganisationKind: "value.organisation",
    Origin: "value.threat_origin",
    Outcome: "value.necessity_outcome",
    Performer: "value.performer",
    PolicyName: "value.policy",
    Purpose: "purpose",
    Qualification: "qualification",
    Regime: "value.regime",
    RelationKind: "value.relation",
    Role: "value.role",
    Shortage: "value.shortage",
    Source: "value.signed_in_by",
    Stage: "stage",
    Status: "value.policy_version",
    Subject: "value.knowledge_subject",
    Tampering: "tampering",
    TieKind: "value.tie",
    Urgency: "word",
    WishKind: "value.wish",
}
"""The section of each list of codes; of what a table of steps moves the states have their own."""


def value(say: Language, code: StrEnum) -> str:
    """The words of one code of a list.

    Raises:
        KeyError: the list is none that a person reads.
    """
    return say.say(f"{SECTION_OF[type(code)]}.{code}")


def label(say: Language, content: type, name: str) -> str:
    """What a field of something that is handed in or written is called.

    Args:
        say: the reader's language.
        content: the data class that the field is of.
        name: the field's.

    Raises:
        KeyError: there is no such field.
    """
    return say.say(f"field.{CAPITAL.sub('_', content.__name__).lower()}.{name}")


def happened(say: Language, workflow: str, step: Step[Any, Any]) -> str:
    """What a step that was taken is told as: by the event that it tells of, else by itself.

    Args:
        say: the reader's language.
        workflow: the name of its table of steps.
        step: the row that was taken.

    Raises:
        KeyError: the table has no such step.
    """
    if step.tells:
        return say.say(f"event.{Event(step.tells[0], '', '').kind}")
    return say.say(f"taken.{workflow}.{step.name}")
