"""The operator's file of providers: read whole, or refused by place, never with what it says."""

from datetime import date

import pytest

from relocation.actor import Function, municipality_id
from relocation.errors import SettingRefused
from relocation.signing_in.model import Subject
from relocation.signing_in.provider_file import MOST_BYTES, read_providers
from relocation.signing_in.providers import Level

ON = date(2026, 11, 26)
SAID = "hemmeligt"
WHOLE = """
[[providers]]
id = "kommune"
name = "Københavns Kommune"
issuer = "https://login.kommune.example/adfs"
client_id = "relocation"
client_secret_file = "SECRET"
organisation = "municipality-0101"
hosts = ["Keys.kommune.example"]

[providers.claims.organisation]
claim = "cvr"
means = ["64942212"]

[providers.claims.role]
claim = ["realm_access", "roles"]
means = { "exit" = "municipal_exit_coordinator" }

[providers.claims.assurance]
means = { "urn:two" = "substantial", "urn:three" = "high", "urn:one" = "low" }
"""
WRONG = {
    "providers[0].id": ('id = "kommune"', 'id = "hemmeligt Æ"'),
    "providers[0].name": ('name = "Københavns Kommune"', ""),
    "providers[0].issuer": ("https://login", "http://hemmeligt"),
    "providers[0].client_id": ('"relocation"', '"hemmeligt to"'),
    "providers[0].organisation": ("municipality-0101", "municipality-hemmeligt"),
    "providers[0].hosts[0]": ("Keys.kommune.example", "hemmeligt to"),
    "providers[0].claims.organisation.means": ('["64942212"]', "[]"),
    "providers[0].claims.role.means": ("municipal_exit_coordinator", "administrator"),
    "providers[0].claims.role.means.*": ("municipal_exit_coordinator", "hemmeligt"),
    "providers[0].claims.assurance.means.*": ('"substantial"', '"hemmeligt"'),
    "providers[0].claims.role": ("[providers.claims.role]", "[providers.claims.hemmeligt]"),
    "providers[0].*": ("hosts =", "hemmeligt ="),
    "providers[0].scopes": ("hosts =", 'scopes = ["hemmeligt"]\nhosts ='),
    "providers[0].signing[0]": ("hosts =", 'signing = ["HS256"]\nhosts ='),
    "*": ("[[providers]]", "hemmeligt = 1\n[[providers]]"),
    "providers[1].id": (WHOLE, WHOLE + WHOLE),
}
ISSUERS = (
    "http://login.example",
    "ftp://login.example",
    "https://",
    "https://a b.example",
    "https://hemmeligt:to@login.example",
    "https://login.example/?a=1",
    "https://login.example/#a",
    "https://login.example:99999",
    "http://localhost",
    "",
)


@pytest.fixture
def written(tmp_path):
    """Writes a file of providers, beside its secret."""
    secret = tmp_path / "secret"
    secret.write_text(f"{SAID}\n")
    secret.chmod(0o600)

    def write(text=WHOLE, *change):
        file = tmp_path / "providers.toml"
        for before, after in change:
            assert before in text
            text = text.replace(before, after, 1)
        file.write_text(text.replace('"SECRET"', f'"{secret}"'))
        return file

    return write


def refused(file):
    with pytest.raises(SettingRefused) as told:
        read_providers(file, ON)
    rule, remedy = str(told.value).split("\n")
    assert rule.startswith("RELOCATION_PROVIDERS: ")
    assert remedy
    assert SAID not in str(told.value)
    return rule.removeprefix("RELOCATION_PROVIDERS: ")


