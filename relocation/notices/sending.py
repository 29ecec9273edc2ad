"""Sends one notice to one machine: no redirect is followed and no word of an answer is kept."""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer

from relocation.errors import EntryRefused
from relocation.notices.addresses import Allowed, Resolve, Target, machine_of, resolved, target_of
from relocation.notices.model import NotDelivered

TAKEN = range(200, 300)
AGENT = "relocation"


@dataclass(frozen=True, slots=True)
class Sender:
    """How notices go out.

    Attributes:
        seconds: from the first byte sent to the last header got, for all of it together.
        allowed: beside public machines.
        resolve: turns a host's name into machines.
        trusted: the authorities whose certificates count.
    """

    seconds: float
    allowed: Allowed = field(default_factory=Allowed)
    resolve: Resolve = resolved
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, address: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Hand a notice to its receiver.

        Raises:
            NotDelivered: it did not say within the time that it took it, whatever it said.
        """
        try:
            target = target_of(address, self.allowed)
        except EntryRefused:
            raise NotDelivered from None  # A setting is stricter than when it was written down.
        connection = self._connection(target, machine_of(target, self.allowed, self.resolve))
        try:
            self._post(connection, target, body, headers)
        except (OSError, HTTPException, ValueError):
            raise NotDelivered from None
        finally:
            connection.close()

    def _post(
        self, connection: HTTPConnection, target: Target, body: bytes, headers: Mapping[str, str]
    ) -> None:
        """Send, and read the answer's status and headers: its body stays where it is."""
        # Each single wait is bounded by the connection; a receiver that drips is ended by this.
        ends = Timer(self.seconds, _cut, [connection])
        ends.daemon = True
        ends.start()
        try:
            connection.request("POST", target.path, body, {**headers, "User-Agent": AGENT})
            with connection.getresponse() as answer:
                if answer.status not in TAKEN:
                    raise NotDelivered
        finally:
            ends.cancel()

    def _connection(self, target: Target, machine: str) -> HTTPConnection:
        at = (target.host, target.port, machine, self.seconds)
        return _Plain(*at) if target.is_plain else _Secured(*at, self.trusted)


class _Plain(HTTPConnection):
    """A connection to the machine that was judged, whatever the name resolves to by now."""

    def __init__(self, host: str, port: int, machine: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._machine = machine

    def connect(self) -> None:
        """Reach the one machine."""
        self.sock = socket.create_connection((self._machine, self.port), self.timeout)


class _Secured(HTTPSConnection):
    """The same by TLS; the certificate is held against the name."""

    def __init__(
        self, host: str, port: int, machine: str, seconds: float, trusted: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=seconds, context=trusted)
        self._machine, self._trusted = machine, trusted

    def connect(self) -> None:
        """Reach the one machine, and see that it is who it should be."""
        with socket.create_connection((self._machine, self.port), self.timeout) as plain:
            # What is wrapped leaves `plain` empty-handed; closing that closes nothing.
            self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def _cut(connection: HTTPConnection) -> None:
    """End a connection that another thread waits on; TLS's own ending would wait for an answer."""
    if isinstance(connection.sock, socket.socket):
        try:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
        except OSError:
            return  # It ended by itself, just now.
