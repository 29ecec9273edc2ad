"""Where notices may be sent: to public machines by https, to others only where a setting says so.

An address is somebody's word. Without this the product would ask machines behind the own wall for
whoever gives their names; so a name is resolved once, judged, and that very machine is spoken to.
"""

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from relocation.errors import EntryRefused
from relocation.notices.model import NotDelivered

MOST = 2_000
"""Characters of an address."""
PLACE = "address"
PORTS = {"https": 443, "http": 80}
TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that a network turns into the IPv4 address in their last 32 bits (RFC 6052)."""
Machine = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart.

    Attributes:
        path: with its query; never empty.
    """

    is_plain: bool
    host: str = field(repr=False)
    port: int
    path: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting opens beside public machines.

    Attributes:
        networks: of machines that are not public and may be spoken to all the same.
        is_embedded: whether this is one machine's own use: plain http to itself then goes.
    """

    networks: tuple[Network, ...] = ()
    is_embedded: bool = False


def target_of(address: str, allowed: Allowed) -> Target:
    """Take an address apart.

    Raises:
        EntryRefused: it is none that a notice is sent to, whatever its host resolves to.
    """
    found = _split(address)
    if found.scheme not in PORTS or not found.hostname:
        raise _refused("no https:// address", "Give https://HOST/PATH of the receiving system.")
    if found.username is not None or found.password is not None or "#" in address:
        rule = "it carries a name, a password or a fragment"
        raise _refused(rule, "The signature shows who sends; leave them out.")
    is_plain = found.scheme == "http"
    if is_plain and not (allowed.is_embedded and _is_this_machine(found.hostname)):
        rule = "plain http, and not to this machine in its own use"
        raise _refused(rule, "Give an https:// address.")
    path = (found.path or "/") + (f"?{found.query}" if found.query else "")
    return Target(is_plain, found.hostname, found.port or PORTS[found.scheme], path)


def machine_of(target: Target, allowed: Allowed, resolve: Resolve) -> str:
    """The machine to speak to: the first that the host resolves to, where all of them may be.

    Raises:
        NotDelivered: the host resolves to nothing, or to a machine that may not be spoken to.
    """
    try:
        found = [ip_address(each) for each in resolve(target.host, target.port)]
    except (OSError, UnicodeError, ValueError):
        raise NotDelivered from None
    if not found or not all(_may_be(each, allowed.networks) for each in found):
        raise NotDelivered
    if target.is_plain and not all(each.is_loopback for each in found):
        raise NotDelivered
    return str(found[0])


def resolved(host: str, port: int) -> Sequence[str]:
    """What a host's name resolves to, by the machine's own means.

    Raises:
        OSError: to nothing.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _may_be(machine: Machine, networks: Collection[Network]) -> bool:
    inner = _inner(machine)
    if any(inner.version == each.version and inner in each for each in networks):
        return True
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inner(machine: Machine) -> Machine:
    """The IPv4 address that an IPv6 address is the wrapping of, where it is one."""
    if isinstance(machine, IPv6Address):
        if machine.ipv4_mapped or machine.sixtofour:
            return machine.ipv4_mapped or machine.sixtofour or machine
        if machine.teredo:
            return machine.teredo[1]
        if machine in TRANSLATED:
            return IPv4Address(int(machine) & 0xFFFF_FFFF)
    return machine


def _split(address: str) -> SplitResult:
    is_written = len(address) <= MOST and address.isascii() and address.isprintable()
    try:
        if not is_written or " " in address or "\\" in address:
            raise ValueError
        found = urlsplit(address)
        _ = found.port  # a port that is none is refused here
    except ValueError:
        raise _refused("it cannot be read", "Give https://HOST/PATH, in ASCII.") from None
    return found


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _refused(rule: str, remedy: str) -> EntryRefused:
    return EntryRefused(PLACE, rule, remedy)
