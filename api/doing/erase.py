"""The work of `relocation erase`: cases lose their key, and with it all they hold."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from api.language import Language
from api.refusal import Complaint, Refused
from api.whole_store import whole_store
from relocation.jobs.erasing import erase, glass_waits, is_erased, to_erase
from relocation.store import Store


def run(cases: tuple[str, ...], list_: Path | None, tag: str, json_out: bool) -> None:
    """Erase cases whose follow-up is over, for good."""
    now, say = datetime.now(UTC), Language(tag)
    with whole_store() as store:
        due = to_erase(store, now)
        if not cases:
            _tell(due, say, json_out=json_out)
            return
        if list_ is None:
            rule = "the list of erased keys has no file"
            raise Refused(Complaint("--list", rule, "name one; every restore needs it"))
        _refuse_others(store, cases, due)
        for case in cases:
            erase(store, case, now)
        store.keys.write_erased(list_)
    if json_out:
        click.echo(json.dumps({"erased": len(cases)}))
        return
    click.echo(say.say("erase.done", cases=len(cases)))


def _refuse_others(store: Store, cases: tuple[str, ...], due: tuple[str, ...]) -> None:
    """Those that are erased already may be named again: what was cut short is finished."""
    found = [
        Complaint(f"CASE {number}", *_why_not(store, case))
        for number, case in enumerate(cases, start=1)
        if case not in due and not is_erased(store, case)
    ]
    if found:
        raise Refused(*found)


def _why_not(store: Store, case: str) -> tuple[str, str]:
    if glass_waits(store, case):
        rule = "an opening of it in an emergency is not answered for"
        return rule, "have it countersigned, or wait until relocation jobs locks the account"
    return "not a case whose follow-up is over", "see relocation erase"


def _tell(due: tuple[str, ...], say: Language, *, json_out: bool) -> None:
    if json_out:
        click.echo(json.dumps({"due": due}))
        return
    click.echo(say.say("erase.due", cases=len(due)) if due else say.say("erase.none"))
    for case in due:
        click.echo(f"  {case}")
