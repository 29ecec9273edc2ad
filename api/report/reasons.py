"""Coded reasons, causes and closings as sentences with their dates."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.language import Language
from api.report.aims import aim_label
from scoring.criterion import Reason
from scoring.explanation import Alone, Cause, ClosedBy

KEPT_APART = "keep_apart.placed"
APART = {
    "own_group": "closing.own_group",
    "ally": "closing.ally",
    "rival": "closing.rival",
    "by_hand": "closing.by_hand",
}
"""What to say by how somebody placed is kept apart."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason as a sentence with its points."""

    points: str
    sentence: str
    provenance: str
    as_of: str


def reason_line(reason: Reason, say: Language) -> ReasonLine:
    """Turn a coded reason into a sentence."""
    return ReasonLine(
        points=signed(reason.points, say),
        sentence=say.say(f"reason.{reason.code}", **reason.facts),
        provenance=say.say(f"provenance.{reason.provenance}"),
        as_of="" if reason.as_of is None else say.day(reason.as_of),
    )


def signed(number: float, say: Language) -> str:
    """A number with its sign."""
    return f"{'+' if number > 0 else ''}{say.number(number, 2)}"


def alone_text(alone: Alone, say: Language) -> str:
    """Where somebody would go alone, and what in the round stands between; empty when nothing."""
    if not alone.causes:
        return ""
    return say.say(
        "report.alone",
        place=alone.municipality,
        worth=signed(alone.worth / 100, say),
        causes=causes_text(alone.causes, say),
    )


def causes_text(causes: Iterable[Cause], say: Language) -> str:
    """What keeps somebody from a place; rows of a rule that the same people hold are said once."""
    return "; ".join(dict.fromkeys(cause_text(cause, say) for cause in causes))


def cause_text(cause: Cause, say: Language) -> str:
    """What keeps somebody from a place; for the central unit, with who holds it."""
    if say.knows(f"cause.{cause.code}"):
        text = say.say(f"cause.{cause.code}")
    elif say.knows(f"rule.{cause.code}"):
        text = say.say(f"rule.{cause.code}")
    else:
        text = say.say("cause.aim", aim=aim_label(cause.code, say))
    if not cause.people:
        return text
    return say.say("cause.held", cause=text, people=say.listed(cause.people))


def closed_text(closed: ClosedBy, say: Language) -> str:
    """A rule that closes a place, with who says so and when, or what else there is to tell."""
    if closed.facts:
        return f"{cause_text(Cause(closed.rule), say)}: {detail_text(closed, say)}"
    rule, origin = cause_text(Cause(closed.rule), say), _origin(closed, say)
    return f"{rule} ({origin})" if origin else rule


def _origin(closed: ClosedBy, say: Language) -> str:
    """Who says so: the rule's own words in the reader's language, or whose decision it was."""
    for code in (f"origin.{closed.rule}", f"origin.{closed.source}"):
        if say.knows(code):
            return say.say(code, as_of=closed.as_of)
    date = "" if closed.as_of is None else say.day(closed.as_of)
    return ", ".join(part for part in (closed.source, date) if part)


def detail_text(closed: ClosedBy, say: Language) -> str:
    """What is behind a closing: the report of a group, or somebody placed who is too near."""
    if closed.rule == KEPT_APART:
        return _apart_text(closed, say)
    return say.say(
        "closing.presence", source=closed.source or None, as_of=closed.as_of, **closed.facts
    )


def _apart_text(closed: ClosedBy, say: Language) -> str:
    """Who is too near, how, within how many minutes, and how far a single place is from there."""
    facts = closed.facts
    code = "closing.decided" if closed.as_of is None else "closing.placed"
    who = say.say(code, near=facts["near"], at=facts["municipality"], since=closed.as_of)
    how = say.say(
        APART[str(facts["how"])],
        who=who,
        group=facts["group"],
        reason=closed.source,
        within=facts["within"],
    )
    away, within = facts.get("minutes"), facts["within"]
    if not isinstance(away, int) or not isinstance(within, int):
        return how
    code = "closing.away" if away else "closing.same_place"
    return say.say(code, closing=how, minutes=away, doubt=away > within)
