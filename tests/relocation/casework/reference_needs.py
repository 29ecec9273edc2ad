"""What must have happened before a step: the needs of the page of steps, asked of the reference."""

from dataclasses import dataclass, field

LATE = 60 * 24 * 60
"""Minutes after which a term was not agreed in time."""


@dataclass(eq=False, repr=False)
class Thing:
    """Something that moves; who took which step when, the newest last."""

    kind: str
    state: str
    parent: "Thing | None" = None
    topic: str | None = None
    owner: str | None = None
    born: int = 0
    acute: bool = False
    taken: list[tuple[str, str, int]] = field(default_factory=list)

    def __repr__(self):
        """Short, and not what it belongs to."""
        return f"{self.kind} ({self.state})"

    def last(self, *steps):
        return next(((who, at) for step, who, at in reversed(self.taken) if step in steps), None)

    def takers(self, *steps):
        return {who for step, who, _ in self.taken if step in steps}


class Needs:
    """A method for each need that a button does not hand in; the reference knows the rest."""

    def _admitted(self, _who, _person, _thing):
        return self.stage != "S0"

    def _not_the_requester(self, _who, person, thing):
        return thing.last("request")[0] != person

    def _not_the_judge(self, _who, person, thing):
        if thing.kind == "acute_review":
            judging = ("find_necessary", "find_not_necessary", "confirm")
            return person not in thing.parent.takers(*judging)
        return thing.last("find_necessary", "find_not_necessary")[0] != person

    def _current_proposal(self, _who, _person, thing):
        made = thing.last("propose", "record_no_municipality")
        return thing.state in {"open", "reopened"} or made[1] >= self.pictured

    def _sender_heard(self, _who, _person, thing):
        return self.below(thing, "sender_hearing")[0].state == "on_record"

    def _candidate_heard(self, _who, _person, thing):
        return self.below(thing, "candidate_hearing")[0].state in {"on_record", "left_out"}

    def _hearing_open(self, _who, _person, thing):
        return thing.parent.state in {"hearing", "heard"}

    def _not_the_decider(self, _who, person, thing):
        return thing.last("decide", "uphold")[0] != person

    def _safety_changed(self, _who, _person, thing):
        return self.pictured >= thing.last("decide")[1]

    def _granted(self, _who, _person, thing):
        return self.below(thing, "reconsideration")[0].state == "granted"

    def _not_granted(self, *given):
        return not self._granted(*given)

    def _decision_stands(self, _who, _person, thing):
        return thing.parent.state in {"approved", "contacted"}

    def _took_no_part(self, _who, person, thing):
        return person not in thing.parent.takers("decide", "approve", "uphold")

    def _move_not_confirmed(self, _who, _person, thing):
        return not self.has_moved(thing)

    def _move_confirmed(self, _who, _person, thing):
        return thing.parent.state in {"moved", "completed"}

    def _precautions(self, _who, _person, thing):
        if thing.kind == "safety_assessment":
            return True
        there = [who for who, roles in self.roles.items() if roles & {"mr", "pr"}]
        sent = [each for each in self.of("receipt") if each.owner in there]
        return bool(sent) and all(each.state == "confirmed" for each in sent)

    def _contact_person_named(self, _who, _person, thing):
        return self.below(thing, "contact_person")[0].state == "named"

    def _contact_person(self, _who, _person, thing):
        return self.below(thing, "contact_person")[0].state != "awaited"

    def _signed_anew(self, _who, _person, thing):
        return self.below(thing, "signature")[0].state != "unsigned"

    def _every_item(self, _who, _person, thing):
        settled = {"confirmed", "closed_by_central"}
        return all(each.state in settled for each in self.below(thing, "knowledge_item"))

    def _every_term(self, _who, _person, thing):
        found = self.below(thing, "term")
        settled = {"accepted", "left_out", "noted_as_duty"}
        return bool(found) and all(each.state in settled for each in found)

    def _terms_settled(self, who, person, thing):
        return self._every_term(who, person, thing.parent)

    def _mismatches_answered(self, _who, _person, thing):
        return thing.parent.last("answer_mismatches") is not None

    def _over(self, _who, _person, thing):
        return thing.parent.state in {"reopened", "stopped"}

    def _performs_it(self, who, _person, _thing):
        return "mr" in self.roles[who]

    def _too_late(self, _who, _person, thing):
        return self.now - thing.born >= LATE

    def _own(self, who, _person, thing):
        return thing.owner == who
