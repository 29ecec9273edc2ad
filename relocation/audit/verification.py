"""Follows the log from its first line to its last and names the first bad entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from relocation.audit.chain import GENESIS, HEAD_MARK, LINE_MARK, line_hash
from relocation.audit.checkpoints import Checkpoint
from relocation.audit.keys import Marker
from relocation.audit.tables import LINE, edges, lines_between


class Tampering(StrEnum):
    """What is wrong with the first bad entry."""

    ADDED = "added"
    """A line stands outside of the numbers that the log has given."""
    MISSING = "missing"
    """A number was given and its line is gone."""
    ALTERED = "altered"
    """The line is not what was hashed: edited, inserted, moved, swapped or played again."""
    REMADE = "remade"
    """The hash fits, and whoever made it did not have the log's key."""
    REWRITTEN = "rewritten"
    """A signed checkpoint has another hash: somewhere since the one before, all was made anew."""
    CUT = "cut"
    """The last lines are gone: a checkpoint or the head tells of more."""
    HEAD = "head"
    """The row of the last number and hash was changed; the lines up to it hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first bad entry.

    Attributes:
        number: of the entry; where lines are gone, the first that is.
        last: where the entry cannot be told exactly, it is one from `number` to this.
    """

    tampering: Tampering
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Report:
    """What following the log has shown.

    Attributes:
        lines: how many lines hold, from the first on.
        checkpoints: how many of them agree with the log.
        since_checkpoint: lines that no checkpoint vouches for yet.
        stepped_back: lines whose clock was behind that of the line before; their order holds.
        marks_read: whether the log's key was there to tell a remade hash from its own.
    """

    finding: Finding | None
    lines: int
    checkpoints: int
    since_checkpoint: int
    stepped_back: int
    marks_read: bool

    @property
    def is_whole(self) -> bool:
        return self.finding is None


def verify(
    session: Session,
    checkpoints: Sequence[Checkpoint],
    *,
    keys: Marker | None = None,
    since: Checkpoint | None = None,
) -> Report:
    """Follow the log; memory stays bounded, and the first bad entry ends it.

    The checkpoints are those whose signature holds. Without the keys a remade line shows only at
    the next checkpoint, and one that was edited together with its own hash at the next line. With
    `since` the following begins after that checkpoint.
    """
    edge = edges(session)
    walk = _Walk(sorted(checkpoints, key=lambda each: each.number), keys)
    if since:
        walk.begin_after(since)
    finding = _outside(edge) or _along(session, walk, edge.number or 0) or walk.ending(edge)
    return Report(
        finding=finding,
        lines=walk.number,
        checkpoints=walk.agreed,
        since_checkpoint=walk.number - walk.vouched,
        stepped_back=walk.stepped_back,
        marks_read=keys is not None,
    )


def _outside(edge: Row[Any]) -> Finding | None:
    if edge.lowest is not None and edge.lowest < 1:
        return Finding(Tampering.ADDED, edge.lowest, edge.lowest)
    return None


def _along(session: Session, walk: "_Walk", last: int) -> Finding | None:
    findings = (walk.take(line) for line in lines_between(session, walk.number, last))
    return next((finding for finding in findings if finding), None)


@dataclass(slots=True)
class _Walk:
    """Where the following has come to: everything up to `number` holds."""

    checkpoints: Sequence[Checkpoint]
    keys: Marker | None
    number: int = 0
    hash: str = GENESIS
    agreed: int = 0
    vouched: int = 0
    stepped_back: int = 0
    _at: datetime | None = field(default=None)

    def begin_after(self, checkpoint: Checkpoint) -> None:
        self.number = self.vouched = checkpoint.number
        self.hash = checkpoint.hash

    def take(self, line: Row[Any] | int) -> Finding | None:
        number = line if isinstance(line, int) else line.number
        if number != self.number + 1:
            return Finding(Tampering.MISSING, self.number + 1, self.number + 1)
        if isinstance(line, int) or not self._fits(line):
            return Finding(Tampering.ALTERED, number, number)
        if self.keys and line.mark != self.keys.mark(LINE_MARK, line.hash):
            return Finding(Tampering.REMADE, number, number)
        return self._stand_on(line)

    def ending(self, edge: Row[Any]) -> Finding | None:
        """What is wrong after the last line that the head tells of."""
        after, given = self.number + 1, edge.number or 0
        told = [c.number for c in self.checkpoints if c.number > self.number]
        last = max([given, edge.highest or 0, *told])
        if given < self.number:
            return Finding(Tampering.CUT, given + 1, self.number)
        if told or given > self.number:
            return Finding(Tampering.CUT, after, last)
        if last > given:
            return Finding(Tampering.ADDED, given + 1, last)
        if not self._is_head(edge):
            return Finding(Tampering.HEAD, after, after)
        return None

    def _fits(self, line: Row[Any]) -> bool:
        fields = dict(zip(LINE.keys(), line, strict=True))
        told, _ = str(fields.pop("hash")), fields.pop("mark")
        return told == line_hash(self.hash, fields)

    def _stand_on(self, line: Row[Any]) -> Finding | None:
        for checkpoint in (c for c in self.checkpoints if c.number == line.number):
            if checkpoint.hash != line.hash:
                return Finding(Tampering.REWRITTEN, self.vouched + 1, line.number)
            self.agreed += 1
            self.vouched = line.number
        self.stepped_back += self._at is not None and line.at < self._at
        self.number, self.hash, self._at = line.number, line.hash, line.at
        return None

    def _is_head(self, edge: Row[Any]) -> bool:
        if edge.hash != self.hash:
            return False
        is_new = self.number == 0 and edge.mark == ""
        return is_new or not self.keys or edge.mark == self.keys.mark(HEAD_MARK, self.hash)
