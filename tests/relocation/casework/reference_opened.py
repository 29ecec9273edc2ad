"""What begins by itself in the reference where something else begins."""

from relocation.handovers.papers import Subject
from tests.relocation.casework.reference import Reference, Thing


def begin_inquiries(ref: Reference, _case: Thing) -> None:
    for kind in ("police_inquiry", "municipal_inquiry"):
        if not ref.of(kind):
            ref.begin(kind, "not_asked", parent=ref.case)


def begin_measures(ref: Reference, _thing: Thing) -> None:
    """Each measure of the agreement as it was signed is followed (WF-14)."""
    for number in range(len(ref.of("measure")), len(ref.papers.get("signed", ()))):
        ref.begin("measure", "planned", parent=ref.case, topic=str(number + 1))


def open_handover(ref: Reference, placement: Thing) -> None:
    handover = ref.begin("handover", "opened", parent=placement)
    for kind, state in (
        ("signature", "unsigned"), ("contact_person", "awaited"), ("registration", "not_asked"),
    ):  # fmt: skip
        ref.begin(kind, state, parent=handover)
    for subject in Subject:
        ref.begin("knowledge_item", "awaited", parent=handover, topic=subject.value)
