"""Several messages that one transaction tells, in their order."""

from relocation.database import transaction
from relocation.outbox.model import Message
from relocation.outbox.service import tell_all
from tests.relocation.store.rows import ID, NOON, OTHER
from tests.relocation.store.test_outbox import finished, taken, told


def test_several_told_at_once_are_handed_out_in_their_order_behind_those_before(store):
    told(store, "first")
    with transaction(store.engine) as session:
        assert tell_all(session, [], NOON) == ()
        each = [Message("second", ID), Message("beside", OTHER), Message("third", ID)]
        assert len(set(tell_all(session, each, NOON))) == len(each)
    told(store, "fourth")
    found = []
    while message := taken(store):
        found.append((message.subject, message.sequence, message.kind))
        finished(store, message)
    of_one = [(1, "first"), (2, "second"), (3, "third"), (4, "fourth")]
    assert [each[1:] for each in found if each[0] == ID] == of_one
    assert [each for each in found if each[0] == OTHER] == [(OTHER, 1, "beside")]
