"""An explanation as lines of text: why here, why not there, and what another reader gets."""

from collections.abc import Iterator

from api.language import Language
from api.report.aims import aim_amount, joined
from api.report.conflicts import conflict_line, conflict_texts
from api.report.decided import closed_decision
from api.report.reasons import alone_text, closed_text, reason_line, signed
from relocation.placements.readers import Sheet
from scoring.explanation import CriterionHere, Forced, Quick, Sentence, WhyHere, WhyNot
from scoring.person import WishKind

TIE_BREAK = "tie_break"
"""An aim whose value says nothing to a reader."""


def here_lines(here: WhyHere, say: Language) -> Iterator[str]:
    """Why the plan gives somebody this place, or none."""
    yield from head_lines(here, say)
    for criterion in here.criteria:
        yield from _criterion(criterion, say)
    if here.criteria:
        yield say.say("explain.worth", worth=say.number(here.worth / 100, 2))
    yield from beside_lines(here, say)
    if here.conflict:
        line = conflict_line(here.conflict, say)
        yield from conflict_texts(line, say)


def beside_lines(here: WhyHere, say: Language) -> Iterator[str]:
    """What stands beside the points: prices, wishes, and the place that one would have alone."""
    if here.price:
        yield say.say("explain.price", price=say.number(here.price / 100, 2))
    if here.rise:
        yield say.say("explain.rise", rise=say.number(here.rise / 100, 2))
    for wish in here.wishes:
        code = "explain.wants" if wish.kind is WishKind.WANTS else "explain.avoids"
        yield say.say(code, place=wish.municipality, met=wish.met)
    if here.alone and here.alone.causes:
        yield alone_text(here.alone, say)


def head_lines(here: WhyHere, say: Language) -> Iterator[str]:
    """What comes before everything else: who and where, and a decided place that is closed now."""
    yield title_line(here, say)
    yield from closed_decision(here, say)


def title_line(here: WhyHere, say: Language) -> str:
    """Who, where, and how that came."""
    outcome = say.say(f"outcome.{here.outcome}")
    return say.say("explain.title", person=here.person, place=here.municipality, outcome=outcome)


def _criterion(criterion: CriterionHere, say: Language) -> Iterator[str]:
    yield say.say(
        "explain.points",
        criterion=say.say(f"criterion.{criterion.key}"),
        points=criterion.points,
        weight=criterion.weight,
        certainty=criterion.certainty,
    )
    for reason in criterion.reasons:
        line = reason_line(reason, say)
        origin = ", ".join(part for part in (line.provenance, line.as_of) if part)
        yield f"  {line.points:>5}  {line.sentence} ({origin})"


def why_not_lines(found: WhyNot, say: Language) -> Iterator[str]:
    """Why somebody does not get a place: closed, or the two ends, then the exact price."""
    yield say.say("explain.why_not", place=found.municipality)
    if found.closed:
        yield say.say("explain.closed")
        yield from (f"  · {closed_text(closed, say)}" for closed in found.closed)
    elif found.forced is not None:
        yield from _forced(found.forced, found, say)
    elif found.quick is not None:
        yield from _quick(found.quick, say)
    else:
        yield say.say("explain.already_there", place=found.municipality)


def _quick(quick: Quick, say: Language) -> Iterator[str]:
    yield say.say("explain.quick")
    spans = (
        (span.name, (span.standing, span.bound, span.repaired))
        for span in quick.aims
        if span.name != TIE_BREAK and not span.standing == span.bound == span.repaired
    )
    for label, name, values in joined(spans, say):
        standing, bound, repaired = (aim_amount(name, value, say) for value in values)
        told = {"standing": standing, "bound": bound, "repaired": repaired}
        yield "  · " + say.say("explain.span", aim=label, **told)


def _forced(forced: Forced, found: WhyNot, say: Language) -> Iterator[str]:
    code = "explain.exact" if forced.exact else "explain.not_exact"
    yield say.say(code, place=found.municipality)
    changed = [
        (aim.name, (aim.standing, aim.forced))
        for aim in forced.aims
        if aim.standing != aim.forced and aim.name != TIE_BREAK
    ]
    for label, name, values in joined(changed, say):
        before, after = (aim_amount(name, value, say) for value in values)
        yield "  · " + say.say("explain.aim_change", aim=label, standing=before, forced=after)
    if not changed:
        yield "  · " + say.say("explain.no_aim_change")
    yield from (f"  · {text}" for text in _parts(forced, say))
    others = [move for move in forced.moves if move.person != found.person]
    for move in others:
        yield "  · " + say.say(
            "explain.move", person=move.person, before=move.before, after=move.after
        )
    if not others:
        yield "  · " + say.say("explain.no_moves")


def _parts(forced: Forced, say: Language) -> Iterator[str]:
    """What the change of the points is made of, and that it adds up."""
    for key, own in forced.own.items():
        others, points = forced.others[key], forced.losses[key]
        if points or others:
            yield say.say(
                "explain.loss",
                criterion=say.say(f"criterion.{key}"),
                change=signed(-points, say),
                own=_hundredths(own, say),
                others=_hundredths(others, say),
            )
    taken = {"explain.prices": forced.prices, "explain.rises": forced.rises}
    for code, more in taken.items():
        if more:
            yield say.say(code, change=_hundredths(more, say))
    if any((*forced.own.values(), *forced.others.values(), *taken.values())):
        yield say.say("explain.lost", change=_hundredths(forced.lost, say))


def _hundredths(lost: int, say: Language) -> str:
    return signed(-lost / 100, say)


def sentence_text(sentence: Sentence, say: Language) -> str:
    """A coded sentence for a reader outside the central unit."""
    return say.say(f"sentence.{sentence.code}", **sentence.facts)


def sheet_lines(sheet: Sheet | None, say: Language) -> Iterator[str]:
    """What a reader outside the central unit gets: the shortlist, or needs and precautions."""
    if sheet is None:
        yield say.say("sheet.nothing")
        return
    if sheet.options:
        yield say.say("sheet.intro")
    for option in sheet.options:
        yield option.name
        yield from (f"  · {sentence_text(each, say)}" for each in option.sentences)
    yield from (sentence_text(each, say) for each in sheet.sentences)
