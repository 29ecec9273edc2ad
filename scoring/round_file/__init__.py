"""A round as one JSON file: read whole or refused with places and remedies, written canonically."""

from scoring.round_file.read import read_dated_round, read_round, read_round_bytes
from scoring.round_file.refused import LineError, RoundRefused
from scoring.round_file.write import round_bytes, write_round

__all__ = [
    "LineError",
    "RoundRefused",
    "read_dated_round",
    "read_round",
    "read_round_bytes",
    "round_bytes",
    "write_round",
]
