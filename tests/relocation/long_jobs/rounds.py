"""Rounds as long jobs, for a caseworker who has an account in the register of people."""

import os
import signal
from contextlib import contextmanager

from relocation.actor import Function
from relocation.long_jobs.proposing import NOTHING, PROPOSE_ROUND
from relocation.long_jobs.service import job_of
from relocation.long_jobs.worker import work_once
from relocation.permissions import Role
from relocation.store import Store
from tests.relocation.casework.desk import CASEWORKER, ROLES, Desk, by_name
from tests.relocation.casework.placing import described
from tests.relocation.casework.waiting import waits
from tests.relocation.desk import NOW
from tests.relocation.long_jobs.errands import NUMBERS, asked
from tests.scoring.test_apart import children


def waiting(accounts, number=0):
    """A placement that waits, at a desk whose caseworker has an account; with who that is."""
    desk = Desk(Store(accounts.store.database, accounts.store.keys, by_name), now=NOW)
    caseworker = accounts.actor(Function.CENTRAL_CASEWORKER)
    others = {who: role for who, role in ROLES.items() if who is not CASEWORKER}
    placement = waits(desk, number, {**others, caseworker: Role.CENTRAL_CASEWORKER})
    described(desk, desk.row(placement).case_id)
    return desk, caseworker, placement


def ask_for_round(desk, who, key="round-1"):
    return asked(desk, who, NOTHING, kind=PROPOSE_ROUND, key=key, now=desk.now)


def solved(desk, now_of=None, numbers=NUMBERS):
    return work_once(desk.store, now_of or (lambda: desk.now), numbers=numbers)


def whole(desk, who, job):
    with desk.store.transaction() as session:
        return job_of(session, who, job, desk.now)


def proposals(desk):
    """How often the step was taken in which a proposal is stored."""
    return desk.logged().count("placement.propose")


@contextmanager
def held_up(solver):
    """A solver goes no further while something happens that must come before its answer."""
    os.kill(solver, signal.SIGSTOP)
    yield
    os.kill(solver, signal.SIGCONT)


class Meanwhile:
    """A clock that lets something happen once, while the solver works and before it answers."""

    def __init__(self, now, do):
        self.now, self.do, self.is_done = now, do, False

    def __call__(self):
        if not self.is_done and (solvers := children()):
            self.is_done = True
            with held_up(solvers[0]):
                self.do()
        return self.now
