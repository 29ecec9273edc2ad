"""`relocation users`: accounts kept, and codes of enrolment given; a name is never an option."""

from typing import Any

import click

from api import options
from api.doing import doing
from relocation.actor import (
    Function,
    Qualification,
)

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("users")
def command() -> None:
    """List, add, disable, qualify or enrol accounts.

    The store and its keys are those of the settings. The first account of a store is added without
    --actor and must be an administrator's; from then on an administrator says who they are. There
    is no sign-in here: the log holds what somebody says of themselves. A name is asked for and read
    from standard input, so that it stands in no list of processes; a password is never asked for.

    \b
    Examples:
      relocation users add --organisation central-unit --function administrator
      relocation users list --actor ID
    """  # noqa: D301


@command.command("list")
@options.acting
@options.language
@options.as_json
def list_(actor: str, tag: str, json_out: bool) -> None:
    """List every account with its person, organisation, function, qualifications and sign-in name.

    \b
    Examples:
      relocation users list --actor ID
      relocation users list --actor ID --json

    Ends with 0, or 2 where the store cannot be used or the list is not yours to see.
    """  # noqa: D301
    doing("users").list_(actor, tag, json_out)


@command.command("add")
@click.option("--organisation", required=True, metavar="ID", help="Such as municipality-0101.")
@click.option(
    "--function",
    type=click.Choice([each.value for each in Function]),
    required=True,
    help="What the account is; the organisation must have it.",
)
@click.option("--person", metavar="ID", help="Who has an account already; nobody's name is asked.")
@click.option("--namesake", is_flag=True, help="Somebody else of this name has an account.")
@options.acting_or_first
@options.language
@options.as_json
def add(**given: Any) -> None:
    """Add an account, of a new person or of one who has others; the name is asked for.

    \b
    Examples:
      relocation users add --organisation central-unit --function administrator
      relocation users add --organisation police-fyn --function police_exit_coordinator --actor ID
      relocation users add --organisation municipality-0101 --function municipal_exit_coordinator \\
        --person ID --actor ID

    Ends with 0 and the account's id, or 2 with what does not hold; nothing was written then.
    """  # noqa: D301
    doing("users").add(**given)


@command.command("disable")
@click.argument("user", metavar="USER")
@options.acting
@options.language
@options.as_json
def disable(user: str, actor: str, tag: str, json_out: bool) -> None:
    """End an account from now on; what it did stays. Twice is once.

    \b
    Examples:
      relocation users disable USER --actor ID

    Ends with 0, or 2 with what does not hold; the last administrator stays.
    """  # noqa: D301
    doing("users").disable(user, actor, tag, json_out)


@command.command("qualify")
@click.argument("user", metavar="USER")
@click.argument("qualification", type=click.Choice([each.value for each in Qualification]))
@click.option("--from", "since", type=DAY, metavar="DATE", help="The first day with it; today.")
@click.option("--until", type=DAY, metavar="DATE", help="End it: the first day without it.")
@options.acting
@options.language
@options.as_json
def qualify(**given: Any) -> None:
    """Give an account a qualification from a day on, or with --until end the one it has.

    \b
    Examples:
      relocation users qualify USER prevention_consultant --actor ID
      relocation users qualify USER prevention_consultant --until 2027-07-01 --actor ID

    Ends with 0, or 2 with what does not hold; nothing is given or taken for the past.
    """  # noqa: D301
    doing("users").qualify(**given)


@command.command("enrol")
@click.argument("user", metavar="USER")
@click.option("--name", "is_named", is_flag=True, help="Ask for a sign-in name of your choice.")
@options.acting
@options.language
@options.as_json
def enrol(**given: Any) -> None:
    """Give an account a code of enrolment, told once; what it signed in with before is void.

    Whoever has the code chooses a password and sets up an authenticator. The sign-in name is the
    one that there is, or else a random one that can be said on the telephone.

    \b
    Examples:
      relocation users enrol USER --actor ID
      relocation users enrol USER --name --actor ID

    Ends with 0, or 2 with what does not hold; every session of the account has ended.
    """  # noqa: D301
    doing("users").enrol(**given)


@command.command("sessions-end")
@click.argument("user", metavar="USER")
@options.acting
@options.language
@options.as_json
def sessions_end(user: str, actor: str, tag: str, json_out: bool) -> None:
    """End every session of an account; it can sign in again.

    \b
    Examples:
      relocation users sessions-end USER --actor ID

    Ends with 0 and how many there were, or 2 with what does not hold.
    """  # noqa: D301
    doing("users").sessions_end(user, actor, tag, json_out)
