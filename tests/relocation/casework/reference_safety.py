"""The safety picture in the reference: when it was last written, and to whom precautions go."""

from tests.relocation.casework.reference import Reference, Thing

WRITES = {"police_inquiry": "record_findings", "safety_assessment": "write_assessment"}


def newest_picture(ref: Reference) -> tuple[int, Thing | None]:
    """When the police last wrote it, and by which inquiry or assessment."""
    found = [(each.order(step), each) for kind, step in WRITES.items() for each in ref.of(kind)]
    return max((each for each in found if each[0]), default=(0, None), key=lambda each: each[0])


def is_changed(ref: Reference) -> bool:
    """Whether there was another picture before."""
    steps = [step for each in ref.things for _, step, _ in each.took]
    return sum(steps.count(each) for each in WRITES.values()) > 1


def is_replaced(ref: Reference, thing: Thing, step: str) -> bool:
    """Whether a picture was written since this step."""
    return 0 < thing.order(step) < newest_picture(ref)[0]


def is_newest_report(ref: Reference, report: Thing) -> bool:
    """Whether nobody reported another change after it that the police have not assessed."""
    later = ref.things[ref.things.index(report) + 1 :]
    return ("safety_assessment", "change_reported") not in {(x.kind, x.state) for x in later}


def is_answered(ref: Reference, report: Thing) -> bool:
    """Whether who wrote the newest picture had read the report: it was there when they were asked.

    On an assessment the police are asked by its own report, in an inquiry by whoever asks.
    """
    written, source = newest_picture(ref)
    if source is None or source is report:
        return False
    asked = source.order("begin", "ask_police", "ask_police_again")
    return report.order("begin") < asked < written


def brief_newcomers(ref: Reference, _placement: Thing) -> None:
    """Whoever joins gets the newest precautions: of an assessment or the inquiry."""
    brief(ref, ref.entitled())


def brief(ref: Reference, users: set[str]) -> None:
    written, source = newest_picture(ref)
    if source is not None:
        sent = [each for each in ref.below(source, "receipt") if each.state != "not_needed"]
        send(ref, source, users - {each.owner for each in sent if each.order("begin") > written})


def send(ref: Reference, source: Thing, users: set[str] | None = None) -> None:
    for user in sorted(ref.entitled() if users is None else users):
        ref.begin("receipt", "sent", parent=source, owner=user)
