"""`relocation serve` with a file of providers: read once at the start, or refused by its place."""

import json

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import run
from tests.api.test_serve import asked, served, settings

__all__ = ["settings"]
pytestmark = pytest.mark.slow
FILE = """
[[providers]]
id = "kommune"
name = "Kommune"
issuer = "https://login.kommune.example"
client_id = "relocation"
organisation = "municipality-0101"
claims.organisation = { claim = "cvr", means = ["64942212"] }
claims.role = { claim = "roles", means = { exit = "municipal_exit_coordinator" } }
claims.assurance = { means = { two = "substantial" } }
"""


@pytest.mark.rule("IF-9")
def test_a_setting_alone_adds_the_organisations_providers(settings, tmp_path):
    file = tmp_path / "providers.toml"
    file.write_text(FILE)
    settings.setenv("RELOCATION_PROVIDERS", str(file))
    with served("--no-jobs") as (port, _):
        status, told = asked(port, "/api/v1/session/outside")
    assert (status, json.loads(told)["providers"][0]["id"]) == (200, "kommune")


@pytest.mark.rule("SE-19")
def test_a_file_of_providers_that_does_not_hold_is_named_and_nothing_is_served(settings, tmp_path):
    file = tmp_path / "providers.toml"
    file.write_text(FILE.replace("https://login", "http://hemmeligt"))
    settings.setenv("RELOCATION_PROVIDERS", str(file))
    refused = run("serve", "--no-jobs")
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert "RELOCATION_PROVIDERS" in refused.output
    assert "providers[0].issuer" in refused.output
    assert "hemmeligt" not in refused.output
