"""What a relaxation would change is read in the order of the aims, as it was proposed."""

import json

from api.inputs import open_answered
from scoring.shipped_policy import LATEST


def test_the_changes_of_a_relaxation_stand_in_the_order_of_the_aims(proposed, tmp_path):
    document = json.loads(proposed.result.read_text(encoding="utf-8"))
    names = [aim["name"] for aim in document["aims"]]
    relaxation = {
        "rules": ["room_to_receive"],
        "names": [["room_to_receive", "0101"]],
        "municipality": "0101",
        "changes": dict.fromkeys(sorted(names), 1),
    }
    people = [document["placements"][0]["person"]]
    conflict = {"people": people, "rules": [], "relaxations": [relaxation], "proven": True}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(document | {"conflicts": [conflict]}), encoding="utf-8")
    _, result = open_answered(path, proposed.round, LATEST)
    assert list(result.conflicts[0].relaxations[0].changes) == names
