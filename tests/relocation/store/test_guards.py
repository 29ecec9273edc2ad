"""What the database itself refuses or hides: where it was taken away, the check tells."""

import pytest
from sqlalchemy import text

from relocation.audit import triggers
from relocation.schema import differences
from relocation.schema_guards import is_of_a_guard

TRIGGERS = [
    (dialect, each.split()[2])
    for dialect in ("sqlite", "postgresql")
    for each in triggers.statements(dialect)
    if each.startswith("CREATE TRIGGER")
]
FORWARD = "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head"
LAXER = {
    "sqlite": (
        "DROP TRIGGER audit_head_forward",
        f"{FORWARD} WHEN false BEGIN SELECT RAISE(ABORT, 'never'); END",
    ),
    "postgresql": (
        "DROP TRIGGER audit_head_forward ON audit_head",
        f"{FORWARD} FOR EACH STATEMENT EXECUTE FUNCTION audit_head_order()",
    ),
}
WITHOUT_EFFECT = """
CREATE OR REPLACE FUNCTION audit_lines_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RETURN NEW; END $$
"""


def done(store, *statements):
    with store.engine.begin() as connection:
        for each in statements:
            connection.execute(text(each))


def table_of(name):
    return "audit_head" if name.startswith("audit_head") else "audit_lines"


@pytest.mark.rule("RE-11")
@pytest.mark.parametrize(("store", "name"), TRIGGERS, indirect=["store"])
@pytest.mark.slow
def test_a_trigger_that_is_gone_is_a_difference(store, name):
    assert differences(store.engine) == ()
    done(store, f"DROP TRIGGER {name}" + ("" if store.is_sqlite else f" ON {table_of(name)}"))
    assert differences(store.engine) == (f"add_trigger {name}",)


@pytest.mark.rule("RE-11")
def test_a_trigger_that_refuses_less_is_a_difference(store):
    done(store, *LAXER[store.engine.dialect.name])
    assert differences(store.engine) == ("change_trigger audit_head_forward",)


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        (
            "ALTER TABLE audit_lines DISABLE TRIGGER audit_lines_in_order",
            "change_trigger audit_lines_in_order",
        ),
        ("ALTER TABLE documents NO FORCE ROW LEVEL SECURITY", "force_row_security documents"),
        ("ALTER TABLE documents DISABLE ROW LEVEL SECURITY", "enable_row_security documents"),
        ("DROP POLICY let_in ON documents", "add_policy documents.let_in"),
        ("ALTER POLICY let_in ON documents USING (true)", "change_policy documents.let_in"),
        ("ALTER POLICY let_in ON documents WITH CHECK (true)", "change_policy documents.let_in"),
        ("CREATE POLICY also ON documents USING (true)", "remove_policy documents.unknown"),
        (WITHOUT_EFFECT, "change_trigger audit_lines_only_added"),
    ],
)
@pytest.mark.rule("RE-11")
def test_a_guard_that_is_weaker_on_a_server_is_a_difference(store, statement, difference):
    done(store, statement)
    assert differences(store.engine) == (difference,)
    assert is_of_a_guard(difference)


def test_a_difference_of_a_table_is_none_of_a_guard():
    told = ("add_index kept_answers.ix_kept_answers_expires", "remove_column documents.policy")
    assert not any(map(is_of_a_guard, told))
