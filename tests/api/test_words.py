"""Whatever code of the casework a person may meet has its words, in Danish and in English."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from api.demo.counted import Counted
from api.demo.shown import lines
from api.language import LANGUAGES, Language, files_of, sentences
from api.words import SECTION_OF, happened, label, value
from relocation.cases.papers import Channel, Identity
from relocation.permissions import Role
from relocation.workflow import ClockMove
from relocation.workflows import ALL
from tests.api.wanted_words import (
    OF_WRITINGS,
    ROOT,
    lists_of_codes,
    needs,
    shown_types,
    slugs,
    wanted,
    written_needs,
)
from tests.documentation.test_glossary import terms

OF_THE_CASEWORK = {
    *("workflow", "state", "step", "record", "begin", "need", "kind", "field", "part", "value"),
    *("event", "taken", "lacking", "problem", "remedy"),
}
"""Sections of which no sentence may be left over; others hold more than the casework's codes."""
NOT_SHOWN = {
    "relocation.case_free.Act",
    "relocation.case_free.Subject",
    "relocation.keys.key_file.Kind",
    "relocation.keys.purposes.KeyPurpose",
    "relocation.notice_settings.MailSecurity",
    "relocation.notices.model.Language",
    "relocation.outbox.model.State",
    "relocation.workflow.ClockMove",
    "relocation.deadlines.deadline.Unit",
}
"""Lists of codes for the program, its operator's settings and its tables alone."""
ALIKE = {
    *("kind.screening", "kind.visitation", "value.area.region", "value.awaited.screening"),
    *("value.awaited.visitation", "value.relation.alliance", "value.role.administrator"),
    "value.visitation_criterion.motivation",
}
"""Sentences that are the same words in both languages."""
BUTTONS = ("step", "record", "begin")
WHOLE = ("event", "taken", "lacking", "remedy")
LISTED = ("state", "value")
PROPER = ("Prison and Probation Service", "Kriminalforsorgen", "Law", "General", "NEC")


def first(code):
    return code.partition(".")[0]


def of_the_casework(tag):
    return {code: text for code, text in sentences(tag).items() if first(code) in OF_THE_CASEWORK}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_code_that_a_person_may_meet_has_a_sentence(tag):
    assert sorted(wanted() - set(sentences(tag))) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sentence_is_left_over_for_a_code_that_is_no_more(tag):
    assert sorted(set(of_the_casework(tag)) - wanted()) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_code_has_two_sentences_in_the_files_of_a_language(tag):
    assert len({path.name for path in files_of(tag)}) == len(files_of(tag))
    assert sentences(tag)


def test_both_languages_have_the_same_files_with_the_same_sections():
    danish, english = (
        {
            path.name: re.findall(r"^\[.+\]$", path.read_text(encoding="utf-8"), re.MULTILINE)
            for path in files_of(tag)[1:]
        }
        for tag in LANGUAGES
    )
    assert danish == english


def test_danish_differs_from_english_but_for_words_that_are_the_same():
    danish, english = (of_the_casework(tag) for tag in LANGUAGES)
    assert {code for code, text in danish.items() if english[code] == text} == ALIKE


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_button_and_a_heading_begin_with_a_capital_and_have_no_full_stop(tag):
    kinds = (*BUTTONS, "workflow", "need", "kind", "field", "part", "problem")
    texts = [text for code, text in of_the_casework(tag).items() if first(code) in kinds]
    assert [text for text in texts if text[0] != text[0].upper() or text.endswith(".")] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_happened_and_what_to_do_are_whole_sentences(tag):
    texts = [text for code, text in of_the_casework(tag).items() if first(code) in WHOLE]
    assert [text for text in texts if text[0] != text[0].upper() or not text.endswith(".")] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_state_and_a_word_of_a_list_can_stand_within_a_sentence(tag):
    texts = [text for code, text in of_the_casework(tag).items() if first(code) in LISTED]
    capital = [text for text in texts if text[0] != text[0].lower()]
    assert [text for text in capital if not text.startswith(PROPER)] == []
    assert [text for text in texts if text.endswith(".")] == []


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", ["state", "step"])
def test_no_two_of_one_table_of_steps_are_called_alike(tag, kind):
    for workflow in ALL:
        start = f"{kind}.{workflow}."
        said = Counter(text for code, text in sentences(tag).items() if code.startswith(start))
        assert [text for text, times in said.items() if times > 1] == []


