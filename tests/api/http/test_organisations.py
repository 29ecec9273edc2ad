"""Which organisations there are, who works there, and who of one's own works on a case."""

import pytest

from relocation.actor import Function
from relocation.permissions import Role
from tests.api.http.desk import HttpDesk
from tests.relocation.casework.desk import CASE
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR


@pytest.mark.rule("IF-1", "SE-3")
def test_a_stranger_finds_whom_to_name_and_who_of_its_own_works_on_a_case(people):
    desk = HttpDesk(people.store, now=NOW)
    own, there = people.actor(COORDINATES), people.actor(COORDINATES, "municipality-0751")
    desk.open_case(roles={own: Role.MUNI_SENDER})
    listed = desk.get(own, "/organisations").json()["organisations"]
    known = {each["id"]: each for each in listed}
    assert known["municipality-0751"]["municipality"] == "0751"
    assert known["central-unit"]["kind"] == "central_unit"
    told = desk.get(own, "/organisations/colleagues").json()["colleagues"]
    (found,) = (each for each in told if each["organisation"] == "municipality-0751")
    assert (found["user"], found["function"]) == (there.user, COORDINATES)
    path = f"/cases/{desk.handle(own, CASE)}/people"
    (colleague,) = desk.get(own, path).json()["people"]
    assert (colleague["user"], colleague["role"]) == (own.user, Role.MUNI_SENDER)
    assert desk.get(there, path).status_code == 404
