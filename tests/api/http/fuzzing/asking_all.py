"""Sends what was drawn as one role, and says what does not hold of any answer."""

from collections import Counter
from random import Random

from tests.api.http.fuzzing.asgi import Asked
from tests.api.http.fuzzing.checking import wrong_with
from tests.api.http.fuzzing.sending import Sender

ANEW = 50
"""After so many requests what there is is looked at again: some of them changed it."""


def asked(world, role, requests, seed):
    """What was wrong, each once, and how often each status came."""
    sender, wrong, came = Sender(world, role, Random(f"{seed} {role}")), Counter(), Counter()
    with Asked(world.desk.client.app) as application:
        for number, drawn in enumerate(requests):
            if number % ANEW == 0:
                world.look()
            answer = application.ask(sender.sent(drawn))
            came[answer.status] += 1
            fault = wrong_with(drawn.route, answer)
            if fault:
                wrong[fault] += 1
    return wrong, came
