"""Reference pages say what the product is: the policy's numbers, the columns, the commands."""

import csv
import re

import pytest

from relocation import sign_in_policy_page, store_policy_page
from relocation.settings import Settings
from relocation.sign_in_policy import load_sign_in_policy
from relocation.store_policy import load_store_policy
from scoring.policy_file import load_policy
from scoring.policy_page import PAGE, page
from tests.documentation.asked import ROOT

DATA = ROOT / "relocation" / "municipalities" / "data"
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives", "References"]


def columns():
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((path.name, column) for column in next(csv.reader(file)))


def test_every_column_of_the_data_has_its_line_among_the_sources():
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (\S+\.csv) \| (\S+) \| \S", text, re.MULTILINE)
    assert sorted(lines) == sorted(columns())


def test_the_page_of_the_policy_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(load_policy())


def test_the_page_of_the_policy_of_the_store_is_fresh():
    written = store_policy_page.PAGE.read_text(encoding="utf-8")
    assert written == store_policy_page.page(load_store_policy())


def test_the_page_of_the_policy_of_signing_in_is_fresh():
    written = sign_in_policy_page.PAGE.read_text(encoding="utf-8")
    assert written == sign_in_policy_page.page(load_sign_in_policy())


def test_every_setting_has_its_heading_with_what_it_is():
    text = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    told = {
        f"## `RELOCATION_{name.upper()}`\n\n{' '.join(field.description.split())}"
        for name, field in Settings.model_fields.items()
    }
    assert [each for each in told if each not in text] == []


def test_every_number_of_the_policy_has_its_line():
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in load_policy().numbers if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda p: p.name
)
def test_a_decision_has_its_five_headings(path):
    assert re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("path", sorted((ROOT / "docs/how-to").glob("*.md")), ids=lambda p: p.name)
def test_a_how_to_is_at_most_a_page(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


def links(path):
    """Targets of the links to files of the project, from one page."""
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            yield path.parent / target


def test_no_link_of_a_page_leads_nowhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{path.name}: {link.name}" for path in pages for link in links(path) if not link.exists()
    ]
    assert dead == []


def test_the_front_page_leads_to_every_page():
    front = ROOT / "docs" / "index.md"
    led_to = {link.resolve() for link in links(front)}
    pages = {path.resolve() for path in (ROOT / "docs").rglob("*.md")} - {front.resolve()}
    assert sorted(str(path.relative_to(ROOT)) for path in pages - led_to) == []
