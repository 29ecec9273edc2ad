"""Notices go to public machines by https, and nowhere else but where a setting says so."""

from ipaddress import ip_address, ip_network

import pytest

from relocation.errors import EntryRefused
from relocation.notices.addresses import Allowed, Target, machine_of, target_of
from relocation.notices.model import NotDelivered
from relocation.notices.sending import Sender
from tests.relocation.notices.certificates import signed_for
from tests.relocation.notices.offices import HERE
from tests.relocation.notices.receivers import receiving

EMBEDDED = Allowed(is_embedded=True)
REFUSED = (
    "http://receiver.test/in", "ftp://receiver.test/in", "https://", "https:///in", "receiver.test",
    "https://user:word@receiver.test/", "https://user@receiver.test/", "https://receiver.test/#x",
    "https://receiver.test:0x50/", "https://receiver.test:99999/", "https://receiver.test/a b",
    "https://receiver.test/\r\nX-More: more", "https://receiver.test\\@elsewhere.test/",
    "https://receivør.test/", f"https://receiver.test/{'x' * 2_000}", "https://[::1/", "",
)  # fmt: skip
INNER = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",  # noqa: S104
    "169.254.169.254",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::",
    "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
    "64:ff9b::a01:203",
    "2002:7f00:1::", "2001:db8::1", "64:ff9b::7f00:1", "no address at all",
)  # fmt: skip
OUTER = ("9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909")
THERE = Target(False, "receiver.test", 443, "/in")


@pytest.mark.rule("IF-4")
@pytest.mark.parametrize("address", REFUSED, ids=range(len(REFUSED)))
def test_an_address_that_a_notice_is_not_sent_to_is_refused_without_its_words(address):
    for allowed in (Allowed(), EMBEDDED, HERE):
        with pytest.raises(EntryRefused) as told:
            target_of(address, allowed)
        assert "receiv" not in str(told.value).partition("\n")[0]


@pytest.mark.rule("IF-4")
def test_plain_http_goes_to_this_machine_in_its_own_use_alone():
    assert target_of("http://127.0.0.1:8080/in", EMBEDDED) == Target(True, "127.0.0.1", 8080, "/in")
    assert target_of("http://localhost", EMBEDDED).path == "/"
    for allowed in (Allowed(), Allowed((ip_network("127.0.0.0/8"),))):
        with pytest.raises(EntryRefused):
            target_of("http://127.0.0.1:8080/in", allowed)


def test_an_address_is_taken_apart_with_its_query():
    assert target_of("https://receiver.test/in?case=no", Allowed()).path == "/in?case=no"
    assert target_of("https://receiver.test:8443", Allowed()).port == 8443


@pytest.mark.rule("IF-4")
@pytest.mark.parametrize("machine", INNER)
def test_a_machine_behind_the_own_wall_is_not_spoken_to(machine):
    for found in ([machine], [OUTER[0], machine]):
        with pytest.raises(NotDelivered):
            machine_of(THERE, EMBEDDED, lambda *_: found)  # noqa: B023


@pytest.mark.rule("IF-4")
@pytest.mark.parametrize("machine", OUTER)
def test_a_public_machine_is(machine):
    found = machine_of(THERE, Allowed(), lambda *_: [machine])
    assert ip_address(found) == ip_address(machine)


@pytest.mark.rule("IF-4")
def test_a_network_that_a_setting_names_is_opened_and_no_other():
    allowed = Allowed((ip_network("10.20.0.0/16"),))
    assert machine_of(THERE, allowed, lambda *_: ["10.20.1.1"]) == "10.20.1.1"
    assert machine_of(THERE, allowed, lambda *_: ["::ffff:10.20.1.1"])
    with pytest.raises(NotDelivered):
        machine_of(THERE, allowed, lambda *_: ["10.21.1.1"])


@pytest.mark.rule("IF-4")
def test_a_name_that_resolves_to_nothing_is_not_delivered_to():
    def nothing(*_):
        raise OSError

    for resolve in (nothing, lambda *_: []):
        with pytest.raises(NotDelivered):
            machine_of(THERE, Allowed(), resolve)


@pytest.mark.rule("IF-4")
def test_plain_http_by_a_name_that_resolves_elsewhere_is_not_sent():
    plain = Target(True, "localhost", 80, "/")
    with pytest.raises(NotDelivered):
        machine_of(plain, EMBEDDED, lambda *_: [OUTER[0]])


@pytest.mark.rule("IF-4")
def test_the_machine_that_was_judged_is_spoken_to_by_tls_under_the_receivers_name(tmp_path):
    """The name is asked once: what it resolves to later is nobody's concern."""
    signed, asked = signed_for(tmp_path, "receiver.test"), []

    def resolve(host, port):
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else [OUTER[0]]

    with receiving(signed.served()) as there:
        port = there.address.rpartition(":")[2].removesuffix("/in")
        sender = Sender(10, HERE, resolve, signed.trusted())
        sender.send(f"https://receiver.test:{port}/in", b"{}", {})
        assert asked == [("receiver.test", int(port))]
        assert there.got[0].headers["host"] == f"receiver.test:{port}"


@pytest.mark.rule("IF-4")
def test_a_receiver_that_cannot_show_who_it_is_gets_nothing(tmp_path):
    signed = signed_for(tmp_path / "one", "receiver.test")
    other = signed_for(tmp_path / "other", "elsewhere.test")
    for served, trusted in ((signed, other.trusted()), (other, other.trusted())):
        with receiving(served.served()) as there:
            port = there.address.rpartition(":")[2].removesuffix("/in")
            sender = Sender(10, HERE, lambda *_: ["127.0.0.1"], trusted)
            with pytest.raises(NotDelivered):
                sender.send(f"https://receiver.test:{port}/in", b"{}", {})
            assert there.got == []
