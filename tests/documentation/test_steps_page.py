"""The page of the steps is made from the tables, and its states and rules are known elsewhere."""

import pytest

from relocation.steps_page import PAGE, page
from relocation.workflows import ALL
from tests.documentation.asked import ROOT, headings
from tests.documentation.rulebook import read_rules
from tests.documentation.test_glossary import terms

RULES = {rule.id for rule in read_rules((ROOT / "docs" / "rules.md").read_text("utf-8"))}


def known(state):
    return str(state).replace("pre_", "pre-").replace("_", " ")


@pytest.mark.rule("RE-17")
def test_the_published_page_is_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(ALL)


def test_every_workflow_has_its_heading_once():
    assert headings("steps.md") == list(ALL)


@pytest.mark.parametrize("workflow", ALL)
def test_every_state_has_its_line_in_the_glossary(workflow):
    glossary = {term.english for term in terms()}
    assert [state for state in map(known, ALL[workflow].states) if state not in glossary] == []


@pytest.mark.parametrize("workflow", ALL)
def test_every_step_names_a_rule_of_the_rulebook_and_a_source(workflow):
    steps = ALL[workflow].steps
    assert [step.name for step in steps if step.rule not in RULES or not step.source] == []


def test_every_need_of_a_workflow_says_one_thing_by_one_code():
    for workflow in ALL.values():
        needs = {need.key: need for step in workflow.steps for need in step.needs}
        said = [need for step in workflow.steps for need in step.needs]
        assert all(needs[need.key] is need for need in said)
