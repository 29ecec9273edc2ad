"""Keyed pseudonyms: the same thing has the same one under one key, and nobody without it can tell.

A plain hash would not do: 98 municipalities and all CPR numbers are guessed at once.
"""

from string import ascii_lowercase

from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore

BYTES = 16
"""128 bits: enough that no two things ever meet in one pseudonym."""
CPR_DIGITS = 10
SIGNS = ascii_lowercase + "234567"
"""The alphabet of base32, in small letters."""
PAIRS = tuple(one + other for one in SIGNS for other in SIGNS)
PAIR_BITS, PAIR = 10, 0x3FF
FILLED = 2
"""Bits that fill 128 up to the 130 of thirteen pairs."""
SHIFTS = range(8 * BYTES + FILLED - PAIR_BITS, -1, -PAIR_BITS)


def pseudonym(key: bytes, *parts: str) -> str:
    """26 small letters and digits (base32) that stand for these parts under this key."""
    # Run for everybody in a round: two signs at a time, which the library's loop takes thrice as
    # long for.
    bits = int.from_bytes(keyed_hash(key, *parts)[:BYTES], "big") << FILLED
    return "".join([PAIRS[bits >> shift & PAIR] for shift in SHIFTS])


def handle(store: KeyStore, organisation: str, case: str) -> str:
    """The name that one organisation knows a case by; no two organisations' handles can be joined.

    Args:
        store: it holds the key that organisations' own keys come from.
        organisation: the organisation's id, never a name that may change.
        case: the case's id.
    """
    return pseudonym(store.organisation_key(organisation), case)


def cpr_lookup(store: KeyStore, cpr: str) -> str:
    """What a CPR number is found by, with or without its hyphen.

    Raises:
        ValueError: these are not ten digits; the message does not repeat them.
    """
    digits = cpr.replace("-", "").replace(" ", "")
    if len(digits) != CPR_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("a CPR number has ten digits")
    return pseudonym(store.purpose_key(KeyPurpose.CPR_LOOKUP), digits)
