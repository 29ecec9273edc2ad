"""What the checker finds is said in both languages, with the names that a reader knows."""

import pytest

from api.checked import version_label, violation_line, violation_text
from api.language import LANGUAGES, Language
from scoring.check import Fault, Violation

FACTS = {
    "where": "aims.3.value",
    "at": "0851",
    "aim": "safety_below.40",
    "district": "Nordjyllands",
    "service": "mentor",
    "version": "policy",
}


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.rule("IF-6")
def test_every_fault_has_a_sentence_with_its_remedy(fault, tag):
    said = violation_text(Violation("keep_apart", (), fault, FACTS), Language(tag))
    assert said.endswith(".")
    assert len(said.split(". ")) >= 2


def test_a_closed_place_is_named_with_the_rule_that_closes_it():
    closed = Violation("safety.place_left", ("p1", "p2"), Fault.CLOSED, {"at": "0851"})
    said = violation_line(closed, Language("da", {"0851": "Aalborg"}))
    assert said == (
        "p1 og p2: Aalborg er lukket. Regel: Stedet, kandidaten forlader, og dets omegn. "
        "Løs runden igen. [safety.place_left]"
    )


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_full_police_district_stands_with_its_whole_name(tag):
    said = violation_text(Violation("", (), Fault.DISTRICT_FULL, FACTS), Language(tag))
    assert said.startswith("Nordjyllands Politi ")


def test_a_library_is_named_with_its_kind():
    assert version_label("libraries.numpy", Language("en")) == "Libraries numpy"
