"""A whole round with its answer, sealed under the keys of all its cases together.

Whoever is erased takes the round along: it names places of everybody in it. So an answer can be
made again as long as everybody who counted in it is there.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from relocation.keys.parts import keyed_hash
from relocation.keys.sealing import Where, seal, unseal
from relocation.municipalities.on_day import country_on
from relocation.placements.papers import MadeWith
from relocation.policies.versions import placement_on
from relocation.store import case_keys
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.result_file import parse_result, result_bytes
from scoring.round import Round

WHERE = Where("rounds", "kept", case="", row="round", version=1)
ROUND = TypeAdapter(Round)


@dataclass(frozen=True, slots=True)
class Again:
    """A stored round, to be solved once more."""

    problem: PlacementProblem
    result: Result


def sealed_round(
    session: Session, problem: PlacementProblem, result: Result, cases: Iterable[str]
) -> str:
    """The round and its answer, sealed."""
    told = {
        "round": ROUND.dump_python(problem.round, mode="json"),
        "result": result_bytes(result).decode(),
    }
    plain = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
    return b64encode(seal(plain, _key(session, cases), WHERE)).decode()


def opened_round(session: Session, made_with: MadeWith) -> Again:
    """The round as it was told, beside the numbers and the register of its day.

    Raises:
        CaseErased: somebody who counted in it was erased.
        ProblemError: the register or the numbers no longer know what the round names.
    """
    plain = unseal(b64decode(made_with.kept), _key(session, made_with.cases), WHERE)
    told = json.loads(zlib.decompress(plain))
    round_ = ROUND.validate_python(told["round"], strict=False)
    policy = placement_on(session, round_.date)
    problem = PlacementProblem(country_on(round_.date), round_, policy)
    return Again(problem, parse_result(told["result"].encode()))


def _key(session: Session, cases: Iterable[str]) -> bytes:
    """Made of every case's key: without one of them there is none."""
    keys = case_keys(session, sorted(cases)).values()
    return reduce(lambda before, key: keyed_hash(key, "round", before.hex()), keys, b"")
