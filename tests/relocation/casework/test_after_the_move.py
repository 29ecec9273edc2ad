"""Once responsibility has passed, the side that sent writes nothing in the course any more."""

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON
from relocation.errors import NotAllowed
from relocation.measures import service as measures
from relocation.partners import service as partners
from relocation.permissions import Role, Stage
from tests.relocation.casework.agreeing import SHARED, WHY, agreed, measures_of, with_partner
from tests.relocation.casework.buttons import HANDED_ON
from tests.relocation.casework.desk import COORDINATOR, RECEIVER
from tests.relocation.casework.entering import AGREEMENT, CONTACT, MEETING, SIGNED, STAYS


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
        (cases.sign_new_version, case, SIGNED),
        (partners.share, partner, SHARED),
        (measures.end, measure, WHY),
    ):
        with pytest.raises(NotAllowed):
            desk.do(button, COORDINATOR, row, *given)
    assert desk.kept(case, case, CONTACT_PERSON) == CONTACT
    desk.do(cases.draw_up_agreement, RECEIVER, case, AGREEMENT)
    desk.do(cases.sign_new_version, RECEIVER, case, SIGNED)
    desk.do(partners.share, RECEIVER, partner, SHARED)
    assert desk.do(measures.end, RECEIVER, measure, WHY).state == "ended"
