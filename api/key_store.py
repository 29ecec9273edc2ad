"""Opens the key store that the settings name, for every command that needs it."""

from relocation.keys.store import KeyStore
from relocation.settings import Settings


def open_keys() -> KeyStore:
    """Open the store that the settings name."""
    settings = Settings()
    return KeyStore.open(settings.keys, settings.wrapping_keys)


def create_keys() -> KeyStore:
    """Make a new store where the settings say."""
    settings = Settings()
    return KeyStore.create(settings.keys, settings.wrapping_keys)


def has_keys() -> bool:
    """Whether a key store was named, or lies where it would without a setting."""
    settings = Settings()
    return settings.is_given("keys") or settings.keys.exists()
