"""The work of `relocation users`: accounts listed, added, disabled, qualified, enrolled."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from api.language import Language
from api.refusal import Complaint, Refused
from api.whole_store import opened_store
from relocation.actor import (
    Actor,
    Assurance,
    Function,
    OrganisationId,
    PersonId,
    Qualification,
    UserId,
)
from relocation.deadlines.working_days import COPENHAGEN, civil_day
from relocation.organisations.register import organisations_on
from relocation.people import service
from relocation.people.acting import actor_of
from relocation.people.model import Account, NewAccount, NewPerson
from relocation.signing_in.service import end_sessions, issue_enrolment, sign_in_names


def list_(actor: str, tag: str, json_out: bool) -> None:
    """List every account with its person, organisation, function, qualifications, sign-in name."""
    now = datetime.now(UTC)
    with opened_store() as session:
        by = _actor(session, actor, now)
        found, names = service.accounts(session, by, now), sign_in_names(session, by, now)
    if json_out:
        _print_json([asdict(each) | {"sign_in_name": names.get(each.user)} for each in found])
        return
    for account in found:
        click.echo("\t".join(_cells(account, names.get(account.user), Language(tag), now)))


def add(**given: Any) -> None:
    """Add an account, of a new person or of one who has others; the name is asked for."""
    now, say = datetime.now(UTC), Language(given["tag"])
    where = OrganisationId(given["organisation"]), Function(given["function"])
    with opened_store() as session:
        # Before a name is asked for, and let go meanwhile: others are at work.
        service.can_be_added(session, _by(session, given, now), *where, now)
    new = NewAccount(_whose(given, say), *where)
    with opened_store() as session:
        by = _by(session, given, now)
        if by is None:
            user = service.first_account(session, new, now)
        else:
            user = service.add_account(session, by, new, now)
    if given["json_out"]:
        _print_json({"user": user})
        return
    click.echo(say.say("users.added", user=user))


def disable(user: str, actor: str, tag: str, json_out: bool) -> None:
    """End an account from now on; what it did stays. Twice is once."""
    now = datetime.now(UTC)
    with opened_store() as session:
        service.disable(session, _actor(session, actor, now), UserId(user), now)
    _tell("users.disabled", Language(tag), {"user": user}, json_out=json_out)


def qualify(**given: Any) -> None:
    """Give an account a qualification from a day on, or with --until end the one it has."""
    now, user = datetime.now(UTC), UserId(given["user"])
    since, until = given["since"], given["until"]
    if since and until:
        rule = "one at a time: it begins, or it ends"
        raise Refused(Complaint("--until", rule, "leave out one of --from and --until"))
    with opened_store() as session:
        by, which = _actor(session, given["actor"], now), Qualification(given["qualification"])
        if until:
            service.end_qualification(session, by, user, which, until.date(), now)
        else:
            first = since.date() if since else civil_day(now)
            service.qualify(session, by, user, which, first, now)
    done = "users.unqualified" if until else "users.qualified"
    facts = {"user": user, "qualification": which.value}
    _tell(done, Language(given["tag"]), facts, json_out=given["json_out"])


def enrol(**given: Any) -> None:
    """Give an account a code of enrolment, told once; what it signed in with before is void."""
    now, say, user = datetime.now(UTC), Language(given["tag"]), UserId(given["user"])
    name = click.prompt(say.say("users.ask_sign_in_name"), err=True) if given["is_named"] else None
    with opened_store() as session:
        by = _actor(session, given["actor"], now)
        issued = issue_enrolment(session, by, user, name, now)
    if given["json_out"]:
        until = issued.until.isoformat()
        told = {"user": user, "sign_in_name": issued.name, "code": issued.code, "until": until}
        _print_json(told)
        return
    until = f"{issued.until.astimezone(COPENHAGEN):%Y-%m-%d %H:%M}"
    click.echo(say.say("users.enrolled", name=issued.name))
    click.echo(say.say("users.code", until=until, code=issued.code))
    click.echo(say.say("users.code_once"))


def sessions_end(user: str, actor: str, tag: str, json_out: bool) -> None:
    """End every session of an account; it can sign in again."""
    now = datetime.now(UTC)
    with opened_store() as session:
        ended = end_sessions(session, _actor(session, actor, now), UserId(user), now)
    if json_out:
        _print_json({"user": user, "ended": ended})
        return
    click.echo(Language(tag).say("users.sessions_ended", count=ended, user=user))


def _actor(session: Session, user: str, now: datetime) -> Actor:
    return actor_of(session, UserId(user), Assurance.SIGNED_IN, now)


def _by(session: Session, given: dict[str, Any], now: datetime) -> Actor | None:
    return None if given["actor"] is None else _actor(session, given["actor"], now)


def _whose(given: dict[str, Any], say: Language) -> NewPerson | PersonId:
    if given["person"] is not None:
        return PersonId(given["person"])
    return NewPerson(click.prompt(say.say("users.ask_name"), err=True), given["namesake"])


def _cells(account: Account, name: str | None, say: Language, now: datetime) -> Iterator[str]:
    organisation = organisations_on(civil_day(now)).get(account.organisation)
    names = {"da": organisation.name_da, "en": organisation.name_en} if organisation else {}
    yield from (account.user, account.person, account.name)
    yield names.get(say.tag, account.organisation)
    yield say.say(f"function.{account.function}")
    for held in account.qualifications:
        named = say.say(f"qualification.{held.qualification}")
        yield say.say(
            "users.held", named=named, since=held.since, until=held.until or say.say("users.open")
        )
    if name is not None:
        yield say.say("users.signs_in_as", name=name)
    if account.disabled_since:
        yield say.say("users.out", day=civil_day(account.disabled_since))


def _tell(code: str, say: Language, facts: dict[str, str], *, json_out: bool) -> None:
    if json_out:
        _print_json(facts)
    else:
        named = {k: say.say(f"qualification.{v}") for k, v in facts.items() if k != "user"}
        click.echo(say.say(code, **(facts | named)))


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
