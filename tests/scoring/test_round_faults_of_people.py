"""What a person of a round may not bring: unknown codes, odd numbers, the same twice."""

from dataclasses import replace
from typing import Any

import pytest

from scoring.country import MunicipalityCode
from scoring.person import (
    Danger,
    Need,
    Wish,
    WishKind,
)
from tests.builders import TODAY, code, round_of
from tests.scoring.faulty import NOWHERE, P1, TOMORROW, exclusion, faults, tie

ONE_PERSON = [
    ({"moves_from": MunicipalityCode("0411")}, "moves_from", "christiansoe_is_no_municipality"),
    ({"moves_from": NOWHERE}, "moves_from", "unknown_municipality"),
    ({"former_group": "g9"}, "former_group", "unknown_group"),
    ({"threat_level": 0}, "threat_level", "out_of_range"),
    ({"threat_level": 6}, "threat_level", "out_of_range"),
    ({"key": "a b"}, "key", "key_form"),
    ({"key": "x" * 41}, "key", "key_form"),
    ({"key": "310290-1234"}, "key", "key_like_cpr"),
    (
        {"dangers": (Danger(municipality=NOWHERE, severity=1, as_of=TODAY),)},
        "dangers.0.municipality",
        "unknown_municipality",
    ),
    (
        {"dangers": (Danger(municipality=code(0), severity=9, as_of=TODAY),)},
        "dangers.0.severity",
        "out_of_range",
    ),
    (
        {"dangers": (Danger(municipality=code(0), severity=1, as_of=TOMORROW),)},
        "dangers.0.as_of",
        "date_in_the_future",
    ),
    ({"exclusions": (exclusion(),)}, "exclusions.0", "municipality_or_district"),
    (
        {"exclusions": (exclusion(municipality=code(0), district="District 0"),)},
        "exclusions.0",
        "municipality_or_district",
    ),
    (
        {"exclusions": (exclusion(district="Nowhere"),)},
        "exclusions.0.district",
        "unknown_district",
    ),
    (
        {"exclusions": (exclusion(district="District 0", minutes=5),)},
        "exclusions.0.minutes",
        "radius_without_municipality",
    ),
    (
        {"exclusions": (exclusion(municipality=code(0), minutes=-1),)},
        "exclusions.0.minutes",
        "out_of_range",
    ),
    ({"ties": (tie(strength=float("nan")),)}, "ties.0.strength", "out_of_range"),
    ({"ties": (tie(strength=1.1),)}, "ties.0.strength", "out_of_range"),
    ({"ties": (tie(known_to=("g9",)),)}, "ties.0.known_to.0", "unknown_group"),
    ({"needs": (Need(service="magic", must=True),)}, "needs.0.service", "unknown_service"),
    (
        {"needs": (Need(service="mentor", must=True, persons=2),)},
        "needs.0.persons",
        "more_need_than_persons",
    ),
    (
        {"needs": (Need(service="mentor", must=True), Need(service="mentor", must=False))},
        "needs.1.service",
        "need_twice",
    ),
    (
        {
            "wishes": (
                Wish(kind=WishKind.WANTS, municipality=code(0)),
                Wish(kind=WishKind.AVOIDS, municipality=code(0)),
            )
        },
        "wishes.1.municipality",
        "wish_twice",
    ),
]


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(("facts", "path", "rule"), ONE_PERSON)
def test_a_fault_of_a_person_is_named_with_its_path(facts: dict[str, Any], path: str, rule: str):
    assert faults(round_of(replace(P1, **facts))) == [(f"people.0.{path}", rule)]
