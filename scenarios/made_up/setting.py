"""What every part of a made-up round is made for."""

from dataclasses import dataclass
from datetime import date

from scenarios.families import Family
from scoring.country import Country, MunicipalityCode, Real
from scoring.policy import Policy


@dataclass(frozen=True, eq=False)
class Setting:
    """A country, a policy, a family, how many people wait, the seed and the day."""

    country: Country
    policy: Policy
    family: Family
    people: int
    seed: int
    on: date

    def code(self, at: int) -> MunicipalityCode:
        """The code at a position."""
        return self.country.codes[at]

    def population(self) -> Real:
        """Weights by population."""
        return self.country.population.astype(float)

    def near(self, at: int, minutes: int) -> Real:
        """Weights by population within so many minutes, the place itself included."""
        close = self.country.minutes[at] <= minutes
        close[at] = True
        weights: Real = self.population() * close
        return weights

    def far(self, at: int, minutes: int) -> Real:
        """Weights by population beyond so many minutes."""
        return self.population() - self.near(at, minutes)
