"""What a story ends with: where things stand, who stands on the list, what each party reads."""

import pytest

from relocation.access.service import readers_of, standing
from relocation.audit.model import Purpose
from relocation.cases.kinds import AGREEMENT, ENDING, IDENTITY, PICTURE, PRECAUTIONS
from relocation.documents.service import Question, read
from relocation.errors import Missing, NotFound
from relocation.permissions import Role
from relocation.placements.kinds import CHOICE

ASKED = (IDENTITY, PICTURE, PRECAUTIONS, AGREEMENT, CHOICE, ENDING)
"""Who it is, what threatens, what to look out for, what was agreed, where to, how it ended."""
NOT_THERE = None
"""What a reader gets who is told that there is no such case."""


def lacks(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def reads(desk, case, *who):
    """The kinds of document that each of them gets to read, in any form."""
    return {each.user: _read_by(desk, case, each) for each in who}


def _read_by(desk, case, who):
    with desk.store.transaction() as session:
        try:
            stands = standing(session, who, case, desk.now)
        except NotFound:
            return NOT_THERE
        question = Question(ASKED, Purpose.CASEWORK)
        return {each.kind for each in read(session, who, stands, question, desk.now)}


def on_the_list(desk, case):
    with desk.store.transaction() as session:
        return readers_of(session, case, frozenset(Role), desk.now)


def states(desk, case, *workflows):
    """The state of each thing of these kinds in a case; those of one kind in order of birth."""
    return [row.state for each in workflows for row in desk.rows(each) if row.case_id == case]


def users(*who):
    return {each.user for each in who}
