"""As many requests at once as can be served; who comes beyond them is told when to come again."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api import errors, problems
from api.rates import TooMany

SECONDS = 1
"""After which there is likely to be room: an answer takes less."""


async def turned_away(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer that there is no room just now."""
    problem, headers = problems.problem_of(TooMany(SECONDS)), {"Retry-After": str(SECONDS)}
    await errors.answer(Request(scope), problem, headers)(scope, receive, send)


class Crowd:
    """Counts what is being answered; watchdogs are answered however many there are."""

    def __init__(self, app: ASGIApp, at_once: int, always: str) -> None:
        """Let so many through.

        Args:
            app: what is asked behind it.
            at_once: requests.
            always: what the path begins with of what is never turned away.
        """
        self.app, self.at_once, self.always = app, at_once, always
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(self.always):
            await self.app(scope, receive, send)
            return
        if self._inside >= self.at_once:
            await turned_away(scope, receive, send)
            return
        self._inside += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._inside -= 1
