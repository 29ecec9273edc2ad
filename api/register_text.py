"""The register of municipalities as lines of text and as plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from api.language import Language
from api.origin import source_text
from relocation.municipalities.register import Register
from relocation.municipalities.service import Missing
from scoring.country import Country

NEAREST = 5


def register_facts(register: Register, missing: Iterable[Missing]) -> dict[str, Any]:
    """What the register holds, for machines; words are English there whatever the language."""
    country, english = register.country, Language("en")
    return {
        "on": register.on,
        "version": country.version,
        "municipalities": len(country),
        "police_districts": len(register.districts),
        "regions": sorted(register.regions),
        "facts": {
            name: {
                "source": source_text(source, english),
                "provenance": source.provenance,
                "as_of": source.as_of,
            }
            for name, source in sorted(country.sources.items())
        },
        "missing": [asdict(each) for each in missing],
    }


def register_lines(register: Register, missing: Iterable[Missing], say: Language) -> Iterator[str]:
    """How many, which release, who says so of each fact, and what nobody tells."""
    country = register.country
    yield say.say(
        "data.found",
        municipalities=len(country),
        districts=len(register.districts),
        regions=len(register.regions),
        on=register.on,
    )
    yield say.say("data.version", version=country.version)
    for name, source in sorted(country.sources.items()):
        code = "data.fact" if source.as_of is None else "data.fact_dated"
        yield "  · " + say.say(
            code,
            fact=say.say(f"fact.{name}"),
            source=source_text(source, say),
            provenance=say.say(f"provenance.{source.provenance}"),
            as_of=source.as_of,
        )
    yield say.say("data.with_round")
    lacking = [say.say(f"fact.{each.fact}") for each in missing if each.comes_from == "import"]
    if lacking:
        yield say.say("data.to_import", facts=say.listed(lacking))


def municipality_facts(register: Register, code: str) -> dict[str, Any]:
    """What is known of one municipality, for machines; null is what nobody tells."""
    country = register.country
    at = country.at[code]
    site, complete = bool(country.psychiatry[at]), bool(country.psychiatry_complete[at])
    labour_force = country.labour_force
    return {
        "code": code,
        "name": country.names[at],
        "police_district": country.districts[at],
        "region": country.regions[at],
        "seat": register.seats[at],
        "population": int(country.population[at]),
        "working_age": int(country.working_age[at]),
        "unemployment_pct": float(country.unemployment_pct[at]),
        # Not found is missing, never "none": the lists read are known to be incomplete.
        "education": {level: bool(found[at]) or None for level, found in country.education.items()},
        "psychiatry": site if site or complete else None,
        "psychiatry_complete": complete,
        "jobs": {industry: int(jobs[at]) for industry, jobs in country.jobs.items()},
        "labour_force": None if labour_force is None else int(labour_force[at]),
        "neighbours": sorted(register.neighbours[code]),
        "nearest": {country.codes[n]: int(country.minutes[at, n]) for n in _nearest(country, at)},
    }


def municipality_lines(register: Register, code: str, say: Language) -> Iterator[str]:
    """What is known of one municipality."""
    country = register.country
    at = country.at[code]
    yield f"{code} {country.names[at]}"
    yield say.say("data.district", district=country.districts[at], region=country.regions[at])
    yield say.say(
        "data.figures",
        population=int(country.population[at]),
        working_age=int(country.working_age[at]),
        unemployment=float(country.unemployment_pct[at]),
    )
    levels = [say.word(level) for level in _levels(country, at)]
    yield say.say("data.education", levels=say.listed(levels) if levels else "–")
    yield say.say(
        "data.psychiatry",
        found=bool(country.psychiatry[at]),
        complete=bool(country.psychiatry_complete[at]),
    )
    places = [
        say.say("data.minutes", place=country.codes[n], minutes=int(country.minutes[at, n]))
        for n in _nearest(country, at)
    ]
    yield say.say("data.nearest", places=say.listed(places))


def _levels(country: Country, at: int) -> list[str]:
    return [level for level, found in sorted(country.education.items()) if found[at]]


def _nearest(country: Country, at: int) -> list[int]:
    order = np.argsort(country.minutes[at], kind="stable")
    return [int(other) for other in order if other != at][:NEAREST]
