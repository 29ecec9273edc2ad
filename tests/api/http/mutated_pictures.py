"""Files of the threat picture, mutated by number and sent: each is taken whole or refused whole."""

import random
import tempfile
from pathlib import Path

from relocation.store import Store
from relocation.threats.reading import COLUMNS
from tests.api.http.desk import HttpDesk
from tests.api.http.fuzzing.world import rows_of
from tests.relocation.casework.desk import POLICE, by_name, enrol
from tests.relocation.keys.places import Place
from tests.relocation.municipalities.folders import CANARY
from tests.relocation.municipalities.mutated_imports import mutated
from tests.relocation.threats.statements import HEADER, LINES
from tests.store import one_store

ORIGINAL = "".join(f"{line}\n" for line in (HEADER, *LINES)).encode()
PATH = "/api/v1/threat-picture/imports"
SAID = "threat_statements"
MOST_FAULTS = 100


def sent(desk, data, key, who=POLICE, **headers):
    """A file sent as what it is."""
    own = desk.signed_in(who) | {"Idempotency-Key": key, "Content-Type": "text/csv"} | headers
    return desk.client.post(PATH, headers=own, content=data)


def fault_of(desk, number):
    """What went wrong with the mutated file of a number; None where nothing did."""
    data, before = mutated(ORIGINAL, random.Random(number)), rows_of(desk)
    answer = sent(desk, data, f"a-file-{number}")
    after = rows_of(desk)
    if CANARY in answer.text or CANARY in str(answer.headers):
        return "the answer repeats the file"
    if answer.status_code == 201:
        added = len(after[SAID]) - len(before[SAID])
        return None if 0 < added == sum(answer.json().values()) else "not taken whole"
    if answer.status_code != 422:
        return f"answered with {answer.status_code}"
    if after != before:
        return "something was written"
    return _of_refusal(answer.json()["errors"])


def _of_refusal(told):
    if not 1 <= len(told) <= MOST_FAULTS:
        return "faults are missing, or too many"
    for each in told:
        if not each["rule"].startswith("import.") or not each["says"]:
            return "a fault without its rule"
        if each.get("column") is not None and not 1 <= each["column"] <= len(COLUMNS):
            return "a fault at no column"
        if each.get("line") is not None and each["line"] < 1:
            return "a fault at no line"
    return None


def run_chunk(start, count):
    """Send `count` mutated files from number `start` to a store of their own."""
    failures = []
    with tempfile.TemporaryDirectory() as name, one_store("sqlite", Path(name)) as store:
        place = Place(Path(name))
        place.add_wrapping_key("2027-01")
        desk = HttpDesk(Store(store.engine, place.create(), by_name))
        with desk.store.transaction() as session:
            enrol(session, POLICE)
        for number in range(start, start + count):
            fault = fault_of(desk, number)
            failures += [{"case": number, "fault": f"over HTTP: {fault}"}] if fault else []
    return {"cases": count, "failures": failures}
