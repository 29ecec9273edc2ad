"""`relocation audit`, run as the command line runs it."""

import json

import pytest
from click.testing import CliRunner

from api.exit_codes import ExitCode
from api.program import relocation
from relocation.access.tables import CaseRow
from relocation.actor import CENTRAL_UNIT, Function
from relocation.audit.keys import HeldKeys
from relocation.people.acting import person_of
from relocation.permissions import Stage
from relocation.store import Store
from tests.relocation.audit.logbook import MONDAY, private_pem, public_pem, purposeful
from tests.relocation.casework.desk import COORDINATOR, account
from tests.relocation.casework.enrolled import enrol

AUDITOR = account("auditor", CENTRAL_UNIT, Function.AUDITOR)


def private(path, content):
    path.touch(mode=0o600)
    path.write_bytes(content)
    return str(path)


@pytest.fixture
def run(log, witness, place, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    url = log.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    monkeypatch.setenv("RELOCATION_CHECKPOINTS", str(witness))
    keys = place.create()
    log.keys = HeldKeys.of(keys)
    with Store(log.engine, keys, person_of).transaction() as session:
        for who in (AUDITOR, COORDINATOR):
            enrol(session, who)
        session.add(CaseRow(id="case-1", stage=Stage.ENROLLED, opened=MONDAY))
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    key = private(tmp_path / "audit.pem", private_pem(log.signing))
    monkeypatch.setenv("RELOCATION_AUDIT_SIGNING_KEY", key)
    public = tmp_path / "audit.pub"
    public.write_bytes(public_pem(log.signing))
    monkeypatch.setenv("RELOCATION_AUDIT_PUBLIC_KEY", str(public))
    return lambda *words: CliRunner().invoke(relocation, ["audit", *words])


@pytest.mark.rule("IF-6")
def test_a_whole_log_is_told_as_whole(log, run):
    log.fill(3)
    assert run("checkpoint", "--language", "en").output == "Signed: the log up to line 3.\n"
    done = run("verify", "--language", "en")
    assert done.exit_code == ExitCode.DONE
    assert "The log is whole: 3 lines" in done.output
    assert "Signed checkpoints that agree: 1" in done.output


@pytest.mark.rule("IF-6")
def test_a_log_that_is_not_whole_ends_with_3_and_names_the_first_bad_entry(log, run):
    log.fill(5)
    log.tampered().run("DELETE FROM audit_lines WHERE number = 3")
    done = run("verify", "--language", "en")
    assert done.exit_code == ExitCode.VIOLATIONS
    assert done.output.startswith("First bad entry: line 3")


def test_the_report_is_one_document_for_machines(log, run):
    log.fill(2)
    log.tampered().run("UPDATE audit_lines SET version = 9 WHERE number = 2")
    found = json.loads(run("verify", "--json").stdout)
    assert found["first_bad"] == {"tampering": "altered", "number": 2, "last": 2}
    assert (found["whole"], found["lines"]) == (False, 1)


def test_danish_is_spoken_unless_told_otherwise(run):
    assert run("verify").output.startswith("Loggen er hel")


def test_a_forged_checkpoint_ends_with_3(log, run, witness):
    log.fill(2)
    run("checkpoint")
    next(witness.iterdir()).write_text("{}")
    done = run("verify", "--language", "en")
    assert done.exit_code == ExitCode.VIOLATIONS
    assert "damaged, forged" in done.output


def test_a_clock_that_stepped_back_and_a_missing_key_store_are_told(log, run, monkeypatch):
    log.fill(2)
    log.now = log.now.replace(year=2025)
    log.fill(1)
    monkeypatch.delenv("RELOCATION_KEYS")
    done = run("verify", "--language", "en")
    assert done.exit_code == ExitCode.DONE
    assert "stepped back before 1 line;" in done.output
    assert "Without the key store" in done.output


def test_a_missing_checkpoint_is_told(log, run, witness):
    for _ in range(2):
        log.fill(1)
        run("checkpoint")
    min(witness.iterdir()).unlink()
    done = run("verify", "--language", "en")
    assert done.exit_code == ExitCode.VIOLATIONS
    assert "the one of line 1, and it is gone" in done.output


def test_checkpoints_are_not_read_without_the_public_key(run, monkeypatch):
    monkeypatch.delenv("RELOCATION_AUDIT_PUBLIC_KEY")
    done = run("verify")
    assert (done.exit_code, "--public-key" in done.output) == (ExitCode.BAD_INPUT, True)


def test_without_checkpoints_the_log_alone_is_followed(log, run, monkeypatch):
    log.fill(2)
    monkeypatch.delenv("RELOCATION_CHECKPOINTS")
    assert run("verify").exit_code == ExitCode.DONE


def test_a_log_that_is_not_whole_is_not_signed_and_ends_with_3(log, run):
    log.fill(2)
    log.tampered().run("UPDATE audit_lines SET version = 9 WHERE number = 2")
    assert run("checkpoint").exit_code == ExitCode.VIOLATIONS


@pytest.mark.parametrize("words", [("checkpoint",), ("checkpoint", "--if-due")])
def test_where_nothing_is_to_be_signed_it_says_so(run, words):
    assert run(*words, "--language", "en").output.startswith("Nothing to sign")


def test_the_checkpoint_is_one_document_for_machines(log, run):
    log.fill(2)
    assert json.loads(run("checkpoint", "--json").stdout)["number"] == 2


@pytest.mark.rule("IF-6")
def test_the_subjects_extract_is_read_at_the_terminal(log, run):
    log.write(purposeful())
    words = ("extract", "case-1", "--reader", "subject", "--actor", "auditor", "--language", "en")
    lines = run(*words).output.splitlines()
    assert lines[0] == "2026-11-23 10:01+01:00\tread\thandover"
    assert lines[1].endswith("\ttaken out\taccess request")


def test_the_auditors_extract_is_one_document_for_machines(log, run):
    log.write(purposeful())
    done = run("extract", "case-1", "--reader", "auditor", "--actor", "auditor", "--json")
    first = json.loads(done.stdout)[0]
    assert sorted(first) == ["at", "kind", "number", "purpose", "role", "user"]


def test_the_auditors_extract_is_read_at_the_terminal(log, run):
    log.write(purposeful())
    done = run("extract", "case-1", "--reader", "auditor", "--actor", "auditor", "--language", "en")
    user = log.keys.actor_ref("person-7", "case-1")
    assert f"read\thandover\tsending municipality\t{user}" in done.output.splitlines()[0]


@pytest.mark.rule("SE-18")
@pytest.mark.parametrize("reader", ["subject", "auditor"])
@pytest.mark.parametrize("case", ["nonsense", "case-2", "a" * 2_001])
def test_the_extract_of_a_case_that_never_was_is_refused_and_not_logged(log, run, case, reader):
    before = log.rows()
    done = run("extract", case, "--reader", reader, "--actor", "auditor", "--language", "en")
    assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
    assert case not in done.stderr
    of_another = ("--actor", COORDINATOR.user, "--language", "en")
    assert run("extract", "case-1", "--reader", reader, *of_another).stderr == done.stderr
    assert log.rows() == before


@pytest.mark.rule("SE-18")
@pytest.mark.parametrize("who", ["nobody", "a" * 2_001, COORDINATOR.user, "locked"])
def test_an_extract_is_an_auditors_of_the_register_and_nobody_elses_to_take(log, run, who):
    if who == "locked":
        log.tampered().run("UPDATE accounts SET disabled_since = since")
        who = AUDITOR.user
    before = log.rows()
    for reader in ("subject", "auditor"):
        done = run("extract", "case-1", "--reader", reader, "--actor", who)
        assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
        assert who not in done.stderr
    assert log.rows() == before


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("address", ["", "mysql://x/y", "sqlite:////nowhere/at/all.sqlite"])
def test_a_store_that_is_none_is_refused_and_not_made(run, monkeypatch, address):
    monkeypatch.setenv("RELOCATION_DATABASE", address)
    done = run("verify")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "RELOCATION_DATABASE" in done.output


def test_a_store_without_a_log_is_refused(log, run):
    with log.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit_lines")
    done = run("verify")
    assert (done.exit_code, "none with its tables" in done.output) == (ExitCode.BAD_INPUT, True)
