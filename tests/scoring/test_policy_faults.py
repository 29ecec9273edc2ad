"""A policy that cannot be used: all its faults at once, each with line, path, rule and remedy."""

import pytest

from scoring.policy_file import read_policy_text
from scoring.policy_places import place_of, places_in
from scoring.policy_refused import MOST_FAULTS, PolicyError
from tests.scoring.test_policy_hostile import TEXT, changed


def refused(text):
    with pytest.raises(PolicyError) as found:
        read_policy_text(text)
    return found.value


def only(text):
    (fault,) = refused(text).faults
    return fault.path, fault.rule


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("work.unknown_points", 900, "out_of_range"),
        ("social.must_weight", 0, "out_of_range"),
        ("social.should_weight", 0, "out_of_range"),
        ("social.should_weight", 3, "wrong_order"),
        ("travel.without_licence_factor", "1e9", "out_of_range"),
        ("work.employment_for_zero_points", 0.98, "wrong_order"),
        ("work.employment_for_zero_points", 0.99, "wrong_order"),
        ("social.unknown_supply", 5.0, "out_of_range"),
        ("social.must_weight", -2, "out_of_range"),
        ("apart.price_after_window", -500, "out_of_range"),
        ("safety.left_within_minutes", -5, "out_of_range"),
        ("certainty.missing_percent", 700, "out_of_range"),
        ("shortlist.options", 0, "out_of_range"),
        ("aims.diverse_plans", -1, "out_of_range"),
        ("safety.exposure_ceiling", [18, 25, 35, 45, 60], "rising"),
        ("safety.exposure_ceiling", [60, 45], "wrong_length"),
        ("room.period_days", 400000000, "out_of_range"),
        ("safety.half_exposure", 30, "outside_plausible"),
    ],
)
def test_a_number_out_of_its_range_or_order_is_refused_with_its_path(name, value, rule):
    assert only(changed(name, value, plausible=True)) == (f"{name}.value", rule)


@pytest.mark.parametrize("ends", ['["SECRET", 20]', "5", "[20, 5]", "[5]", "[nan, 20]", "[-5, 20]"])
def test_a_plausible_range_that_is_none_is_refused_without_its_ends(ends):
    fault = refused(TEXT.replace("[5, 20]", ends, 1))
    assert [each.rule for each in fault.faults] == ["not_a_range"]
    assert "SECRET" not in str(fault)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("[services.mentor]", "[services]\nmentor2 = 1\n[services.mentor]", "services.mentor2"),
        ("[services.mentor]\nregional = false", "[services.mentor]\nregional = 1", None),
        ("version = ", "weights2 = 3\nversion = ", "policy"),
        ("[weights.safety]", "[weights.safty]", "weights"),
    ],
)
def test_a_table_of_the_wrong_kind_or_name_is_refused(old, new, path):
    text = TEXT.replace(old, new, 1)
    paths = [fault.path for fault in refused(text).faults]
    assert (path or "services.mentor.regional") in paths


def test_all_faults_are_told_at_once_in_the_order_of_the_file_each_with_its_line():
    text = TEXT.replace("value = 0.6\n", "value = 6.6\n", 1).replace("value = 3\n", "value = 9\n")
    found = refused(text)
    lines = text.splitlines()
    told = [(fault.line, lines[fault.line - 1]) for fault in found.faults]
    assert told == sorted(told)
    assert [line for _, line in told] == ["value = 6.6", "value = 9", "value = 9", "value = 9"]


@pytest.mark.parametrize("text", ["a = ", "a = [" * 5000, f"a = 1{'0' * 5000}", "a = 1\na = 2"])
def test_a_text_that_is_no_toml_is_refused_without_its_words(text):
    (fault,) = refused(text).faults
    assert fault.rule.startswith("not TOML")


def test_of_more_than_a_hundred_faults_a_hundred_are_told_and_the_rest_is_counted():
    found = refused(TEXT.replace("reason = ", "why = "))
    assert len(found.faults) == MOST_FAULTS
    assert found.more > 0


WRITTEN = """# [not.a.table]
version = "a = 1"  # [nor.this]
text = \"\"\"
key = 1
[no.table]
\"\"\"
[a.b]
value = [
  1, # ]
  2,
]
c.d = { e = 1, f = [2] }
"g h" = 'x'
[z]
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("version",), (2, 1)),
        (("text",), (3, 1)),
        (("a", "b"), (7, 1)),
        (("a", "b", "value"), (8, 1)),
        (("a", "b", "c", "d", "e"), (12, 1)),
        (("a", "b", "g h"), (13, 1)),
        (("z", "lacking"), (14, 1)),
        (("key",), None),
        (("no", "table"), None),
    ],
)
def test_the_place_of_an_entry_is_its_key_or_the_table_around_it(path, place):
    assert place_of(places_in(WRITTEN), path) == place
