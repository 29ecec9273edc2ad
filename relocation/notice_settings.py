"""Settings of notices: which machines they may be sent to, and the mail server they go out by."""

import re
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from relocation.errors import SettingRefused
from relocation.home import PREFIX

HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
MOST_PORT = 65_535
USUAL = 587
"""The port at which mail is handed in (RFC 6409)."""


class MailSecurity(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NoticeSettings(BaseSettings):
    """What of the settings is about notices; see `relocation.settings`."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    webhook_networks: str | None = None
    """Networks of machines that are not public and that notices may be sent to all the same,
    joined by commas, such as `10.20.0.0/16`."""
    smtp_host: str | None = None
    """The mail server that notices go out by. Without it nobody is told by mail."""
    smtp_port: int = USUAL
    """The mail server's port."""
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    """How the mail server is spoken to: `starttls`, `tls` from the first byte, or, on this machine
    alone, `none`."""
    smtp_sender: str | None = None
    """The address that mails come from."""
    smtp_user: str | None = None
    """The name that the mail server knows this program by, where it asks for one."""
    smtp_password_file: Path | None = None
    """The file that holds the password for the mail server; this user's alone."""
    smtp_authorities: Path | None = None
    """The file of the authorities whose certificate the mail server must show, in PEM. By default
    those that the machine trusts."""

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that are opened."""
        return tuple(ip_network(each) for each in _parts(self.webhook_networks))

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, given: str | None, at: ValidationInfo) -> str | None:
        try:
            for each in _parts(given):
                ip_network(each)
        except ValueError:
            rule, remedy = "not networks", "Give such as 10.20.0.0/16, joined by commas."
            raise SettingRefused(_name(at.field_name), rule, remedy) from None
        return given

    @field_validator("smtp_host")
    @classmethod
    def _is_host(cls, given: str | None, at: ValidationInfo) -> str | None:
        is_whole = given is None or (
            HOST.fullmatch(given) and ("." in given or _is_this_machine(given))
        )
        if not is_whole and not _is_address(given or ""):
            rule, remedy = "no whole name of a machine", "Give such as mail.example.dk."
            raise SettingRefused(_name(at.field_name), rule, remedy)
        return given

    @field_validator("smtp_port", mode="before")
    @classmethod
    def _is_port(cls, given: Any, at: ValidationInfo) -> int:
        is_number = str(given).isascii() and str(given).isdigit()
        if not is_number or not 0 < int(given) <= MOST_PORT:
            rule, remedy = "no port", f"Give a number from 1 to {MOST_PORT}."
            raise SettingRefused(_name(at.field_name), rule, remedy)
        return int(given)

    @field_validator("smtp_security", mode="before")
    @classmethod
    def _is_known(cls, given: Any, at: ValidationInfo) -> MailSecurity:
        try:
            return MailSecurity(given)
        except ValueError:
            rule, remedy = "none of the ways", f"Give one of {', '.join(MailSecurity)}."
            raise SettingRefused(_name(at.field_name), rule, remedy) from None

    @field_validator("smtp_password_file", "smtp_authorities")
    @classmethod
    def _is_a_file(cls, given: Path | None, at: ValidationInfo) -> Path | None:
        if given is not None and not given.expanduser().is_file():
            rule, remedy = "no file is there", "Give the absolute path of a file."
            raise SettingRefused(_name(at.field_name), rule, remedy)
        return given and given.expanduser()

    @field_validator("smtp_sender")
    @classmethod
    def _is_one_line(cls, given: str | None, at: ValidationInfo) -> str | None:
        if given is not None and ("@" not in given or not given.isprintable() or " " in given):
            rule, remedy = "no address of a mailbox", "Give NAME@HOST."
            raise SettingRefused(_name(at.field_name), rule, remedy)
        return given

    @model_validator(mode="after")
    def _can_send(self) -> Self:
        if self.smtp_host is None:
            if self.smtp_user is not None:
                rule, remedy = "given, and no mail server is named", "Name one, or unset it."
                raise SettingRefused(_name("smtp_user"), rule, remedy)
            return self
        if self.smtp_sender is None:
            rule, remedy = "not there, and a mail server is named", "Give NAME@HOST."
            raise SettingRefused(_name("smtp_sender"), rule, remedy)
        if self.smtp_security is MailSecurity.NONE and not _is_this_machine(self.smtp_host):
            rule, remedy = "mail would leave this machine in clear", "Give starttls or tls."
            raise SettingRefused(_name("smtp_security"), rule, remedy)
        return self


def _parts(given: str | None) -> list[str]:
    return [] if given is None else [each.strip() for each in given.split(",")]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _name(field: str | None) -> str:
    return f"{PREFIX}{field}".upper()
