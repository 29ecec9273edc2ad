"""An upgrade of a store with data, from any revision, killed at random and run again."""

import os
import signal
from random import Random

from relocation.database import open_database
from relocation.schema import differences, downgrade, revision_of, revisions, upgrade
from tests.relocation.store.killed import die_before, wait_until_alone
from tests.relocation.store.rows import counted, fill


def faults_of_a_kill(store, number):
    """What was wrong after an upgrade was killed somewhere and run again; the store is used up."""
    random, newest = Random(number), revisions()[-1]
    frm = random.choice(revisions()[:-1])
    downgrade(store.engine, "base")
    upgrade(store.engine, frm)
    fill(store.engine)
    before = counted(store.engine)
    point = f"statement {random.randrange(1, 120)}" if random.random() < 0.8 else "commit 1"
    code = _killed(store, point)
    left = revision_of(store.engine), counted(store.engine)
    upgrade(store.engine)
    after = counted(store.engine)
    held = {
        "ended": code in {0, -signal.SIGKILL},
        "half done": left == (frm, before) if code else left[0] == newest,
        "tables": differences(store.engine) == (),
        "rows": {name: after[name] for name in before if name in after}
        == {name: many for name, many in before.items() if name in after},
    }
    return [f"upgrade {number}: {fault}" for fault, holds in held.items() if not holds]


def _killed(store, point):
    store.engine.dispose()
    child = os.fork()
    if not child:
        try:
            engine = open_database(store.url)
            die_before(engine, point)
            upgrade(engine)
        finally:
            os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    wait_until_alone(store)
    return code
