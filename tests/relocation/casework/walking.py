"""Walks through one case by pressing buttons, held at each to the reference."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from relocation.access.service import standing
from relocation.errors import Missing, NotFound, RelocationError
from relocation.handovers import terms
from relocation.nominations import service as nominations
from relocation.permissions import Role
from relocation.placements import service as placements
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from relocation.store import Store
from tests.relocation.casework.buttons import BUTTONS
from tests.relocation.casework.desk import (
    CASE,
    PROBATION,
    Desk,
    by_name,
)
from tests.relocation.casework.handing_over import TERM, there
from tests.relocation.casework.nominating import ACUTE, REQUEST
from tests.relocation.casework.placing import CONTACT, FIRST
from tests.relocation.casework.reference import Reference
from tests.relocation.casework.relocating import HOME
from tests.relocation.casework.walkers import (
    CODES,
    LISTED,
    NO_MISMATCH,
    PEOPLE,
    SIDES,
    STEPS,
    person,
)
from tests.relocation.keys.places import Place
from tests.store import opened

FORWARD = (
    "handover.complete", "knowledge_item.confirm", "knowledge_item.receive", "knowledge_item.give",
    "signature.sign", "handover.confirm_move", "contact_person.name", "term.accept",
    "placement.contact_receiver", "placement.approve", "placement.decide",
    "sender_hearing.record_statement", "candidate_hearing.record_statement",
    "sender_hearing.ask_sender", "candidate_hearing.ask_candidate", "placement.release_shortlist",
    "placement.propose", "nomination.confirm", "nomination.find_necessary", "nomination.submit",
    "nomination.endorse", "nomination.request",
)  # fmt: skip
"""The way to a completed handover, the last step first."""


class Walk(RuleBasedStateMachine):
    """One case after its admission; `template` is a store without rows."""

    template: Path

    def __init__(self):
        super().__init__()
        self.open = ExitStack()
        folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        shutil.copy(self.template, folder / "store.sqlite")
        place = Place(folder)
        place.add_wrapping_key("2027-01")
        store = self.open.enter_context(opened(f"sqlite:///{folder / 'store.sqlite'}"))
        self.desk = Desk(Store(store.engine, place.create(), by_name))
        self.began = self.desk.now
        self.desk.open_case(roles=LISTED)
        self.model = Reference({who.user: {CODES[role]} for who, role in LISTED.items()})
        self.ids = {self.model.things[0]: CASE}
        self.home, self.chosen, self.stood = HOME, {}, None

    def teardown(self):
        """Nobody joined or left the list unseen; then the store goes."""
        try:
            assert self.listed() == {who: of for who, of in self.model.roles.items() if of}
        finally:
            self.open.close()

    @initialize(steps=st.integers(0, 45), change=st.booleans())
    def go_ahead(self, steps, change):
        if change:
            self.report(PEOPLE["coordinator"])
        for _ in range(steps):
            self.go_on()

    @rule(data=st.data())
    def press_what_is_open(self, data):
        options = self.options()
        if options:
            self.press(*data.draw(st.sampled_from(options)), data)

    @rule(data=st.data())
    def press_what_is_open_once_more(self, data):
        self.press_what_is_open(data)

    @rule(data=st.data())
    def press_anything(self, data):
        thing = data.draw(st.sampled_from(self.model.things))
        steps = [step for kind, step in STEPS if kind == thing.kind]
        if steps:
            who = data.draw(st.sampled_from(sorted(PEOPLE)))
            self.press(who, thing, data.draw(st.sampled_from(steps)), data)

    @rule(who=st.sampled_from(sorted(PEOPLE)), acute=st.booleans())
    def nominate(self, who, acute):
        request = ACUTE if acute else REQUEST
        refused = self.model.may_nominate(who)
        self.begin(refused, nominations.draft, who, CASE, request)
        if refused is None:
            self.model.nominate(acute=acute)
        self.compare()

    @rule(who=st.sampled_from(sorted(PEOPLE)), data=st.data())
    @precondition(lambda self: self.model.of("handover"))
    def propose_term(self, who, data):
        self.add_term(who, data.draw(st.sampled_from(self.model.of("handover"))))

    @rule(who=st.sampled_from(sorted(PEOPLE)))
    def report_change(self, who):
        self.report(PEOPLE[who])

    @rule()
    def wait(self):
        self.pass_time(60 * 24 * 60)

    # What the rules are made of.

    def options(self):
        return [
            (who, thing, step)
            for thing in self.model.things
            for kind, step in STEPS
            if kind == thing.kind
            for who in sorted(PEOPLE)
            if self.model.refusal(who, person(who), thing, step) is None
        ]

    def go_on(self):
        """The one step that leads furthest; a new nomination where there is none."""
        fresh = {"not_asked", "open", "reopened"}
        options = {}
        for who, thing, step in self.options():
            is_again = (
                step in {"propose", "ask_sender", "ask_candidate"} and thing.state not in fresh
            )
            if not is_again:
                options.setdefault(f"{thing.kind}.{step}", (who, thing, step))
        handovers = [
            each for each in self.model.of("handover") if each.state in {"opened", "moved"}
        ]
        if handovers and not self.model.below(handovers[-1], "term"):
            self.add_term("caseworker", handovers[-1])
            return
        if handovers and handovers[-1].last("answer_mismatches") is None:
            self.answer_mismatches(handovers[-1])
            return
        step = next((options[name] for name in FORWARD if name in options), None)
        if step is not None:
            self.press(*step, None)
        elif self.model.may_nominate("probation") is None:
            self.nominate(PROBATION.user, acute=False)

    def press(self, who, thing, step, data):
        self.pass_time(1)
        button, *given = BUTTONS.get((thing.kind, step)) or self.with_a_place(thing, step, data)
        refused = self.model.refusal(who, person(who), thing, step)
        told = self.told(button, who, self.ids[thing], *given)
        assert told == refused, f"{thing!r} {step} by {who}: {told}, not {refused}"
        if refused is None:
            self.model.take(person(who), thing, step)
            if (thing.kind, step) == ("handover", "complete"):
                self.home = self.chosen[thing.parent]
        self.compare()

    def with_a_place(self, placement, step, data):
        elsewhere = [side for side in SIDES[1:] if side is not self.home]
        if step == "decide":
            side = elsewhere[0] if data is None else data.draw(st.sampled_from(elsewhere))
            if self.model.refusal("decider", "decider", placement, step) is None:
                self.chosen[placement] = side
            reason = "the candidate's wish"
            choice = replace(FIRST, municipality=side.code, reason_for_deviating=reason)
            return placements.decide, choice
        side = self.chosen.get(placement, elsewhere[0])
        named = {side.coordinator: Role.MUNI_RECEIVER, side.police: Role.POLICE_RECEIVER}
        self.model.there = {who.user: CODES[role] for who, role in named.items()}
        entries = tuple(there(who, role) for who, role in named.items())
        if placement not in self.chosen:
            entries = ()
        return placements.contact_receiver, (CONTACT, entries)

    def add_term(self, who, handover):
        self.pass_time(1)
        refused = self.model.may_propose_term(who, handover)
        self.begin(refused, terms.propose, who, self.ids[handover], TERM)
        if refused is None:
            self.model.begin("term", "proposed", handover)
        self.compare()

    def answer_mismatches(self, handover):
        self.pass_time(1)
        who = PEOPLE["caseworker"]
        self.desk.do(terms.answer_mismatches, who, self.ids[handover], NO_MISMATCH)
        handover.taken.append(("answer_mismatches", who.user, self.model.now))

    def report(self, who):
        self.pass_time(1)
        is_staff = self.model.roles.get(who.user)
        refused = "NotFound" if not self.model.knows(who.user) else None
        self.begin(refused, safety.report_change, who.user, CASE)
        if refused is None:
            assert is_staff
            self.model.begin("safety_assessment", "change_reported")
        self.compare()

    def begin(self, refused, button, who, row, *given):
        assert self.told(button, who, row, *given) == refused, button.__name__

    def told(self, button, who, row, *given):
        try:
            self.desk.do(button, PEOPLE[who], row, *given)
        except Missing as missing:
            return set(missing.needs)
        except RelocationError as refused:
            return type(refused).__name__
        return None

    def pass_time(self, minutes):
        self.model.now += minutes
        self.desk.now = self.began + timedelta(minutes=self.model.now)

    def compare(self):
        """Every state and the stage; the list where it should be another one."""
        rows = {row.id: row for row in self.rows()}
        for thing in self.model.things:
            if thing not in self.ids:
                self.ids[thing] = self.row_of(thing, rows)
        found = {row.id: (row.workflow, row.state) for row in rows.values()}
        assert found == {self.ids[each]: (each.kind, each.state) for each in self.model.things}
        assert self.desk.stage()[:2] == self.model.stage
        stands = (self.model.stage, {who: of for who, of in self.model.roles.items() if of})
        if stands != self.stood:
            assert self.listed() == stands[1]
            self.stood = stands

    def row_of(self, thing, rows):
        """The row of something new: of its kind, below the same, about the same, the same one's."""
        owner = thing.owner and self.desk.account_ref(PEOPLE[thing.owner], CASE)
        wanted = thing.kind, self.ids.get(thing.parent), thing.topic, owner
        known = set(self.ids.values())
        (found,) = (
            row.id
            for row in rows.values()
            if row.id not in known and (row.workflow, row.parent, row.topic, row.owner) == wanted
        )
        return found

    def rows(self):
        kinds = {each.kind for each in self.model.things}
        with self.desk.store.transaction() as session:
            found = session.query(ProceedingRow).all()
            assert {row.workflow for row in found} == kinds
            return found

    def listed(self):
        found = {}
        with self.desk.store.transaction() as session:
            for user, who in PEOPLE.items():
                try:
                    found[user] = {
                        CODES[role] for role in standing(session, who, CASE, self.desk.now).roles
                    }
                except NotFound:
                    continue
        return found
