"""What a case has is in the order in which it began, also where two began in one moment."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
AS_TAKEN = """
UPDATE proceedings SET begun = CASE WHEN id = case_id THEN 1 ELSE COALESCE(
    (SELECT min(case_version) FROM taken_steps WHERE proceeding_id = proceedings.id), 0
) END
"""
"""A case itself is the first that it has, also where its steps were erased."""


def upgrade() -> None:
    """Bring it, for what began before by its first step."""
    column: sa.Column[int] = sa.Column("begun", sa.Integer(), nullable=False, server_default="0")
    with op.batch_alter_table("proceedings") as proceedings:
        proceedings.add_column(column)
    if op.get_context().dialect.name == "postgresql":
        op.execute("SELECT set_config('relocation.cases', '*', true)")
    op.execute(AS_TAKEN)
    with op.batch_alter_table("proceedings") as proceedings:
        proceedings.alter_column("begun", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("proceedings") as proceedings:
        proceedings.drop_column("begun")
