"""`relocation serve`: a real process that answers, works, and ends when it is told."""

import json
import signal
import socket

import pytest

from api.doing.production import must_be_safe
from api.exit_codes import ExitCode
from relocation.errors import SettingRefused
from tests.api.conftest import run
from tests.api.serving import asked, ended, free_port, named_by_settings, served

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("settings")]
SAID = "hemmeligt-ord"
EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.fixture
def settings(tmp_path, monkeypatch):
    named_by_settings(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'store.sqlite'}")
    return monkeypatch


@pytest.mark.rule("IF-6", "IF-5")
def test_a_server_answers_tells_its_figures_and_ends_when_it_is_told():
    figures = free_port()
    with served("--metrics-port", str(figures)) as (port, process):
        assert asked(port, "/health/ready") == (200, '{"status":"ready"}')
        assert asked(port, "/api/v1/cases?name=3102701234")[0] == 401
        assert asked(port, "/api/v1/openapi.json")[0] == 200
        assert 'route="/cases",status="401"' in asked(figures, "/metrics")[1]
        code, out, err = ended(process, signal.SIGTERM)
    assert (code, out) == (0, f"Serving at http://127.0.0.1:{port}. Ctrl-C ends it.\n")
    lines = [json.loads(line) for line in err.splitlines()]
    assert {"request_id", "method", "route", "status", "milliseconds"} == lines[-1].keys()
    assert "3102701234" not in err


@pytest.mark.rule("IF-6")
def test_ctrl_c_ends_a_server_as_it_should():
    with served("--no-jobs", "--json") as (port, process):
        code, out, _ = ended(process, signal.SIGINT)
    assert (code, json.loads(out)) == (0, {"address": f"http://127.0.0.1:{port}"})


@pytest.mark.rule("SE-19")
def test_it_serves_other_machines_only_behind_tls_and_then_without_its_description(settings):
    for origin in ("", "http://relocation.test"):
        settings.setenv("RELOCATION_ORIGIN", origin)
        refused = run("serve", "--host", EVERYWHERE)
        assert refused.exit_code == ExitCode.BAD_INPUT
        assert "RELOCATION_ORIGIN" in refused.output
    settings.setenv("RELOCATION_ORIGIN", "https://relocation.test")
    with served("--host", EVERYWHERE, "--no-jobs") as (port, _):
        assert asked(port, "/api/v1/openapi.json")[0] == 404


@pytest.mark.rule("IF-6")
def test_a_port_that_is_taken_is_refused_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--port", str(taken.getsockname()[1]), "--no-jobs")
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert "cannot be listened on" in refused.output


@pytest.mark.rule("SE-19")
def test_from_an_interpreter_that_debugs_it_serves_no_other_machine(settings):
    settings.setenv("RELOCATION_ORIGIN", "https://relocation.test")
    settings.setenv("PYTHONDEVMODE", "1")
    with served("--no-jobs") as (_, process):
        assert process.wait() == ExitCode.BAD_INPUT
        assert b"the interpreter debugs" in process.stderr.read()


@pytest.mark.rule("SE-19")
@pytest.mark.parametrize("address", ["//bo:{}@127.0.0.1/x", "//bo@127.0.0.1/x?password={}"])
def test_a_password_in_the_address_of_the_store_serves_no_other_machine(settings, address):
    settings.setenv("RELOCATION_ORIGIN", "https://relocation.test")
    settings.setenv("RELOCATION_DATABASE", f"postgresql:{address.format(SAID)}")
    with pytest.raises(SettingRefused, match="the address holds a password") as refused:
        must_be_safe(None)
    assert SAID not in str(refused.value)


def test_the_embedded_store_is_served_by_one_process_alone():
    refused = run("serve", "--workers", 2)
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert "--workers: the embedded store is one process's" in refused.output
