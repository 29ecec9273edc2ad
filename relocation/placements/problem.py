"""From stored cases to the engine's problem: the only translator, read by the engine unseen.

Nothing is guessed: what nobody told stays missing, and a case that says too little is named.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property

from sqlalchemy.orm import Session

from relocation.cases.kinds import HOUSEHOLD, NEEDS, ORIGIN, PICTURE
from relocation.deadlines.working_days import civil_day
from relocation.documents.for_engine import NOTHING, Shelf, shelf
from relocation.municipalities.on_day import country_on
from relocation.permissions import Stage
from relocation.placements.candidate import Candidate, candidate_of, no_more_than_safety
from relocation.placements.earlier_homes import Homes, closed_before, closing_earlier
from relocation.placements.kinds import BY_HAND, CHOICE
from relocation.placements.once import LACKS, left_out, with_several_cases
from relocation.placements.settled import Settled, by_hand, contradictions, settled_in
from relocation.placements.steps import CONSIDERED, DECIDED, PLACEMENT, State
from relocation.policies.versions import placement_on
from relocation.preparedness.closures import closed_on
from relocation.preparedness.for_round import services_and_room
from relocation.proceedings.every import Standing, last_at, standings
from relocation.store import case_keys, keys_of
from relocation.threats.for_round import Threat, group_key, threat_for_engine
from scoring.country import Country, MunicipalityCode
from scoring.person import Person
from scoring.policy import Policy
from scoring.problem import PlacementProblem
from scoring.round import Instruction, InstructionKind, Placed, Round
from scoring.round_faults import faults_of

LABEL = "casework"
WAITS = {*CONSIDERED, State.NO_MUNICIPALITY}
"""States in which somebody waits for a place; without one the next round tries again."""
HAS_PLACE = set(DECIDED)
BEFORE_PLACEMENT = {Stage.REFERRED, Stage.ENROLLED, Stage.NOMINATED, Stage.NECESSITY}
DECIDING = ("decide", "uphold")


@dataclass(frozen=True)
class Translated:
    """A round as the engine takes it, and whose it is.

    Attributes:
        waiting: by placement, everybody who waits and whose case says enough; where that is nobody
            there is no problem either.
        lacking: by placement, what a case does not say; it is not in the round.
        cases: of everybody who waits or has a place, and closed ones of whoever is asked about.
        papers: what was opened for it, for the same round told anew.
    """

    round: Round
    country: Country
    policy: Policy
    waiting: Mapping[str, Person]
    lacking: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Standing]
    cases: tuple[str, ...]
    papers: Shelf = field(repr=False)

    @cached_property
    def problem(self) -> PlacementProblem:
        """What the engine solves.

        Raises:
            ProblemError: nobody waits, or what is known beside the candidates contradicts itself.
        """
        return PlacementProblem(self.country, self.round, self.policy)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a round knows before anybody is looked at."""

    day: date
    country: Country
    policy: Policy
    threat: Threat

    def round(self, session: Session) -> Round:
        """The round with nobody in it; of services only those that the policy asks about."""
        services, room = services_and_room(session, self.day)
        return Round(
            date=self.day,
            label=LABEL,
            made_up=False,
            groups=self.threat.groups,
            relations=self.threat.relations,
            presence=self.threat.presence,
            services=tuple(each for each in services if each.service in self.policy.services),
            room=room,
            closures=closed_on(session, self.day),
        )


def translate(
    session: Session, day: date, decided: str | None = None, before: Translated | None = None
) -> Translated:
    """Everybody who waits on a day, beside everybody who has a place anywhere.

    Where it must hold still, the caller has the round's lock. Nobody is answered from it but by
    whoever logs the reading.

    Args:
        session: of the transaction.
        day: the day of the round.
        decided: a placement with a place, asked about today: it stands in the round as decided.
        before: the same round as it was told earlier in one piece of work: what never changes is
            not opened again.
    """
    known = _Known(
        day, country_on(day), placement_on(session, day), threat_for_engine(session, day)
    )
    rows = _rows(session, {} if before is None else before.rows)
    keys = {each.case: each.key for each in rows.values()}
    lived_in = {each.case for each in rows.values() if each.state in HAS_PLACE and _begins(each)}
    several = with_several_cases(session, rows.values())
    own = None if decided in set(left_out(several)) else rows.get(decided or "")
    # A decided place is asked about with nobody else waiting: their places are chosen around it.
    waiting = [row for row in rows.values() if _waits(row) and decided is None]
    papers = _papers(session, keys, lived_in, waiting if own is None else [own], before)
    since = last_at(session, PLACEMENT.name, DECIDING)
    placed = _placed(session, rows, papers, known, since)
    candidates = [candidate_of(session, each, papers) for each in waiting]
    settled: tuple[Instruction, ...] = ()
    if own is not None and own.id in placed:
        candidates.append(no_more_than_safety(session, own, papers))
        settled = (_decided(placed.pop(own.id)),)
    homes = Homes(
        rows, papers, since, lived_in, closed_before(session, candidates), known.country,
        known.policy,
    )  # fmt: skip
    candidates = closing_earlier(session, candidates, homes)
    bare = replace(known.round(session), placed=tuple(placed.values()), instructions=settled)
    lacking = dict(_lacking(bare, candidates, known))
    beside = set(left_out(several, lacking))
    lacking = {each: LACKS for each in beside if _waits(rows[each])} | lacking
    enough = [each for each in candidates if each.row.id not in lacking]

    def settled_by_hand() -> tuple[Settled, ...]:
        there = {each.row.id for each in enough if each.row.id != decided}
        return tuple(by_hand(papers, rows, there, set(placed)))

    wrong = contradictions(_with(bare, enough), settled_by_hand(), known.country, known.policy)
    enough = [each for each in enough if each.row.id not in wrong]
    return Translated(
        round=settled_in(_with(bare, enough), settled_by_hand()),
        country=known.country,
        policy=known.policy,
        waiting={each.row.id: each.person for each in enough if each.person is not None},
        lacking={**lacking, **wrong},
        rows=rows,
        cases=tuple(sorted({each.case for each in rows.values()}.union(*homes.before.values()))),
        papers=papers,
    )


