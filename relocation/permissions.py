"""Who may see which class of facts at which stage: one table, one function, default nothing."""

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from relocation.errors import MatrixError

TABLE = "access_matrix.csv"
COLUMNS = ("role", "data_class", "stage", "level")


class Level(StrEnum):
    """How much a role reads, the most first; F and P also ask for the case's named list.

    F is all of it, P a part, A counts alone, N nothing.
    """

    FULL = "F"
    REDUCED = "P"
    AGGREGATES = "A"
    NOTHING = "N"


class Role(StrEnum):
    """What somebody is to one relocation."""

    CENTRAL_CASEWORKER = "central_caseworker"
    CENTRAL_DECISION_MAKER = "central_decision_maker"
    MUNI_SENDER = "muni_sender"
    MUNI_RECEIVER = "muni_receiver"
    POLICE_SENDER = "police_sender"
    POLICE_RECEIVER = "police_receiver"
    PROBATION_PARTY = "probation_party"
    CANDIDATE = "candidate"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    ENGINE = "engine"
    OTHER = "other"


class DataClass(StrEnum):
    """What kind of fact it is."""

    EXISTENCE = "existence"
    IDENTITY = "identity"
    CLARIFICATION = "clarification"
    ORIGIN_GANG = "origin_gang"
    SAFETY = "safety"
    FAMILY = "family"
    NEEDS = "needs"
    PROPOSAL = "proposal"
    DECISION = "decision"
    RECEIVER_MUNI = "receiver_muni"
    ADDRESS = "address"
    TEMP_LOCATION = "temp_location"
    CONTRACT = "contract"
    REPORTS = "reports"
    FINANCE = "finance"
    COUNTS = "counts"
    OUTCOME = "outcome"
    AUDIT = "audit"


class Stage(StrEnum):
    """How far the case has come."""

    REFERRED = "S0_referred"
    ENROLLED = "S1_enrolled"
    NOMINATED = "S2_nominated"
    NECESSITY = "S3_necessity"
    PLACEMENT = "S4_placement"
    DECIDED = "S5_decided"
    HANDOVER = "S6_handover"
    RELOCATED = "S7_relocated"
    CLOSED = "S8_closed"
    ERASED = "S9_erased"


Cell = tuple[str, str, str]


def level(role: str, data_class: str, stage: str) -> Level:
    """How much this role reads of this class at this stage; whatever is unknown reads nothing."""
    return _matrix().get((role, data_class, stage), Level.NOTHING)


def read_matrix(text: str) -> Mapping[Cell, Level]:
    """The matrix by role, class and stage.

    Raises:
        MatrixError: a cell is missing, doubled or unknown, so the table cannot be trusted.
    """
    lines = csv.reader(text.splitlines())
    if tuple(next(lines, ())) != COLUMNS:
        raise MatrixError(f"{TABLE}, line 1: the columns must be {', '.join(COLUMNS)}")
    known = {
        (role.value, kind.value, at.value) for role in Role for kind in DataClass for at in Stage
    }
    matrix: dict[Cell, Level] = {}
    for number, line in enumerate(lines, start=2):
        cell = (line[0], line[1], line[2]) if len(line) == len(COLUMNS) else None
        if cell not in known or cell in matrix or line[3] not in set(Level):
            raise MatrixError(f"{TABLE}, line {number}: unknown or doubled; keep one row per cell")
        matrix[cell] = Level(line[3])
    if len(matrix) != len(known):
        raise MatrixError(f"{TABLE}: {len(known) - len(matrix)} cell(s) missing; add their rows")
    return matrix


@cache
def _matrix() -> Mapping[Cell, Level]:
    return read_matrix(files("relocation").joinpath(TABLE).read_text(encoding="utf-8"))
