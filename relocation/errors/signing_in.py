"""Somebody is not let in; nothing tells whether there is such an account."""

from relocation.errors.base import RelocationError

REFUSED = (
    "sign-in: refused\n"
    "Check the name, the password and the code, and use each code once, or begin anew with the "
    "provider; after several failures wait a while, or ask the administrator of the central unit "
    "for a new enrolment, or to bind who you are there."
)


class SignInRefused(RelocationError):
    """Who tries is not let in; told alike whatever does not hold, so that nothing is learnt."""

    def __init__(self) -> None:
        """Say the same whatever was shown."""
        super().__init__(REFUSED)


class Throttled(SignInRefused):
    """Nothing was looked at: too many failed, or too many try at once; unknown names pause alike.

    Attributes:
        retry_after: seconds, at least 1.
    """

    def __init__(self, retry_after: int) -> None:
        """Say when another try makes sense, and in words no more than any refusal does."""
        self.retry_after = retry_after
        super().__init__()


class ProviderAway(RelocationError):
    """An organisation's provider cannot be asked, or does not answer as it should."""

    def __init__(self) -> None:
        """Say what to do, and nothing of what was asked."""
        super().__init__(
            "provider: it does not answer, or not as it should\n"
            "Try again in a minute; if it stays so, tell whoever runs it and whoever runs this."
        )


class NoSession(RelocationError):
    """No session is open under this token: unknown, ended, or of an account that may not act."""

    def __init__(self) -> None:
        """Say the same whatever ended it."""
        super().__init__("session: none is open\nSign in.")
