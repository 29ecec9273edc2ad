"""A step of a case cannot be taken."""

from collections.abc import Mapping, Sequence

from relocation.errors.base import RelocationError


class StepNotOpen(RelocationError):
    """No such step leads on from the state that the case is in."""

    def __init__(self, workflow: str, step: str | None, state: str) -> None:
        """Name the step, or None where the table knows no such step: then what was asked is not."""
        self.workflow, self.step, self.state = workflow, step, state
        named = f"step '{step}'" if step else "this step"
        super().__init__(
            f"{workflow}: {named} is not open from '{state}'\n"
            "Load the case again, somebody may have gone on with it; its open steps are shown."
        )


class NotAllowed(RelocationError):
    """The step is open, and another role's to take."""

    def __init__(self, workflow: str, step: str, state: str) -> None:
        self.workflow, self.step, self.state = workflow, step, state
        super().__init__(
            f"{workflow}: step '{step}' from '{state}' is not yours to take\n"
            "The description of the step says whose it is; ask one of them."
        )


class Stale(RelocationError):
    """Somebody changed it since it was loaded: nothing was done.

    Attributes:
        version: the present one.
        changed: the steps taken since the version that was given, the oldest first.
    """

    def __init__(self, workflow: str, version: int, changed: Sequence[str]) -> None:
        """Name the version to go on with and what happened meanwhile."""
        self.workflow, self.version, self.changed = workflow, version, tuple(changed)
        since = f", since then: {', '.join(changed)}" if changed else ""
        super().__init__(
            f"{workflow}: it is at version {version} by now{since}\n"
            "Load it again, see what changed, and press once more if it still holds."
        )


class Missing(RelocationError):
    """The step needs something that is not on record.

    Attributes:
        needs: all that is missing: its code, and what must hold in words.
    """

    def __init__(self, workflow: str, step: str, state: str, needs: Mapping[str, str]) -> None:
        self.workflow, self.step, self.state = workflow, step, state
        self.needs = dict(needs)
        super().__init__(
            f"{workflow}: step '{step}' from '{state}' is missing {len(needs)} thing(s)\n"
            f"First put on record: {'; '.join(needs.values())}."
        )


class RoundChanged(RelocationError):
    """Something changed while the engine worked: what it answered is stored nowhere."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "round: a fact, a rule or room changed while the engine worked\n"
            "Nothing was stored. Propose again: the next round has what changed."
        )


class NotRepeatable(RelocationError):
    """The clock or a cancel cut the engine's answer, so it would not come out again."""

    def __init__(self) -> None:
        """Say why it is refused, and what to do."""
        super().__init__(
            "round: the answer was cut by the clock and is not repeatable\n"
            "Propose again without a limit in seconds; only what repeats is stored."
        )
