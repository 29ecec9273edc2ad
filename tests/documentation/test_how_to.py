"""The code shown in the how-tos runs as it stands."""

import re
from datetime import UTC, datetime

import numpy as np
import pytest

from relocation.notices.payload import headers_of, new_secret
from scoring.person import Wish, WishKind
from tests.builders import code, person, problem
from tests.documentation.asked import ROOT


def shown(page):
    """The module that a how-to adds, run."""
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    diff = re.findall(r"```diff\n\+\+\+ [^\n]+\n(.*?)```", text, re.DOTALL)[0]
    names = {"__name__": "shown"}
    exec("\n".join(line.removeprefix("+") for line in diff.splitlines()), names)  # noqa: S102
    return names


def test_the_criterion_shown_judges_and_gives_its_reasons():
    criterion = shown("add-a-criterion.md")["CRITERION"]
    wishes = (Wish(kind=WishKind.WANTS, municipality=code(1)),)
    world = problem(person(wishes=wishes))
    points = criterion.judge(world.people[0], world).points
    told = [sum(r.points for r in criterion.reasons(world.people[0], at, world)) for at in range(3)]
    assert (points.tolist(), told) == ([50, 100, 50], [50, 100, 50])


def test_the_rule_shown_gives_one_row_a_region():
    rule = shown("add-a-rule.md")["RULE"]

    class WithCeiling:
        """The problem below, its policy with the number that the how-to adds."""

        region_ceiling = 1

        def __init__(self, world):
            self.units, self.country = world.units, world.country
            self.policy = self.room = self

    world = WithCeiling(problem(person("p1"), person("p2")))
    rows = rule.rows(world, np.ones((2, 3), bool))
    assert (rows.names, rows.bound.tolist()) == ((("region_ceiling", "Region A"),), [1])


@pytest.mark.rule("IF-4")
def test_the_check_of_a_signature_shown_knows_a_genuine_notice():
    text = (ROOT / "docs" / "how-to" / "receive-notices.md").read_text(encoding="utf-8")
    names = {}
    exec(re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0], names)  # noqa: S102
    is_genuine, body = names["is_genuine"], b'{"specversion": "1.0"}'
    old, new, sent = new_secret(), new_secret(), datetime(2026, 11, 26, 9, tzinfo=UTC)
    headers = dict(headers_of("f" * 32, body, [new, old], sent))
    now = sent.timestamp()
    assert is_genuine(old, headers, body, now)
    assert is_genuine(new, headers, body, now + 299)
    assert not is_genuine(new_secret(), headers, body, now)
    assert not is_genuine(new, headers, body + b" ", now)
    assert not is_genuine(new, headers | {"webhook-id": "e" * 32}, body, now)
    assert not is_genuine(new, headers, body, now + 301)
