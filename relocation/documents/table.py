"""The one table of kinds of document: what stands in no folder's `kinds` does not exist (SE-1)."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import relocation
from relocation.documents.kinds import Kind

OWN = "relocation.documents"


@cache
def kinds() -> Mapping[str, Kind[Any]]:
    """Every kind by its name: those of every folder of the package that has a `kinds` module.

    Folders are found by name: stages stand above documents, which must not know them.
    """
    found: dict[str, Kind[Any]] = {}
    for stage in by_stage().values():
        for kind in stage:
            if kind.name in found:
                raise ValueError(f"two kinds of document are named '{kind.name}'")
            found[kind.name] = kind
    return found


@cache
def by_stage() -> Mapping[str, tuple[Kind[Any], ...]]:
    """The kinds of each folder that has any."""
    return {
        stage.rpartition(".")[2]: import_module(f"{stage}.kinds").KINDS
        for stage in sorted(_stages())
    }


def _stages() -> set[str]:
    folders = iter_modules(relocation.__path__, f"{relocation.__name__}.")
    names = {folder.name for folder in folders if folder.ispkg} - {OWN}
    return {name for name in names if find_spec(f"{name}.kinds")}


def known(kind: Kind[Any]) -> Kind[Any]:
    """The kind itself, where the table has it.

    Raises:
        ValueError: the table does not have it: nobody writes or reads such a document.
    """
    if kinds().get(kind.name) is not kind:
        raise ValueError("documents: a kind that is not in the table of kinds")
    return kind
