"""On which days the made-up officers take up those who wait: a quota of cases holds for a day."""

from collections.abc import Iterator, Sequence

from api.demo.candidates import Candidate
from relocation.audit_policy import AuditPolicy
from scoring.country import Country

A_DAYS_WORK = 20
"""Cases that the central unit takes up in a day; the rest of its quota is for what else comes."""


def days_of(
    coming: Sequence[Candidate], country: Country, policy: AuditPolicy
) -> Iterator[list[Candidate]]:
    """Those who come, in their order, day by day: no officer opens more cases than it may."""
    # A district's police has one coordinator, who opens whatever its municipalities open.
    districts: dict[str, str] = dict(zip(country.codes, country.districts, strict=True))
    day: list[Candidate] = []
    for each in coming:
        there = [other for other in day if districts[other.home] == districts[each.home]]
        if len(day) == A_DAYS_WORK or len(there) == policy.quota_per_day:
            yield day
            day = []
        day.append(each)
    yield day