@pytest.mark.rule("SE-20")
def test_a_provider_is_read_with_what_its_claims_mean(written):
    (found,) = read_providers(written(), ON).values()
    assert (found.id, found.secret) == ("kommune", SAID)
    assert SAID not in repr(found)
    assert found.hosts == {"login.kommune.example", "keys.kommune.example"}
    assert found.asks_for(Level.SUBSTANTIAL) == "urn:two urn:three"
    said = {
        "sub": "bo",
        "cvr": "64942212",
        "realm_access": {"roles": ["exit", "else"]},
        "acr": "urn:three",
        "auth_time": 1_795_683_600,
    }
    vouched = found.vouches(said)
    assert vouched.subject == Subject("https://login.kommune.example/adfs", "bo")
    assert vouched.organisation == municipality_id("0101")
    assert vouched.functions == {Function.MUNICIPAL_EXIT_COORDINATOR}
    assert (vouched.level, vouched.proved.year) == (Level.HIGH, 2026)


@pytest.mark.rule("SE-20")
def test_what_a_provider_does_not_say_or_says_otherwise_vouches_for_nothing(written):
    (found,) = read_providers(written(), ON).values()
    nothing = ({}, {"cvr": 64942212, "realm_access": "exit", "acr": 3, "sub": 7, "auth_time": -1})
    for said in nothing:
        vouched = found.vouches(said)
        assert (vouched.organisation, vouched.functions) == (None, frozenset())
        assert (vouched.level, vouched.proved, vouched.subject.can_be) == (None, None, False)
    mixed = {"cvr": ["64942212", "1"], "acr": ["urn:one", "urn:three"]}
    assert found.vouches(mixed).organisation == municipality_id("0101")
    assert found.vouches(mixed).level is None


@pytest.mark.rule("RE-14")
@pytest.mark.parametrize("place", WRONG)
def test_what_does_not_hold_is_named_by_its_place_and_nothing_is_repeated(written, place):
    told = refused(written(WHOLE, WRONG[place]))
    assert told.startswith((f"{place} ", f"{place}:")), told


@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_issuer_is_an_address_behind_tls_or_of_this_machine(written, issuer):
    change = ('"https://login.kommune.example/adfs"', f'"{issuer}"')
    assert refused(written(WHOLE, change)).startswith("providers[0].issuer")


def test_a_provider_on_this_machine_needs_no_tls(written):
    change = ("https://login.kommune.example/adfs", "http://127.0.0.1:8080")
    (found,) = read_providers(written(WHOLE, change), ON).values()
    assert found.hosts == {"127.0.0.1", "keys.kommune.example"}


@pytest.mark.rule("SE-19")
def test_a_secret_is_in_a_file_of_its_own_that_others_cannot_open(written, tmp_path):
    file, secret = written(), tmp_path / "secret"
    secret.chmod(0o640)
    assert "others than its owner" in refused(file)
    secret.chmod(0o600)
    for text in (f"{SAID} {SAID}", "", f"{SAID}é", "x" * 5_000):
        secret.write_text(text)
        assert refused(file).startswith("providers[0].client_secret_file")
    secret.unlink()
    assert "cannot be read" in refused(file)
    assert "absolute" in refused(written(WHOLE, ('"SECRET"', '"hemmeligt"')))
    (found,) = read_providers(written(WHOLE, ('client_secret_file = "SECRET"', "")), ON).values()
    assert found.secret is None


def test_a_file_that_is_none_is_refused(written, tmp_path):
    for text in (f"[[{SAID}", "providers = 7", "providers = [7]", "x = " + "[" * 5_000, "a=1\na=1"):
        refused(written(text))
    assert "at line 2" in refused(written(f"a = 1\n{SAID}\nb = 2"))
    assert "at its end" in refused(written(f'a = 1\n"{SAID}'))
    (tmp_path / "providers.toml").write_bytes(b"\xff\xfe")
    assert "cannot be read" in refused(tmp_path / "providers.toml")
    (tmp_path / "providers.toml").write_text("#" * (MOST_BYTES + 1))
    assert "cannot be read" in refused(tmp_path / "providers.toml")
    assert "cannot be read" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / SAID)
    assert read_providers(written("providers = []"), ON) == {}
