"""Puts the parts of a round's report together and renders them as one file."""

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.answer import Answer
from api.language import Language
from api.origin import label_text
from api.report import aims, beside, conflicts, decided, denmark, evenness, grounds, people
from scoring.criteria import ALL
from scoring.result import Outcome


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion in words, with its weight."""

    key: str
    label: str
    text: str
    weight: int


def render(answer: Answer, say: Language) -> str:
    """The report of a round for the central unit: everything, secrets included."""
    receivers = evenness.municipalities(answer, say)
    return (
        environment(say)
        .get_template("round.html")
        .render(
            answer=answer,
            round=answer.problem.round,
            label=label_text(answer.problem.round, say),
            result=answer.result,
            criteria=criterion_lines(answer, say),
            closed_decisions=decided.closed_decisions(answer, say),
            status=aims.status_text(answer.result, say),
            aims=aims.aim_lines(answer.result, say),
            people=people.sheets(answer, say),
            beside=beside.beside(answer, say),
            conflicts=conflicts.conflict_lines(answer.result, say),
            receivers=receivers,
            districts=evenness.districts(receivers),
            map=denmark.draw(receivers, say),
            grounds=grounds.grounds(answer, say),
            counts={outcome.value: _count(answer, outcome) for outcome in Outcome},
        )
    )


def environment(say: Language) -> Environment:
    """Templates that say every sentence through the language and stop at any missing value."""
    templates = Environment(
        loader=PackageLoader("api.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(say=say.say, language=say, css=_css(templates))
    return templates


def _css(templates: Environment) -> str:
    loader: Any = templates.loader
    source: str = loader.get_source(templates, "report.css")[0]
    return source


def criterion_lines(answer: Answer, say: Language) -> tuple[CriterionLine, ...]:
    """The criteria in their order."""
    weights = answer.problem.policy.weights
    return tuple(
        CriterionLine(
            key=criterion.key,
            label=say.say(f"criterion.{criterion.key}"),
            text=say.say(f"criterion_text.{criterion.key}"),
            weight=weights[criterion.key],
        )
        for criterion in ALL
    )


def _count(answer: Answer, outcome: Outcome) -> int:
    return sum(placement.outcome is outcome for placement in answer.result.placements)
