"""Everything asked over HTTP at every stage, and looked through for what is secret."""

from relocation.permissions import DataClass, Level, Role, Stage
from tests.api.http import asking
from tests.relocation.casework.canaries import OTHER_CASE, READERS, mark, names_the_place
from tests.relocation.casework.desk import CASE, POLICE, STRANGER, enrol
from tests.relocation.casework.relocating import assess_anew
from tests.relocation.casework.test_canaries import (
    HAS_LEFT,
    canaries_in,
    may_see_the_place,
    stages,
    wanted,
)
from tests.relocation.expected_access import EXPECTED

THIRD = 3
STRAY = 0.5
"""How often a stray request asks with a handle of its own organisation rather than another's."""
TOLD = {
    Level.FULL: lambda stage: stage,
    Level.REDUCED: lambda _: None,
}


def knows(role, stage):
    """How much of a case's existence somebody on its list is told."""
    if role is Role.OTHER or (role is Role.PROBATION_PARTY and stage in HAS_LEFT):
        return Level.NOTHING
    return EXPECTED[role, DataClass.EXISTENCE, stage]


class Looking:
    """What was looked through so far.

    At a stage each `every`-th button is pressed, at the next one others.
    """

    def __init__(self, desk, every):
        self.desk, self.answers, self.placed = desk, 0, set()
        self.every, self.stage = every, 0

    def at(self, stage):
        self.stage += 1
        for role, who in READERS.items():
            self.existence(role, who, stage)
            self.documents(role, who, stage)
            self.silent(role, who, stage)

    def astray(self, stage, chance, count):
        """Requests that no client makes: others' handles, things of another kind or case."""
        people = list(READERS.values())
        for _ in range(count):
            who, whose = chance.choice(people), chance.choice(people)
            case = chance.choice((CASE, OTHER_CASE))
            lender = who if chance.random() < STRAY else whose
            path = chance.choice([path for _, path in asking.readings(self.desk, lender, case)])
            own, lent = self.desk.handle(who, OTHER_CASE), self.desk.handle(lender, case)
            path = path.replace(lent, own) if chance.random() < STRAY else path
            answer = self.noted(asking.read(self.desk, who, path))
            assert answer.status_code in {200, 404}, (stage, who.user, answer.status_code)
            assert canaries_in(asking.whole(answer)) == set(), (stage, who.user)
            if who.organisation != lender.organisation and not path.endswith(own):
                assert answer.status_code == 404, (stage, who.user)

    def existence(self, role, who, stage):
        answer = self.noted(asking.read(self.desk, who, self.path(who, CASE)))
        known = knows(role, stage)
        if known is Level.NOTHING:
            assert answer.status_code == 404, (role, stage)
        else:
            assert answer.json()["stage"] == TOLD[known](stage), (role, stage)

    def documents(self, role, who, stage):
        own = OTHER_CASE if role is Role.OTHER else CASE
        for path in asking.documents(self.desk, who, own):
            answer = self.noted(asking.read(self.desk, who, path))
            found = canaries_in(asking.whole(answer))
            assert found <= wanted(role, stage), (role, stage)
            if "purpose=casework" in path:
                assert found == wanted(role, stage), (role, stage)
            if names_the_place(answer.text):
                self.placed.add((role, stage))
        strange = CASE if own == OTHER_CASE else OTHER_CASE
        for path in asking.documents(self.desk, who, strange):
            assert self.noted(asking.read(self.desk, who, path)).status_code in {404, 422}

    def silent(self, role, who, stage):
        """No other route tells anything that was written; to who is off the list none is there."""
        is_off = knows(role, stage) is Level.NOTHING
        presses = list(asking.presses(self.desk, who, CASE))[self.stage % self.every :: self.every]
        answers = [
            *(("free", asking.read(self.desk, who, path)) for path in asking.CASE_FREE),
            *((name, asking.read(self.desk, who, path)) for name, path in
              asking.readings(self.desk, who, CASE)),
            *((button.name, asking.press(self.desk, who, path, body)) for button, path, body in
              presses),
        ]  # fmt: skip
        for name, answer in answers:
            self.noted(answer)
            assert answer.status_code < 500, (role, stage, name)
            assert canaries_in(asking.whole(answer)) == set(), (role, stage, name)
            if is_off and name != "free":
                assert answer.status_code in {404, 422}, (role, stage, name)

    def path(self, who, case):
        return f"/cases/{self.desk.handle(who, case)}"

    def noted(self, answer):
        self.answers += 1
        return answer


def looked_through(desk, chance=None, count=0):
    """The whole journey, at each stage everything asked, and each third button pressed.

    With `chance` every button is, and there are so many strays as well.
    """
    desk.open_case(OTHER_CASE, Stage.ENROLLED, {STRANGER: Role.MUNI_SENDER})
    desk.open_case()
    for case in (CASE, OTHER_CASE):
        mark(desk, case)
    with desk.store.transaction() as session:
        for who in READERS.values():
            enrol(session, who)
    assess_anew(desk, CASE, POLICE)
    looking = Looking(desk, 1 if chance else THIRD)
    for stage in stages(desk):
        assert desk.stage() == stage
        before = desk.counted()
        looking.at(stage)
        if chance:
            looking.astray(stage, chance, count)
        after = desk.counted()
        assert {name for name in before if before[name] != after[name]} <= {"audit_lines"}
    assert {each for each in looking.placed if not may_see_the_place(*each)} == set()
    assert (Role.MUNI_RECEIVER, Stage.HANDOVER) in looking.placed
    return looking
