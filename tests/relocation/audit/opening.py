"""Two persons open a pseudonym of the log: what each of them does, and how they are refused."""

from contextlib import contextmanager

import pytest

from relocation.audit.names import ask_for_name, open_name
from relocation.database import transaction
from relocation.errors import NameStaysClosed
from relocation.permissions import Role
from tests.relocation.audit.logbook import somebody

FIRST, SECOND = somebody("auditor-1", Role.AUDITOR), somebody("auditor-2", Role.AUDITOR)


@contextmanager
def closed(rule, remedy="Two different persons do it, one after the other."):
    """The name stays closed, and this is all that is said of it."""
    with pytest.raises(NameStaysClosed) as refusal:
        yield
    assert str(refusal.value) == f"name: {rule}\n{remedy}"


def ask(log, actor=FIRST, case="case-1", user=None):
    with transaction(log.engine) as session:
        asked = user or log.keys.actor_ref("person-7", "case-1")
        return ask_for_name(session, actor, case, asked, keys=log.keys, now=log.now)


def open_(log, asked, actor=SECOND, case="case-1"):
    with transaction(log.engine) as session:
        return open_name(session, actor, case, asked, keys=log.keys, now=log.now)
