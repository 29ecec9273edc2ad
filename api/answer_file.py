"""The result as a file, with what was asked for beside it: ties and alternatives."""

import json
from dataclasses import asdict
from typing import Any

from api.answer import Answer
from scoring.result_file import result_bytes
from scoring.solver import Diverse


def answer_bytes(answer: Answer) -> bytes:
    """The result's own bytes; with ties or alternatives, the same document and these keys."""
    plain = result_bytes(answer.result)
    beside: dict[str, Any] = {}
    if answer.ties is not None:
        beside["ties"] = asdict(answer.ties)
    if answer.diverse is not None:
        beside["alternatives"] = _alternatives(answer.diverse)
    if not beside:
        return plain
    document = json.loads(plain) | beside
    text = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def _alternatives(diverse: Diverse) -> dict[str, Any]:
    plans = [
        asdict(plan) | {"aims": [{"name": name, "value": value} for name, value in plan.aims]}
        for plan in diverse.plans
    ]
    return {"complete": diverse.complete, "plans": plans}
