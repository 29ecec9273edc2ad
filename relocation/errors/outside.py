"""What belongs to no case cannot be done: an account, a policy, what a municipality tells."""

from relocation.errors.base import RelocationError


class NoAccount(RelocationError):
    """No account may act here; told alike for one that is unknown and one that is disabled."""

    def __init__(self) -> None:
        """Say whom to ask."""
        super().__init__(
            "account: there is none that may act\nAsk the administrator of the central unit."
        )


class EntryRefused(RelocationError):
    """What somebody wants to write does not hold, whatever the case; nothing was written."""

    def __init__(self, place: str, rule: str, remedy: str) -> None:
        """Name the field, what does not hold, and what to do about it."""
        self.place, self.rule, self.remedy = place, rule, remedy
        super().__init__(f"{place}: {rule}\n{remedy}")
