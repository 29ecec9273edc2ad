"""More requests at once than can be served: those beyond are told when to come again."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse

from api.crowd import Crowd
from tests.api.http.fuzzing.asgi import Sent, answered

CASES, LIVE = Sent("", "GET", "/api/v1/cases"), Sent("", "GET", "/health/live")


class Slow:
    """Answers once it is let."""

    def __init__(self):
        self.inside, self.may_go = 0, asyncio.Event()

    async def __call__(self, scope, receive, send):
        if scope["path"] == CASES.path:
            self.inside += 1
            await self.may_go.wait()
        await PlainTextResponse("done")(scope, receive, send)


async def at_once():
    slow = Slow()
    crowd = Crowd(slow, at_once=2, always="/health")
    begun = [asyncio.ensure_future(answered(crowd, CASES)) for _ in range(2)]
    while slow.inside < 2:
        await asyncio.sleep(0)
    refused, lives = await answered(crowd, CASES), await answered(crowd, LIVE)
    slow.may_go.set()
    served = [(await each).status for each in begun]
    return refused, lives, [*served, (await answered(crowd, CASES)).status]


@pytest.mark.rule("RE-15")
def test_who_comes_when_all_places_are_taken_is_told_to_come_again_and_then_is_served():
    refused, lives, served = asyncio.run(at_once())
    assert (refused.status, lives.status, served) == (429, 200, [200, 200, 200])
    assert refused.header["retry-after"] == "1"
    assert refused.header["content-type"] == "application/problem+json"
