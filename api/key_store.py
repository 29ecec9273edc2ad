"""Opens the key store that the settings name, for every command that needs it."""

import os
from pathlib import Path

from api.refusal import Complaint, Refused
from relocation.keys import key_file, wrapping
from relocation.keys.store import KeyStore


def open_keys() -> KeyStore:
    """Open the store that the settings name."""
    folder = _setting(key_file.SETTING, "name the folder of the key store")
    ring = _setting(wrapping.SETTING, "name the file of the wrapping keys")
    return KeyStore.open(folder, ring)


def _setting(name: str, remedy: str) -> Path:
    given = os.environ.get(name)
    if not given:
        raise Refused(Complaint(name, "this setting is not given", remedy))
    return Path(given)


def has_keys() -> bool:
    """Whether the settings name a key store."""
    return bool(os.environ.get(key_file.SETTING))
