"""Makes up rounds from a seed: `python -m scenarios.generate --people 60 --out round.json`."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from relocation.errors import RelocationError
from relocation.municipalities.register import load_register
from scenarios.families import FAMILIES, label_of
from scenarios.made_up.by_hand import made_up_by_hand
from scenarios.made_up.forbidden import with_forbidden
from scenarios.made_up.people import made_up_people
from scenarios.made_up.places import (
    made_up_closures,
    made_up_placed,
    made_up_room,
    made_up_services,
)
from scenarios.made_up.setting import Setting
from scenarios.made_up.threat import made_up_threat
from scoring.country import Country
from scoring.policy import Policy
from scoring.policy_file import load_policy
from scoring.round import Round
from scoring.round_file import write_round
from scoring.round_file.form_of_round import MOST_ENTRIES

LEAST_PEOPLE = 4


def generate(
    country: Country, policy: Policy, *, people: int, seed: int, family: str, on: date
) -> Round:
    """Make up a round: the same arguments always give the same round.

    Raises:
        ValueError: fewer than four people, or no such family.
    """
    if people < LEAST_PEOPLE or family not in FAMILIES:
        raise ValueError(f"ask for four people or more and one of {', '.join(FAMILIES)}")
    setting = Setting(country, policy, FAMILIES[family], people, seed, on)
    threat = made_up_threat(setting)
    households, candidates = made_up_people(setting, threat)
    placed = tuple(made_up_placed(setting, threat))
    room = tuple(made_up_room(setting))
    closures = tuple(made_up_closures(setting))
    unfit = {closure.municipality for closure in closures}
    unfit |= {declared.municipality for declared in room if declared.candidates == 0}
    present = {report.municipality for report in threat.presence if report.level}
    by_hand = made_up_by_hand(setting, candidates, placed, frozenset(unfit | present))
    made = Round(
        date=on,
        label=label_of(seed, family),
        made_up=True,
        seed=seed,
        groups=threat.groups,
        relations=threat.relations,
        presence=threat.presence,
        households=households,
        people=candidates,
        keep_together=by_hand.keep_together,
        keep_apart=by_hand.keep_apart,
        placed=placed,
        services=tuple(made_up_services(setting)),
        room=room,
        closures=closures,
        instructions=by_hand.instructions,
    )
    return with_forbidden(setting, made, frozenset(unfit))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every command does; how to use it says `--help`."""

    def error(self, message: str) -> NoReturn:
        _refuse(message.removeprefix("argument "))


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(2)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text[:40]) <= most:
            raise argparse.ArgumentTypeError(f"give a whole number from {least} to {most}")
        return int(text)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("give a day as YYYY-MM-DD") from None


def _family(text: str) -> str:
    if text not in FAMILIES:
        raise argparse.ArgumentTypeError(f"give one of {', '.join(FAMILIES)}")
    return text


def main() -> None:
    """Write a made-up round to a file."""
    parser = _Parser(prog="python -m scenarios.generate", description=main.__doc__)
    parser.add_argument("--people", type=_whole(LEAST_PEOPLE, MOST_ENTRIES), default=60)
    parser.add_argument("--seed", type=_whole(0, 10**18 - 1), default=1)
    parser.add_argument("--family", type=_family, default="sparse")
    parser.add_argument("--on", type=_day, default=date(2026, 11, 22))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    try:
        _write(asked)
    except RelocationError as refused:
        _refuse(f"--on: {'; '.join(str(refused).splitlines())}")
    except OSError:
        _refuse("--out: the file cannot be written there; name one in a folder that you may use")


def _write(asked: argparse.Namespace) -> None:
    country = load_register(asked.on).country
    round_ = generate(
        country,
        load_policy(),
        people=asked.people,
        seed=asked.seed,
        family=asked.family,
        on=asked.on,
    )
    write_round(round_, asked.out)


if __name__ == "__main__":
    main()
