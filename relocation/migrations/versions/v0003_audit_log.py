"""The audit log: its lines, its head, and what the database itself refuses.

Going down takes the log with it: only for a store of no account.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

REFUSED = "the audit log is only added to"
IN_ORDER = "(SELECT number + 1 FROM audit_head)"
GENESIS = "0" * 64
HEAD = f"INSERT INTO audit_head (id, number, hash, mark) VALUES (1, 0, '{GENESIS}', '')"  # noqa: S608
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = {
    "audit_lines_no_update": "UPDATE ON audit_lines",
    "audit_lines_no_delete": "DELETE ON audit_lines",
    "audit_lines_in_order": f"INSERT ON audit_lines WHEN NEW.number IS NOT {IN_ORDER}",
    "audit_head_forward": "UPDATE ON audit_head "
    "WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number + 1",
    "audit_head_no_delete": "DELETE ON audit_head",
    "audit_head_no_second": "INSERT ON audit_head",
}
FUNCTIONS = {
    "audit_lines_refuse": "true",
    "audit_lines_order": f"NEW.number IS DISTINCT FROM {IN_ORDER}",
    "audit_head_refuse": "true",
    "audit_head_order": "NEW.id IS DISTINCT FROM OLD.id "
    "OR NEW.number IS DISTINCT FROM OLD.number + 1",
}
POSTGRESQL = {
    "audit_lines_only_added": "UPDATE OR DELETE OR TRUNCATE ON audit_lines "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_lines_refuse()",
    "audit_lines_in_order": "INSERT ON audit_lines "
    "FOR EACH ROW EXECUTE FUNCTION audit_lines_order()",
    "audit_head_forward": "UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_order()",
    "audit_head_stays": "INSERT OR DELETE OR TRUNCATE ON audit_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_head_refuse()",
}


def upgrade() -> None:
    """Bring it."""
    _make_lines()
    op.create_index("ix_audit_lines_case_ref", "audit_lines", ["case_ref"])
    op.create_index("ix_audit_lines_opening", "audit_lines", ["opening"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.execute(HEAD)
    _make_triggers()


def downgrade() -> None:
    """Take it away."""
    op.drop_table("audit_lines")
    op.drop_table("audit_head")
    if op.get_context().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")


def _make_lines() -> None:
    op.create_table(
        "audit_lines",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("detail", sa.String(64), nullable=True),
        sa.Column("classes", sa.String(255), nullable=False),
        sa.Column("case_ref", sa.String(64), nullable=True),
        sa.Column("actor_ref", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=True),
        sa.Column("regime", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opening", sa.String(64), nullable=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_lines")),
    )


def _make_triggers() -> None:
    if op.get_context().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for name, when in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} BEFORE {when} {refuse}")
        return
    for name, condition in FUNCTIONS.items():
        body = f"IF {condition} THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW;"
        returns = "RETURNS trigger LANGUAGE plpgsql AS"
        op.execute(f"CREATE FUNCTION {name}() {returns} $$ BEGIN {body} END $$")
    for name, when in POSTGRESQL.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {when}")
