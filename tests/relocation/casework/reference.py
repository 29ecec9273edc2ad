"""A small reference of relocation: what the page of steps and the rules of the field say follows.

Written from them and sharing nothing with the product; rows of `expected_steps.csv` say who may and
where it leads, this file what must have happened before and what follows.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from tests.relocation.casework.reference_needs import Needs, Thing

TABLES = Path(__file__).parents[1]
ROLES = {
    "cw": "central_caseworker", "dm": "central_decision_maker", "ms": "muni_sender",
    "mr": "muni_receiver", "ps": "police_sender", "pr": "police_receiver", "pp": "probation_party",
}  # fmt: skip
OVER = {"not_necessary", "withdrawn", "expired", "necessary", "stopped", "contacted",
        "completed", "called_off"}  # fmt: skip
STAFF = ("ms", "ps", "pp", "mr", "pr")
SUBJECTS = ("safety_precautions", "social", "health", "work_and_education", "family", "economy",
            "agreement_history")  # fmt: skip


def _read(name):
    with (TABLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


LEADS = {
    (row["workflow"], row["step"], state): row
    for row in _read("expected_steps.csv")
    for state in row["from"].split()
}
ACCESS = {(row["role"], row["data_class"]): row["S0_to_S9"] for row in _read("expected_access.csv")}


@dataclass
class Reference(Needs):
    """One case after its admission; minutes since then are its clock.

    Attributes:
        there: the accounts that are named at the next contact, by role.
    """

    roles: dict[str, set[str]]
    there: dict[str, str] = field(default_factory=dict)
    stage: str = "S1"
    now: int = 0
    things: list[Thing] = field(default_factory=lambda: [Thing("case", "admitted")])
    pictured: int = -1

    # What somebody gets who presses.

    def refusal(self, who, person, thing, step):
        """The name of the refusal, or what is missing; None where the step is taken."""
        row = LEADS.get((thing.kind, step, thing.state))
        if not self.knows(who):
            return "NotFound"
        if row is None:
            return "StepNotOpen"
        if not self.roles[who] & set(row["who"].split()):
            return "NotAllowed"
        needs = row["needs"].split()
        return {need for need in needs if not self.is_met(need, who, person, thing)} or None

    def knows(self, who):
        return any(self.access(role, "existence") != "N" for role in self.roles.get(who, ()))

    def access(self, role, data_class):
        return ACCESS[ROLES[role], data_class][int(self.stage[1])]

    def is_met(self, need, who, person, thing):
        """Whatever a button hands in is there; this asks for what happened before."""
        ask = getattr(self, f"_{need}", None)
        return True if ask is None else ask(who, person, thing)

    # What begins where.

    def may_nominate(self, who):
        """Where the person lives now, or whoever of the probation service is on the case."""
        if not self.knows(who):
            return "NotFound"
        home = {"mr", "pr", "pp"} if self.stage == "S7" else {"ms", "ps", "pp", "mr", "pr"}
        if not self.roles[who] & home:
            return "NotAllowed"
        final = {"necessary", "not_necessary", "withdrawn", "expired"}
        is_open = all(each.state in final for each in self.of("nomination"))
        return None if is_open and self.stage in {"S0", "S1", "S7"} else "StepNotOpen"

    def may_propose_term(self, who, handover):
        if not self.knows(who):
            return "NotFound"
        if not self.roles[who] & {"ms", "ps", "cw"}:
            return "NotAllowed"
        is_on = handover.state in {"opened", "ready_to_move", "not_arrived", "moved"}
        return None if is_on else "StepNotOpen"

    def begin(self, kind, state, parent=None, **facts):
        born = Thing(kind, state, parent, born=self.now, **facts)
        self.things.append(born)
        return born

    def nominate(self, *, acute):
        self.enter("S1" if self.stage == "S7" else self.stage)
        return self.begin("nomination", "draft", acute=acute)

    # What follows.

    def take(self, person, thing, step):
        row = LEADS[thing.kind, step, thing.state]
        thing.state = row["to"]
        thing.taken.append((step, person, self.now))
        self.enter(row["stage"] or self.stage)
        follow = getattr(self, f"after_{thing.kind}_{step}", None)
        if follow is not None:
            follow(thing)
        case = self.things[0]
        late = (
            each for each in self.things if each.kind in {"nomination", "placement", "handover"}
        )
        if case.state in {"withdrawn"} and all(each.state in OVER for each in late):
            case.state = "closed"
            self.enter("S8")

    def enter(self, stage):
        before, self.stage = self.stage, stage
        if before == "S6" and stage in {"S4", "S1"}:
            self.roles = {who: of - {"mr", "pr"} for who, of in self.roles.items()}
        if before == "S7" and stage == "S1":
            now_home = {"mr": "ms", "pr": "ps"}
            for who, of in self.roles.items():
                self.roles[who] = {now_home.get(each, each) for each in of - {"ms", "ps"}}

    def after_nomination_confirm(self, thing):
        if thing.acute:
            self.begin("acute_review", "review_due", thing)
        if thing.state == "necessary":
            placement = self.begin("placement", "open", thing)
            for kind in ("sender_hearing", "candidate_hearing", "reconsideration"):
                self.begin(kind, "not_asked", placement)

    def after_nomination_withdraw(self, thing):
        for each in self.below(thing, "placement"):
            if each.state != "stopped":
                each.state = "stopped"
            self.call_off(each)

    def after_case_withdraw(self, _thing):
        for each in self.of("nomination"):
            is_over = each.state in {"not_necessary", "withdrawn", "expired"}
            if not is_over and not self.has_moved(each):
                self.take("the product", each, "withdraw")

    def after_sender_hearing_record_statement(self, thing):
        placement = thing.parent
        both = (
            self._sender_heard(None, None, placement),
            self._candidate_heard(None, None, placement),
        )
        if placement.state == "hearing" and all(both):
            placement.state = "heard"

    after_candidate_hearing_record_statement = after_sender_hearing_record_statement
    after_candidate_hearing_leave_out = after_sender_hearing_record_statement

    def after_placement_contact_receiver(self, thing):
        for who, role in self.there.items():
            self.roles.setdefault(who, set()).add(role)
        handover = self.begin("handover", "opened", thing)
        for kind, state in (
            ("signature", "unsigned"), ("contact_person", "awaited"), ("registration", "not_asked"),
        ):  # fmt: skip
            self.begin(kind, state, handover)
        for subject in SUBJECTS:
            self.begin("knowledge_item", "awaited", handover, topic=subject)
        written = [
            e for e in self.of("safety_assessment") if e.state in {"staff_informed", "confirmed"}
        ]
        for each in written:
            have = {receipt.owner for receipt in self.below(each, "receipt")}
            self.send(each, self.entitled() - have)

    def after_placement_reopen_for_safety(self, thing):
        self.call_off(thing)

    after_placement_reopen_after_reconsideration = after_placement_reopen_for_safety

    def after_reconsideration_grant(self, thing):
        is_out = thing.parent.state in {"approved", "contacted"}
        if is_out and not self.has_moved(thing.parent):
            self.take("the product", thing.parent, "reopen_after_reconsideration")

    def after_safety_assessment_write_assessment(self, thing):
        self.pictured = self.now
        for each in self.of("safety_assessment"):
            if each is not thing and each.state in {"written", "staff_informed", "confirmed"}:
                each.state = "superseded"
        for each in self.of("placement"):
            if each.state in {"decided", "approved", "contacted"} and not self.has_moved(each):
                self.take("the product", each, "reopen_for_safety")
        if self.entitled():
            thing.state = "staff_informed"
            self.send(thing, self.entitled())

    def after_safety_assessment_inform_staff(self, thing):
        self.send(thing, self.entitled())

    def _recipients(self, _who, _person, _thing):
        return bool(self.entitled())

    def after_receipt_confirm_receipt(self, thing):
        sent = self.below(thing.parent, "receipt")
        if thing.parent.state == "staff_informed" and all(e.state == "confirmed" for e in sent):
            thing.parent.state = "confirmed"

    def call_off(self, placement):
        for each in self.below(placement, "handover"):
            if each.state in {"opened", "ready_to_move", "not_arrived"}:
                each.state = "called_off"

    def send(self, assessment, whom):
        for who in sorted(whom):
            self.begin("receipt", "sent", assessment, owner=who)

    def entitled(self):
        reads = {role for role in STAFF if self.access(role, "safety") in "FP"}
        return {who for who, roles in self.roles.items() if roles & reads}

    # Where things are.

    def of(self, kind):
        return [each for each in self.things if each.kind == kind]

    def below(self, thing, kind):
        return [each for each in self.of(kind) if _is_below(each, thing)]

    def has_moved(self, thing):
        return any(e.state in {"moved", "completed"} for e in self.below(thing, "handover"))


def _is_below(thing, other):
    return thing.parent is not None and (thing.parent is other or _is_below(thing.parent, other))
