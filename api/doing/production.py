"""What must hold before anybody but this machine is served: no ways in that others know of."""

import os
import sys
from ipaddress import ip_address

from sqlalchemy import make_url

from api.refusal import Complaint, Refused
from relocation.errors import SettingRefused
from relocation.made_up import has_visitors, is_wrapped_by_demonstration
from relocation.settings import Settings
from relocation.store import Store
from relocation.wall import stands

SECURE = "https://"
DEBUGGING = "PYTHONASYNCIODEBUG"


def is_production(host: str) -> bool:
    """Whether others than this machine are served, by a host of their own or through a proxy."""
    return not is_this_machine(host) or (Settings().origin or "").startswith(SECURE)


def is_this_machine(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def origin_of(host: str, port: int) -> str:
    """What browsers reach it under.

    Raises:
        SettingRefused: it would be reached from other machines without TLS.
    """
    told = Settings().origin
    if not is_this_machine(host) and not (told or "").startswith(SECURE):
        rule = "not an https:// address, and the host is reached from other machines"
        raise SettingRefused("RELOCATION_ORIGIN", rule, "Give the address of the proxy before it.")
    return told or f"http://{host}:{port}"


def must_be_safe(store: Store) -> None:
    """See that nothing of a demonstration and nothing for debugging is served to others (SE-19).

    Raises:
        Refused: a demonstration's account can sign in, its keys are in use, or the database does
            not hold this program to its rules of rows.
        SettingRefused: the interpreter debugs, or a setting holds a password.
    """
    _must_hold_no_password(Settings().database)
    if sys.flags.dev_mode or os.environ.get(DEBUGGING):
        rule = "the interpreter debugs, and would tell of requests what nobody may read"
        raise SettingRefused("PYTHONDEVMODE", rule, f"Unset it, and {DEBUGGING}.")
    if has_visitors(store):
        rule = "accounts of a demonstration can sign in to this store"
        remedy = "name a store of your own, or give those accounts sign-in names of their own"
        raise Refused(Complaint("RELOCATION_DATABASE", rule, remedy))
    with store.transaction() as session:
        is_held = stands(session)
    if not is_held:
        rule = "the database lets this program past its rules of rows"
        remedy = "name a role without SUPERUSER and BYPASSRLS, and make it the owner of the tables"
        raise Refused(Complaint("RELOCATION_DATABASE", rule, remedy))
    if is_wrapped_by_demonstration(store):
        rule = "the wrapping key of a demonstration is in use"
        remedy = "write a new key above it, and run relocation keys rotate"
        raise Refused(Complaint("RELOCATION_WRAPPING_KEYS", rule, remedy))


def _must_hold_no_password(database: str) -> None:
    """Whoever may list processes or read how they were started reads their settings too."""
    address = make_url(database)
    if address.password or "password" in address.query:
        rule = "the address holds a password"
        remedy = "Leave it out, and write it into PostgreSQL's own password file."
        raise SettingRefused("RELOCATION_DATABASE", rule, remedy)


def must_serve_several(workers: int) -> None:
    """See that several processes are asked for only where the store is a server's.

    Raises:
        Refused: the store is embedded.
    """
    if workers > 1 and Settings().database.startswith("sqlite:"):
        rule = "the embedded store is one process's"
        remedy = "leave it at 1, or name a PostgreSQL store in RELOCATION_DATABASE"
        raise Refused(Complaint("--workers", rule, remedy))
