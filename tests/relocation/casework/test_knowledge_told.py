"""What the receiving municipality reads of each item of knowledge that it confirms."""

import pytest

from relocation.cases.kinds import PICTURE
from relocation.errors import Missing
from relocation.handovers import papers
from relocation.handovers import service as handovers
from relocation.handovers.kinds import KNOWLEDGE
from relocation.handovers.papers import Subject
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.entering import PICTURE as SAID
from tests.relocation.casework.entering import PRECAUTIONS
from tests.relocation.casework.handing_over import opened

SAFETY = Subject.SAFETY_PRECAUTIONS


def items_of(desk, handover):
    return {row.topic: row.id for row in desk.rows("knowledge_item") if row.parent == handover}


def lacks(desk, item, text):
    with pytest.raises(Missing) as refused:
        desk.do(handovers.give, COORDINATOR, item, papers.Knowledge(text=text))
    return set(refused.value.needs)


@pytest.mark.slow
@pytest.mark.rule("HO-3", "HO-8")
def test_the_receiver_reads_every_item_that_it_confirms_and_nothing_of_threats(desk):
    items = items_of(desk, opened(desk))
    for subject in Subject:
        text = PRECAUTIONS.for_staff if subject is SAFETY else f"of {subject}"
        desk.do(handovers.give, COORDINATOR, items[subject], papers.Knowledge(text=text))
        kind = KNOWLEDGE[subject]
        with desk.store.transaction() as session:
            (read,) = asked(session, RECEIVER, CASE, kind, row=items[subject])
            (own,) = asked(session, COORDINATOR, CASE, kind, row=items[subject])
            assert asked(session, RECEIVER, CASE, PICTURE) == ()
        assert read.content == own.content == {"text": text}
    with desk.store.transaction() as session:
        for who in (PROBATION, POLICE_THERE):
            assert asked(session, who, CASE, KNOWLEDGE[SAFETY], row=items[SAFETY])


@pytest.mark.slow
@pytest.mark.rule("HO-3", "HO-8")
def test_the_item_on_precautions_says_what_the_police_wrote_and_not_a_line_more(desk):
    item = items_of(desk, opened(desk))[SAFETY]
    both = f"  {PRECAUTIONS.for_staff}\n\n{PRECAUTIONS.for_candidate}"
    for other in (f"{both}\nthree men from the club are after her", SAID.account, "in pairs"):
        assert lacks(desk, item, other) == {"polices_precautions"}
    assert lacks(desk, item, " ") == {"content"}
    given = desk.do(handovers.give, COORDINATOR, item, papers.Knowledge(text=both))
    assert given.state == "given"


@pytest.mark.slow
@pytest.mark.rule("HO-8", "SE-2")
def test_whoever_tries_words_in_it_learns_nothing_of_what_is_threatened(desk):
    item = items_of(desk, opened(desk))[SAFETY]
    tried = (SAID.account, *SAID.enemies, *SAID.dangerous_places, "a word of nobody")
    assert {frozenset(lacks(desk, item, each)) for each in tried} == {
        frozenset({"polices_precautions"})
    }
