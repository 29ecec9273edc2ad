"""The second wall asks once for a whole question which cases it may meet, and not for every row."""

from alembic import op

revision = "0023"
down_revision = "0022"
TABLES = ("documents", "notice_contents", "notices_told")
CASES = "current_setting('relocation.cases', true)"
LET_IN = f"string_to_array({CASES}, ',')"
# A question of the engine lets in thousands: their list was read anew for each row that it met.
ONCE = f"{CASES} = '*' OR case_id IN (SELECT unnest({LET_IN}))"
EACH = f"{CASES} = '*' OR case_id = ANY ({LET_IN})"


def upgrade() -> None:
    """Bring it; what is met stays the same."""
    _ask(ONCE)


def downgrade() -> None:
    """Ask for each row again."""
    _ask(EACH)


def _ask(may: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER POLICY let_in ON {table} USING ({may}) WITH CHECK ({may})")
