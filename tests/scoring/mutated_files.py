"""Files mutated by number: each reads whole or is refused with places, never anything else."""

import json
import random
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from relocation.municipalities.register import load_register
from scoring.country import Country
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round_file import RoundRefused, read_round, read_round_bytes

CANARY = "Canary-7f3a91"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CODES = ("0411", "0999", "101", "9999", "", "01O1", CANARY)
ODD = (
    None,
    True,
    -1,
    0,
    6,
    1.5,
    10**17,
    "",
    "x",
    CANARY,
    [],
    {},
    [[]],
    {"x": CANARY},
    "2026-02-30",
)

Mutation = Callable[[random.Random, bytes], bytes]


@cache
def _country() -> Country:
    return load_register(date(2026, 11, 22)).country


@cache
def _example(name: str) -> bytes:
    return (EXAMPLES / f"{name}-round.json").read_bytes()


def _document(raw: bytes) -> Any:
    return json.loads(raw)


def _bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _entry(rng: random.Random, document: Any) -> Any:
    """Some object of the file, deep ones too."""
    here = rng.choice(document[rng.choice([k for k, v in document.items() if isinstance(v, list)])])
    inner = [e for v in here.values() if isinstance(v, list) for e in v if isinstance(e, dict)]
    return rng.choice(inner) if inner and rng.random() < 0.5 else here


