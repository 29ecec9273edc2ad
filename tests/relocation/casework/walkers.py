"""Who walks through a case: everybody with a desk, and one person with two accounts."""

from relocation.handovers import papers
from relocation.permissions import Role
from tests.relocation.casework.buttons import BUTTONS
from tests.relocation.casework.desk import DECIDER, ROLES, STRANGER, account
from tests.relocation.casework.reference import ROLES as NAMES
from tests.relocation.casework.relocating import CHOSEN, ELSEWHERE, HOME

CODES = {name: code for code, name in NAMES.items()}
SECOND_ACCOUNT = account("decider.second", "central", DECIDER.function)
LISTED = {**ROLES, SECOND_ACCOUNT: Role.CENTRAL_DECISION_MAKER}
SIDES = (HOME, CHOSEN, ELSEWHERE)
AWAY = tuple(who for side in SIDES[1:] for who in (side.coordinator, side.police))
PEOPLE = {who.user: who for who in (*LISTED, STRANGER, *AWAY)}
NO_MISMATCH = papers.Mismatches(answers=("none",))
WITH_A_PLACE = {("placement", "decide"), ("placement", "contact_receiver")}
STEPS = sorted({*BUTTONS, *WITH_A_PLACE})


def person(user):
    return user.split(".")[0]
