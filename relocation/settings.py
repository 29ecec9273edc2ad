"""Settings of the store, each from the environment as RELOCATION_…, with a default for one user."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from relocation.errors import SettingRefused
from relocation.home import PREFIX, home
from relocation.notice_settings import NoticeSettings

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
ADDRESSES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class Settings(NoticeSettings):
    """Where the store, its keys and its checkpoints are.

    Raises:
        SettingRefused: a value cannot be used; the first one that cannot.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )

    database: str = Field(
        default_factory=lambda: f"sqlite:///{home() / 'relocation.sqlite'}", repr=False
    )
    """The address of the store: `sqlite:///FILE`, or `postgresql://` with user, host and database.
    A password belongs into PostgreSQL's own password file."""
    keys: Path = Field(default_factory=lambda: home() / "keys")
    """The folder of the cases' keys. It has a backup of its own, kept for a shorter time."""
    wrapping_keys: Path = Field(default_factory=lambda: home() / "wrapping-keys")
    """The file of the keys that wrap the cases' keys: outside their folder and its backups."""
    checkpoints: Path = Field(default_factory=lambda: home() / "checkpoints")
    """The folder of the audit log's signed checkpoints; best on another machine."""
    audit_public_key: Path | None = None
    """The file of the key that checkpoints are read with; it comes from where they were signed,
    never from their folder."""
    audit_signing_key: Path | None = None
    """The file of the key that checkpoints are signed with; this user's alone."""

    origin: str | None = None
    """What browsers reach the application under: scheme, host and, where it is not the usual one,
    port. Beyond this machine an https:// address; by default the address that is served."""
    proxies: str = "127.0.0.1"
    """The addresses of proxies that say truly whom they ask for, joined by commas."""
    providers: Path | None = None
    """The file of the organisations' own providers of sign-in."""

    @field_validator("origin")
    @classmethod
    def _is_origin(cls, given: str | None, at: ValidationInfo) -> str | None:
        if given is not None and not ORIGIN.fullmatch(given):
            rule, remedy = "not scheme, host and port", "Give https://HOST, without a path."
            raise SettingRefused(_name(at.field_name), rule, remedy)
        return given

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, given: str, at: ValidationInfo) -> str:
        try:
            for each in given.split(","):
                ip_address(each.strip())
        except ValueError:
            rule, remedy = "not addresses of machines", "Give IP addresses, joined by commas."
            raise SettingRefused(_name(at.field_name), rule, remedy) from None
        return given

    @field_validator("database")
    @classmethod
    def _is_address(cls, given: str, at: ValidationInfo) -> str:
        if not given.startswith(ADDRESSES) or given in ADDRESSES:
            remedy = "Give sqlite:///FILE, or postgresql:// with user, host and database."
            raise SettingRefused(_name(at.field_name), "not an address of a store", remedy)
        return given

    @field_validator(
        *("keys", "wrapping_keys", "checkpoints", "audit_public_key", "audit_signing_key"),
        "providers",
    )
    @classmethod
    def _is_absolute(cls, given: Path | None, at: ValidationInfo) -> Path | None:
        if given is None:
            return None
        # A relative path would be another folder for each one that the program is started in.
        if not given.expanduser().is_absolute():
            remedy = "Give a path that begins with / or, for your own folder, with ~/."
            raise SettingRefused(_name(at.field_name), "not an absolute path", remedy)
        return given.expanduser()

    @field_validator("keys", "checkpoints")
    @classmethod
    def _is_folder(cls, given: Path, at: ValidationInfo) -> Path:
        if given.exists() and not given.is_dir():
            rule = "a file stands where the folder should be"
            raise SettingRefused(_name(at.field_name), rule, "Name a folder.")
        return given

    @field_validator("wrapping_keys", "audit_public_key", "audit_signing_key", "providers")
    @classmethod
    def _is_file(cls, given: Path | None, at: ValidationInfo) -> Path | None:
        if given is not None and given.is_dir():
            rule = "a folder stands where the file should be"
            raise SettingRefused(_name(at.field_name), rule, "Name a file.")
        return given

    def is_given(self, field: str) -> bool:
        """Whether the environment has a value for a field; its default may not be there at all."""
        return field in self.model_fields_set

    @model_validator(mode="after")
    def _are_apart(self) -> Self:
        if self.wrapping_keys.is_relative_to(self.keys):
            rule = "the file lies in the folder of the keys that it wraps"
            remedy = "Name a file outside that folder: whoever copies one must not get both."
            raise SettingRefused(_name("wrapping_keys"), rule, remedy)
        return self


def _name(field: str | None) -> str:
    return f"{PREFIX}{field}".upper()
