"""The locked requirements hold everything that is asked for, each with its hashes."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


def asked_for():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {re.split(r"[<>=~!\[; ]", each)[0].lower().replace("_", "-") for each in wanted}


def pins(name):
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_everything_asked_for_is_locked():
    assert asked_for() - set(pins("requirements.lock")) == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-node.lock"])
def test_every_locked_package_has_hashes(lock):
    assert [name for name, rest in pins(lock).items() if "--hash=sha256:" not in rest] == []
