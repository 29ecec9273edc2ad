"""The map of Denmark: one shape per municipality, with what this round gives it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.language import Language
from api.report.evenness import Receiver
from api.shapes import Shapes, load_shapes

COMMAND = re.compile(r"([MmlcZ])([^MmlcZ]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MOST_SHADES = 3


@dataclass(frozen=True, slots=True)
class MapShape:
    """One municipality on the map; `kind` is a style class and never the only sign."""

    path: str
    kind: str
    title: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """The shapes in drawing order: those with a label last, so that nothing covers it."""

    view_box: str
    shapes: tuple[MapShape, ...]


def draw(receivers: tuple[Receiver, ...], say: Language) -> Map | None:
    """Draw the map; None where there are no shapes of these municipalities."""
    shapes = shapes_of(receiver.code for receiver in receivers)
    if shapes is None:
        return None
    drawn = [_shape(receiver, shapes.shapes[receiver.code], say) for receiver in receivers]
    return Map(
        _with_margin(shapes.view_box), tuple(sorted(drawn, key=lambda shape: bool(shape.label)))
    )


def shapes_of(codes: Iterable[str]) -> Shapes | None:
    """None where they were not compiled, cannot be used, or are of another country."""
    shapes = load_shapes()
    if shapes is None or any(code not in shapes.shapes for code in codes):
        return None
    return shapes


def _shape(receiver: Receiver, path: str, say: Language) -> MapShape:
    shade = f"received-{min(receiver.placed, MOST_SHADES)}"
    x, y = _middle(path)
    code = "report.map_title_closed" if receiver.closed else "report.map_title"
    return MapShape(
        path=path,
        kind="closed" if receiver.closed else shade,
        title=say.say(code, place=receiver.code, placed=receiver.placed, decided=receiver.decided),
        label=str(receiver.placed) if receiver.placed else "",
        x=x,
        y=y,
    )


def _with_margin(view_box: str) -> str:
    """Widen the frame by a fiftieth: the outermost coasts touch its edge."""
    left, top, width, height = (float(number) for number in view_box.split())
    x, y = width / 50, height / 50
    return f"{left - x:g} {top - y:g} {width + 2 * x:g} {height + 2 * y:g}"


def _middle(path: str) -> tuple[float, float]:
    """The middle of the largest part of a shape: an island must not pull the label into the sea."""
    parts = [tuple(zip(*part, strict=True)) for part in _outlines(path)]
    boxes = [(min(xs), max(xs), min(ys), max(ys)) for xs, ys in parts]
    left, right, top, bottom = max(boxes, key=lambda b: (b[1] - b[0]) * (b[3] - b[2]))
    return round((left + right) / 2, 1), round((top + bottom) / 2, 1)


def _outlines(path: str) -> list[list[tuple[float, float]]]:
    """The corner points of each closed part; the shapes use M, m, l, c and Z alone."""
    x = y = 0.0
    parts: list[list[tuple[float, float]]] = []
    for command, arguments in COMMAND.findall(path):
        numbers = [float(number) for number in NUMBER.findall(arguments)]
        step = 6 if command == "c" else 2
        if command == "M":
            x = y = 0.0
        for start in range(0, len(numbers), step):
            x, y = x + numbers[start + step - 2], y + numbers[start + step - 1]
            if command in "Mm" and start == 0:
                parts.append([])
            parts[-1].append((x, y))
        if command == "Z":
            x, y = parts[-1][0]
    return parts
