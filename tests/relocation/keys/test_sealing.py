"""A sealed text opens under its key and in its own cell, tells no length, and is never the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relocation.errors import Unreadable
from relocation.keys.sealing import Where, seal, unseal

KEY = bytes(range(32))
WHERE = Where("documents", "sealed", "case-1", "row-1", 1)
OTHER = {"table": "d", "column": "seal", "case": "case-2", "row": "row-2", "version": 2}
TEXT = b'{"municipality": "0101"}'


@given(st.binary(max_size=2000), st.binary(min_size=32, max_size=32))
def test_a_sealed_text_opens_in_its_cell(text, key):
    assert unseal(seal(text, key, WHERE), key, WHERE) == text


@pytest.mark.rule("SE-10")
def test_equal_texts_sealed_for_one_cell_differ_in_every_part():
    sealed = [seal(TEXT, KEY, WHERE) for _ in range(1000)]
    starts, ends = {each[1:13] for each in sealed}, {each[13:29] for each in sealed}
    assert (len(set(sealed)), len(starts), len(ends)) == (1000, 1000, 1000)


@pytest.mark.rule("SE-10")
@pytest.mark.parametrize("part", OTHER)
def test_a_sealed_text_moved_to_another_cell_does_not_open(part):
    with pytest.raises(Unreadable):
        unseal(seal(TEXT, KEY, WHERE), KEY, replace(WHERE, **{part: OTHER[part]}))


def test_a_sealed_text_does_not_open_where_the_border_of_two_parts_is_moved():
    sealed = seal(TEXT, KEY, Where("ab", "c", "de", "f", 11))
    for moved in (Where("a", "bc", "de", "f", 11), Where("ab", "c", "d", "ef", 11)):
        with pytest.raises(Unreadable):
            unseal(sealed, KEY, moved)


@pytest.mark.rule("SE-10")
def test_a_sealed_text_with_any_bit_turned_does_not_open():
    sealed = seal(TEXT, KEY, WHERE)
    for bit in range(8 * len(sealed)):
        turned = bytearray(sealed)
        turned[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Unreadable):
            unseal(bytes(turned), KEY, WHERE)


def test_a_sealed_text_cut_anywhere_or_longer_does_not_open():
    sealed = seal(TEXT, KEY, WHERE)
    for wrong in (*(sealed[:length] for length in range(len(sealed))), sealed + b"\0"):
        with pytest.raises(Unreadable):
            unseal(wrong, KEY, WHERE)


def test_a_sealed_text_does_not_open_under_another_key():
    with pytest.raises(Unreadable):
        unseal(seal(TEXT, KEY, WHERE), bytes(32), WHERE)


@pytest.mark.rule("SE-10")
def test_texts_of_many_lengths_are_sealed_in_few():
    lengths = {len(seal(bytes(length), KEY, WHERE)) for length in range(4000)}
    assert sorted(lengths) == [29 + size for size in (256, 512, 1024, 2048, 4096)]


@given(st.binary(max_size=248), st.binary(max_size=248))
def test_short_texts_are_all_sealed_in_one_length(one, other):
    assert len(seal(one, KEY, WHERE)) == len(seal(other, KEY, WHERE))


@given(st.integers(min_value=0, max_value=100_000))
def test_padding_at_most_doubles_a_text(length):
    assert len(seal(bytes(length), KEY, WHERE)) <= max(285, 2 * (length + 8) + 29)


def test_a_refusal_names_table_and_column_and_nothing_else():
    with pytest.raises(Unreadable) as refused:
        unseal(seal(TEXT, KEY, WHERE), KEY, replace(WHERE, case="case-2", row="row-2"))
    said = str(refused.value)
    assert said.startswith("documents.sealed: ")
    assert not {"case-1", "case-2", "row-2", "0101"} & set(said.replace(":", " ").split())
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_no_data_key(length):
    with pytest.raises(ValueError, match="32 bytes"):
        seal(TEXT, bytes(length), WHERE)
