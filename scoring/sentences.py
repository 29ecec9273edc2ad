"""Sentences that readers outside the central unit may get: coded, on the own candidate alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.criterion import FactValue, Reason
from scoring.explanation import Sentence
from scoring.person import Household, Person

SAFETY = "safety"
"""The one code for everything that safety, other people or the policy decide (SE-7)."""
PRECAUTIONS = "precautions.from_police"
"""The engine knows dangers, not precautions: those come from the police (WF-19)."""

NO_PLACE = ("no_place.for_now", "no_place.tried_again", "no_place.whom_to_ask")
"""What somebody without a place is told: the same words whatever the ground (SE-7, REL-11)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a reason of a criterion becomes for these readers: a code and the facts it keeps."""

    code: str
    facts: tuple[str, ...] = ()


WORDINGS: Mapping[str, Wording] = {
    "family.none": Wording("option.no_ties"),
    "family.supportive": Wording("option.support_near", ("minutes",)),
    "family.own_child": Wording("option.own_child_near", ("minutes",)),
    "work.accessibility": Wording("option.jobs", ("industry", "percent_of_mean")),
    "work.derived_employment": Wording("option.employment", ("employment_percent",)),
    "work.education_reach": Wording("option.education", ("level", "municipality", "minutes")),
    "work.education_not_found": Wording("option.education_not_found", ("level",)),
    "work.not_sought": Wording("option.work_not_sought"),
    "work.unknown": Wording("option.work_not_known"),
    "social.no_needs": Wording("option.no_services_needed"),
    "social.declared": Wording("option.service_there", ("service",)),
    "social.full": Wording("option.service_there", ("service",)),
    "social.obliged": Wording("option.service_by_law", ("service", "law")),
    "social.absent": Wording("option.service_absent", ("service",)),
    "social.not_declared": Wording("option.service_not_known", ("service",)),
    "social.regional_reach": Wording("option.service_within", ("service", "minutes")),
    "social.regional_unknown": Wording("option.service_not_known", ("service",)),
}
"""Other reasons become no sentence: safety, milieu, evenness, room, and mere arithmetic."""

SILENT = ("safety.", "family.milieu", "family.clamped", "work.clamped", "even.")
NEEDS = ("needs.household", "needs.service", "needs.work", "needs.education", "needs.no_licence")
SENTENCE_CODES: tuple[str, ...] = tuple(
    sorted(
        {SAFETY, PRECAUTIONS, *NO_PLACE, *NEEDS, *(wording.code for wording in WORDINGS.values())}
    )
)


def on_the_candidate(reasons: Iterable[Reason]) -> tuple[Sentence, ...]:
    """Say what a place means for the candidate, without points and in an order that tells nothing.

    That safety was judged is said of every place alike, with no sub-reason.
    """
    found = [Sentence(SAFETY, {})]
    for reason in reasons:
        wording = WORDINGS.get(reason.code)
        if wording is not None and reason.facts.get("minutes", 0) is not None:
            facts = {name: reason.facts.get(name) for name in wording.facts}
            found.append(Sentence(wording.code, facts))
    return in_order(found)


def without_a_place() -> tuple[Sentence, ...]:
    """Say that there is no place for now, and what comes next; no fact of anybody is in it."""
    return tuple(Sentence(code, {}) for code in (SAFETY, *NO_PLACE))


def on_the_needs(person: Person, household: Household) -> tuple[Sentence, ...]:
    """Say what those who move need of the place that receives them."""
    return in_order(_needs(person, household))


def in_order(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sort by code and facts, so that the order tells nothing of points."""
    return tuple(sorted(sentences, key=lambda s: (s.code, str(sorted(s.facts.items())))))


def _needs(person: Person, household: Household) -> Iterator[Sentence]:
    moving: dict[str, FactValue] = {"persons": household.persons, "children": household.children}
    yield Sentence("needs.household", moving)
    for need in person.needs:
        needed: dict[str, FactValue] = {"service": need.service, "must": need.must}
        yield Sentence("needs.service", {**needed, "persons": need.persons})
    if person.search is None:
        return
    if person.search.work:
        yield Sentence("needs.work", {"industry": person.search.industry})
    if person.search.education:
        yield Sentence("needs.education", {"level": person.search.education})
    if not person.search.licence:
        yield Sentence("needs.no_licence", {})
