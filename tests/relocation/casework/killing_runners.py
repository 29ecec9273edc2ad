"""A runner of the due jobs killed at one statement after the other, and what is wrong after it."""

import subprocess
import sys

from relocation.jobs.service import LEASE
from tests.relocation.casework.due import (
    RECEIPTS,
    Noting,
    handed,
    much_is_due,
    ran,
    told,
    took,
)
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.store.killed import ROOT, wait_until_alone
from tests.store import Store as Database


def killed_runners(desk, folder, stride):
    """Kill a pass before each so-many-th statement until one lives.

    Args:
        desk: of an empty store.
        folder: of its keys.
        stride: so many statements later each time.

    Returns:
        How many were killed, and what was lost, doubled or left half done.
    """
    much_is_due(desk)
    kills = _killed(desk, folder, stride)
    ran(desk, channel=Noting())
    found = {
        "warned of once": took(desk, "nomination.warn") == 1,
        "escalated once each": took(desk, "receipt.escalate") == RECEIPTS,
        "handed over what was told": handed(desk) == told(desk),
        "the log whole": is_whole(desk),
    }
    return kills, [f"not {each}" for each, holds in found.items() if not holds]


def _killed(desk, folder, stride):
    url = desk.store.database.url.render_as_string(hide_password=False)
    module = "tests.relocation.casework.killed_runner"
    words = (sys.executable, "-m", module, url, str(folder), desk.now.isoformat(), str(stride))
    kills = int(subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout)
    wait_until_alone(Database(url, desk.store.database))
    desk.now += (kills + 1) * LEASE
    return kills
