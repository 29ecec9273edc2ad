"""What each command does, loaded when it is done: its help needs no solver, store or page."""

from importlib import import_module
from types import ModuleType


def doing(command: str) -> ModuleType:
    """The work of a command, which has a function for each command below it."""
    return import_module(f"api.doing.{command}")
