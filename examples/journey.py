"""Take one made-up person from the referral to a completed handover, over HTTP alone.

It is what a municipality's own system would do: read the description that the server serves, sign
in, load the case, see which steps are open, press one, and put on record what is still missing.
What is handed in is the description's own example wherever this person's would say no more.

    python examples/journey.py out/demo/store/sign-ins.json
    python examples/journey.py SIGN-INS http://127.0.0.1:8000/api/v1

SIGN-INS is a JSON file with `name`, `password`, `account` and the authenticator's `secret` of each
sign-in, as the demonstration keeps it.
"""

import json
import re
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pyotp
from caller import Description, Refused, Somebody, told

HERE = "http://127.0.0.1:8000/api/v1"
# Each step, record or new thing by its operation, in the order in which the person comes to it.
DECIDES = """
    nomination_steps_confirm placement_steps_release_shortlist placement_steps_decide
    placement_steps_approve acute_review_steps_uphold"""
PARTS: Mapping[str, str] = {
    "sender": """
        case_steps_refer case_steps_screen_in case_steps_pre_visit
        police_inquiry_steps_ask_police municipal_inquiry_steps_ask_centres
        municipal_inquiry_steps_record_answers case_steps_hold_interview
        case_steps_recommend_as_coordinator case_steps_admit nomination_steps_request
        nomination_steps_submit case_steps_sign_agreement sender_hearing_steps_record_statement
        candidate_hearing_steps_record_statement receipt_steps_confirm_receipt
        knowledge_item_steps_give handover_new_term""",
    "sender-consultant": "case_steps_recommend_as_consultant receipt_steps_confirm_receipt",
    "sender-police": """
        police_inquiry_steps_record_findings police_inquiry_steps_release_for_interview
        case_steps_decide_visitation nomination_steps_endorse receipt_steps_confirm_receipt""",
    "probation": "receipt_steps_confirm_receipt",
    "caseworker": """
        nomination_steps_find_necessary placement_steps_propose sender_hearing_steps_ask_sender
        candidate_hearing_steps_ask_candidate placement_steps_contact_receiver
        handover_steps_complete""",
    "decider": DECIDES,
    "approver": DECIDES,
    "another decider": DECIDES,
    "receiver": """
        receipt_steps_confirm_receipt knowledge_item_steps_receive knowledge_item_steps_confirm
        contact_person_steps_name registration_steps_register term_steps_accept
        signature_steps_sign handover_steps_clear_move handover_records_address
        handover_steps_confirm_move residence_report_steps_tell_police""",
    "receiver-police": """
        receipt_steps_confirm_receipt registration_steps_give_notice
        residence_report_steps_acknowledge""",
}
# What is no step, or is open before its time, is done where its thing stands so.
ONLY_IN = {
    "placement_steps_propose": "open",
    "handover_new_term": "opened",
    "handover_records_address": "ready_to_move",
    "handover_steps_confirm_move": "ready_to_move",
}
# What puts on record that which a step, or the round, says is missing.
REMEDIES = {
    "group_crime": "case_records_screening",
    "meeting": "case_records_meeting",
    "contact_person": "case_records_contact_person",
    "relocation_answered": "case_new_nomination",
    "agreement": "case_records_agreement",
    "household": "case_records_household",
    "needs.asked": "case_records_needs",
    "origin": "case_records_origin",
    "mismatches_answered": "handover_records_mismatches",
}
NAMED = {"sender-police": "police_sender", "sender-consultant": "muni_sender"}
NAMED |= {"probation": "probation_party"}


