"""The locked requirements hold everything that is asked for, each with its hashes."""

import json
import re
import tomllib
from collections import defaultdict
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE
)
EXTRAS = re.compile(r"^(?P<name>[a-z0-9-]+)\[(?P<extras>[a-z0-9,-]+)\]==", re.MULTILINE)


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


def test_every_locked_package_of_javascript_has_its_hash_and_names_no_registry():
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    others = {name: each for name, each in locked.items() if name}
    assert "node_modules/oidc-provider" in others
    assert [name for name, each in others.items() if "integrity" not in each] == []
    assert [name for name, each in others.items() if "resolved" in each] == []


def extras_pinned(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return {found["name"]: set(found["extras"].split(",")) for found in EXTRAS.finditer(text)}


def extras_asked_for(pinned):
    """Per package, the extras with which the locked packages ask for it, by what they say there."""
    asked = defaultdict(set)
    for each in distributions():
        name = canonicalize_name(each.metadata["Name"])
        for text in each.requires or () if name in pins("requirements.lock") else ():
            wanted = Requirement(text)
            reasons = ("", *sorted(pinned.get(name, ())))
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": r}) for r in reasons):
                asked[canonicalize_name(wanted.name)] |= wanted.extras
    return {name: extras for name, extras in asked.items() if extras}


def test_a_package_that_another_asks_for_with_extras_is_pinned_with_them():
    """Python 3.11's own pip would look for the package with its extras anew, without a hash."""
    pinned = extras_pinned("requirements.lock")
    asked = extras_asked_for(pinned)
    assert "coverage" in asked
    assert {name: asked[name] - pinned.get(name, set()) for name in asked} == {
        name: set() for name in asked
    }
