"""Every route asked by somebody, in a case that there is: nothing changes by it."""

from itertools import chain
from uuid import uuid4

from api.routes.buttons import CASE as CASE_ITSELF
from api.routes.buttons import plural
from api.routes.cases import BUTTONS
from relocation.documents.table import kinds
from relocation.proceedings.tables import ProceedingRow
from tests.api.http.desk import body_of
from tests.relocation.casework.buttons import BUTTONS as GIVEN

NEVER = '"999999999"'
"""A version that nothing ever had: whoever may press is told so, and nothing moves."""
NOBODYS = "a" * 26
CASE_FREE = (
    "/cases", "/cases?overdue=true", "/cases?sort=-due_date&limit=1", "/overdue", "/contacts",
    "/deviations", "/emergencies", "/refusals/quota", "/municipalities",
    "/declaration", "/closures", "/policies/placement",
    "/policies/placement/versions", "/threat-picture", "/services", "/webhooks",
    "/webhooks/dead-letters", "/notices/mail", "/organisations", "/threat-picture/groups",
    "/organisations/colleagues",
    "/doubles",
)  # fmt: skip
SECRET_PURPOSES = ("", "&purpose=casework", "&purpose=placement", "&purpose=supervision")


def things(desk, case):
    """Everything that moves in a case, by kind."""
    found = {}
    with desk.store.transaction() as session:
        for row in session.query(ProceedingRow).filter_by(case_id=case):
            found.setdefault(row.workflow, []).append(row.id)
    return found


def readings(desk, who, case):
    """Each reading route of a case, with what its answer is called."""
    own, there = desk.handle(who, case), things(desk, case)
    yield "case", f"/cases/{own}"
    yield "case", f"/cases/{own}/steps"
    yield "people", f"/cases/{own}/people"
    yield "doubles", f"/cases/{own}/doubles?purpose=casework"
    for kind, rows in there.items():
        if kind != CASE_ITSELF and any(each.on == kind for each in BUTTONS):
            for row in rows:
                yield kind, f"/cases/{own}/{plural(kind)}/{desk.handle(who, row)}"
    for row in there.get("placement", ()):
        yield "times", f"/cases/{own}/placements/{desk.handle(who, row)}/times"


def documents(desk, who, case):
    """All that somebody gets of a case's documents, for any purpose and without one."""
    own = desk.handle(who, case)
    every = "".join(f"&kind={name}" for name in kinds())
    for purpose in SECRET_PURPOSES:
        yield f"/cases/{own}/documents?every_version=true{purpose}"
    yield f"/cases/{own}/documents?purpose=casework{every}"


def presses(desk, who, case):
    """Each button of a case on the first thing of its kind, or on one that is not there."""
    own, there = desk.handle(who, case), things(desk, case)
    given = {button: values for button, *values in GIVEN.values()}
    for button in BUTTONS:
        rows = there.get(button.on, ())
        thing = desk.handle(who, rows[0]) if rows else NOBODYS
        path = button.path.format(case=own, thing=thing)
        values = tuple(given.get(button.do, ()))
        is_whole = button.body is not None and values
        yield button, f"/cases{path}", body_of(button, values) if is_whole else {}


def read(desk, who, path):
    return desk.client.get(f"/api/v1{path}", headers=desk.signed_in(who))


def press(desk, who, path, body):
    headers = desk.signed_in(who) | {"If-Match": NEVER, "Idempotency-Key": uuid4().hex}
    return desk.client.post(f"/api/v1{path}", headers=headers, json=body)


def whole(answer):
    """All that came, as one text."""
    return "\n".join(
        chain((f"{answer.status_code}", answer.text), map(str, answer.headers.items()))
    )
