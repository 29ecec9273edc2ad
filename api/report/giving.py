"""The rules that give way, in words: with the service, police district, groups or people named."""

from collections.abc import Iterable, Iterator

from api.language import Language
from scoring.result import Conflict, Relaxation


def given_texts(relaxation: Relaxation, people: tuple[str, ...], say: Language) -> list[str]:
    """Each rule that would have to give for these people, and what exactly."""
    return [
        _with("report.rule_of", rule, _named(relaxation, rule, people, say), say)
        for rule in relaxation.rules
    ]


def conflicting_texts(conflict: Conflict, say: Language) -> Iterator[str]:
    """Each rule in conflict, with what the relaxations name: they name some ways out, not all."""
    for rule in conflict.rules:
        found = (_named(each, rule, conflict.people, say) for each in conflict.relaxations)
        yield _with("report.rule_among", rule, (text for texts in found for text in texts), say)


def _with(code: str, rule: str, named: Iterable[str], say: Language) -> str:
    text, names = say.say(f"rule.{rule}"), "; ".join(dict.fromkeys(named))
    return say.say(code, rule=text, names=names) if names else text


def _named(
    relaxation: Relaxation, rule: str, people: tuple[str, ...], say: Language
) -> Iterator[str]:
    """What gives beside the municipality, which the relaxation names anyway."""
    for code, *about in relaxation.names:
        if code != rule or about == [relaxation.municipality]:
            continue
        if rule == "room_per_service":
            yield from (say.word(service) for service in about[1:])
        elif rule == "district_ceiling":
            yield from (say.say("report.police", district=name) for name in about)
        elif rule == "keep_apart":
            yield _apart(sorted(about), people, say)


def _apart(about: list[str], people: tuple[str, ...], say: Language) -> str:
    """Two people, of whom one is told of, where they are kept apart by hand; groups otherwise."""
    names = say.listed(about)
    if not set(about).isdisjoint(people):
        return names
    return say.say("report.groups" if len(about) > 1 else "report.group", groups=names)
