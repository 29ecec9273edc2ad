"""The criteria: every file in this folder is one, found by its name and sorted by its order."""

from importlib import import_module
from pkgutil import iter_modules

from scoring.criterion import Criterion


def _load() -> tuple[Criterion, ...]:
    found = [
        import_module(f"{__name__}.{module.name}").CRITERION for module in iter_modules(__path__)
    ]
    return tuple(sorted(found, key=lambda criterion: criterion.order))


ALL: tuple[Criterion, ...] = _load()
