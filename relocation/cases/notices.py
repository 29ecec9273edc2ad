"""Who is told of what in a programme: NEC of every visitation, change and end (WF-12)."""

from relocation.events import Event
from relocation.proceedings.service import taken_at
from relocation.work import Work


def tell_nec_of_visitation(work: Work, event: Event) -> None:
    """Somebody was visitated into a programme, or admitted to it."""
    work.tell(Event("NecToldOfVisitation", event.case, event.case))


def tell_of_agreement(work: Work, event: Event) -> None:
    """The signed agreement goes to NEC and to the exit unit of the police district."""
    work.tell(Event("NecToldOfAgreement", event.case, event.case))
    work.tell(Event("ExitUnitToldOfAgreement", event.case, event.case))


def tell_nec_of_change(work: Work, event: Event) -> None:
    """Something changed in a programme: its time frame, or who is responsible."""
    work.tell(Event("NecToldOfChange", event.case, event.case))


def tell_nec_of_end(work: Work, event: Event) -> None:
    """A programme ended, however; of whoever never came to a visitation NEC hears nothing."""
    if taken_at(work.session, event.case, "decide_visitation") is not None:
        work.tell(Event("NecToldOfEnd", event.case, event.case))
