"""Doubles over HTTP: whoever nominates is told the same of somebody known, and who resolves it."""

import re
from contextlib import contextmanager
from dataclasses import asdict

import pytest
from sqlalchemy import text

from relocation.cases import service as cases
from relocation.cases.doubles import end_centrally
from relocation.cases.endings import CentralEnding
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.api.http import asking
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, DECIDER, POLICE, RECEIVER
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.casework.nominating import NEEDED, REQUEST, WHY
from tests.relocation.casework.test_double_resolved_told import GOES, STAYS, nominated
from tests.relocation.casework.test_known_told import OTHER_POLICE, OTHERS, UNKNOWN
from tests.relocation.casework.waiting import row

RANDOM = re.compile(r"\b(?:[a-z2-7]{26}|[0-9a-f]{32})\b")
"""Handles, and ids of requests: drawn anew for everybody, and all equally long."""


def plain(text):
    """Without what differs since it was handed in or is drawn by chance."""
    return RANDOM.sub("#", re.sub(f"{IDENTITY.cpr}|{UNKNOWN.cpr}", "0" * 10, text))


@contextmanager
def recorded(desk, *whose):
    """Whole answers to these accounts, in their order: status, headers and body."""
    told, tokens = [], tuple(f"Bearer {each.user}-" for each in whose)

    def note(answer):
        if answer.request.headers["authorization"].startswith(tokens):
            answer.read()
            headers = [(k, RANDOM.sub("#", v)) for k, v in answer.headers.items()]
            asked = answer.request.method, RANDOM.sub("#", str(answer.request.url))
            told.append((*asked, answer.status_code, headers, plain(answer.text)))

    desk.client.event_hooks = {"response": [note]}
    yield told
    desk.client.event_hooks = {"response": []}


def opened(desk, who, identity):
    headers = desk.signed_in(who) | {"Idempotency-Key": desk.press(0).key.rjust(8, ".")}
    body = {"identity": asdict(identity), "referral": asdict(REFERRAL)}
    first, again = (desk.client.post("/api/v1/cases", headers=headers, json=body) for _ in "12")
    assert first.status_code == 201, first.text
    assert again.content == first.content
    return desk._moved(who, first.json()).row


def read_all(desk, who, case):
    for path in ("/cases", "/overdue", "/contacts", "/doubles"):
        asking.read(desk, who, path)
    for path in asking.documents(desk, who, case):
        asking.read(desk, who, path)
    for _, path in asking.readings(desk, who, case):
        asking.read(desk, who, path)
    asking.read(desk, who, doubles_of(desk, who, case))


def doubles_of(desk, who, case):
    return f"/cases/{desk.handle(who, case)}/doubles?purpose=casework"


def lived(desk, identity):
    """All that sender and police are told from the registration to the search for a place."""
    with recorded(desk, RECEIVER, OTHER_POLICE) as told:
        case = opened(desk, RECEIVER, identity)
        desk.do(cases.refer, RECEIVER, case)
        read_all(desk, RECEIVER, case)
        desk.join(OTHER_POLICE, Role.POLICE_SENDER, case)
        for who, role in ((CASEWORKER, "CASEWORKER"), (DECIDER, "DECISION_MAKER")):
            desk.join(who, Role[f"CENTRAL_{role}"], case)
        desk.stands(case, "admitted", Stage.ENROLLED)
        nomination = desk.do(nominations.draft, RECEIVER, case, REQUEST).row
        desk.do(nominations.request, RECEIVER, nomination)
        desk.do(nominations.endorse, OTHER_POLICE, nomination, WHY)
        desk.do(nominations.submit, RECEIVER, nomination)
        for press, who, *given in (
            (nominations.find_necessary, CASEWORKER, NEEDED),
            (nominations.confirm, DECIDER, WHY),
        ):
            for each in (RECEIVER, OTHER_POLICE):
                read_all(desk, each, case)
            desk.do(press, who, nomination, *given)
        for each in (RECEIVER, OTHER_POLICE):
            read_all(desk, each, case)
    seen = desk.get(CASEWORKER, doubles_of(desk, CASEWORKER, case).split("?")[0], purpose=WORK)
    desk.stands(case, "erased", Stage.ERASED)
    return told, seen.json()["doubles"]


