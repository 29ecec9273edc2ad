"""Who receives how many: before and after the round, against the fair share by population."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from api.answer import Answer
from api.language import Language
from scoring.country import Mask
from scoring.result import Outcome


@dataclass(frozen=True, slots=True)
class Receiver:
    """A municipality or a police district, and whom it receives; nobody stands in two columns.

    Attributes:
        before: received before this round, faded; who was decided in it is not among them.
        decided: decided in this round.
        placed: proposed now.
    """

    code: str
    name: str
    district: str
    before: float
    decided: int
    placed: int
    share: float
    closed: bool

    @property
    def after(self) -> float:
        """Received with fading, this round's candidates included."""
        return self.before + self.decided + self.placed

    @property
    def ratio(self) -> float:
        """Received afterwards per fair share."""
        return self.after / self.share


def municipalities(answer: Answer, say: Language) -> tuple[Receiver, ...]:
    """All municipalities, by name."""
    problem, country = answer.problem, answer.problem.country
    decided, placed = (_received(answer, each) for each in (Outcome.DECIDED, Outcome.PLACED))
    closed = closed_for_all(answer)
    rows: dict[str, Receiver] = {
        code: Receiver(
            code=code,
            name=say.place(code),
            district=country.districts[at],
            # Whoever was decided today has not faded: each counts as one among the received.
            before=float(problem.received[at]) - decided[code],
            decided=decided[code],
            placed=placed[code],
            share=float(problem.fair_share[at]),
            closed=bool(closed[at]),
        )
        for at, code in enumerate(country.codes)
    }
    return tuple(rows[code] for code in say.by_name(country.codes))


def _received(answer: Answer, outcome: Outcome) -> Counter[str | None]:
    return Counter(p.municipality for p in answer.result.placements if p.outcome is outcome)


def districts(receivers: tuple[Receiver, ...]) -> tuple[Receiver, ...]:
    """The same by police district."""
    groups: dict[str, list[Receiver]] = {}
    for receiver in receivers:
        groups.setdefault(receiver.district, []).append(receiver)
    return tuple(
        Receiver(
            code="",
            name=name,
            district=name,
            before=sum(each.before for each in group),
            decided=sum(each.decided for each in group),
            placed=sum(each.placed for each in group),
            share=sum(each.share for each in group),
            closed=all(each.closed for each in group),
        )
        for name, group in sorted(groups.items())
    )


def closed_for_all(answer: Answer) -> Mask:
    """Municipalities that the central unit has closed for everybody on the round's date."""
    mask = answer.choices.closings.get("closed_for_all")
    if mask is None:
        return np.zeros(len(answer.problem.country), bool)
    return np.asarray(mask.all(axis=0), bool)
