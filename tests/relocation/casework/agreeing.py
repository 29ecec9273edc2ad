"""A case with a signed agreement by the shortest way, for what happens in its course."""

from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON, MEETING
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.measures import service as measures
from relocation.partners import papers
from relocation.partners import service as partners
from relocation.permissions import Stage
from tests.relocation.casework.desk import CASE, COORDINATOR
from tests.relocation.casework.entering import (
    AGREEMENT,
    CONTACT,
    PICTURE,
    SIGNED,
    STAYS,
    TODAY,
)
from tests.relocation.casework.entering import MEETING as MET

CONSENT = papers.Basis(partner="the sports club", consented=TODAY)
SHARED = papers.Sharing(what="when the training is", basis="the consent", on=TODAY)
WHY = "it is done"


def met(desk):
    """Admitted, with the papers that the agreement will ask for; by no steps."""
    desk.open_case(stage=Stage.ENROLLED)
    for kind, content in ((PICTURES, PICTURE), (MEETING, MET), (CONTACT_PERSON, CONTACT)):
        desk.write(CASE, kind, content)
    return CASE


def drawn_up(desk, agreement=AGREEMENT):
    case = met(desk)
    desk.do(cases.answer_relocation, COORDINATOR, case, STAYS)
    desk.do(cases.draw_up_agreement, COORDINATOR, case, agreement)
    return case


def agreed(desk, agreement=AGREEMENT):
    case = drawn_up(desk, agreement)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    return case


def measures_of(desk):
    """The measures that are followed, in the order of the agreement."""
    return sorted(desk.rows("measure"), key=lambda row: row.topic)


def started(desk, measure, who=COORDINATOR):
    desk.do(measures.start, who, measure)


def with_partner(desk, case, basis=CONSENT):
    """A partner that takes part."""
    partner = desk.do(partners.name_partner, COORDINATOR, case, basis).row
    desk.do(partners.take_part, COORDINATOR, partner)
    return partner
