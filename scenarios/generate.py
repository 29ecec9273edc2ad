"""Makes up rounds from a seed: `python -m scenarios.generate --people 60 --out round.json`."""

import argparse
from datetime import date
from pathlib import Path

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


def generate(
    country: Country, policy: Policy, *, people: int, seed: int, family: str, on: date
) -> Round:
    """Make up a round: the same arguments always give the same round.

    Raises:
        ValueError: fewer than four people, or no such family.
    """
    if people < 4 or family not in FAMILIES:
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


def main() -> None:
    """Write a made-up round to a file."""
    parser = argparse.ArgumentParser(prog="python -m scenarios.generate", description=main.__doc__)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", choices=tuple(FAMILIES), default="sparse")
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 22))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
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
