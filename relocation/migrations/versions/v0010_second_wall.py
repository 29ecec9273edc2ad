"""Documents are met by those transactions alone that were let into their case."""

from alembic import op

revision = "0010"
down_revision = "0009"

CASES = "current_setting('relocation.cases', true)"
MAY = f"{CASES} = '*' OR case_id = ANY (string_to_array({CASES}, ','))"


def upgrade() -> None:
    """Bring it; the tables' owner, who also works with them, is held to it too."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE documents ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE documents FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY let_in ON documents USING ({MAY}) WITH CHECK ({MAY})")


def downgrade() -> None:
    """Take it away."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP POLICY let_in ON documents")
        op.execute("ALTER TABLE documents NO FORCE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE documents DISABLE ROW LEVEL SECURITY")
