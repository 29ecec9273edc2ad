"""Cases are opened, read and written while every key is wrapped anew (RE-19)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY as WHO
from tests.relocation.casework.desk import COORDINATOR
from tests.relocation.casework.entering import IDENTITY
from tests.relocation.keys.places import Place

ROTATIONS = 12


def rotate(place):
    """Time after time under a new key, the one before gone from the file of them."""
    for number in range(ROTATIONS):
        place.add_wrapping_key(f"meanwhile-{number}")
        place.open().rotate()
        place.keep_first_wrapping_key()


@pytest.mark.slow
@pytest.mark.rule("RE-19")
def test_no_reading_and_no_press_of_a_case_fails_while_keys_rotate(desk, tmp_path):
    case = desk.open_case()
    desk.write(case, WHO, IDENTITY)
    number, opened = 0, {}
    with ThreadPoolExecutor(1) as beside:
        rotating = beside.submit(rotate, Place(tmp_path))
        while not rotating.done() or not number:
            number += 1
            told = replace(IDENTITY, address=f"Havnegade {number}")
            desk.do(cases.correct_identity, COORDINATOR, case, told)
            assert desk.kept(case, case, WHO) == told
            another = desk.open_case(uuid4().hex, roles={})
            desk.write(another, WHO, told)
            opened[another] = told
        rotating.result()
    assert {each: desk.kept(each, each, WHO) for each in opened} == opened
    assert Place(tmp_path).open().verify().to_rotate == 0
