"""The form of the whole file: its head and its twelve lists."""

from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import Field

from scoring import round as bundle
from scoring.round_file.form import (
    AS_WORD,
    FORMAT,
    MOST_OF_ONE,
    Code,
    Day,
    Form,
    GroupForm,
    HouseholdForm,
    Key,
    Minutes,
    PersonForm,
    PresenceForm,
    RelationForm,
    Room,
    Text,
    Word,
    says,
)

MOST_ENTRIES = 100_000


def entries(description: str) -> Any:
    """Describe one of the file's lists, which may be left out."""
    return Field(description=description, default_factory=list, max_length=MOST_ENTRIES)


class KeepTogetherForm(Form):
    """People of different households who must get the same place."""

    makes = bundle.KeepTogether
    people: Annotated[list[Key], Field(min_length=2, max_length=MOST_OF_ONE)] = says(
        "Keys of people who wait."
    )
    reason: Text = says("Why.")


class KeepApartForm(Form):
    """Two people, waiting or placed, who must not live near each other."""

    makes = bundle.KeepApart
    people: Annotated[list[Key], Field(min_length=2, max_length=2)] = says("The two keys.")
    minutes: Minutes = says("Not within so many minutes by car; 0 for not in one municipality.")
    reason: Text = says("Why.")


class PlacedForm(Form):
    """Somebody who already has a place, one candidate each."""

    makes = bundle.Placed
    key: Key = says("A pseudonym of this file.")
    municipality: Code = says("The municipality's four-digit code.")
    since: Day = says("The day of the decision.")
    former_group: Key | None = says("The key of the group left; null for none.", None)


class ServiceForm(Form):
    """What a municipality declares of a service."""

    makes = bundle.DeclaredService
    municipality: Code = says("The municipality's four-digit code.")
    service: Word = says("One of the policy's services.")
    present: bool = says("False when the municipality declares that it has no such service.")
    as_of: Day = says("The day of the declaration.")
    room: Room | None = says("Free room in persons; null when not told.", None)


class RoomForm(Form):
    """How many candidates a municipality says it can receive in the period."""

    makes = bundle.DeclaredRoom
    municipality: Code = says("The municipality's four-digit code.")
    candidates: Room = says("Candidates in the period.")
    as_of: Day = says("The day of the declaration.")
    approved_because: Text | None = says(
        "The central unit's reason for accepting less than the fair share; null without approval.",
        None,
    )


class ClosureForm(Form):
    """A municipality that the central unit has closed for all."""

    makes = bundle.Closure
    municipality: Code = says("The municipality's four-digit code.")
    since: Day = says("First day closed.")
    reason: Text = says("Why.")
    until: Day | None = says("First day open again.", None)


class InstructionForm(Form):
    """A place settled by hand for one person."""

    makes = bundle.Instruction
    kind: Annotated[bundle.InstructionKind, AS_WORD] = says("What was settled.")
    person: Key = says("The key of somebody in people.")
    municipality: Code = says("The municipality's four-digit code.")
    reason: Text = says("Why.")


class RoundForm(Form):
    """One round: everybody who waits for a place, and what is known beside the register."""

    makes = bundle.Round
    format: Literal["relocation-round/1"] = says(f"Always {FORMAT}.")
    label: Text = says("What kind of data this is, shown wherever somebody sees the round.")
    made_up: bool = says("True for demonstration values.")
    date: Day = says("The day the round is judged on.")
    seed: Annotated[int, Field(ge=0, lt=10**18)] | None = says("The generator's seed.", None)
    groups: list[GroupForm] = entries("Hostile groups.")
    relations: list[RelationForm] = entries("Alliances and feuds.")
    presence: list[PresenceForm] = entries("Where groups are.")
    households: list[HouseholdForm] = entries("Who moves together.")
    people: list[PersonForm] = Field(
        description="Candidates who wait for a place, decided ones too.",
        max_length=MOST_ENTRIES,
        json_schema_extra={"minItems": 1},
    )
    keep_together: list[KeepTogetherForm] = entries("People who must get the same place.")
    keep_apart: list[KeepApartForm] = entries("People who must not live near each other.")
    placed: list[PlacedForm] = entries("People placed earlier.")
    services: list[ServiceForm] = entries("Declared services.")
    room: list[RoomForm] = entries("Declared room.")
    closures: list[ClosureForm] = entries("Municipalities closed for all.")
    instructions: list[InstructionForm] = entries("Places settled by hand.")


LISTS = {
    name: get_args(field.annotation)[0]
    for name, field in RoundForm.model_fields.items()
    if get_origin(field.annotation) is list
}
"""Per list of the file, the form of its entries."""
NAMES = frozenset(name for kind in Form.__subclasses__() for name in kind.model_fields)
"""Every field's name that the format knows."""
