"""Once responsibility has passed, the side that sent writes nothing in the course any more."""

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON
from relocation.measures import service as measures
from relocation.partners import service as partners
from relocation.permissions import Role, Stage
from tests.relocation.casework.agreeing import SHARED, WHY, agreed, measures_of, with_partner
from tests.relocation.casework.buttons import HANDED_ON
from tests.relocation.casework.desk import COORDINATOR, RECEIVER
from tests.relocation.casework.entering import AGREEMENT, CONTACT, MEETING, SIGNED, STAYS
from tests.relocation.casework.telling import lacks


@pytest.mark.rule("HO-8", "HO-5")
def test_after_completion_the_sending_side_writes_nothing_in_the_course_and_the_receiver_does(desk):
    case = agreed(desk)
    partner, (measure,) = with_partner(desk, case), (row.id for row in measures_of(desk))
    desk.join(RECEIVER, Role.MUNI_RECEIVER)
    desk.stands(case, "in_course", Stage.RELOCATED)
    for button, row, *given in (
        (cases.hold_meeting, case, MEETING),
        (cases.answer_relocation, case, STAYS),
        (cases.draw_up_agreement, case, AGREEMENT),
        (cases.hand_on_contact_person, case, (CONTACT, HANDED_ON)),
        (partners.share, partner, SHARED),
    ):
        assert lacks(desk, button, COORDINATOR, row, *given) == {"lives_there"}
    assert lacks(desk, measures.end, COORDINATOR, measure, WHY) == {"own_authority"}
    assert desk.kept(case, case, CONTACT_PERSON) == CONTACT
    desk.do(cases.draw_up_agreement, RECEIVER, case, AGREEMENT)
    assert lacks(desk, cases.sign_new_version, COORDINATOR, case, SIGNED) == {"responsible"}
    desk.do(cases.sign_new_version, RECEIVER, case, SIGNED)
    desk.do(partners.share, RECEIVER, partner, SHARED)
    assert desk.do(measures.end, RECEIVER, measure, WHY).state == "ended"
