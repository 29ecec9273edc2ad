"""Other processes at work on a store: `python -m tests.relocation.keys.at_work TASK ROOT …`."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from relocation.keys.store import KeyStore
from tests.relocation.keys.places import NOW, Place

THREADS = 4


def fingerprint(store: KeyStore, case: str) -> str:
    """A line that holds for the case's key."""
    return f"{case} {store.case_key(case).hex()}\n"


def read_and_write(root: str, name: str) -> None:
    """Read known keys and make new ones on all threads until told to stop; print how many.

    Any refusal, and any key that is not what it was, ends the process with a fault.
    """
    place = Place(Path(root))
    store = place.open()
    known = (place.root / "known").read_text().splitlines(keepends=True)
    tell("began")

    def work(thread: int) -> int:
        done = 0
        while not (place.root / "stop").exists():
            line = known[(done * THREADS + thread) % len(known)]
            if fingerprint(store, line.split()[0]) != line:
                raise AssertionError("a key has changed")
            case = f"{name}-{thread}-{done}"
            if done % 5 == 0 and store.new_case_key(case, NOW) != store.case_key(case):
                raise AssertionError("a new key is not read back")
            done += 1
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        tell(sum(pool.map(work, range(THREADS))))


def rotate_until_killed(root: str, after: str) -> None:
    """Rotate, and die by SIGKILL as soon as so many keys are done."""

    def kill(done: int) -> None:
        if done >= int(after):
            os.kill(os.getpid(), signal.SIGKILL)

    Place(Path(root)).open().rotate(kill)


def rotate(root: str) -> None:
    """Rotate, and tell that it begins and after every hundred."""
    store = Place(Path(root)).open()
    tell("began")
    store.rotate(tell)


def erase(root: str) -> None:
    """Erase the known cases one after the other, and tell each."""
    store = Place(Path(root)).open()
    tell("began")
    for line in (Path(root) / "known").read_text().splitlines():
        store.destroy(line.split()[0], NOW)
        tell(line.split()[0])


def tell(what: object) -> None:
    print(what, flush=True)  # noqa: T201 - read by the test


if __name__ == "__main__":
    tasks = {each.__name__: each for each in (read_and_write, rotate_until_killed, rotate, erase)}
    tasks[sys.argv[1]](*sys.argv[2:])
