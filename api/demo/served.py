"""A made-up store that answers on this machine, and the codes that its sign-ins take."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from api.demo.place import STORE, Place
from api.demo.sign_ins import FILE, HERE, SignIn, read
from api.doing.serve import listening, serve_at
from api.doing.web import Served, now
from api.language import Language
from api.whole_store import whole_store

PORTS_TRIED = 20


@contextmanager
def first_free(port: int) -> Iterator[socket.socket]:
    """Listen on this machine at a port, or at the next one that is free.

    Raises:
        Refused: none of the ports is.
    """
    for each in range(port, port + PORTS_TRIED - 1):
        try:
            listener = socket.create_server((HERE, each))
        except (OSError, OverflowError):
            continue
        with listener:
            yield listener
        return
    with listening(HERE, port) as listener:
        yield listener


def serve_made_up(listener: socket.socket, place: Place, say: Language) -> None:
    """Serve a store that was just made until the process is ended, and say how to sign in."""
    os.environ.update(place.environment)
    host, port = listener.getsockname()
    served = Served(origin=f"http://{host}:{port}", is_production=False)

    def tell() -> None:
        click.echo(say.say("demo.served", address=served.origin))
        for line in lines_of(read(place.folder / FILE), say):
            click.echo(line)
        click.echo(say.say("demo.codes", within=place.folder.parent))

    with whole_store() as store:
        serve_at(listener, store, served, tell)


def tell_codes(within: Path, say: Language, *, json_out: bool) -> None:
    """Print how to sign in to the newest store of a folder, with the codes of this moment.

    Raises:
        Refused: there is no such store.
    """
    places = sorted(within.glob(f"{STORE}*/{FILE}"), key=lambda path: path.stat().st_mtime)
    found = read(places[-1] if places else within / STORE / FILE)
    if json_out:
        click.echo(json.dumps([_told(each) for each in found], ensure_ascii=False, indent=1))
        return
    for line in lines_of(found, say):
        click.echo(line)


def lines_of(sign_ins: tuple[SignIn, ...], say: Language) -> Iterator[str]:
    """One line for each sign-in, below one that says how long its code is good."""
    yield say.say("demo.sign_ins", password=sign_ins[0].password)
    width = max(len(each.name) for each in sign_ins)
    for each in sign_ins:
        yield f"  {each.name:{width}}  {each.code(now())}  {each.account}"


def _told(sign_in: SignIn) -> dict[str, str]:
    return {
        "name": sign_in.name,
        "password": sign_in.password,
        "code": sign_in.code(now()),
        "account": sign_in.account,
        "function": sign_in.function,
    }
