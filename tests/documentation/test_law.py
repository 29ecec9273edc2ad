"""The page on the law covers every law that the policy relies on."""

import tomllib

import pytest

from tests.documentation.markers import ROOT

PAGE = (ROOT / "docs" / "reference" / "law.md").read_text("utf-8")
POLICIES = sorted((ROOT / "scoring" / "policies").glob("*.toml"))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.stem)
def test_every_law_that_obliges_a_municipality_is_read_on_the_page(policy):
    services = tomllib.loads(policy.read_text("utf-8"))["services"].values()
    laws = {service["obliged_by"] for service in services} - {""}
    assert sorted(law for law in laws if law not in PAGE) == []


def test_the_page_says_that_a_lawyer_must_confirm_it():
    assert "A lawyer must confirm it" in PAGE
