"""Somebody who calls the interface: signs in, loads, presses; all from the description alone."""

import json
import time
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pyotp

HALF_A_MINUTE = 30
DAY_OF_THE_EXAMPLES = "2026-11-30"


class Refused(Exception):
    """The server's problem document: `type` is for programs, `detail` and `next` for people."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem['title']}: {problem.get('detail')}; {problem.get('next')}")
        self.type = problem["type"].removeprefix("/problems/")
        self.missing = [lack["code"] for lack in problem.get("missing", [])]


class Description:
    """The server's OpenAPI document, by the names of its operations."""

    def __init__(self, client: httpx2.Client) -> None:
        self._posts = {
            methods["post"]["operationId"]: (path.removeprefix("/api/v1/"), methods["post"])
            for path, methods in told(client.get("openapi.json"))["paths"].items()
            if "post" in methods
        }

    def path(self, operation: str, **ids: str) -> str:
        """Where it is, below /api/v1."""
        return str(self._posts[operation][0].format(**ids))

    def summary(self, operation: str) -> str:
        """What it does, in a few words."""
        says: str = self._posts[operation][1]["summary"]
        return says.partition(";")[0].partition(":")[0].rstrip(".")

    def example(self, operation: str) -> Any:
        """What is handed in, as if it were today; None where nothing is."""
        body = self._posts[operation][1].get("requestBody")
        if body is None:
            return None
        value = body["content"]["application/json"]["examples"]["made_up"]["value"]
        today = datetime.now(ZoneInfo("Europe/Copenhagen")).date().isoformat()
        return json.loads(json.dumps(value).replace(DAY_OF_THE_EXAMPLES, today))


class Somebody:
    """One sign-in; `case` is what this person's organisation calls the case."""

    def __init__(self, client: httpx2.Client, sign_in: Mapping[str, str]) -> None:
        self.account = sign_in["account"]
        self.case = ""
        self.done: set[tuple[str, str]] = set()
        self._client = client
        self._sign_in = sign_in

    def sign_in(self, recovery: str = "") -> None:
        """Sign in with a one-time code, or one of recovery; a used one-time code is waited out."""
        answer = self._knock(recovery or self._code())
        if answer.status_code == httpx2.codes.UNAUTHORIZED and not recovery:
            time.sleep(HALF_A_MINUTE - time.time() % HALF_A_MINUTE)
            answer = self._knock(self._code())
        self._token = told(answer)["token"]
        session = self.get("session")
        self.user, self.organisation = session["user"], session["organisation"]
        self.known = {line["id"] for line in self.get("cases", limit=100).get("cases", ())}

    def get(self, path: str, **query: str | int) -> Any:
        """Load something; nothing where it is not there for this person."""
        try:
            return told(self._client.get(path, params=query, headers=self._headers()))
        except Refused as refused:
            if refused.type != "not-found":
                raise
            return {}

    def post(self, path: str, body: Any = None, version: int | None = None) -> Any:
        """Press once; where it is asked who sits there, prove it and press the same again."""
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        try:
            return told(self._client.post(path, json=body, headers=self._headers() | headers))
        except Refused as refused:
            if refused.type != "step-up-needed":
                raise
        proof = {"password": self._sign_in["password"]}
        answer = self._client.post("session/step-ups", json=proof, headers=self._headers())
        self._token = told(answer)["token"]
        return told(self._client.post(path, json=body, headers=self._headers() | headers))

    def _code(self) -> str:
        return pyotp.TOTP(self._sign_in["secret"]).now()

    def _knock(self, code: str) -> httpx2.Response:
        shown = {"name": self._sign_in["name"], "password": self._sign_in["password"], "code": code}
        return self._client.post("session", json=shown)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def told(answer: httpx2.Response) -> Any:
    """What an answer says; what is none is raised."""
    if answer.is_success:
        return answer.json()
    raise Refused(answer.json())