def test_what_is_missing_is_told_in_english_as_the_interface_tells_it():
    said = {code: need.says[0].upper() + need.says[1:] for code, need in needs().items()}
    assert {code: sentences("en")[code] for code in said} == said


def test_no_need_is_forgotten_that_no_table_of_steps_has():
    in_steps = {id(n) for w in ALL.values() for step in w.steps for n in step.needs}
    of_writings = {id(need) for some in OF_WRITINGS.values() for need in some}
    every = list(written_needs())
    assert [need.key for need in every if id(need) not in in_steps | of_writings] == []
    assert len(every) > 200


def test_a_problem_is_titled_in_english_as_the_interface_titles_it():
    assert {slug: sentences("en")[f"problem.{slug}"] for slug in slugs()} == slugs()


def test_every_list_of_codes_in_a_document_has_its_section():
    met = {each for _, _, told in shown_types() for each in lists_of_codes(told)}
    assert {each for each in met if not isinstance(each, str)} - set(SECTION_OF) == set()


def lists_in_the_code():
    for path in sorted((ROOT / "relocation").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases):
                yield f"{module}.{node.name}"


def test_every_list_of_codes_has_words_or_is_none_for_a_reader():
    states = {type(workflow.start) for workflow in ALL.values()}
    worded = {f"{each.__module__}.{each.__name__}" for each in states | set(SECTION_OF)}
    assert set(lists_in_the_code()) - worded == NOT_SHOWN


def test_a_state_begins_with_its_word_of_the_glossary():
    danish = {term.english.replace("-", " "): term.danish for term in terms()}
    other = {
        code: (text, danish[word])
        for code, text in of_the_casework("da").items()
        if first(code) == "state"
        and not text.startswith(danish[word := code.rpartition(".")[2].replace("_", " ")])
    }
    assert other == {}


def test_a_thing_and_a_document_are_called_by_their_words_of_the_glossary():
    danish = {term.english.casefold(): term.danish.casefold() for term in terms()}
    other = {
        code: (sentences("da")[code], danish[text.casefold()])
        for code, text in of_the_casework("en").items()
        if first(code) in {"workflow", "kind"} and text.casefold() in danish
        if sentences("da")[code].casefold() != danish[text.casefold()]
    }
    assert other == {}


def test_a_field_a_code_and_a_step_that_was_taken_are_found_by_what_they_are():
    say, case = Language("da"), ALL["case"]
    assert value(say, Channel.THE_PERSON) == "personen selv"
    assert value(say, Role.MUNI_SENDER) == "afsenderkommunen"
    assert label(say, Identity, "municipality") == "Kommune"
    by_name = {step.name: step for step in case.steps}
    assert happened(say, "case", by_name["refer"]) == "Henvisningen er sendt."
    assert happened(say, "case", by_name["follow_up"]) == "Der er fulgt op på forløbet."


def test_a_list_that_no_reader_meets_has_no_words():
    with pytest.raises(KeyError):
        value(Language("da"), ClockMove.STOPS)


def test_every_step_of_every_table_can_be_told_as_taken():
    for tag in LANGUAGES:
        said = [happened(Language(tag), w.name, step) for w in ALL.values() for step in w.steps]
        assert all(text.endswith(".") for text in said)


@pytest.mark.parametrize(
    ("tag", "said"),
    [("da", "  Sag: i forløb 2; kladde 1"), ("en", "  Case: in the programme 2; draft 1")],
)
def test_a_demonstration_names_its_states_in_the_readers_language(tag, said):
    staff = SimpleNamespace(named={}, admin=SimpleNamespace(user="u1"))
    lived = SimpleNamespace(presses=3, staff=staff)
    found = Counted(stages={}, states={"case": {"in_course": 2, "draft": 1}})
    assert said in list(lines(lived, found, (), Path("store"), Language(tag)))


def test_every_module_with_a_list_can_be_loaded():
    for name in lists_in_the_code():
        module, _, of = name.rpartition(".")
        assert getattr(import_module(module), of)
