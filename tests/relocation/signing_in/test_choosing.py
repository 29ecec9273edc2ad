"""What a new password must be: long, not the account's own words, not what is tried first."""

import pytest

from relocation.errors import EntryRefused
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.choosing import must_be_good
from tests.relocation.signing_in.members import ANOTHER, CHOSEN

NUMBERS = load_sign_in_policy().passwords
OWN = ("bodalu-27", "Bo Bergström", "municipality-0101", "auditor", "Københavns Kommune")


def told(password):
    try:
        must_be_good(password, OWN, NUMBERS)
    except EntryRefused as refused:
        return refused.rule
    return ""


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize(
    "password",
    [
        CHOSEN,
        ANOTHER,
        "lamper-hest-trappe",
        "correct horse battery staple",
        "kJ7;pQ2,vN9.xR",
        "x" + "æøåü" * 20 + "1 og tre",
        "12 katte og 3 hunde",
    ],
)
def test_words_of_ones_own_are_taken_and_no_kinds_of_characters_are_asked_for(password):
    assert told(password) == ""


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("kold morgenbrø", True),
        ("kold morgenbr", False),
        ("kold morgen og varm aften " * 5, False),
        ("kold morgen og varm aften eller " + "ab3cd5ef7gh9ij1" * 6 + "klmnop", True),
        ("e\u0301" * 7 + "kold brø", True),
        ("e\u0301" * 7 + "kold b", False),
    ],
)
def test_it_has_14_to_128_characters_counted_in_one_form(password, is_taken):
    assert (told(password) == "") == is_taken
    assert is_taken or "14 to 128 characters" in told(password)


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize(
    "password",
    [
        "jeg hedder bergstro\u0308m i dag",
        "BERGSTRÖM i lange baner",
        "bodalu er navnet her",
        "hos kommune fra ni til fem",
        "en god auditor sover godt",
        "municipality hele dagen",
    ],
)
def test_the_accounts_own_words_are_in_no_password_of_it(password):
    assert "a word of the account" in told(password)


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "hemmelighemmelig",
        "Password123456",
        "password2026!!",
        "adgangskode1234",
        "qwertyuiopasdfgh",
        "poiuytrewq123456",
        "abcdefghijklmnop",
        "12345678901234",
        "Velkommen2026!",
        "sommersommer26",
        "1q1q2w2w1q1q2w2w",
    ],
)
def test_what_is_tried_first_is_not_taken(password):
    assert "tried first" in told(password)


@pytest.mark.rule("SE-19")
def test_no_refusal_of_a_password_repeats_it():
    for password in ("ikke lang nok", "en god auditor sover godt", "sommersommer26"):
        with pytest.raises(EntryRefused) as refused:
            must_be_good(password, OWN, NUMBERS)
        assert password not in str(refused.value)
