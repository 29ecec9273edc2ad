"""Where things come from, in words: who says so of a public fact, and what made a round up."""

from api.language import Language
from scenarios.families import FAMILIES, label_of
from scoring.country import FactSource
from scoring.round import Round


def source_text(source: FactSource, say: Language) -> str:
    """Who says so; titles of publications stay as they were published."""
    return say.say(f"source.{source.source}", **source.facts)


def label_text(round_: Round, say: Language) -> str:
    """A round's label: as its writer wrote it, or in words where it was made up here."""
    if round_.seed is None:
        return round_.label
    own = (family for family in FAMILIES if label_of(round_.seed or 0, family) == round_.label)
    family = next(own, None)
    if family is None:
        return round_.label
    words = say.say(f"family.{family}")
    return say.say("label.made_up", seed=str(round_.seed), family=words)
