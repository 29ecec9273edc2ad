"""Ways in for a visitor of a made-up store: sign-in names, a password, and what makes the codes.

Sign-in names of a demonstration begin alike, so that no store that has one is ever served to other
machines. The password is random and another one in every store.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from pyotp import TOTP

from api.demo.history import Lived
from api.refusal import Complaint, Refused
from relocation.actor import Actor
from relocation.made_up import NAMES_BEGIN
from relocation.signing_in.enrolling import confirm, enrol
from relocation.signing_in.model import Enrolment
from relocation.signing_in.service import issue_enrolment
from relocation.store import Store

FILE = "sign-ins.json"
HERE = "127.0.0.1"
LETTERS, WORDS, LENGTH = "bcdfghjkmnpqrstvwxz", 4, 4
"""Of the password: without vowels it holds no word by chance that an account has."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one made-up account is tried.

    Attributes:
        account: what it is called in the list of accounts.
        secret: what its one-time codes are made from, in base32.
    """

    name: str
    account: str
    function: str
    password: str = field(repr=False)
    secret: str = field(repr=False)

    def code(self, now: datetime) -> str:
        """The one-time code of this moment."""
        return TOTP(self.secret).at(now)


def enrol_visitors(store: Store, lived: Lived) -> tuple[SignIn, ...]:
    """Give one account of each function a way in, by the steps that anybody takes."""
    password = "-".join(_word() for _ in range(WORDS))
    return tuple(_enrolled(store, lived, name, actor, password) for name, actor in _visited(lived))


def file_of(sign_ins: tuple[SignIn, ...]) -> str:
    """The text of the file that the codes are looked up in."""
    told = {"made_up": True, "sign_ins": [asdict(each) for each in sign_ins]}
    return json.dumps(told, indent=1) + "\n"


def read(path: Path) -> tuple[SignIn, ...]:
    """Read that file.

    Raises:
        Refused: there is none, or it is not as it was written.
    """
    try:
        return tuple(SignIn(**each) for each in json.loads(path.read_text())["sign_ins"])
    except (OSError, ValueError, KeyError, TypeError):
        rule, remedy = "no sign-ins of a demonstration there", "make one: relocation demo"
        raise Refused(Complaint("--folder", rule, remedy)) from None


def _word() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _visited(lived: Lived) -> Iterator[tuple[str, Actor]]:
    staff, sender, receiver = lived.staff, lived.sender, lived.receiver
    named = staff.named
    yield "administrator", staff.admin
    yield "caseworker", staff.caseworker
    yield "decider", staff.deciders[0]
    yield "approver", staff.deciders[1]
    yield "sender", sender.coordinator
    yield "sender-police", sender.police
    if sender.code in staff.consultants:
        yield "sender-consultant", staff.consultants[sender.code]
    if receiver.code != sender.code:
        yield "receiver", receiver.coordinator
    if receiver.police != sender.police:
        yield "receiver-police", receiver.police
    yield "probation", staff.probation
    for function in ("analyst", "auditor"):
        yield function, named[f"Made-up {function}"]


def _enrolled(store: Store, lived: Lived, name: str, actor: Actor, password: str) -> SignIn:
    now, called = lived.now, f"{NAMES_BEGIN}{name}"
    with store.transaction() as session:
        issued = issue_enrolment(session, lived.staff.admin, actor.user, called, now)
    enrolment = Enrolment(issued.code, HERE)
    found = enrol(store, enrolment, password, now)
    confirm(store, enrolment, TOTP(found.secret).at(now), now)
    account = next(key for key, each in lived.staff.named.items() if each.user == actor.user)
    return SignIn(called, account, actor.function.value, password, found.secret)