def _rows(session: Session, before: Mapping[str, Standing]) -> Mapping[str, Standing]:
    """Whoever waits or has a place, each with the key of its case, the oldest first.

    One that has not changed since `before` is the same object, which has its pseudonyms already.
    """
    counted = [each for each in standings(session, PLACEMENT.name) if _counts(each)]
    # A restored older backup has rows of cases that were erased since: they count no more.
    gone = keys_of(session).erased_among({each.case for each in counted})
    counted = [each for each in counted if each.case not in gone]
    known = {each.case: each.key for each in before.values()}
    keys = case_keys(session, (each.case for each in counted), known)
    rows = (replace(each, key=keys[each.case]) for each in counted)
    return {each.id: before[each.id] if before.get(each.id) == each else each for each in rows}


def _papers(
    session: Session,
    keys: Mapping[str, bytes],
    lived_in: Collection[str],
    asked: Iterable[Standing],
    before: Translated | None,
) -> Shelf:
    """Of those asked about all that the engine reads, of others where they live and what they left.

    What nobody asks for is not even fetched.
    """
    whole = {each.case: keys[each.case] for each in asked}
    known = NOTHING if before is None else before.papers
    kinds = (HOUSEHOLD, NEEDS, PICTURE, BY_HAND)
    about = shelf(session, whole, lived_in, *kinds, before=known) if whole else {}
    return {**shelf(session, keys, lived_in, ORIGIN, CHOICE, before=known), **about}


def _counts(row: Standing) -> bool:
    return row.is_there and (_waits(row) or row.state in HAS_PLACE)


def _begins(row: Standing) -> bool:
    """Whether a relocation is only beginning: a place of the case is that of an earlier one."""
    return Stage(row.stage) in BEFORE_PLACEMENT


def _waits(row: Standing) -> bool:
    return row.state in WAITS and row.stage == Stage.PLACEMENT


def _is_coming(row: Standing) -> bool:
    """Whether a place is decided and the handover there not completed."""
    return row.state != State.CONTACTED or row.stage == Stage.HANDOVER


def _placed(
    session: Session,
    rows: Mapping[str, Standing],
    papers: Shelf,
    known: _Known,
    since: Mapping[str, datetime],
) -> dict[str, Placed]:
    """Where the person of every case lives and will live, also of a closed one.

    While another move is decided and not completed both count: the person is still at the first.
    """
    places: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in rows.values():
        if each.state in HAS_PLACE:
            places[each.case].append(each)
    counted = [
        row for each in places.values() for row in each[-2 if _is_coming(each[-1]) else -1 :]
    ]
    groups = {group.key for group in known.threat.groups}

    # Many people left few groups.
    @cache
    def key(name: str) -> str:
        return group_key(session, name)

    found = {}
    for row in counted:
        chosen, origin = papers.get((CHOICE.name, row.id)), papers.get((ORIGIN.name, row.case))
        if chosen is None:
            continue
        left = None if origin is None else origin.opened(ORIGIN).group
        group = key(left) if left else None
        found[row.id] = Placed(
            key=row.person_key,
            municipality=MunicipalityCode(chosen.opened(CHOICE).municipality),
            since=civil_day(since[row.id]),
            # A group that the picture does not know is nobody's rival there.
            former_group=group if group in groups else None,
        )
    return found


def _decided(placed: Placed) -> Instruction:
    return Instruction(
        kind=InstructionKind.DECIDED,
        person=placed.key,
        municipality=placed.municipality,
        reason=LABEL,
    )


def _lacking(
    bare: Round, candidates: Iterable[Candidate], known: _Known
) -> Mapping[str, tuple[str, ...]]:
    """What is missing in a case, or contradicts the register, the policy or the picture."""
    lacking = {each.row.id: each.lacks for each in candidates if each.lacks}
    asked = [each for each in candidates if not each.lacks]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for fault in faults_of(_with(bare, asked), known.country, known.policy):
        section, at, *_ = (*fault.path, None)
        if section in {"people", "households"} and isinstance(at, int):
            found[asked[at].row.id].append(fault.rule)
    return lacking | {row: tuple(rules) for row, rules in found.items()}


def _with(bare: Round, candidates: Iterable[Candidate]) -> Round:
    told = tuple(candidates)
    people = tuple(each.person for each in told if each.person is not None)
    households = tuple(each.household for each in told if each.household is not None)
    return replace(bare, people=people, households=households)
