import re
import tomllib
from datetime import date
from string import Formatter

import pytest

from api import language
from api.demo.history import STEPS
from api.doing.jobs import LOST
from api.language import FOLDER, LANGUAGES, Language, files_of, sentences
from relocation.actor import Function, Qualification
from relocation.audit.model import Kind, Purpose
from relocation.audit.verification import Tampering
from relocation.jobs.service import NAMES
from relocation.long_jobs.model import State
from relocation.municipalities.imports.apply import IMPORTED, IMPORTED_TRAVEL, NOTHING
from relocation.municipalities.quality import FACTS
from relocation.municipalities.register import load_register
from relocation.permissions import Stage
from scenarios.families import FAMILIES
from scoring.check import Fault
from scoring.criteria import ALL as CRITERIA
from scoring.criterion import FactValue
from scoring.policy_file import load_policy
from scoring.result import Outcome, Status
from scoring.rules import ALL as RULES
from scoring.sentences import SENTENCE_CODES
from tests.api.wanted_words import wanted
from tests.builders import TODAY

SOURCES = [p for p in FOLDER.parent.rglob("*") if p.suffix in {".py", ".html"}]
CLOSINGS = {code for c in CRITERIA for code in c.closing_codes} | {
    code for rule in RULES for code in rule.codes
}
IN_THEIR_OWN_WORDS = {
    *("safety.police_exclusion", "safety.hostile_presence"),
    *("closed_for_all", "by_hand.forced", "by_hand.forbidden", "keep_apart.placed"),
}
"""Rules that tell what police or central unit wrote, or who is behind them."""
BY_CODE = {
    "criterion": {c.key for c in CRITERIA},
    "criterion_text": {c.key for c in CRITERIA},
    "criterion_short": {c.key for c in CRITERIA},
    "reason": {code for c in CRITERIA for code in c.reason_codes},
    "rule": CLOSINGS,
    "origin": CLOSINGS - IN_THEIR_OWN_WORDS,
    "sentence": set(SENTENCE_CODES),
    "number": set(load_policy().numbers),
    "fact": set(load_register(TODAY).country.sources) | {"jobs", "labour_force"},
    "source": {*FACTS, IMPORTED, IMPORTED_TRAVEL, NOTHING},
    "family": set(FAMILIES),
    "outcome": set(Outcome),
    "tampering": set(Tampering),
    "done": set(Kind),
    "purpose": set(Purpose),
    "job": set(NAMES),
    "long_job": {*State, LOST} - {State.RUNNING},
    "function": set(Function),
    "qualification": set(Qualification),
    "violation": set(Fault),
    "status": set(Status),
    "limits": {"effort", "seconds", "seed"},
    "stage": set(Stage),
    "demo_step": set(STEPS),
}
"""Sections whose codes come from the engine."""


def codes_of(section: str, tag: str) -> set[str]:
    start = f"{section}."
    return {code.removeprefix(start) for code in sentences(tag) if code.startswith(start)}


def facts_of(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("section", BY_CODE)
@pytest.mark.rule("SC-9")
def test_every_code_of_the_engine_has_a_sentence_and_none_is_left_over(section, tag):
    assert codes_of(section, tag) == BY_CODE[section]


def test_both_languages_have_the_same_sentences():
    danish, english = (set(sentences(tag)) for tag in LANGUAGES)
    assert danish ^ english == set()


def test_both_languages_fill_in_the_same_facts():
    danish, english = (sentences(tag) for tag in LANGUAGES)
    other = {c for c in danish if facts_of(danish[c]) != facts_of(english[c])}
    assert other == set()


def test_every_other_sentence_is_said_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    literals = set(re.findall(r"""["']([a-z_0-9.-]+)["']""", text)) | set(Outcome)
    dynamic = {"word", "aim", "urgency", "provenance", "policy", "cause", *BY_CODE}
    unsaid = {
        code
        for code in sentences("da")
        if code.split(".")[0] not in dynamic
        and code not in wanted()
        and not literals & {code, code.partition(".")[2].removeprefix("h_")}
    }
    assert unsaid == set()


def test_names_are_sorted_with_aa_last():
    names = {"1": "Aabenraa", "2": "Ærø", "3": "Odense", "4": "Øster"}
    assert Language("da", names).by_name(names) == ["3", "2", "4", "1"]


def test_numbers_are_written_the_danish_way():
    assert Language("da").number(-1234.5) == "−1.234,5"


def test_no_number_is_written_as_minus_nothing():
    assert Language("en").number(-0.001) == "0"


@pytest.mark.parametrize(
    ("share", "said"), [(0.002, "under 0,01"), (0.0, "under 0,01"), (0.34, "0,34")]
)
def test_a_fair_share_is_never_written_as_nothing(share, said):
    assert said in Language("da").say("reason.even.this_one", fair_share=share)


def test_dates_are_written_out():
    assert Language("da").day(date(2026, 11, 22)) == "22. november 2026"


def test_a_noun_follows_its_number():
    day = Language("en").say("reason.safety.named_danger", **danger(age_days=1))
    assert "1 day ago" in day


def test_a_municipality_is_named_in_a_sentence():
    said = Language("en", {"0825": "Læsø"}).say("reason.safety.named_danger", **danger())
    assert said.startswith("Læsø is named")


def danger(age_days: int = 3) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {"municipality": "0825", "minutes": 10, "severity": 2}
    return facts | {"age_days": age_days, "source": None}


def test_a_sentence_without_its_fact_is_a_fault_and_not_a_gap():
    with pytest.raises(KeyError):
        Language("en").say("reason.safety.named_danger")


def test_a_word_of_the_users_own_policy_stands_for_itself():
    assert Language("da").word("night_school") == "night_school"


def test_no_sentence_speaks_of_ethnicity_religion_or_nationality():
    words = re.compile(
        r"etnisk|etnicit|religio|nationalitet|ethnic|nationality|statsborger", re.IGNORECASE
    )
    texts = (path.read_text(encoding="utf-8") for tag in LANGUAGES for path in files_of(tag))
    assert [word for text in texts for word in words.findall(text)] == []


def texts_in(table):
    for each in table.values():
        yield from texts_in(each) if isinstance(each, dict) else [each]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_file_of_sentences_is_plain_toml_of_texts(tag):
    for path in files_of(tag):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        assert all(isinstance(text, str) for text in texts_in(document))


def test_a_code_with_two_sentences_is_refused_by_its_file_and_its_code(tmp_path, monkeypatch):
    (tmp_path / "da").mkdir()
    (tmp_path / "da.toml").write_text('[kind]\nreferral = "Henvisning"\n', encoding="utf-8")
    (tmp_path / "da" / "cases.toml").write_text('[kind]\nreferral = "Sag"\n', encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"cases\.toml: 'kind\.referral' has a sentence already"):
        sentences.__wrapped__("da")
