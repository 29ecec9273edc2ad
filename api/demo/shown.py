"""What a visitor is told of a made-up store: what it holds, where it lies, and what to try."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from api.demo.counted import Counted
from api.demo.history import Lived
from api.demo.place import SETTINGS
from api.demo.sign_ins import SignIn
from api.language import Language


def lines(
    lived: Lived, found: Counted, sign_ins: Sequence[SignIn], folder: Path, say: Language
) -> Iterator[str]:
    """Everything below the proposal."""
    cases = sum(found.stages.values())
    yield say.say("demo.made", cases=cases, presses=lived.presses)
    for stage, count in found.stages.items():
        yield f"  {count:5}  {say.say(f'stage.{stage}')}"
    yield say.say("demo.states")
    for workflow, states in found.states.items():
        counts = (
            f"{say.say(f'state.{workflow}.{state}')} {count}" for state, count in states.items()
        )
        yield f"  {say.say(f'workflow.{workflow}')}: {'; '.join(counts)}"
    yield say.say("demo.accounts", count=len(lived.staff.named))
    ids = {name: actor.user for name, actor in lived.staff.named.items()}
    for each in sign_ins:
        yield f"  {each.account}: {ids[each.account]}"
    yield say.say("demo.place", folder=folder, settings=folder / SETTINGS)
    yield say.say("demo.try", settings=folder / SETTINGS, admin=lived.staff.admin.user)
