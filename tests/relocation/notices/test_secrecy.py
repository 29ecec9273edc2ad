"""A whole relocation with everybody told: no word leaves but its organisation's own handles."""

import json
import shutil
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from api.noticing import words_of
from relocation.actor import CENTRAL_UNIT, Function, municipality_id
from relocation.case_view import case_view
from relocation.errors import NotFound
from relocation.jobs.service import hand_over
from relocation.notice_settings import MailSecurity
from relocation.notices import mailing, own, service
from relocation.notices.addresses import Allowed
from relocation.notices.delivering import Delivering
from relocation.notices.mailing import MailServer
from relocation.notices.model import Language, NewWebhook, NotDelivered
from relocation.organisations.register import exit_unit_of
from relocation.store import Store
from relocation.wall import let_into_all
from tests.relocation.casework.canaries import PLACE, THERE, mark, names_the_place
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    MONDAY,
    STRANGER,
    Desk,
    account,
    by_name,
    enrol,
)
from tests.relocation.casework.test_canaries import canaries_in
from tests.relocation.casework.twins import OFF_THE_LIST, lived_through, side
from tests.relocation.keys.places import Place
from tests.relocation.notices.offices import ORIGIN
from tests.store import opened

ADMIN = account("notices-admin", CENTRAL_UNIT, Function.ADMINISTRATOR)
PAIR = ("0751", "0851")
TABLES = ("webhooks", "notices", "notice_contents", "notices_told", "mail_notices")
HOME = municipality_id("0101")


class Outlet:
    """A receiver of everybody's in memory: it notes all bytes, and takes them or does not."""

    def __init__(self, *, takes=True):
        self.got, self.takes = defaultdict(list), takes

    def send(self, address, body, headers):
        self.got[address.rpartition("/")[2]].append((body, dict(headers)))
        if not self.takes:
            raise NotDelivered

    def events(self, organisation):
        return [json.loads(body) for body, _ in self.got[organisation]]


class Post(MailServer):
    """A mail server of everybody's in memory."""

    def send(self, message):
        MAILS.append(bytes(message))


MAILS = []
SERVER = Post("localhost", 25, MailSecurity.NONE, "exit@relocation.test")


@dataclass
class ToldDesk(Desk):
    """After each press whoever is to be told is told at once."""

    outlet: Outlet = field(default_factory=Outlet)

    def do(self, *given, **how):
        moved = super().do(*given, **how)
        self.tell()
        return moved

    def tell(self):
        hand_over(self.store, self.now)
        with Delivering(self.store, lambda: self.now, self.outlet, ORIGIN) as delivering:
            delivering.deliver_all()
        while mailing.send_next(self.store, self.now, SERVER, words_of):
            pass

    def has_told(self, organisations, readers):
        with self.store.transaction() as session:
            enrol(session, ADMIN)
            for who in readers:
                enrol(session, who)
        with self.store.transaction() as session:
            for organisation in organisations:
                new = NewWebhook(organisation, f"https://receiver.test/{organisation}")
                service.subscribe(session, ADMIN, new, Allowed(), self.now)
            for who in readers:
                own.tell_by_mail(session, who, f"{who.user}@post.test", Language.ENGLISH, self.now)


class MarkedDesk(ToldDesk):
    """Each case has a document of every kind, with a canary in it, from its beginning on."""

    def open_case(self, *given, **how):
        case = super().open_case(*given, **how)
        mark(self, case)
        return case


def desk_in(folder, engine, outlet):
    return ToldDesk(Store(engine, Place(folder).open(), by_name), outlet=outlet)


