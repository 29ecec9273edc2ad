"""A step of a case cannot be taken."""

from collections.abc import Mapping

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
            "The reference page of the steps says whose it is; ask one of them."
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
