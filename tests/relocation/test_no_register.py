"""Whom the store knows by name, and that it keeps no list of persons by group."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from relocation.cases.kinds import ORIGIN
from relocation.documents.table import kinds
from relocation.people.tables import PersonRow
from relocation.permissions import DataClass
from relocation.policies.tables import PolicyRow
from relocation.schema import known_tables
from relocation.signing_in.tables import CredentialRow

NAMES = {"name", "cpr", "who", "partner", "enemies", "known_to"}
"""How a field is called that says who somebody is, or which group."""
WHO_THEY_ARE = {
    ("Identity", "name"): "the candidate",
    ("Identity", "cpr"): "the candidate",
    ("Member", "name"): "who moves along",
    ("NamedPerson", "name"): "staff: the candidate's contact person",
    ("Picture", "enemies"): "ties of this candidate alone: whom it must fear",
    ("KnownTie", "known_to"): "groups that know where a tie lives, never the tie's own name",
    ("Basis", "partner"): "an organisation that takes part",
    ("Contact", "who"): "staff at the receiver",
}


def contents(kind, seen):
    """Every dataclass of which a content is made."""
    for each in get_args(kind):
        contents(each, seen)
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        for each in get_type_hints(kind).values():
            contents(each, seen)
    return seen


@pytest.mark.rule("SE-12")
def test_of_persons_the_papers_name_the_candidate_its_own_and_staff_and_nobody_else():
    made_of = set().union(*(contents(each.content, set()) for each in kinds().values()))
    found = {(it.__name__, each.name) for it in made_of for each in fields(it)}
    assert {each for each in found if each[1] in NAMES} == set(WHO_THEY_ARE)


@pytest.mark.rule("SE-12")
def test_a_group_is_told_of_somebody_in_papers_of_that_case_alone_and_in_no_column():
    told = {each.name for each in kinds().values() if each.data_class is DataClass.ORIGIN_GANG}
    assert told == {ORIGIN.name}
    columns = {each.name for table in known_tables().tables.values() for each in table.columns}
    assert {each for each in columns if "group" in each or "gang" in each} == set()
    named = {table.name for table in known_tables().tables.values() if "name" in table.columns}
    # Of staff, and of the numbers: nobody that a case is about has a row with a name.
    assert named == {each.__tablename__ for each in (PersonRow, CredentialRow, PolicyRow)}
