"""What the answer stands on: data, policy and versions, with their dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.answer import Answer
from api.language import Language
from api.origin import source_text
from scoring.explain.above_share import above_fair_share
from scoring.policy import PolicyNumber


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One kind of public fact: who says so, how firmly, as of when."""

    fact: str
    source: str
    provenance: str
    as_of: str


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number of the policy."""

    name: str
    meaning: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything a reader needs to judge or repeat the answer."""

    sources: tuple[SourceLine, ...]
    missing: tuple[str, ...]
    numbers: tuple[NumberLine, ...]
    proposed: int
    versions: tuple[tuple[str, str], ...]


def grounds(answer: Answer, say: Language) -> Grounds:
    """Collect sources, what is missing, the policy's numbers and the versions."""
    numbers = answer.problem.policy.numbers
    return Grounds(
        sources=_sources(answer, say),
        missing=missing(answer, say),
        numbers=tuple(_number(numbers[name], say) for name in sorted(numbers)),
        proposed=sum(number.status == "proposed" for number in numbers.values()),
        versions=_versions(answer, say),
    )


def missing(answer: Answer, say: Language) -> tuple[str, ...]:
    """What a reader must know first: what does not hold yet, gave way, or nobody brought."""
    round_, country = answer.problem.round, answer.problem.country
    lacking = {
        "presence": not round_.presence,
        "services": not round_.services,
        "room": not round_.room,
        "jobs": not country.jobs,
    }
    over = above_fair_share(answer.plan)
    return (
        *_not_yet_valid(answer, say),
        *(say.say("guarantee.gave_way", at=at, more=more) for at, more in over.items()),
        *(say.say(f"missing.{name}") for name, lacks in lacking.items() if lacks),
    )


def _not_yet_valid(answer: Answer, say: Language) -> Iterator[str]:
    """A policy may be tried before its time, and then that is said."""
    valid_from, day = answer.problem.policy.valid_from, answer.problem.round.date
    if day < valid_from:
        yield say.say("policy.not_yet_valid", valid_from=valid_from, day=day)


def _sources(answer: Answer, say: Language) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(
            fact=say.say(f"fact.{name}"),
            source=source_text(source, say),
            provenance=say.say(f"provenance.{source.provenance}"),
            as_of="" if source.as_of is None else say.day(source.as_of),
        )
        for name, source in sorted(answer.problem.country.sources.items())
    )


def _number(number: PolicyNumber, say: Language) -> NumberLine:
    value = number.value
    values = value if isinstance(value, tuple) else (value,)
    return NumberLine(
        name=number.name,
        meaning=say.say(f"number.{number.name}"),
        value=" · ".join(
            say.number(each, 4) if isinstance(each, int | float) else str(each) for each in values
        ),
        status=say.say(f"policy.{number.status}"),
    )


def _versions(answer: Answer, say: Language) -> tuple[tuple[str, str], ...]:
    versions = answer.result.versions
    limit = ", ".join(
        say.say(f"limits.{name}", value=value)
        for name, value in sorted(versions.limit.items())
        if value is not None
    )
    libraries = ", ".join(f"{name} {value}" for name, value in sorted(versions.libraries.items()))
    shown = {
        "fingerprint": versions.fingerprint,
        "policy": versions.policy,
        "register": versions.register,
        "engine": versions.engine,
        "salt": versions.salt,
        "limit": limit,
        "libraries": libraries,
    }
    return tuple((say.say(f"version.{name}"), value) for name, value in shown.items())
