"""Takes the shapes of the 98 municipalities out of the map package that npm brought at set-up."""

import json
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path("node_modules/react-denmark-map")
SHAPES = Path(__file__).parent / "static" / "generated" / "shapes.json"
CODES = Path(__file__).parents[1] / "relocation/municipalities/data/municipalities.csv"

AREA = re.compile(r'\bcode:"(?P<code>\d{3,4})",d:"(?P<path>[^"]+)"')
FRAME = re.compile(
    r'exports\.Municipalities=.{0,200}?viewBoxWidth:"(?P<width>\d+)",viewBoxHeight:"(?P<height>\d+)"'
)
NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?"
PAIR = f"{NUMBER},{NUMBER} ?"
PATH = re.compile(f"M{PAIR}(?:[Mml](?:{PAIR})+|c(?:(?:{PAIR}){{3}})+|Z ?)*")
"""The commands that the report can draw: M, m, l, c and Z."""
VIEW_BOX = re.compile("0 0 [1-9][0-9]{0,8} [1-9][0-9]{0,8}")


class ShapesError(ValueError):
    """The map package is missing or not laid out as expected; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The map of Denmark as SVG paths.

    Attributes:
        view_box: the frame of all paths, as SVG writes it.
        shapes: per four-digit municipality code, the path.
        source: the package and its version.
        licence: of the package.
    """

    view_box: str
    shapes: Mapping[str, str]
    source: str
    licence: str


def compile_shapes(package: Path, codes: Collection[str]) -> Shapes:
    """Read the package's bundle and keep the shapes of these municipalities.

    Raises:
        ShapesError: no such package, or its shapes are not exactly those of the municipalities.
    """
    about, bundle = _read(package)
    frame = FRAME.search(bundle)
    if frame is None:
        raise ShapesError("shapes: the package has no map of municipalities; pin version 1.0.0")
    found = {area["code"].zfill(4): area["path"] for area in AREA.finditer(bundle)}
    missing = sorted(set(codes) - set(found))
    if missing:
        raise ShapesError(
            f"shapes: the package lacks {len(missing)} of {len(codes)} municipalities, the first "
            f"is {missing[0]}; pin version 1.0.0"
        )
    shapes = {code: found[code] for code in sorted(codes)}
    if not all(PATH.fullmatch(path) for path in shapes.values()):
        raise ShapesError("shapes: a path holds something other than the drawing commands known")
    return Shapes(
        view_box=f"0 0 {frame['width']} {frame['height']}",
        shapes=shapes,
        source=f"{about['name']} {about['version']}",
        licence=about["license"],
    )


def _read(package: Path) -> tuple[dict[str, str], str]:
    try:
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        return about, (package / about["main"]).read_text(encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError, json.JSONDecodeError):
        raise ShapesError("shapes: the map package cannot be read; run `make assets`") from None


def write_shapes(shapes: Shapes, to: Path = SHAPES) -> None:
    """Store the shapes for `load_shapes`, whole or not at all."""
    to.parent.mkdir(parents=True, exist_ok=True)
    half = to.with_suffix(".part")
    half.write_text(json.dumps(asdict(shapes), ensure_ascii=False, indent=0), encoding="utf-8")
    half.replace(to)


@cache
def load_shapes(stored: Path = SHAPES) -> Shapes | None:
    """Return the shapes that set-up stored; None where it had none, or they cannot be used."""
    try:
        found = Shapes(**json.loads(stored.read_text(encoding="utf-8")))
        return found if _usable(found) else None
    except (OSError, RecursionError, TypeError, ValueError):
        return None


def _usable(shapes: Shapes) -> bool:
    """Whether the file holds what was written; somebody may have cut it or written in it."""
    return (
        VIEW_BOX.fullmatch(shapes.view_box) is not None
        and isinstance(shapes.shapes, dict)
        and all(PATH.fullmatch(path) for path in shapes.shapes.values())
    )


def main() -> int:
    """Compile the shapes of all municipalities of the register."""
    lines = CODES.read_text(encoding="utf-8").splitlines()
    codes = {line.split(",", 1)[0] for line in lines[1:] if line}
    try:
        shapes = compile_shapes(PACKAGE, codes)
        if len(shapes.shapes) != 98:
            raise ShapesError("shapes: the register must name 98 municipalities; restore its data")
    except ShapesError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    write_shapes(shapes)
    sys.stdout.write(f"{len(shapes.shapes)} shapes from {shapes.source} ({shapes.licence})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
