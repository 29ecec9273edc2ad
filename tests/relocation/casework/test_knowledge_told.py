"""What the receiving municipality reads of each item of knowledge that it confirms."""

import pytest

from relocation.cases.kinds import PICTURE
from relocation.handovers import papers
from relocation.handovers import service as handovers
from relocation.handovers.kinds import KNOWLEDGE
from relocation.handovers.papers import Subject
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE_THERE, PROBATION, RECEIVER
from tests.relocation.casework.handing_over import opened


@pytest.mark.slow
@pytest.mark.rule("HO-3", "HO-8")
def test_the_receiver_reads_every_item_that_it_confirms_and_nothing_of_threats(desk):
    handover = opened(desk)
    items = {row.topic: row.id for row in desk.rows("knowledge_item") if row.parent == handover}
    for subject in Subject:
        desk.do(handovers.give, COORDINATOR, items[subject], papers.Knowledge(text=f"of {subject}"))
        kind = KNOWLEDGE[subject]
        with desk.store.transaction() as session:
            (read,) = asked(session, RECEIVER, CASE, kind, row=items[subject])
            (own,) = asked(session, COORDINATOR, CASE, kind, row=items[subject])
            assert asked(session, RECEIVER, CASE, PICTURE) == ()
        assert read.content == own.content == {"text": f"of {subject}"}
    with desk.store.transaction() as session:
        item = items[Subject.SAFETY_PRECAUTIONS]
        for who in (PROBATION, POLICE_THERE):
            assert asked(session, who, CASE, KNOWLEDGE[Subject.SAFETY_PRECAUTIONS], row=item)
