"""The audit log for the command line: its report and extracts as text or JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from api.language import Language
from relocation.access.list_check import TamperedList
from relocation.audit.checkpoints import Kept
from relocation.audit.model import AuditorEntry, SubjectEntry
from relocation.audit.verification import Report

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOT_TOLD = "-"


def report_facts(report: Report, kept: Kept) -> dict[str, Any]:
    """The report for machines."""
    found = report.finding
    return {
        "whole": report.is_whole and kept.is_whole,
        "first_bad": asdict(found) if found else None,
        "lines": report.lines,
        "checkpoints": {
            "agreeing": report.checkpoints,
            "unusable": list(kept.unusable),
            "missing": list(kept.missing),
            "lines_since": report.since_checkpoint,
        },
        "clock_stepped_back": report.stepped_back,
        "marks_read": report.marks_read,
    }


def report_lines(report: Report, kept: Kept, say: Language) -> Iterator[str]:
    """The report for people, the first bad entry first."""
    found = report.finding
    if found:
        facts = {"number": found.number, "last": found.last}
        yield say.say(f"tampering.{found.tampering}", **facts)
    yield say.say("audit.holds" if found else "audit.whole", lines=report.lines)
    for name in kept.unusable:
        yield say.say("audit.unusable", file=name)
    for number in kept.missing:
        yield say.say("audit.missing", number=number)
    agreed, since = report.checkpoints, report.since_checkpoint
    yield say.say("audit.checkpoints", agreed=agreed, since=since)
    if report.stepped_back:
        yield say.say("audit.stepped_back", lines=report.stepped_back)
    if not report.marks_read:
        yield say.say("audit.without_keys")


def list_facts(lists: Sequence[TamperedList] | None) -> list[dict[str, Any]] | None:
    """The lists that are not as steps left them; None where they were not read."""
    return None if lists is None else [asdict(each) for each in lists]


def list_lines(lists: Sequence[TamperedList], say: Language) -> Iterator[str]:
    """The same for people."""
    for each in lists:
        facts = {"case": each.case, "added": each.added, "missing": each.missing}
        if each.added or each.missing:
            yield say.say("audit.list", **facts)
        if each.is_old:
            yield say.say("audit.old_list", case=each.case)


def entry_line(entry: SubjectEntry | AuditorEntry, say: Language) -> str:
    """One entry of an extract: when and why, and for the auditor in what role and by whom."""
    purpose = say.say(f"purpose.{entry.purpose}") if entry.purpose else say.say("audit.unstated")
    at = entry.at.astimezone(COPENHAGEN).isoformat(sep=" ", timespec="minutes")
    cells = [at, say.say(f"done.{entry.kind}"), purpose]
    if isinstance(entry, AuditorEntry):
        role = say.say(f"value.role.{entry.role}") if entry.role else NOT_TOLD
        cells = [str(entry.number), *cells, role, entry.user or NOT_TOLD]
    return "\t".join(cells)
