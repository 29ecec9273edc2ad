"""The form of a round's file: every field with its type, bounds, unit and meaning."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from scoring import person, round_bounds, threat

FORMAT = "relocation-round/1"
MOST_OF_ONE = 1_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PLAIN = r"^[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$"
"""One line; nothing that steers a terminal, nor what turns the order in which a line is read."""
FOUR_DIGITS = "^[0-9]{4}$"
KEY_FORM = f"^{round_bounds.KEY_PATTERN}$"


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", "not a day")


def _pseudonym(key: str) -> str:
    if round_bounds.CPR.search(key):
        raise PydanticCustomError(round_bounds.CPR_RULE, "like a CPR number")
    return key


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Key = Annotated[
    str,
    Field(pattern=KEY_FORM, json_schema_extra={"not": {"pattern": round_bounds.CPR_PATTERN}}),
    AfterValidator(_pseudonym),
]
Code = Annotated[str, Field(pattern=FOUR_DIGITS)]
Word = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
Text = Annotated[str, Field(min_length=1, max_length=1_000, pattern=PLAIN)]
Source = Annotated[str, Field(max_length=1_000, pattern=PLAIN)]


def _among(bounds: round_bounds.Bounds) -> Any:
    return Field(ge=bounds.least, le=bounds.most)


# Strict validation would ask for the enum's member, which JSON cannot write.
AS_WORD = Field(strict=False)
Severity = Annotated[int, _among(round_bounds.SEVERITY)]
Minutes = Annotated[int, _among(round_bounds.MINUTES)]
Room = Annotated[int, _among(round_bounds.ROOM)]
Persons = Annotated[int, _among(round_bounds.PERSONS)]


class Form(BaseModel):
    """An object of the file that makes one value of the engine."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)
    makes: ClassVar[Callable[..., Any]]

    def made(self) -> Any:
        """Make the engine's value."""
        return type(self).makes(**{name: _made(value) for name, value in self})


def _made(value: Any) -> Any:
    if isinstance(value, Form):
        return value.made()
    return tuple(_made(each) for each in value) if isinstance(value, list) else value


def says(description: str, default: Any = ...) -> Any:
    """Describe a field; without a default it must be there."""
    if isinstance(default, list):
        return Field(description=description, default_factory=list, max_length=MOST_OF_ONE)
    return Field(default, description=description)


class GroupForm(Form):
    """A hostile group under a key of the round's own; no persons."""

    makes = threat.Group
    key: Key = says("The group's key in this file.")
    severity: Severity = says("What the group is capable of, 1 (slight) to 5 (deadly).")
    surveyed: bool = says(
        "True when its presence was looked for everywhere: no report then means none, "
        "otherwise it means unknown.",
        False,
    )


class RelationForm(Form):
    """An alliance or a feud between two groups."""

    makes = threat.Relation
    kind: Annotated[threat.RelationKind, AS_WORD] = says("How the two groups stand to each other.")
    groups: Annotated[list[Key], Field(min_length=2, max_length=2)] = says("The two groups' keys.")
    since: Day = says("First day on which it holds.")
    until: Day | None = says("First day on which it no longer holds.", None)
    source: Source = says("Who says so.", "")


class PresenceForm(Form):
    """How much of a group is in a municipality."""

    makes = threat.Presence
    group: Key = says("The group's key.")
    municipality: Code = says("The municipality's four-digit code.")
    level: Annotated[int, _among(round_bounds.PRESENCE_LEVEL)] = says("0 (none) to 4 (home).")
    as_of: Day = says("The day of the report.")
    source: Source = says("Who says so.", "")
    certainty_percent: Annotated[int, _among(round_bounds.PER_CENT)] = says("Per cent.", 100)


class HouseholdForm(Form):
    """Who moves together."""

    makes = person.Household
    key: Key = says("The household's key in this file.")
    persons: Persons = says("Persons in all, candidates and children included.")
    children: Annotated[int, _among(round_bounds.CHILDREN)] = says("Children among them.", 0)


class DangerForm(Form):
    """A place named as dangerous for the candidate."""

    makes = person.Danger
    municipality: Code = says("The municipality's four-digit code.")
    severity: Severity = says("1 (slight) to 5 (deadly).")
    as_of: Day = says("The day of the report.")
    source: Source = says("Who says so.", "")


class ExclusionForm(Form):
    """A place the police close: a municipality, all within minutes of it, or a district."""

    makes = person.PoliceExclusion
    as_of: Day = says("The day of the exclusion.")
    municipality: Code | None = says("Four-digit code; this or the district, not both.", None)
    minutes: Minutes | None = says("Close all within so many minutes by car.", None)
    district: Word | None = says("A police district's name as the register writes it.", None)
    source: Source = says("Who says so.", "")


class TieForm(Form):
    """A person who matters to the candidate, and where."""

    makes = person.Tie
    kind: Annotated[person.TieKind, AS_WORD] = says("What the tie is to the candidate.")
    municipality: Code = says("The municipality's four-digit code.")
    strength: Annotated[float, _among(round_bounds.STRENGTH), Field(allow_inf_nan=False)] = says(
        "0 (hardly matters) to 1 (decisive)."
    )
    known_to: list[Key] = says("Keys of the groups that know where this person is.", [])


class SearchForm(Form):
    """What work and education the candidate seeks."""

    makes = person.Search
    work: bool = says("Whether work is sought.", False)
    industry: Word | None = says("An industry of the imported job tables; null for any.", None)
    education: Word | None = says("A level of the register's education table.", None)
    licence: bool = says("Whether the candidate has a driving licence.", True)


class NeedForm(Form):
    """A service needed in the household."""

    makes = person.Need
    service: Word = says("One of the policy's services.")
    must: bool = says("True for must, false for should.")
    persons: Persons = says("How many persons of the household need it.", 1)


class WishForm(Form):
    """A wish informs, it does not bind."""

    makes = person.Wish
    kind: Annotated[person.WishKind, AS_WORD] = says("Wanted or rather avoided.")
    municipality: Code = says("The municipality's four-digit code.")


class PersonForm(Form):
    """One candidate who waits for a place, under a pseudonym."""

    makes = person.Person
    key: Key = says("A pseudonym, never a name or a number of the person.")
    household: Key = says("The key of the household that moves together.")
    urgency: Annotated[person.Urgency, AS_WORD] = says("The track of the case.")
    threat_level: Annotated[int, _among(round_bounds.THREAT_LEVEL)] = says(
        "1 (low) to 5 (extreme)."
    )
    moves_from: Code = says("Four-digit code of the municipality left.")
    former_group: Key | None = says("The key of the group left; null for none.", None)
    dangers: list[DangerForm] = says("Places named as dangerous.", [])
    exclusions: list[ExclusionForm] = says("Places closed by the police.", [])
    ties: list[TieForm] = says("People who matter, and where.", [])
    search: SearchForm | None = says("Work and education sought; null when not known.", None)
    needs: list[NeedForm] = says("Services needed.", [])
    wishes: list[WishForm] = says("Municipalities wanted or avoided.", [])
