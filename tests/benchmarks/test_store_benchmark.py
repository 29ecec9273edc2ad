"""What the benchmark of the store measures no test judges; that like meets like one does."""

from datetime import UTC, datetime

import pytest

from api.demo.candidates import Drawn, candidates, made_up_round
from benchmarks.store import main
from benchmarks.store_journey import TO_THE_ROUND
from benchmarks.store_steps import Timed, begun, press_all
from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.documents.tables import DocumentRow
from relocation.municipalities.on_day import country_on
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.wall import let_into_all
from scoring.policy_file import load_policy

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
RECORD = (ProceedingRow.workflow, ProceedingRow.state, ProceedingRow.version)


def test_the_benchmark_of_the_store_says_what_it_measures(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "national round" in capsys.readouterr().out


@pytest.mark.slow
def test_steps_written_bare_leave_the_rows_that_steps_through_the_services_leave(whole_store):
    day = NOON.date()
    made = made_up_round(country_on(day), load_policy(), Drawn(20, 1, "sparse"), day)
    ours, bare = begun(whole_store, tuple(candidates(made))[:1], 2, NOON)
    timed = Timed()
    for button in TO_THE_ROUND:
        press_all(whole_store, (ours, bare), button, timed)
    with whole_store.transaction() as session:
        let_into_all(session.connection())
        assert verify(session, (), keys=HeldKeys.of(whole_store.keys)).finding is None

        def rows_of(case):
            things = session.query(*RECORD).filter(ProceedingRow.case_id == case)
            steps = session.query(TakenStepRow.step).join(
                ProceedingRow, ProceedingRow.id == TakenStepRow.proceeding_id
            )
            papers = session.query(DocumentRow.kind).filter(DocumentRow.case_id == case)
            found = things, steps.filter(ProceedingRow.case_id == case), papers
            return [sorted(map(tuple, each)) for each in found]

        assert rows_of(ours.case) == rows_of(bare.case)
    assert timed.ours.keys() == timed.bare.keys()