WORK = "casework"


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_whoever_nominates_somebody_known_gets_every_byte_that_it_gets_for_somebody_unknown(desk):
    known, _ = nominated(desk, COORDINATOR, POLICE)
    unknown, nobody = lived(desk, UNKNOWN)
    told, one = lived(desk, IDENTITY)
    assert (nobody, one) == ([], [desk.handle(CASEWORKER, known)])
    assert len(told) > 100
    assert told == unknown


def pair(desk):
    stays, _ = nominated(desk, *STAYS)
    goes, nomination = nominated(desk, *GOES)
    return stays, goes, nomination


def told_of(desk, who, case):
    return desk.get(who, f"/cases/{desk.handle(who, case)}/doubles", purpose=WORK)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_the_central_unit_sees_a_double_over_http_and_nobody_else_does(desk):
    stays, goes, _ = pair(desk)
    own = [desk.handle(DECIDER, each) for each in (stays, goes)]
    assert told_of(desk, CASEWORKER, stays).json() == {"doubles": [own[1]]}
    assert told_of(desk, CASEWORKER, goes).json() == {"doubles": [own[0]]}
    assert told_of(desk, DECIDER, stays).json() == {"doubles": []}
    assert desk.get(DECIDER, "/doubles").json() == {"persons": [sorted(own)]}
    for who in (COORDINATOR, POLICE):
        assert told_of(desk, who, stays).json() == {"doubles": []}
        assert told_of(desk, who, goes).status_code == 404
        assert desk.get(who, "/doubles").status_code == 404
    assert desk.get(CASEWORKER, "/doubles").status_code == 404
    assert told_of(desk, OTHERS[0], stays).status_code == 404
    handle = desk.handle(CASEWORKER, stays)
    assert desk.get(CASEWORKER, f"/cases/{handle}/doubles").status_code == 422
    read = [line for line in logged(desk) if line.startswith("doubles.read")]
    assert len(read) == 1


def logged(desk):
    with desk.store.transaction() as session:
        return [each or "" for each in session.scalars(text("SELECT detail FROM audit_lines"))]


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_double_is_ended_over_http_and_its_senders_are_told_that_it_was_ended_alone(desk):
    stays, goes, nomination = pair(desk)
    other = desk.handle(DECIDER, stays)
    said = CentralEnding(other=other, reasons=WHY)
    for who in (CASEWORKER, RECEIVER):
        with pytest.raises(NotAllowed):
            desk.do(end_centrally, who, goes, said)
    with pytest.raises(NotFound):
        desk.do(end_centrally, COORDINATOR, goes, said)
    for wrong in (CentralEnding(other=other, reasons=" "), ended("a" * 26), ended(STRANGE)):
        with pytest.raises(Missing):
            desk.do(end_centrally, DECIDER, goes, wrong)
    seen = told_of(desk, RECEIVER, goes)
    handover = row(desk, goes, "handover", "opened")
    with pytest.raises(Missing):
        desk.do(end_centrally, DECIDER, goes, said)
    desk.stands(handover, "called_off")
    assert desk.do(end_centrally, DECIDER, goes, said).state == "ended_centrally"
    assert (desk.row(goes).state, desk.row(nomination).state) == ("closed", "withdrawn")
    assert desk.get(DECIDER, "/doubles").json() == {"persons": []}
    assert told_of(desk, CASEWORKER, stays).json() == {"doubles": []}
    assert seen.json() == told_of(desk, RECEIVER, goes).json()
    with recorded(desk, *GOES) as told:
        for who in GOES:
            read_all(desk, who, goes)
    assert not any("central_ending" in body for *_, body in told)
    assert any('"state":"closed"' in body for *_, body in told)
    for who in GOES:
        assert asking.read(desk, who, papers_of(desk, who, goes)).json() == {"documents": []}
    assert WHY in asking.read(desk, CASEWORKER, papers_of(desk, CASEWORKER, goes)).text
    assert "end_centrally" in steps_of(desk, goes)


STRANGE = "z" * 27


def ended(other):
    return CentralEnding(other=other, reasons=WHY)


def papers_of(desk, who, case):
    own = desk.handle(who, case)
    return f"/cases/{own}/documents?purpose=casework&every_version=true&kind=central_ending"


def steps_of(desk, case):
    asked = text("SELECT step FROM taken_steps WHERE proceeding_id = :row")
    with desk.store.transaction() as session:
        return list(session.scalars(asked, {"row": case}))