class Journey:
    """One candidate's way, with everybody who has a part in it."""

    def __init__(self, client: httpx2.Client, sign_ins: list[dict[str, str]]) -> None:
        self.client, self.description = client, Description(client)
        self.people: dict[str, Somebody] = {}
        self.views: dict[str, Any] = {}
        self.sign_ins = {each["account"]: each for each in sign_ins}
        # The thirty-first of February: nobody has this number.
        self.number = f"310290{secrets.randbelow(10_000):04}"
        for each in sign_ins:
            who = each["name"].removeprefix("demo-")
            if who == "administrator" or (who in PARTS and "receiver" not in who):
                self._let_in(who, each)

    def run(self) -> str:
        """Let whoever has something open go on, until nobody has; where the handover stands."""
        self._open()
        self._go_on()
        if self._state_of_handover() != "completed":
            # Which of its deciders a case goes to, the product says: it may be one not here yet.
            here = [each.account for each in self.people.values()]
            self._enrol("another decider", "central-unit", "central_decision_maker", here)
            self._go_on()
        return self._state_of_handover()

    def _state_of_handover(self) -> str:
        things = self._things(self.people["caseworker"], "handover")
        return str(things[0]["state"]) if things else "not there yet"

    def _go_on(self) -> None:
        while any(self._goes_on(who) for who in PARTS if who in self.people):
            pass

    def _let_in(self, who: str, sign_in: Mapping[str, str], recovery: str = "") -> None:
        self.people[who] = Somebody(self.client, sign_in)
        self.people[who].sign_in(recovery)
        print(f"{sign_in['account']} signed in.")

    def _enrol(self, who: str, organisation: str, function: str, but: list[str]) -> str:
        """Find an account by the administrator, and let its person in; the account's id."""
        administrator = self.people["administrator"]
        account = next(
            each
            for each in administrator.get("users")["accounts"]
            if (each["organisation"], each["function"]) == (organisation, function)
            and each["disabled_since"] is None
            and not each["qualifications"]
            and each["name"] not in but
        )
        if account["name"] in self.sign_ins:
            self._let_in(who, self.sign_ins[account["name"]])
            return str(account["user"])
        issued = administrator.post(f"users/{account['user']}/enrolments", {})
        password = secrets.token_urlsafe(16)
        code, chosen = {"enrolment": issued["code"]}, {"password": password}
        secret = told(self.client.post("enrolments", json=code | chosen))["secret"]
        proof = code | {"code": pyotp.TOTP(secret).now()}
        recovery = told(self.client.post("enrolments/confirmations", json=proof))["codes"][0]
        sign_in = {"account": account["name"], "name": issued["name"], "secret": secret} | chosen
        self._let_in(who, sign_in, recovery)
        return str(account["user"])

    def _open(self) -> None:
        sender, operation = self.people["sender"], "cases_open_case"
        paper = self.description.example(operation)
        paper["identity"] |= {"cpr": self.number, "municipality": sender.organisation[-4:]}
        sender.case = sender.post("cases", paper)["id"]
        print(f"{sender.account}: {self.description.summary(operation)} → draft")
        for who, role in NAMED.items():
            naming = {"user": self.people[who].user, "why": "has a part in it", "role": role}
            version = sender.get(f"cases/{sender.case}")["version"]
            sender.post(f"cases/{sender.case}/colleagues", {"naming": naming}, version)
            print(f"{sender.account}: names {self.people[who].account} to it")

    def _goes_on(self, who: str) -> bool:
        somebody = self.people[who]
        self._find(somebody)
        if not somebody.case:
            return False
        # All of them, in their order: not only up to the first that was open.
        return True in [self._does(somebody, operation) for operation in PARTS[who].split()]

    def _find(self, somebody: Somebody) -> None:
        """A colleague calls it by the same name; others look what is new in their own list.

        Each case that is opened counts in the day's quota: so none is opened to search in it.
        """
        for other in self.people.values():
            if not somebody.case and other.organisation == somebody.organisation:
                somebody.case = other.case
        if somebody.case:
            return
        stage = self.people["sender"].get(f"cases/{self.people['sender'].case}")["stage"]
        for line in somebody.get("cases", stage=stage, limit=100)["cases"]:
            if line["id"] not in somebody.known and self._is_it(somebody, line["id"]):
                somebody.case = line["id"]

    def _is_it(self, somebody: Somebody, case: str) -> bool:
        papers = somebody.get(f"cases/{case}/documents", purpose="casework", kind="identity")
        return any(paper["content"].get("cpr") == self.number for paper in papers["documents"])

    def _does(self, somebody: Somebody, operation: str) -> bool:
        """Do it wherever it is open; what is missing is put on record, where this person can."""
        anything = False
        for thing in list(self._open_to(somebody, operation)):
            try:
                self._press(somebody, operation, thing)
            except Refused as refused:
                if refused.type != "something-missing":
                    raise
                remedied = [self._put_on_record(somebody, lack) for lack in refused.missing]
                anything = anything or any(remedied)
            else:
                somebody.done.add((thing["id"], operation))
                anything = True
        return anything

    def _open_to(self, somebody: Somebody, operation: str) -> Iterator[dict[str, Any]]:
        kind, how, step = re.split("_(steps|records|new)_", operation)
        for thing in self._things(somebody, kind):
            is_open = how != "steps" or step in thing["steps"]
            is_time = thing["state"] == ONLY_IN.get(operation, thing["state"])
            if is_open and is_time and (thing["id"], operation) not in somebody.done:
                yield thing

    def _seen(self, somebody: Somebody) -> Any:
        """The case as this person sees it; loaded anew once anything moved."""
        if somebody.account not in self.views:
            self.views[somebody.account] = somebody.get(f"cases/{somebody.case}")
        return self.views[somebody.account]

    def _things(self, somebody: Somebody, kind: str) -> list[dict[str, Any]]:
        things = self._seen(somebody).get("things", ())
        return [thing for thing in things if thing["kind"] == kind]

    def _press(self, somebody: Somebody, operation: str, thing: Mapping[str, Any]) -> None:
        if operation == "placement_steps_propose":
            self._round(somebody)
            return
        paper = self.description.example(operation)
        if operation == "placement_steps_decide":
            paper["choice"]["municipality"] = self._proposed(somebody)
        elif operation == "placement_steps_contact_receiver":
            paper["receivers"] = [{"user": user} for user in self._receivers(somebody)]
        path = self.description.path(operation, case=somebody.case, thing=thing["id"])
        # What begins in a case counts by the case's version, all else by that of its thing.
        seen = self._seen(somebody) if "_new_" in operation else thing
        moved = somebody.post(path, paper, seen["version"])
        self.views.clear()
        topic = f" ({thing['topic']})" if thing["topic"] else ""
        words = self.description.summary(operation)
        print(f"{somebody.account}: {words}{topic} → {moved['state']}")

    def _put_on_record(self, somebody: Somebody, lack: str) -> bool:
        operation = REMEDIES.get(lack, "")
        (thing, *_) = self._things(somebody, operation.partition("_")[0]) or ({"id": ""},)
        if not operation or (thing["id"], operation) in somebody.done:
            return False
        try:
            self._press(somebody, operation, thing)
        except Refused as refused:
            if refused.type != "something-missing":
                raise
            return False
        somebody.done.add((thing["id"], operation))
        return True

    def _round(self, somebody: Somebody) -> None:
        """Let the engine propose; what the case does not say its sender puts on record first."""
        job = somebody.post("rounds")["id"]
        self.views.clear()
        while (now := somebody.get(f"jobs/{job}"))["job"]["state"] in {"waiting", "running"}:
            time.sleep(0.5)
        self.views.clear()
        (mine,) = (each for each in now["answer"]["placements"] if each["case"] == somebody.case)
        lacking = ", ".join(mine["lacking"])
        print(
            f"{somebody.account}: lets the engine propose → {mine['state'] or 'lacks ' + lacking}"
        )
        sender = self.people["sender"]
        if True in [self._put_on_record(sender, lack) for lack in mine["lacking"]]:
            self._round(somebody)

    def _proposed(self, somebody: Somebody) -> str:
        path = f"cases/{somebody.case}/documents"
        (proposal,) = somebody.get(path, purpose="placement", kind="proposal")["documents"]
        return str(proposal["content"]["answer"]["explanation"]["here"]["municipality"])

    def _receivers(self, somebody: Somebody) -> list[str]:
        """The coordinators of the chosen municipality and of its police, by their accounts."""
        path = f"cases/{somebody.case}/documents"
        (choice,) = somebody.get(path, purpose="placement", kind="choice")["documents"]
        there = choice["content"]["municipality"]
        everybody = somebody.get("municipalities")["municipalities"]
        (police,) = [each["exit_unit"] for each in everybody if each["municipality"] == there]
        municipality = f"municipality-{there}"
        return [
            self._enrol("receiver", municipality, "municipal_exit_coordinator", []),
            self._enrol("receiver-police", police, "police_exit_coordinator", []),
        ]


def main() -> None:
    """Take the sign-ins from the file that is named, and say each step."""
    sign_ins = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    base = sys.argv[2] if len(sys.argv) > 2 else HERE
    with httpx2.Client(base_url=base, timeout=60) as client:
        state = Journey(client, sign_ins["sign_ins"]).run()
    print(f"The handover is {state}.")
    if state != "completed":
        raise SystemExit(1)


if __name__ == "__main__":
    main()
