"""The full figures that can be run, one line per rule; a suite registers itself here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suite:
    """One full figure.

    Attributes:
        figure: what it shows, in one sentence with its number.
        run: "module:function", called with (start, count); answers {"cases": n, "failures": [...]}
            where a failure is a text or a small table that says which case and how.
        cases: how many in all.
        chunk: how many in one call; a finished chunk is not run again.
        covers: paths, or patterns of them, whose change makes a stored result stale.
    """

    figure: str
    run: str
    cases: int
    chunk: int
    covers: tuple[str, ...]


WORKING = (
    "relocation",
    "tests/gate/of_services.py",
    "tests/relocation/casework/desk.py",
    "tests/relocation/casework/entering.py",
    "tests/relocation/casework/handing_over.py",
    "tests/relocation/casework/nominating.py",
    "tests/relocation/casework/placing.py",
    "tests/relocation/store/killed.py",
    "tests/store.py",
)
"""What the figures of the services cover beside their own files."""
PRESSES = (
    "tests/relocation/casework/killed_journeys.py",
    "tests/relocation/casework/killing.py",
    "tests/relocation/casework/pressing.py",
    "tests/relocation/casework/pressing_on.py",
)
WALKED = (
    "tests/relocation/casework/agreeing.py",
    "tests/relocation/casework/buttons.py",
    "tests/relocation/casework/enrolled.py",
    "tests/relocation/casework/reference*.py",
    "tests/relocation/casework/walk*.py",
    "tests/relocation/expected_access.csv",
    "tests/relocation/expected_access.py",
    "tests/relocation/expected_steps.csv",
)
INTERFACE = (
    "api",
    "tests/api/http/asking.py",
    "tests/api/http/desk.py",
    "tests/api/http/looking.py",
    "tests/api/http/twin_worlds.py",
    "tests/gate/of_the_interface.py",
)
ASKED = (
    "api",
    "relocation",
    "tests/api/http/desk.py",
    "tests/api/http/fuzzing",
    "tests/gate/of_http.py",
    "tests/relocation/casework/every_stage.py",
)
"""What the figures of the interface cover."""
SUITES = {
    "RE-1": Suite(
        figure="1,000 kills at random of a process that goes from nomination to completed handover "
        "and on, and one before each statement of such a journey, on both databases: no press "
        "lost, doubled or half done, no right half moved, each repeated alike, the log whole every "
        "time",
        run="tests.gate.of_services:kills",
        cases=1_040,
        chunk=20,
        covers=(*WORKING, *PRESSES),
    ),
    "RE-1-http": Suite(
        figure="1,000 kills of a real server while a client goes from nomination to completed "
        "handover and on, at fault points and at random, on both databases: no press lost, doubled "
        "or half done, no right half moved, each repeated alike, the log whole every time",
        run="tests.gate.of_the_interface:kills",
        cases=1_000,
        chunk=20,
        covers=(*WORKING, *PRESSES, *INTERFACE, "tests/api/http/killed_server.py"),
    ),
    "RE-2": Suite(
        figure="500 rounds of eight who decide at once, on both databases: one wins, and seven "
        "are told the present version",
        run="tests.gate.of_services:deciders",
        cases=500,
        chunk=10,
        covers=(*WORKING, "tests/relocation/casework/test_transition.py"),
    ),
    "RE-3": Suite(
        figure="200 rounds of sixteen cases that are decided at once on the last place, on both "
        "databases: one gets it, and fifteen are told that the place is not open",
        run="tests.gate.of_services:last_places",
        cases=200,
        chunk=10,
        covers=(
            *WORKING,
            "tests/relocation/casework/last_place.py",
            "tests/relocation/casework/waiting.py",
            "tests/relocation/store/at_once.py",
        ),
    ),
    "RE-5": Suite(
        figure="1,000 presses on both databases, each from four at once and once more: one "
        "effect, one answer, and another body refused",
        run="tests.gate.of_services:repeated",
        cases=1_000,
        chunk=50,
        covers=(*WORKING, *PRESSES),
    ),
    "RE-7": Suite(
        figure="100 rounds of 40 messages and four workers, on both databases: a fifth of the "
        "attempts fails and a worker is killed, each message is handled once and in order",
        run="tests.gate.of_services:outbox",
        cases=100,
        chunk=5,
        covers=(*WORKING, "tests/relocation/store/outbox_rounds.py"),
    ),
    "RE-7-jobs": Suite(
        figure="a runner of the due jobs killed before every statement of its pass, on both "
        "databases: each message is handed over once, nobody is warned or escalated to twice, the "
        "log is whole",
        run="tests.gate.of_services:runners",
        cases=2,
        chunk=1,
        covers=(
            *WORKING,
            "tests/relocation/casework/due.py",
            "tests/relocation/casework/killed_runner.py",
            "tests/relocation/casework/killing_runners.py",
        ),
    ),
    "RE-9": Suite(
        figure="200 upgrades of stores with data on both databases, from any revision, each killed "
        "at random and run again: the models' tables, and every row",
        run="tests.gate.of_services:upgrades",
        cases=200,
        chunk=20,
        covers=(*WORKING, "tests/relocation/store/killed_upgrades.py"),
    ),
    "RE-10": Suite(
        figure="10,000 cases in all stages on each database, backed up and restored: every row, "
        "document, key and line of the log as it was",
        run="tests.gate.of_services:cases",
        cases=20_000,
        chunk=10_000,
        covers=(*WORKING, "tests/relocation/backup/many_cases.py"),
    ),
    "RE-11": Suite(
        figure="100 processes at work with a full disk (SQLite, PostgreSQL) or without a log "
        "(PostgreSQL): no step half done or without its line, and what was refused is taken later",
        run="tests.gate.of_services:unwritable",
        cases=100,
        chunk=10,
        covers=(*WORKING, *PRESSES, "tests/relocation/store/full_disk.py"),
    ),
    "RE-12": Suite(
        figure="1,000 random instances, tiny limits and planted conflicts among them, "
        "answered and passed by the checker",
        run="tests.scoring.random_instances:run_chunk",
        cases=1_000,
        chunk=20,
        covers=(
            "scoring",
            "tests/oracle_conflicts.py",
            "tests/scoring/planted_conflicts.py",
            "tests/scoring/random_instances.py",
            "tests/worlds.py",
        ),
    ),
    "RE-13": Suite(
        figure="10,000 mutated files, half of them imports, and 10,000 more over HTTP: taken "
        "whole, or refused whole with places and rules, nothing echoed and nothing written",
        run="tests.gate.every_file:run_chunk",
        cases=20_000,
        chunk=100,
        covers=(
            "scoring",
            "relocation/municipalities",
            "examples",
            "api/bodies.py",
            "api/problems.py",
            "api/routes/threats.py",
            "relocation/threats",
            "tests/api/http/mutated_pictures.py",
            "tests/gate/every_file.py",
            "tests/relocation/municipalities/folders.py",
            "tests/relocation/municipalities/mutated_imports.py",
            "tests/scoring/mutated_files.py",
        ),
    ),
    "RE-17": Suite(
        figure="2,000 walks of 60 presses through the whole casework, on both databases: each ends "
        "as a reference says that shares no code with it, and offers everybody the same steps",
        run="tests.gate.of_services:walks",
        cases=2_000,
        chunk=50,
        covers=(*WORKING, *WALKED),
    ),
    "RE-15": Suite(
        figure="30 times a minute of fifty people at work on a server over PostgreSQL with 10,000 "
        "cases, and ten times as many at once: no error, only 429 with Retry-After, and recovered",
        run="tests.gate.of_the_interface:load",
        cases=30,
        chunk=10,
        covers=("api", "relocation", "benchmarks/load.py", "tests/gate/of_the_interface.py"),
    ),
    "RE-17-http": Suite(
        figure="2,000 walks of 60 presses over HTTP, on both databases: each ends as the same "
        "reference says, and offers everybody the same steps",
        run="tests.gate.of_the_interface:walks",
        cases=2_000,
        chunk=25,
        covers=(*WORKING, *WALKED, *INTERFACE),
    ),
    "RE-20": Suite(
        figure="every change of one place in permissions, workflow, log and checker: the tests of "
        "the room fail for at least 95 of 100, but for those that change nothing",
        run="tests.gate.of_mutants:mutants",
        cases=4,
        chunk=1,
        covers=(
            *("relocation/permissions.py", "relocation/case_free.py", "relocation/workflow.py"),
            *("relocation/audit", "relocation/audit_policy.py", "scoring/check"),
            *("tests/gate/of_mutants.py", "tests/gate/equivalent_mutants.toml"),
            *("tests/relocation/audit", "tests/scoring", "tests/relocation/test_case_free.py"),
            *("tests/relocation/test_permissions.py", "tests/relocation/test_workflow.py"),
            "tests/relocation/test_steps.py",
        ),
    ),
    "SE-5": Suite(
        figure="54,000 answers over HTTP, of every route to every role at every stage, on both "
        "databases, and as many to requests that no client makes: what is secret is told where "
        "the table of access says, and nowhere else",
        run="tests.gate.of_the_interface:answers",
        cases=54_000,
        chunk=6_000,
        covers=(*WORKING, *INTERFACE, "tests/relocation/casework/canaries.py"),
    ),
    "SE-6": Suite(
        figure="100 pairs of worlds that differ in where one person will live, of municipalities "
        "by chance: every route answers every account off the list with the same bytes",
        run="tests.gate.of_the_interface:pairs",
        cases=100,
        chunk=2,
        covers=(*WORKING, *INTERFACE, "tests/relocation/casework/twins.py"),
    ),
    "RE-18": Suite(
        figure="20,000 requests of each of twelve roles, drawn from the description, fitting and "
        "not, on both databases: no answer is a fault in here, and each has a declared status, "
        "media type and body",
        run="tests.gate.of_http:fuzz",
        cases=240_000,
        chunk=1_000,
        covers=ASKED,
    ),
    "RE-19": Suite(
        figure="500 rotations of 400 keys while two processes of four threads read and write: no "
        "read or write fails",
        run="tests.gate.of_services:rotations",
        cases=500,
        chunk=25,
        covers=(
            "relocation/keys",
            "tests/gate/of_services.py",
            "tests/relocation/keys/at_work.py",
            "tests/relocation/keys/test_rotation.py",
        ),
    ),
}
