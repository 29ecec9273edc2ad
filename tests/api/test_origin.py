"""On the Danish side origins and labels are Danish; what others wrote stays as they wrote it."""

from dataclasses import replace

import pytest

from api.language import LANGUAGES, Language
from api.origin import label_text, source_text
from relocation.municipalities.register import load_register
from scenarios.families import FAMILIES, label_of
from scoring.country import FactSource, Provenance
from tests.api.conftest import SMALL, run
from tests.builders import TODAY, person, round_of

ENGLISH = (" the ", " and ", "municipalities", "imported", "Statistics Denmark", "made up")


def made_up(label, seed=7):
    return replace(round_of(person()), label=label, seed=seed)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.rule("SC-8")
def test_every_source_of_the_register_has_words_in_both_languages(tag):
    sources = load_register(TODAY).country.sources.values()
    assert all(source_text(source, Language(tag)) for source in sources)


def test_no_source_is_english_on_the_danish_side():
    told = "\n".join(run("data", "check").stdout.splitlines())
    assert [word for word in ENGLISH if word in told] == []


def test_the_sources_as_json_are_english_whatever_the_language():
    told = run("data", "check", "--json", "--language", "da").stdout
    assert "Statistics Denmark, FOLK1A" in told


def test_the_source_of_an_import_names_its_period():
    imported = FactSource("imported", Provenance.FACT, TODAY, {"period": "2026K1"})
    assert source_text(imported, Language("da")).endswith("perioden 2026K1")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_label_of_a_round_made_up_here_is_said_in_the_readers_language(family):
    said = label_text(made_up(label_of(7, family)), Language("da"))
    assert said.startswith("opdigtet ud fra frøet 7")


@pytest.mark.parametrize("label", ["Made up by hand", label_of(8, "sparse"), label_of(7, "other")])
def test_another_label_stays_as_its_writer_wrote_it(label):
    assert label_text(made_up(label), Language("da")) == label


def test_a_round_without_a_seed_keeps_its_label():
    label = label_of(0, "sparse")
    assert label_text(made_up(label, seed=None), Language("da")) == label


@pytest.mark.slow
def test_table_and_report_of_the_example_have_a_danish_label_and_danish_sources(tmp_path):
    report = tmp_path / "r.html"
    table = run("propose", SMALL, "--out", report).stdout
    page = report.read_text(encoding="utf-8")
    assert table.startswith("OPDIGTEDE DATA: opdigtet ud fra frøet 5")
    assert all(text not in page for text in ("Made up from", "Statistics Denmark", "free geodata"))
