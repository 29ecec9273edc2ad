"""Settings of the store: from the environment, with defaults, and refused by name alone."""

import pytest

from relocation.database import open_database
from relocation.errors import SettingRefused, StoreRefused
from relocation.home import home
from relocation.settings import Settings

NAMES = [f"RELOCATION_{field}".upper() for field in Settings.model_fields]
SAID = "hemmeligt-sted"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_setting_everything_lies_in_the_users_own_folder():
    found = Settings()
    assert found.database == f"sqlite:///{home()}/relocation.sqlite"
    assert {found.keys.parent, found.wrapping_keys.parent, found.checkpoints.parent} == {home()}


def test_a_setting_is_read_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_KEYS", str(tmp_path))
    assert Settings().keys == tmp_path


def test_a_path_may_begin_with_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RELOCATION_CHECKPOINTS", "~/points")
    assert Settings().checkpoints == tmp_path / "points"


def test_every_setting_says_what_it_is():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["", SAID, f"mysql://{SAID}/db", f"./{SAID}"])
def test_a_value_that_cannot_be_used_is_refused_by_name_with_a_remedy(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingRefused) as refused:
        Settings()
    rule, remedy = str(refused.value).split("\n")
    assert (refused.value.setting, rule.split(":")[0]) == (name, name)
    assert remedy
    assert SAID not in str(refused.value)


@pytest.mark.parametrize("name", ["RELOCATION_KEYS", "RELOCATION_CHECKPOINTS"])
def test_a_file_where_a_folder_should_be_is_refused(monkeypatch, tmp_path, name):
    (tmp_path / "file").touch()
    monkeypatch.setenv(name, str(tmp_path / "file"))
    with pytest.raises(SettingRefused, match="a file stands where the folder should be"):
        Settings()


def test_a_folder_where_the_wrapping_keys_should_be_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(tmp_path))
    with pytest.raises(SettingRefused, match="a folder stands where the file should be"):
        Settings()


def test_wrapping_keys_beside_the_keys_that_they_wrap_are_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_KEYS", str(tmp_path))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(tmp_path / "inside" / "wrapping.json"))
    with pytest.raises(SettingRefused, match="in the folder of the keys"):
        Settings()


def test_settings_written_out_do_not_show_the_address(monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", f"postgresql://user:{SAID}@localhost/db")
    assert SAID not in repr(Settings())


@pytest.mark.parametrize("url", ["", "mysql://host/db", "sqlite://", "sqlite:///:memory:", "a b"])
def test_an_address_that_keeps_nothing_or_is_none_is_refused(url):
    with pytest.raises(StoreRefused, match="not an address of a store"):
        open_database(url)
