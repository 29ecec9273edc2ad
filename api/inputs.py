"""From files to a checked problem: policy, register and round, or one clear refusal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from api.language import Language
from api.refusal import Complaint, Refused
from relocation.errors import BeforeRegister, RelocationError
from relocation.municipalities.imports.store import SETTING, default_folder
from relocation.municipalities.register import Register, load_register
from scoring.beside import Beside
from scoring.country import Country
from scoring.explanation import ExplainError
from scoring.fingerprint import fingerprint, policy_identity
from scoring.policy_file import load_policy
from scoring.policy_refused import PolicyError
from scoring.problem import PlacementProblem, ProblemError
from scoring.result import Relaxation, Result
from scoring.result_file import read_whole
from scoring.round_file import RoundRefused, read_dated_round

OPTIONS = {"import.as_of": "--as-of", "import.error_percent": "--error-percent"}
"""The place of a fault of an import that lies in an option and not in the file."""

UNFIT = {
    "fingerprint": "the result answers another round, policy or register",
    "policy": "the result was made with another text of the policy",
    "register": "the result was made with another register",
}


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the engine and the register refuse into one kind of answer."""
    try:
        yield
    except RoundRefused as refused:
        errors = refused.errors
        found = [Complaint(e.path, e.rule, e.remedy, e.line, e.column) for e in errors]
        raise Refused(*found, more=refused.more) from None
    except ProblemError as refused:
        found = [Complaint(_path(f.path), f.rule, f.remedy) for f in refused.faults]
        raise Refused(*found) from None
    except PolicyError as refused:
        faults = refused.faults
        found = [Complaint(f.path, f.rule, f.remedy, f.line, f.column) for f in faults]
        raise Refused(*found, more=refused.more) from None
    except ExplainError as refused:
        raise Refused(_of_text(str(refused))) from None
    except RelocationError as refused:
        raise Refused(*_of(refused), more=getattr(refused, "more", 0)) from None


def _path(steps: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in steps)


def _of_text(message: str) -> Complaint:
    """A message of the form "place: rule; remedy"."""
    place, _, rest = message.partition(": ")
    rule, _, remedy = rest.partition("; ")
    return Complaint(place, rule, remedy)


def _of(refused: RelocationError) -> Iterator[Complaint]:
    """A refusal of the register: one complaint per fault, or one made of its two lines."""
    faults = getattr(refused, "faults", ())
    for fault in faults:
        place, rule = OPTIONS.get(fault.rule, ""), f"{fault.says} ({fault.rule})"
        yield Complaint(place, rule, fault.remedy, fault.line, fault.column)
    if not faults:
        rule, _, remedy = str(refused).partition("\n")
        yield Complaint("", rule, remedy)


def open_register(on: date) -> Register:
    """The register on a date, with the user's own imports."""
    with refusing():
        return _register(on)


def _register(on: date) -> Register:
    folder = default_folder(os.environ)
    try:
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError
        return load_register(on, folder)
    except OSError:
        rule = "this is no folder that may be read"
        raise Refused(Complaint(SETTING, rule, "name a folder that you may read")) from None


def open_problem(round_path: Path, policy_name: str) -> PlacementProblem:
    """Read a round and judge it against the register of its own date."""
    with refusing():
        policy = load_policy(policy_name)
        round_, country = read_dated_round(round_path, _country_on, policy)
        return PlacementProblem(country, round_, policy)


def _country_on(day: date) -> Country | None:
    try:
        return _register(day).country
    except BeforeRegister:
        return None  # The file of the round is wrong then, and is told with its line.


def open_answered(
    result_path: Path, round_path: Path, policy_name: str
) -> tuple[PlacementProblem, Result]:
    """Read a result and the round that it answers."""
    return open_whole(result_path, round_path, policy_name)[:2]


def open_whole(
    result_path: Path, round_path: Path, policy_name: str
) -> tuple[PlacementProblem, Result, Beside]:
    """Read a result, what stands beside it, and the round that it answers."""
    problem = open_problem(round_path, policy_name)
    with refusing():
        result, beside = read_whole(result_path)
    _refuse_unfit(problem, result)
    return problem, _in_order_of_aims(result), beside


def _refuse_unfit(problem: PlacementProblem, result: Result) -> None:
    """Whatever it was made with that is not what was given here, it answers something else."""
    made, remedy = result.versions, "give the round and the policy it was made from"
    unfit = {
        "fingerprint": made.fingerprint != fingerprint(problem),
        "policy": made.policy != policy_identity(problem.policy),
        "register": made.register != problem.country.version,
    }
    for name, other in unfit.items():
        if other:
            raise Refused(Complaint(f"versions.{name}", UNFIT[name], remedy))


def _in_order_of_aims(result: Result) -> Result:
    """A file keeps the changes by name; people read them in the order of the aims."""
    at = {aim.name: number for number, aim in enumerate(result.aims)}

    def ordered(relaxation: Relaxation) -> Relaxation:
        named = sorted(relaxation.changes.items(), key=lambda change: at.get(change[0], len(at)))
        return replace(relaxation, changes=dict(named))

    conflicts = (
        replace(conflict, relaxations=tuple(map(ordered, conflict.relaxations)))
        for conflict in result.conflicts
    )
    return replace(result, conflicts=tuple(conflicts))


def language_for(tag: str, problem: PlacementProblem) -> Language:
    """A language that knows the names of the problem's municipalities."""
    return Language(tag, dict(zip(problem.country.codes, problem.country.names, strict=True)))
