"""The rules of a round: every file here is one, found by its name and sorted by its order."""

from importlib import import_module
from pkgutil import iter_modules

from scoring.rule import Rule


def _load() -> tuple[Rule, ...]:
    found = [import_module(f"{__name__}.{module.name}").RULE for module in iter_modules(__path__)]
    return tuple(sorted(found, key=lambda rule: rule.order))


ALL: tuple[Rule, ...] = _load()
