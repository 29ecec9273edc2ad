"""The kinds of reference data that can be imported, and what each replaces."""

from enum import StrEnum


class Kind(StrEnum):
    """What a file holds, as the user names it."""

    POPULATION = "population"
    UNEMPLOYMENT = "unemployment"
    EMPLOYMENT = "employment"
    LABOUR_FORCE = "labour_force"
    TRAVEL = "travel"


FACT = {
    Kind.POPULATION: "population",
    Kind.UNEMPLOYMENT: "unemployment_pct",
    Kind.EMPLOYMENT: "jobs",
    Kind.LABOUR_FORCE: "labour_force",
    Kind.TRAVEL: "minutes",
}
"""The field of the country that each kind fills."""
