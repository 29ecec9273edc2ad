"""A whole round with its answer, sealed under the keys of all its cases together.

Whoever is erased takes the round along: it names places of everybody in it. So an answer can be
made again as long as everybody who counted in it is there.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from relocation.errors import CaseErased, Unreadable
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where, seal, unseal
from relocation.municipalities.on_day import country_on
from relocation.placements.papers import MadeWith
from relocation.placements.tables import KeptRoundRow
from relocation.policies.versions import placement_on
from relocation.sealed import Column
from relocation.store import case_keys
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.result_file import parse_result, result_bytes
from scoring.round import Round

TABLE = KeptRoundRow.__tablename__
CASES = Column(TABLE, "cases", KeyPurpose.KEPT_ROUND)
WITHIN = Where("rounds", "kept", case="", row="round", version=1)
"""Where the round of a proposal lies that was stored before there were such rows."""
ROUND = TypeAdapter(Round)


@dataclass(frozen=True, slots=True)
class Again:
    """A stored round, to be solved once more."""

    problem: PlacementProblem
    result: Result


def keep_round(
    session: Session, problem: PlacementProblem, result: Result, cases: Iterable[str]
) -> str:
    """Keep a round and its answer, once for all proposals that come of it; gives its row."""
    told = {
        "round": ROUND.dump_python(problem.round, mode="json"),
        "result": result_bytes(result).decode(),
    }
    row, counted = uuid4().hex, sorted(cases)
    plain = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
    kept = KeptRoundRow(
        id=row,
        cases=CASES.sealed(session, row, counted),
        sealed=seal(plain, _key(session, counted), _where(row)),
    )
    session.add(kept)
    session.flush()
    return row


def opened_round(session: Session, made_with: MadeWith) -> Again:
    """The round as it was told, beside the numbers and the register of its day.

    Raises:
        CaseErased: somebody who counted in it was erased.
        ProblemError: the register or the numbers no longer know what the round names.
    """
    told = json.loads(zlib.decompress(_opened(session, made_with)))
    round_ = ROUND.validate_python(told["round"], strict=False)
    policy = placement_on(session, round_.date)
    problem = PlacementProblem(country_on(round_.date), round_, policy)
    return Again(problem, parse_result(told["result"].encode()))


def forget_rounds(session: Session, case: str) -> None:
    """Delete every round in which an erased case counted: it opens for nobody any more."""
    rows = session.execute(select(KeptRoundRow.id, KeptRoundRow.cases))
    gone = [id_ for id_, cases in rows if _counted(session, id_, cases, case)]
    session.execute(delete(KeptRoundRow).where(KeptRoundRow.id.in_(gone)))


def _counted(session: Session, row: str, cases: bytes, case: str) -> bool:
    try:
        return case in CASES.opened(session, row, cases)
    except Unreadable:
        return True  # it is spoilt, and opens for nobody either


def _opened(session: Session, made_with: MadeWith) -> bytes:
    if made_with.cases:
        return unseal(b64decode(made_with.kept), _key(session, made_with.cases), WITHIN)
    row = session.get(KeptRoundRow, made_with.kept)
    if row is None:
        raise CaseErased
    cases = CASES.opened(session, row.id, row.cases)
    return unseal(row.sealed, _key(session, cases), _where(row.id))


def _where(row: str) -> Where:
    return Where(TABLE, "sealed", case="", row=row, version=1)


def _key(session: Session, cases: Iterable[str]) -> bytes:
    """Made of every case's key: without one of them there is none."""
    keys = case_keys(session, sorted(cases)).values()
    return reduce(lambda before, key: keyed_hash(key, "round", before.hex()), keys, b"")
