"""Gives what was found wrong its lines and columns, in the order of the file."""

from collections.abc import Iterable, Mapping

from scoring.round_faults import Path
from scoring.round_file.positions import Spot, lines_of, located
from scoring.round_file.refused import Finding, LineError, written


def placed(text: str, findings: Iterable[Finding]) -> tuple[LineError, ...]:
    """Each finding as an error with its place; what stands nowhere is placed at the beginning."""
    listed = list(findings)
    spots = located(text, {_sought(finding) for finding in listed} | {()})
    found = sorted(((_offset(finding, spots), finding) for finding in listed), key=_first)
    places = lines_of(text, [offset for offset, _ in found])
    return tuple(
        LineError(*place, written(finding.path), finding.rule, finding.remedy)
        for place, (_, finding) in zip(places, found, strict=True)
    )


def _first(found: tuple[int, Finding]) -> int:
    return found[0]


def _sought(finding: Finding) -> Path:
    return finding.path if finding.found_at is None else finding.found_at


def _offset(finding: Finding, spots: Mapping[Path, Spot]) -> int:
    spot = spots.get(_sought(finding)) or spots[()]
    return spot.key_at if finding.on_key else spot.at
