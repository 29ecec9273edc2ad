"""Reads documents as somebody who stands on a case, for casework unless another purpose is told."""

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.documents.service import Question, read
from tests.relocation.casefile.conftest import NOW

WORK = Purpose.CASEWORK


def asked(session, who, case, *kinds, purpose=WORK, **question):
    asks = Question(tuple(kinds), purpose, **question)
    return read(session, who, standing(session, who, case, NOW), asks, NOW)
