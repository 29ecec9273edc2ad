"""What a line of the log can say, and under which law it stands."""

import re

import pytest

from relocation.actor import CENTRAL_UNIT, Actor, Assurance, Function
from relocation.audit.model import Kind, Regime, regime_of
from tests.relocation.audit.logbook import reading

NO_CASE = "a line needs its case; only a step can be without one"
NO_NAME = "a step is logged with its name"
NO_CODE = "the detail of a line is a code, not a text"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ({"kind": Kind.STEP}, NO_NAME),
        ({"case": None}, NO_CASE),
        ({"detail": "Jens Hansen flyttede til Odense"}, NO_CODE),
        ({"detail": ""}, NO_CODE),
    ],
)
def test_a_line_that_says_too_little_or_names_somebody_cannot_be_made(line, rule):
    with pytest.raises(ValueError, match=f"^{re.escape(rule)}$"):
        reading(**line)


@pytest.mark.parametrize("function", Function)
def test_the_police_and_the_prison_service_are_under_their_own_law_and_nobody_else(function):
    police = {"central_caseworker", "central_decision_maker", "police_exit_coordinator"}
    is_theirs = function.value in {*police, "probation_officer"}
    actor = Actor("user-1", CENTRAL_UNIT, function, frozenset(), Assurance.SIGNED_IN)
    assert regime_of(actor) is (Regime.LAW_ENFORCEMENT if is_theirs else Regime.GDPR)