@pytest.fixture
def folder(sqlite_template, tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    place.create()
    shutil.copy(sqlite_template, tmp_path / "store.sqlite")
    return tmp_path


def organisations():
    there = (
        *(municipality_id(code) for code in ("0101", *PAIR, PLACE)),
        *(exit_unit_of(code, MONDAY.date()) for code in (*PAIR, PLACE)),
    )
    return sorted({*there, "probation", CENTRAL_UNIT})


def lived(folder, code, outlet, until):
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        desk = desk_in(folder, store.engine, outlet)
        desk.has_told(organisations(), (COORDINATOR, *OFF_THE_LIST))
        MAILS.clear()
        lived_through(desk, code, until)
        return (
            {
                each: [(it["type"], it["time"]) for it in outlet.events(each)]
                for each in organisations()
            },
            len([each for each in MAILS if b"coordinator@" in each]),
            list(MAILS),
        )


@pytest.mark.slow
@pytest.mark.rule("SE-6", "IF-4")
@pytest.mark.parametrize("until", ["decided", "moved"])
def test_in_twin_worlds_nobody_off_the_list_is_told_anything_and_the_sender_the_same(
    folder, tmp_path_factory, until
):
    other = tmp_path_factory.mktemp("other") / "store"
    shutil.copytree(folder, other)
    told, mails = {}, {}
    for code, at in zip(PAIR, (folder, other), strict=True):
        told[code], mails[code], every = lived(at, code, Outlet(), until)
        assert {mail.split(b"To: ")[1].split(b"@")[0] for mail in every} <= {b"coordinator"}
    for code, elsewhere in (PAIR, PAIR[::-1]):
        there = {municipality_id(code), exit_unit_of(code, MONDAY.date())}
        silent = [each for each in organisations() if each not in {HOME, *there}]
        assert [each for each in silent if told[code][each]] == []
        assert (until == "moved") is bool(told[code][municipality_id(code)])
        assert told[code][municipality_id(elsewhere)] == []
    assert told[PAIR[0]][HOME] == told[PAIR[1]][HOME] != []
    assert mails[PAIR[0]] == mails[PAIR[1]] > 0


@pytest.mark.slow
@pytest.mark.rule("SE-14", "SE-5")
def test_in_a_relocation_full_of_canaries_no_notice_has_one_and_each_is_its_receivers_own_view(
    folder,
):
    outlet = Outlet()
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        desk = MarkedDesk(Store(store.engine, Place(folder).open(), by_name), outlet=outlet)
        desk.has_told(organisations(), (COORDINATOR, *OFF_THE_LIST, THERE.coordinator))
        MAILS.clear()
        seen = _watching(desk)
        lived_through(desk, PLACE, "moved")
        told = [(body + json.dumps(it).encode()).decode() for got in outlet.got.values()
                for body, it in got]  # fmt: skip
        told += [mail.decode() for mail in MAILS]
    assert len(told) > 10
    for each in told:
        assert canaries_in(each) == set()
        assert not names_the_place(each)
        assert PLACE not in each.split()
        assert CASE not in each
        assert not any(row in each for row in seen["rows"])
    assert seen["strange"] == []


def _watching(desk):
    """Holds every event, as it goes out, against what its receiver's own view of the case has."""
    seen, whose = {"rows": set(), "strange": []}, _readers()
    sends = desk.outlet.send

    def send(address, body, headers):
        organisation = address.rpartition("/")[2]
        event = json.loads(body)["data"]
        with desk.store.transaction() as session:
            ids = session.execute(text("SELECT id FROM proceedings"))
            seen["rows"] |= {row.id for row in ids}
            if not any(_shows(session, who, event, desk.now) for who in whose[organisation]):
                seen["strange"].append((organisation, event["kind"]))
        sends(address, body, headers)

    desk.outlet.send = send
    return seen


def _readers():
    there = side(PLACE)
    found = defaultdict(list)
    for who in (COORDINATOR, there.coordinator, there.police, THERE.coordinator, STRANGER):
        found[who.organisation].append(who)
    return found


def _shows(session, who, event, now):
    try:
        seen = case_view(session, who, event["case"], now)
    except NotFound:
        return False
    return (event["thing"], event["kind"]) in {(each.id, each.kind) for each in seen.things}


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_the_database_tells_nothing_of_who_is_told_and_where(folder):
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        desk = desk_in(folder, store.engine, Outlet(takes=False))
        desk.has_told(organisations(), (COORDINATOR, *OFF_THE_LIST))
        lived_through(desk, PLACE, "moved")
        with desk.store.transaction() as session:
            let_into_all(session.connection())
            rows = {
                table: session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
                for table in TABLES
            }
    assert len(rows["notices"]) > 3
    whole = b"\n".join(_plain(value) for each in rows.values() for row in each for value in row)
    secrets = (
        b"receiver.test",
        b"post.test",
        b"whsec_",
        b"municipality-",
        b"police-",
        b"probation",
    )
    assert [each for each in secrets if each in whole] == []
    assert [who.user for who in (COORDINATOR, *OFF_THE_LIST) if who.user.encode() in whole] == []
    # Queues of one receiver in several cases have nothing in common, and contents one length.
    queues = {(row.queue, row.case_id) for row in rows["notices"]}
    assert len({queue for queue, _ in queues}) == len(queues)
    assert len({len(row.sealed) for row in rows["notice_contents"]}) == 1


def _plain(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
