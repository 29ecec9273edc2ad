"""A problem is named by its content: by all of it, and by nothing else."""

from dataclasses import replace

import pytest

from scoring.fingerprint import fingerprint, policy_identity, versions
from scoring.limit import Limit
from scoring.person import Danger, Tie, TieKind
from scoring.policy_file import FOLDER, load_policy
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, policy, problem

EX8 = pytest.mark.rule("EX-8")
TIES = tuple(
    Tie(kind=kind, municipality=code(1), strength=0.5)
    for kind in (TieKind.SUPPORTIVE, TieKind.MILIEU)
)
DANGER = Danger(municipality=code(1), severity=3, as_of=TODAY)
GROUPS = (Group(key="g", severity=3), Group(key="h", severity=2))
PRESENCE = Presence(group="g", municipality=code(1), level=2, as_of=TODAY)


def feud(*groups):
    return (Relation(kind=RelationKind.FEUD, groups=groups, since=TODAY),)


@EX8
def test_the_order_in_which_a_round_lists_people_ties_and_groups_does_not_change_its_fingerprint():
    one = problem(person("a", ties=TIES), person("b"), relations=feud("g", "h"), groups=GROUPS)
    other = problem(
        person("b"), person("a", ties=TIES[::-1]), relations=feud("h", "g"), groups=GROUPS[::-1]
    )
    assert fingerprint(one) == fingerprint(other)


@EX8
@pytest.mark.parametrize(
    "changed",
    [
        problem(person("a", threat_level=2)),
        problem(person("b")),
        problem(person("a", dangers=(DANGER,))),
        problem(person("a"), presence=(PRESENCE,), groups=GROUPS),
        problem(person("a"), rules={"safety.half_exposure": 11.0}),
        problem(person("a"), land=country(4)),
        problem(person("a"), land=country(3, version="another")),
        problem(person("a"), land=country([[0, 1, 2], [1, 0, 1], [2, 1, 0]])),
    ],
)
def test_any_change_of_people_threats_policy_or_register_changes_the_fingerprint(changed):
    assert fingerprint(changed) != fingerprint(problem(person("a")))


@EX8
def test_the_prose_behind_a_policy_number_does_not_change_the_fingerprint():
    one = problem(person("a", moves_from=code(1)))
    other = replace(one, policy=replace(policy(), numbers={}))
    assert fingerprint(one) == fingerprint(other)


@EX8
def test_the_versions_name_policy_register_engine_salt_limit_seed_and_libraries():
    said = versions(problem(person()), Limit(effort=3.0, seconds=1.0), seed=7)
    assert (said.register, said.engine) == ("made-up", "1")
    assert said.policy.startswith("2026-proposed+")
    assert said.salt == "relocation-2026"
    assert said.limit == {"effort": 3.0, "seconds": 1.0, "seed": 7}
    assert set(said.libraries) == {"highspy", "networkx", "numpy", "ortools"}


def own(folder, old, new):
    """The identity of a policy of one's own: the shipped file with one thing changed."""
    text = (FOLDER / "2026-proposed.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return policy_identity(load_policy(str(path)))


@EX8
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 1.6", "value = 1.7"),
        ("Safety comes first", "Safety is first"),
        ('status = "proposed"', 'status = "published"'),
        ("valid_from = 2026-11-22", "valid_from = 2026-11-23"),
    ],
    ids=["a value", "a reason", "a status", "its day"],
)
def test_a_policy_of_ones_own_under_a_shipped_version_is_told_apart(tmp_path, old, new):
    mine, shipped = own(tmp_path, old, new), policy_identity(load_policy())
    assert mine != shipped
    assert mine.partition("+")[0] == shipped.partition("+")[0]


@EX8
def test_how_a_policy_file_is_laid_out_does_not_change_its_identity(tmp_path):
    assert own(tmp_path, "version =", "# mine\n\nversion  =") == policy_identity(load_policy())
