"""Five hundred cases in all stages come back as they were; ten thousand in the gate."""

from dataclasses import replace

import pytest

from tests.relocation.backup.many_cases import differences
from tests.relocation.casework.desk import by_name


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_500_cases_in_all_stages_come_back_with_rows_documents_keys_and_log(whole_store, tmp_path):
    store = replace(whole_store, persons=by_name)
    assert differences(store, tmp_path / "key-store", 500) == []
