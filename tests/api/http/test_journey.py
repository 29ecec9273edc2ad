"""One whole relocation over HTTP, pressed by the sign-ins of every party."""

import pytest

from relocation.permissions import Stage
from tests.relocation.casework.desk import COORDINATOR, RECEIVER
from tests.relocation.casework.test_journey import journey


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_a_person_is_taken_from_the_referral_to_the_completed_handover_over_http(desk):
    case = journey(desk)
    assert desk.stage(case) == Stage.RELOCATED
    seen = desk.get(RECEIVER, f"/cases/{desk.handle(RECEIVER, case)}").json()
    assert (seen["stage"], seen["roles"]) == ("S7_relocated", ["muni_receiver"])
    gone = desk.get(COORDINATOR, f"/cases/{desk.handle(COORDINATOR, case)}").json()
    assert (gone["stage"], gone["version"], gone["things"]) == (None, None, [])
