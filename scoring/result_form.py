"""The form of a result file: which fields, of which kind, and what holds between them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.result import Outcome, Status

FORMAT = "relocation-result/1"
PLACED = (Outcome.PLACED, Outcome.DECIDED)

AIM_FORM = r"^[a-z_]+(\.[a-z_]+)?(\.[0-9]{1,3})?$"
SHA256_FORM = r"^[0-9a-f]{64}$"
NO_PLACE_RULE = "place_against_outcome"

Text = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
AimName = Annotated[str, Field(pattern=AIM_FORM, max_length=60)]
Number = Annotated[int, Field(ge=-(10**18), le=10**18)]
Amount = Annotated[int | float, Field(ge=0, le=10**9, allow_inf_nan=False)]


class Form(BaseModel):
    """Strict: no other kind of value, no other field."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PlacementForm(Form):
    """One person's line."""

    person: Text
    municipality: Code | None
    outcome: Outcome

    @model_validator(mode="after")
    def _place_goes_with_outcome(self) -> "PlacementForm":
        if (self.municipality is not None) != (self.outcome in PLACED):
            raise PydanticCustomError(NO_PLACE_RULE, "a place against the outcome")
        return self


class AimForm(Form):
    """One aim."""

    name: AimName
    value: Number
    bound: Number


class RelaxationForm(Form):
    """A way to place somebody."""

    rules: tuple[Text, ...]
    names: tuple[tuple[Text, ...], ...]
    municipality: Code
    changes: dict[Text, Number]


class ConflictForm(Form):
    """Why a unit has no place."""

    people: Annotated[tuple[Text, ...], Field(min_length=1)]
    rules: tuple[Text, ...]
    relaxations: tuple[RelaxationForm, ...]
    proven: bool


class VersionsForm(Form):
    """What the answer was made with."""

    fingerprint: Annotated[str, Field(pattern=SHA256_FORM)]
    policy: Text
    register_: Annotated[Text, Field(alias="register")]
    engine: Text
    salt: Text
    limit: dict[Literal["effort", "seconds", "seed"], Amount | None]
    libraries: dict[Text, Text]


class TiesForm(Form):
    """How many plans are equally good."""

    count: Annotated[int, Field(ge=1, le=10**9)]
    exact: bool


class ReachedForm(Form):
    """What an aim reaches in an alternative."""

    name: AimName
    value: Number


class AlternativeForm(Form):
    """A near-best plan that differs in many people."""

    placements: tuple[PlacementForm, ...]
    aims: tuple[ReachedForm, ...]
    people_differing: Annotated[int, Field(ge=1, le=10**9)]


class AlternativesForm(Form):
    """The alternatives found."""

    complete: bool
    plans: tuple[AlternativeForm, ...]


class DocumentForm(Form):
    """The whole file; ties and alternatives stand beside the answer and are no part of it."""

    format: Literal["relocation-result/1"]
    status: Status
    placements: tuple[PlacementForm, ...]
    aims: tuple[AimForm, ...]
    conflicts: tuple[ConflictForm, ...]
    versions: VersionsForm
    ties: TiesForm | None = None
    alternatives: AlternativesForm | None = None
