"""Counts and times of requests, and counts of notices: nothing that a caller chose."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    make_asgi_app,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp

COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names a folder to several processes, before they begin to count."""
UNKNOWN = "unknown"
"""The pattern of an address that no route has."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds."""


NOTICES = Counter(
    "relocation_notices",
    "Attempts to tell somebody that something waits.",
    ("channel", "outcome"),
    registry=None,
)
"""The process's own; whoever tells is beside those that answer, and is on the same page."""


def note_notice(channel: str, outcome: str) -> None:
    """Count one attempt at a notice; whose it was is told nobody."""
    NOTICES.labels(channel, outcome).inc()


class Metrics:
    """What one process counts."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._answered = Counter(
            "relocation_requests", "Requests answered.", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "relocation_request_seconds",
            "Seconds until an answer began.",
            ("route",),
            registry=self._registry,
            buckets=BUCKETS,
        )
        self._work = _OfWork(self._registry)
        self._registry.register(NOTICES)

    def note_work(self, work: str, *, has_failed: bool) -> None:
        """Count one try of work beside the requests."""
        self._work.note(work, has_failed=has_failed)

    def note(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count one request."""
        pattern = route or UNKNOWN
        self._answered.labels(method, pattern, str(status)).inc()
        self._seconds.labels(pattern).observe(seconds)

    def app(self) -> ASGIApp:
        """The page of figures."""
        return make_asgi_app(self._registry)

    def listen(self, port: int) -> None:
        """Serve the page on a port of its own, on this machine alone."""
        start_http_server(port, addr="127.0.0.1", registry=self._registry)


class OfSeveral:
    """What the supervisor of several processes counts itself, with what they count."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._work = _OfWork(self._registry)
        self._registry.register(NOTICES)

    def note_work(self, work: str, *, has_failed: bool) -> None:
        """Count one try of work beside the requests."""
        self._work.note(work, has_failed=has_failed)

    def listen(self, folder: str, port: int) -> None:
        """Serve the page of all, on this machine alone; each process counts into the folder."""
        MultiProcessCollector(self._registry, path=folder)  # type: ignore[no-untyped-call]
        start_http_server(port, addr="127.0.0.1", registry=self._registry)


class _OfWork:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._failures = Counter(
            "relocation_work_failures",
            "Tries of work beside the requests that failed.",
            ("work",),
            registry=registry,
        )
        self._is_failing = Gauge(
            "relocation_work_failing",
            "Whether work beside the requests failed at its last try.",
            ("work",),
            registry=registry,
        )

    def note(self, work: str, *, has_failed: bool) -> None:
        self._failures.labels(work).inc(has_failed)
        self._is_failing.labels(work).set(has_failed)
