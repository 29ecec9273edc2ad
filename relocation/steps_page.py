"""Writes the reference page of the steps: a drawing and a table for each workflow."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from relocation.workflow import Step, Workflow
from relocation.workflows import ALL

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "steps.md"
HEAD = """# Steps

Written by `python -m relocation.steps_page` from the tables in `relocation/*/steps.py`. A case, and
each thing that belongs to one, moves by these steps and by nothing else.

- *Who* names roles to this case, as the access matrix does. *By itself* means that the product
  takes the step when all that it needs is there; where nobody else is named, nobody can press it.
- *Needs* must be on record before; what is missing is shown before anybody presses, all at once.
- Wherever a need asks for somebody else, persons count and not accounts.
- *Stage* is the case's stage after the step, in the words of the access matrix.
- *Source*: KL with the number of the recommendation, ISH for Ishøj's programme, — for our own
  inference. What each rule says stands in [the rules](../rules.md), how long a step may take in
  [the deadlines](deadlines.md).
"""
COLUMNS = ("step", "from", "to", "who", "needs", "stage and clock", "tells", "rule", "source")


def page(workflows: Mapping[str, Workflow[Any, Any]]) -> str:
    """Write all workflows as Markdown."""
    parts = [line for workflow in workflows.values() for line in _part(workflow)]
    return "\n".join([*HEAD.splitlines(), *parts]) + "\n"


def _part(workflow: Workflow[Any, Any]) -> list[str]:
    title = workflow.name.replace("_", " ").capitalize()
    lines = ["", f"## {title} (`{workflow.name}`)", "", "```mermaid", workflow.drawing(), "```", ""]
    lines += [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(_cells(step))} |" for step in workflow.steps]
    if workflow.stage:
        lines += ["", f"Begins at stage {workflow.stage}."]
    if workflow.awaits:
        waits = (f"{state} ({awaited})" for state, awaited in workflow.awaits.items())
        lines += ["", f"Deadlines run in: {', '.join(waits)}."]
    return lines


def _cells(step: Step[Any, Any]) -> tuple[str, ...]:
    effects = [step.stage or "", f"clock {step.clock}" if step.clock else ""]
    return (
        f"`{step.name}`",
        ", ".join(step.frm),
        step.to,
        _who(step),
        "; ".join(need.says for need in step.needs) or "–",
        ", ".join(filter(None, effects)) or "–",
        ", ".join(step.tells) or "–",
        step.rule,
        step.source,
    )


def _who(step: Step[Any, Any]) -> str:
    who = ", ".join(sorted(step.who))
    if step.qualified:
        who += f" with {', '.join(sorted(step.qualified))}"
    if step.also_by_itself:
        who += ", or by itself"
    return who or "by itself"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(ALL), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(ALL)} workflows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
