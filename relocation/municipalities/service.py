"""What people ask of the register beyond its figures: is it whole, and what does nobody tell?"""

from dataclasses import dataclass

from relocation.municipalities.imports.areas import read_areas
from relocation.municipalities.imports.kind import FACT, Kind
from relocation.municipalities.places import newest_places
from relocation.municipalities.register import DATA, Register

COMES_WITH_THE_ROUND = ("presence", "services")
"""What is not public, has no default, and stands in the round's file."""
OPTIONAL = (Kind.EMPLOYMENT, Kind.LABOUR_FORCE)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that no public source tells.

    Attributes:
        fact: what it is.
        comes_from: "round" (the round's file) or "import".
    """

    fact: str
    comes_from: str


def check_register(register: Register) -> tuple[Missing, ...]:
    """Read also what only an import needs, and list what neither register nor import tells.

    Raises:
        RegisterError: the first gap, by file, line, column and rule.
    """
    read_areas(DATA, newest_places(DATA, register.quality.expected))
    there = {record.kind for record in register.imports}
    imported = (Missing(FACT[kind], "import") for kind in OPTIONAL if kind not in there)
    return (*(Missing(fact, "round") for fact in COMES_WITH_THE_ROUND), *imported)
