"""`relocation users`: what it says, how it ends, and that no name stands on a command line."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from api.exit_codes import ExitCode
from api.program import relocation
from relocation.signing_in.enrolling import enrol
from relocation.signing_in.model import Enrolment, Source
from relocation.signing_in.sessions import begin_session
from tests.relocation.signing_in.members import CHOSEN

FIRST = ("add", "--organisation", "central-unit", "--function", "administrator")
BO = ("add", "--organisation", "municipality-0101", "--function", "municipal_exit_coordinator")


def run(*words, name=""):
    return CliRunner().invoke(relocation, ["users", *words], input=f"{name}\n")


@pytest.fixture
def settings(whole_store, store, tmp_path, monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", store.url)
    monkeypatch.setenv("RELOCATION_KEYS", str(tmp_path / "key-store" / "keys"))
    ring = tmp_path / "key-store" / "apart" / "wrapping-keys"
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(ring))
    monkeypatch.setenv("RELOCATION_LANGUAGE", "en")
    return whole_store


@pytest.fixture
def admin(settings):
    assert settings
    return json.loads(run(*FIRST, "--json", name="Ada Admin").stdout)["user"]


def listed(admin):
    return {a["name"]: a for a in json.loads(run("list", "--actor", admin, "--json").stdout)}


@pytest.mark.rule("SE-19", "IF-6")
def test_accounts_are_added_listed_qualified_and_disabled_and_no_name_is_an_argument(admin):
    done = run(*BO, "--actor", admin, name="Bo Berg")
    assert (done.exit_code, done.stdout.startswith("The account is there: ")) == (0, True)
    user = listed(admin)["Bo Berg"]["user"]
    words = ("qualify", user, "prevention_consultant", "--actor", admin)
    assert run(*words).exit_code == 0
    assert run(*words, "--until", "2199-01-01").exit_code == 0
    assert run("disable", user, "--actor", admin).exit_code == 0
    found = listed(admin)["Bo Berg"]
    assert [each["until"] for each in found["qualifications"]] == ["2199-01-01"]
    assert found["disabled_since"]


def test_the_list_is_read_at_the_terminal_in_both_languages(admin):
    english = run("list", "--actor", admin).stdout
    danish = run("list", "--actor", admin, "--language", "da").stdout
    assert english.rstrip().split("\t")[2:] == ["Ada Admin", "Central unit", "administrator"]
    assert danish.rstrip().split("\t")[3] == "Central enhed"


def test_a_qualification_and_the_end_of_an_account_are_read_at_the_terminal(admin):
    run(*BO, "--actor", admin, name="Bo Berg")
    user = listed(admin)["Bo Berg"]["user"]
    run("qualify", user, "finance", "--from", "2199-01-01", "--actor", admin)
    run("disable", user, "--actor", admin)
    shown = run("list", "--actor", admin).stdout
    assert "finance from 1 January 2199 until further notice\tout since " in shown


def test_done_is_said_for_people_and_told_to_machines(admin):
    run(*BO, "--actor", admin, name="Bo Berg")
    user = listed(admin)["Bo Berg"]["user"]
    said = run("qualify", user, "finance", "--actor", admin).stdout
    told = json.loads(run("disable", user, "--actor", admin, "--json").stdout)
    assert (said, told) == (f"The account has the qualification finance: {user}\n", {"user": user})


def test_what_does_not_hold_ends_with_2_names_the_place_and_repeats_nothing(admin):
    done = run(*BO, "--actor", admin, "--person", "somebody")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("person: nobody of this id has an account;")
    assert "somebody" not in done.stderr


def test_a_refusal_is_one_document_for_machines(admin):
    done = run("disable", admin, "--actor", admin, "--json")
    assert (done.exit_code, len(json.loads(done.stdout)["errors"])) == (ExitCode.BAD_INPUT, 1)


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*FIRST, "--organisation", "central"), "organisation: no organisation of this id"),
        (BO, "function: the first account must be an administrator's"),
        ((*FIRST, "--actor", "nobody"), "none that may act"),
    ],
)
def test_what_does_not_hold_of_a_new_account_is_refused_before_a_name_is_asked_for(words, told):
    done = run(*words, name="Ada Admin")
    assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
    assert told in done.stderr.splitlines()[0]


@pytest.mark.usefixtures("settings")
def test_an_organisation_that_is_not_there_is_answered_with_one_that_fits_the_function():
    assert "such as central-unit" in run(*FIRST, "--organisation", "central").stderr
    coordinator = ("--organisation", "central", "--function", "municipal_exit_coordinator")
    admin = json.loads(run(*FIRST, "--json", name="Ada Admin").stdout)["user"]
    assert "such as municipality-" in run("add", *coordinator, "--actor", admin).stderr


@pytest.mark.usefixtures("settings")
def test_an_unknown_actor_and_a_second_first_account_are_refused():
    assert "none that may act" in run("list", "--actor", "nobody").stderr
    assert run(*FIRST, name="Ada Admin").exit_code == 0
    assert "has accounts already" in run(*FIRST, name="Eva Other").stderr


def test_a_qualification_begins_or_ends_and_not_both(admin):
    days = ("--from", "2199-01-01", "--until", "2199-02-01")
    done = run("qualify", admin, "finance", *days, "--actor", admin)
    assert (done.exit_code, "one at a time" in done.stderr) == (ExitCode.BAD_INPUT, True)


def test_without_a_store_it_says_how_to_make_one(settings, tmp_path, monkeypatch):
    assert settings
    monkeypatch.setenv("RELOCATION_DATABASE", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert "run relocation db upgrade" in run("list", "--actor", "nobody").stderr


@pytest.fixture
def user(admin):
    run(*BO, "--actor", admin, name="Bo Berg")
    return listed(admin)["Bo Berg"]["user"]


@pytest.mark.rule("SE-19", "IF-6")
def test_a_code_of_enrolment_is_told_once_is_good_and_no_secret_is_an_argument(
    settings, admin, user
):
    told = json.loads(run("enrol", user, "--actor", admin, "--json").stdout)
    assert listed(admin)["Bo Berg"]["sign_in_name"] == told["sign_in_name"]
    assert told["code"] not in run("list", "--actor", admin).stdout
    until = datetime.fromisoformat(told["until"]) - datetime.now(UTC)
    assert timedelta(hours=47) < until <= timedelta(hours=48)
    setting_up = enrol(settings, Enrolment(told["code"], "::1"), CHOSEN, datetime.now(UTC))
    assert setting_up.name == told["sign_in_name"]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", ("Sign-in name: ", "Code of enrolment, good until 2", "It is told this once.")),
        ("da", ("Loginnavn: ", "Tilmeldingskode, gyldig til 2", "Den vises kun denne ene gang.")),
    ],
)
def test_a_code_of_enrolment_is_read_at_the_terminal_in_both_languages(admin, user, tag, words):
    done = run("enrol", user, "--actor", admin, "--language", tag)
    assert [
        line
        for line, start in zip(done.stdout.splitlines(), words, strict=True)
        if not line.startswith(start)
    ] == []


def test_a_sign_in_name_is_asked_for_where_one_is_wanted_and_shown_in_the_list(admin, user):
    done = run("enrol", user, "--name", "--actor", admin, name="ishoj.exit")
    assert done.stdout.startswith("Sign-in name: ishoj.exit\n")
    assert "\tsigns in as ishoj.exit" in run("list", "--actor", admin).stdout
    refused = run("enrol", user, "--name", "--actor", admin, name="3102901234")
    told = refused.stderr.splitlines()[-1]  # Above it stands what was typed.
    assert (refused.exit_code, "3102901234" in told) == (ExitCode.BAD_INPUT, False)
    assert "sign-in name: a sign-in name has 4 to 32 small letters" in told


def test_every_session_of_an_account_is_ended_at_the_terminal(settings, admin, user):
    with settings.transaction() as session:
        begin_session(session, user, Source.OUTSIDE, datetime.now(UTC))
    said = run("sessions-end", user, "--actor", admin).stdout
    told = json.loads(run("sessions-end", user, "--actor", admin, "--json").stdout)
    assert (said, told) == (f"1 session was ended: {user}\n", {"user": user, "ended": 0})
    assert run("sessions-end", "nobody", "--actor", admin).exit_code == ExitCode.BAD_INPUT
