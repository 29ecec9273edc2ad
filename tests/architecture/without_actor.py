"""Which public functions of the casework answer to nobody, and what the outer floor uses of it."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tests.architecture.tree import parsed

HOLDS = {"Session", "Store"}
"""What a function can ask the store with."""
ASKS = {"Actor", "InRole"}
"""Who asks; a line in the log says in which role."""


def dotted(root: Path, path: Path) -> str:
    """A module's name."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def without_actor(root: Path) -> set[str]:
    """Every public function of `relocation` that is given the store and nobody who asks."""
    found = set()
    for path in sorted((root / "relocation").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                given = named_in(node)
                if given & HOLDS and not given & ASKS:
                    found.add(f"{dotted(root, path)}.{node.name}")
    return found


def named_in(function: ast.FunctionDef) -> set[str]:
    """The types that its arguments are of, alone or among others."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    notes = [each.annotation for each in arguments if each.annotation]
    return {node.id for note in notes for node in ast.walk(note) if isinstance(node, ast.Name)}


def used(path: Path) -> Iterator[str]:
    """Every name of `relocation` that a module imports, or reaches through a module of it."""
    called: dict[str, str] = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("relocation"):
            for each in node.names:
                called[each.asname or each.name] = f"{node.module}.{each.name}"
    yield from called.values()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            # Through it everything could be reached; the tree imports by name.
            yield from (f"{each.name}.*" for each in node.names if "relocation" in each.name)
        elif isinstance(node, ast.Attribute):
            at = called.get(node.value.id) if isinstance(node.value, ast.Name) else None
            yield from [f"{at}.{node.attr}"] if at else []


def uses(root: Path) -> Iterator[tuple[str, str]]:
    """Each module of the outer floor, with what it uses that answers to nobody or is a row."""
    nobodys = without_actor(root)
    for path in sorted((root / "api").rglob("*.py")):
        for name in used(path):
            parts = name.split(".")
            if name in nobodys or name.endswith(".*"):
                yield dotted(root, path), name
            elif "tables" in parts[:-1]:
                yield dotted(root, path), ".".join(parts[: parts.index("tables") + 2])


WHY = {
    "a fact that a step needs, which the writer path asks": (
        "*.facts.*",
        *("cases.inquiries.facts", "cases.owed.*", "cases.staying.*"),
        *("handovers.calls.call_facts", "handovers.mismatches.found_in"),
        "handovers.residence.report_facts",
        "handovers.where.*",
        *("placements.answered.*", "placements.checks.*", "placements.home.*"),
        "nominations.put_right.*",
        "placements.receivers.*",
        "safety.without_police.*",
        "staffing.assigning.can_be_assigned",
        *("staffing.namers.*", "staffing.sides.*"),
    ),
    "a part of the writer path and of reading, behind the door that asked who it is": (
        *("access.contacted.*", "access.known.*", "access.rights.*", "access.seals.*"),
        *(f"access.service.{each}" for each in ("change_entries", "change_role", "entries")),
        *(f"access.service.{each}" for each in ("let_leave", "lift_exclusion", "lines_of")),
        *(f"access.service.{each}" for each in ("listed_at", "put_on_list", "readers_of")),
        *(f"access.service.{each}" for each in ("cases_at", "take_off_list")),
        *("access.lines.*", "access.listed.*", "access.service.lines_in"),
        *("documents.newest.*", "documents.reader.*", "handovers.heard.*"),
        *(f"documents.service.{each}" for each in ("before_newest", "of_version", "on_record")),
        *(f"documents.service.{each}" for each in ("set_aside", "written_at")),
        *("hands.hand_of", "idempotency.service.*", "proceedings.*", "transition.by_itself"),
        *("telling.*", "transition.warn", "wall.*"),
    ),
    "what the product does by time alone": (
        *("*.service.expire", "*.service.warn_of_expiry", "cases.unpressed.*"),
        *("handovers.protection.remind", "handovers.terms.mediate_by_itself", "jobs.*"),
        *("outbox.service.*", "placements.service.try_again", "safety.service.escalate"),
        *("safety.service.let_go", "staffing.service.lock_account"),
    ),
    "the engine's, which opens for nobody what it uses": (
        *(
            "*.for_engine.*",
            "*.for_round.*",
            "placements.candidate.*",
            "placements.kept.*",
            "placements.earlier_homes.*",
        ),
        *("placements.once.*", "placements.problem.translate", "placements.today.*"),
        "preparedness.closures.*",
        *("statistics.counting.*", "threats.statements.*"),
    ),
    "the log itself, and its check, which names no case": ("audit.*",),
    "of the whole store, for whoever holds it with its keys": (
        *("access.list_check.*", "backup.service.erase_again"),
    ),
    "what makes an actor out of an account, or belongs to the register of people": (
        *("people.acting.actor_of", "people.checks.*", "people.locking.*", "people.reading.*"),
        "people.service.first_account",
    ),
    "what makes an actor out of a proof: nobody is one before it": ("signing_in.*",),
    "numbers in force, in which no case is": ("policies.versions.*",),
    "a worker's, which acts for whoever asked and with the rights that it has by now": (
        *("long_jobs.lease.*", "long_jobs.service.forget_ended", "long_jobs.worker.work_once"),
    ),
    "what is told to whom something waits for, by its own list, matrix and steps": (
        *(f"notices.{each}.*" for each in ("content", "mails", "queue", "subscriptions")),
        *("notices.mailing.send_next", "notices.payload.event_of", "notices.waiting.listed"),
    ),
    "asked before anybody is served: one word of the whole store, and nobody in it": ("made_up.*",),
    "the ground under every question": ("database.*", "sealed.*", "store.*"),
}
"""Why a function needs nobody who asks."""
WAY_IN = ("api.routes.session", "nobody is anybody before it, and it is of the own account alone")
ENROLS = (f"{WAY_IN[0]} api.demo", WAY_IN[1])
BEFORE = ("api.doing.production", "it says of a store whether it may be served to others")
WAY_OUTSIDE = ("api.outside", "as the way in, for whom a provider proves")
MAY_USE = {
    "relocation.made_up.has_visitors": BEFORE,
    "relocation.made_up.is_wrapped_by_demonstration": BEFORE,
    "relocation.wall.stands": BEFORE,
    "relocation.long_jobs.worker.work_once": ("api.doing", "with the rights of who asked"),
    "relocation.signing_in.sessions.session_of": ("api.door", "it makes the actor of a request"),
    "relocation.signing_in.services.actor_for_service": ("api.door", "as `session_of`"),
    "relocation.signing_in.sessions.sign_out": (
        "api.routes.session api.routes.outside",
        "it is of the own session alone",
    ),
    "relocation.signing_in.anew.change_password": WAY_IN,
    "relocation.signing_in.anew.renew_recovery": WAY_IN,
    "relocation.signing_in.anew.step_up": WAY_IN,
    "relocation.signing_in.enrolling.confirm": ENROLS,
    "relocation.signing_in.enrolling.enrol": ENROLS,
    "relocation.signing_in.letting_in.sign_in": WAY_IN,
    "relocation.signing_in.attempts.leave": WAY_OUTSIDE,
    "relocation.signing_in.attempts.come_back": WAY_OUTSIDE,
    "relocation.signing_in.attempts.outside_numbers": ("api.routes.outside", "numbers, of nobody"),
    "relocation.signing_in.vouching.let_in": WAY_OUTSIDE,
    "relocation.signing_in.vouching.note_away": WAY_OUTSIDE,
    "relocation.signing_in.vouching.refuse_returned": WAY_OUTSIDE,
    "relocation.people.acting.actor_of": ("api", "it makes the actor that everything else asks"),
    "relocation.people.service.first_account": ("api", "nobody can act before it"),
    "relocation.audit.verification.verify": ("api", "it tells whether the log is whole, no line"),
    "relocation.access.list_check.tampered_lists": ("api.doing.audit", "ids of cases, and counts"),
    "relocation.access.list_check.seal_lists_of": (
        "api.doing.db api.doing.restore",
        "an older store is sealed as it is, and nothing is told",
    ),
    "relocation.backup.service.erase_again": ("api.doing.restore", "as the erasure before it"),
    "relocation.audit.witness.checkpoint": ("api", "a signature over the log"),
    "relocation.audit.witness.checkpoint_if_due": ("api", "a signature over the log"),
    "relocation.jobs.service.hand_over": ("api.noticing", "it tells by list, matrix and steps"),
    "relocation.notices.mailing.send_next": ("api.noticing", "no word of a case is in a mail"),
    "relocation.jobs.service.run_due": ("api", "what is due is done by nobody"),
    "relocation.jobs.erasing.to_erase": ("api", "ids of cases that nobody may open any more"),
    "relocation.jobs.erasing.erase": ("api", "the end of the follow-up alone leads to it"),
    "relocation.jobs.erasing.glass_waits": ("api", "the id was given, and that it waits is all"),
    "relocation.jobs.erasing.is_erased": ("api", "the id was given, and nothing is left"),
    "relocation.access.tables.CaseRow": (
        "api.doing.restore api.demo",
        "ids beside their keys; and a made-up store is counted",
    ),
    "relocation.proceedings.tables.ProceedingRow": ("api.demo", "a made-up store is counted"),
    "relocation.proceedings.service.account_ref": ("api.demo", "who takes part in a made-up case"),
    "relocation.proceedings.service.below": ("api.demo", "the next row of a made-up case"),
    "relocation.proceedings.service.case_id_of": ("api.demo", "the made-up case itself"),
    "relocation.proceedings.service.of_case": ("api.demo", "the next row of a made-up case"),
    "relocation.store.keys_of": ("api.demo", "the keys of a made-up store"),
}
"""What the outer floor uses of them: in which of its modules, and why there."""


def unexplained(root: Path) -> list[str]:
    """Functions that answer to nobody and stand under no reason."""
    found = (name.removeprefix("relocation.") for name in without_actor(root))
    patterns = [each for several in WHY.values() for each in several]
    return sorted(n for n in found if not any(fnmatchcase(n, each) for each in patterns))


def unexpected(root: Path) -> list[str]:
    """What the outer floor uses and may not."""
    return sorted(f"{at}: {name}" for at, name in uses(root) if not _may(at, name))


def _may(at: str, name: str) -> bool:
    where, _ = MAY_USE.get(name, ("", ""))
    return any(f"{at}.".startswith(f"{each}.") for each in where.split())
