"""A nomination brought to any state by its buttons, with what each of them needs."""

from relocation.nominations import service as nominations
from relocation.nominations.model import Ground, Outcome
from relocation.nominations.papers import Judgement, Question, Request
from scoring.person import Urgency
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, DECIDER, POLICE

ARGUED = {Ground.DECISIVE_FOR_SAFETY: "two attacks since spring"}
REQUEST = Request(grounds=ARGUED, urgency=Urgency.URGENT)
ACUTE = Request(grounds=ARGUED, urgency=Urgency.ACUTE)
NEEDED = Judgement(outcome=Outcome.NEEDED_FOR_SAFETY, reasons="nowhere else is safe")
NOT_NEEDED = Judgement(outcome=Outcome.CAN_BE_MANAGED_OTHERWISE, reasons="an alarm will do")
QUESTION = Question(asks_for="who made the threats", reasons="the picture is thin")
WHY = "because it holds"
PRESSED = {
    "request": (COORDINATOR, nominations.request),
    "send_back": (POLICE, nominations.send_back, WHY),
    "endorse": (POLICE, nominations.endorse, WHY),
    "submit": (COORDINATOR, nominations.submit),
    "return": (CASEWORKER, nominations.return_for_information, QUESTION),
    "resubmit": (COORDINATOR, nominations.resubmit, "it was the former leader"),
    "find_necessary": (CASEWORKER, nominations.find_necessary, NEEDED),
    "find_not_necessary": (CASEWORKER, nominations.find_not_necessary, NOT_NEEDED),
    "confirm": (DECIDER, nominations.confirm, WHY),
    "ask_to_judge_again": (DECIDER, nominations.ask_to_judge_again, WHY),
    "withdraw": (COORDINATOR, nominations.withdraw, WHY),
}
"""Who mostly presses which button, and what is handed in."""
TO_SUBMITTED = ("request", "endorse", "submit")
TO_JUDGED = (*TO_SUBMITTED, "find_necessary")


def drafted(desk, request=REQUEST, case=CASE):
    return desk.do(nominations.draft, COORDINATOR, case, request).row


def take(desk, nomination, step, who=None, **how):
    usual, button, *given = PRESSED[step]
    return desk.do(button, who or usual, nomination, *given, **how)


def brought(desk, *steps, request=REQUEST):
    """A nomination that took these steps."""
    desk.open_case()
    nomination = drafted(desk, request)
    for step in steps:
        take(desk, nomination, step)
    return nomination