def swap_a_type(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    for _ in range(rng.randint(1, 150)):
        entry = _entry(rng, document)
        entry[rng.choice(sorted(entry))] = rng.choice(ODD)
    return _bytes(document)


def drop_a_field(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    entry = rng.choice([document, _entry(rng, document)])
    del entry[rng.choice(sorted(entry))]
    return _bytes(document)


def add_a_field(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    _entry(rng, document)[rng.choice([CANARY, "ethnicity", "x"])] = CANARY
    return _bytes(document)


def repeat_an_entry(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    entries = document[rng.choice([k for k, v in document.items() if isinstance(v, list)])]
    entries.insert(rng.randint(0, len(entries)), rng.choice(entries))
    return _bytes(document)


def drop_entries(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    name = rng.choice([k for k, v in document.items() if isinstance(v, list)])
    document[name] = [entry for entry in document[name] if rng.random() < 0.5]
    return _bytes(document)


def unknown_code(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    for _ in range(rng.randint(1, 5)):
        entry = _entry(rng, document)
        named = sorted({"municipality", "moves_from", "group", "household", "key"} & set(entry))
        if named:
            entry[rng.choice(named)] = rng.choice(CODES)
    return _bytes(document)


def odd_number(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    entry = rng.choice(document[rng.choice(["groups", "presence", "households", "room"])])
    numbers = sorted({"severity", "level", "candidates", "persons"} & set(entry))
    entry[rng.choice(numbers)] = "@"
    odd = ["NaN", "-Infinity", "-1", "1e999", "9" * 5000, "-0", "1E2", "0." + "3" * 90, "-7.5"]
    return _bytes(document).replace(b'"@"', rng.choice(odd).encode())


def repeat_a_field(rng: random.Random, raw: bytes) -> bytes:
    field = rng.choice([b'"key": ', b'"municipality": ', b'"seed": '])
    return raw.replace(field, field + b'"' + CANARY.encode() + b'", ' + field, rng.randint(1, 200))


def contradict(rng: random.Random, raw: bytes) -> bytes:
    document = _document(raw)
    people = [person["key"] for person in document["people"]]
    pair = rng.sample(people, 2)
    document["keep_together"] = [{"people": pair, "reason": "x"}]
    document["keep_apart"] = [{"people": pair[::-1], "minutes": 5, "reason": CANARY}]
    return _bytes(document)


def cut(rng: random.Random, raw: bytes) -> bytes:
    return raw[: rng.randint(0, len(raw) - 1)]


def change_bytes(rng: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def recode(rng: random.Random, raw: bytes) -> bytes:
    text = raw.decode().replace("made up", "opdigtet Ærø")
    return text.encode(rng.choice(["utf-16", "utf-16-le", "latin-1", "utf-8-sig", "utf-32"]))


def lone_surrogate(rng: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"made up", rng.choice([b"\\ud800", b"\\udfff x", b"\\ud83d\\ude00"]), 3)


def nul(rng: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"made up", rng.choice([b"\0", b"\\u0000", b"\\u001b[31m"]), 2)


def nest(rng: random.Random, raw: bytes) -> bytes:
    depth = rng.choice([30, 63, 64, 65, 1_000, 300_000])
    inside = b"[" * depth + b"]" * depth * rng.randint(0, 1)
    return raw.replace(b'"label": ', b'"deep": ' + inside + b', "label": ', 1)


def bomb(rng: random.Random, _: bytes) -> bytes:
    many = rng.randint(1, 30) * 1_000
    return rng.choice(
        (
            b'{"people": [' + b",".join([b"{}"] * many) + b"]}",
            b'{"people": [{"needs": [' + b",".join([b"{}"] * many) + b"]}]}",
            b"{" + b",".join(b'"%d": 1' % n for n in range(many)) + b"}",
            b'{"label": "' + b"x" * many + b'"}',
            b" " * many,
            b'{"label": "' + b"\\n" * many,
            b'{"seed": ' + b"9" * many + b"}",
            b"[" * many,
        )
    )


def another_value(rng: random.Random, _: bytes) -> bytes:
    return rng.choice(
        (b"", b"null", b"[]", b"7", b'"' + CANARY.encode() + b'"', b"{}", b"\xff\xfe")
    )


MUTATIONS: tuple[Mutation, ...] = (
    swap_a_type,
    drop_a_field,
    add_a_field,
    repeat_an_entry,
    drop_entries,
    unknown_code,
    odd_number,
    repeat_a_field,
    contradict,
    cut,
    change_bytes,
    recode,
    lone_surrogate,
    nul,
    nest,
    bomb,
    another_value,
)


def mutated(number: int) -> bytes:
    """The n-th mutated file: always the same bytes."""
    rng = random.Random(number)
    name = "national" if number % 10 == 0 else "small"
    return MUTATIONS[number % len(MUTATIONS)](rng, _example(name))


def fault_of(number: int) -> str | None:
    """What the n-th mutated file shows to be wrong with the reader, None when all is well."""
    raw = mutated(number)
    try:
        round_ = read_round_bytes(raw, _country(), load_policy())
    except RoundRefused as refused:
        return _badly_refused(refused)
    except Exception as other:
        return f"raised {type(other).__name__}"
    PlacementProblem(_country(), round_, load_policy())
    return None


def _badly_refused(refused: RoundRefused) -> str | None:
    if CANARY in str(refused):
        return "echoed a value"
    if not 1 <= len(refused.errors) <= 100 or (refused.more and len(refused.errors) < 100):
        return "listed the wrong number of errors"
    if not all(e.line >= 1 and e.column >= 1 and e.path[0] == "$" for e in refused.errors):
        return "gave no place"
    if not all(error.rule and error.remedy for error in refused.errors):
        return "gave no rule or remedy"
    return None


def oversized() -> str | None:
    """What is wrong with how a sparse file of 60 MB is refused, None when all is well."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "round.json"
        with path.open("wb") as file:
            file.truncate(60_000_000)
        try:
            read_round(path, _country(), load_policy())
        except RoundRefused as refused:
            return None if refused.errors[0].rule == "file_too_large" else "another rule"
    return "read"


def run_chunk(start: int, count: int) -> dict[str, Any]:
    """Read `count` mutated files from number `start`, and one file that is too large."""
    faults = ((number, fault_of(number)) for number in range(start, start + count))
    failures = [{"case": number, "fault": fault} for number, fault in faults if fault]
    large = oversized()
    return {
        "cases": count,
        "failures": failures + ([{"case": "oversized", "fault": large}] if large else []),
    }
