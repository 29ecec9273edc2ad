"""Pseudonyms: one for the same thing under one key, and none in common under two."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relocation.keys.parts import framed
from relocation.keys.pseudonyms import cpr_lookup, handle, pseudonym
from relocation.keys.purposes import KeyPurpose

CASES = [f"case-{number}" for number in range(300)]
texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=4)
CPR = "070761" + "4285"
"""Put together here, so that no file of the project has a number of this form."""


@given(texts, texts)
def test_parts_are_told_apart_wherever_their_borders_are(one, other):
    assert (framed(*one) == framed(*other)) == (one == other)


@given(texts)
def test_a_pseudonym_is_26_small_letters_and_digits(parts):
    assert re.fullmatch("[a-z2-7]{26}", pseudonym(bytes(32), *parts))


def test_a_pseudonym_is_the_same_again_under_the_same_key():
    assert pseudonym(bytes(32), "a", "b") == pseudonym(bytes(32), "a", "b")


def test_a_pseudonym_differs_by_key_and_by_part():
    asked = [(bytes(32), ("ab", "c")), (bytes(32), ("a", "bc")), (bytes(31) + b"1", ("ab", "c"))]
    assert len({pseudonym(key, *parts) for key, parts in asked}) == 3


@pytest.mark.rule("SE-4")
def test_no_two_organisations_have_a_handle_in_common(store):
    organisations = ["0101", "0851", "police-1", "probation"]
    handles = [{handle(store, each, case) for case in CASES} for each in organisations]
    assert [len(each) for each in handles] == [300] * 4
    assert [one & other for one, other in combinations(handles, 2)] == [set()] * 6


def test_an_organisation_knows_a_case_by_the_same_handle_after_a_restart(place, store):
    assert handle(place.open(), "0101", "case-1") == handle(store, "0101", "case-1")


def test_two_stores_give_one_case_different_handles(place, store, tmp_path):
    other = type(store).create(tmp_path / "other", place.ring)
    assert handle(other, "0101", "case-1") != handle(store, "0101", "case-1")


@pytest.mark.rule("SE-10")
def test_no_two_purposes_have_a_pseudonym_of_the_same_thing_in_common(store):
    found = {pseudonym(store.purpose_key(purpose), "case-1") for purpose in KeyPurpose}
    assert len(found) == len(KeyPurpose)


@pytest.mark.rule("SE-10")
def test_a_cpr_number_is_found_by_a_keyed_hash_however_it_is_written(place, store, tmp_path):
    written = {cpr_lookup(store, each) for each in (CPR, f"{CPR[:6]}-{CPR[6:]}", f" {CPR}")}
    other = type(store).create(tmp_path / "other", place.ring)
    assert len(written | {cpr_lookup(other, CPR)}) == 2
    assert CPR not in "".join(written)


@pytest.mark.parametrize("wrong", ["", CPR[:9], CPR + "1", CPR[:9] + "x", CPR[:9] + "٣"])
def test_what_is_no_cpr_number_is_refused_without_repeating_it(store, wrong):
    with pytest.raises(ValueError, match=r"^a CPR number has ten digits$"):
        cpr_lookup(store, wrong)
