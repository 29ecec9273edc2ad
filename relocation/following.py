"""Finds what follows from an event, by name: the one dictionary stands above all stages.

Their services are below it, and the unit of work that runs it below them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from relocation.events import Event

REACTIONS = "relocation.reactions"


@cache
def _when() -> Mapping[str, tuple[Callable[[Any, Event], None], ...]]:
    when: Mapping[str, tuple[Callable[[Any, Event], None], ...]]
    when = import_module(REACTIONS).WHEN
    return when


def following(event: Event) -> tuple[Callable[[Any, Event], None], ...]:
    """What follows from something that happened, in order."""
    return _when().get(event.name, ())
