"""Steps of one case are in order, whatever it was that each of them moved."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring it; of steps taken before, only the order within one thing is known."""
    with op.batch_alter_table("taken_steps") as steps:
        steps.add_column(sa.Column("case_version", sa.Integer(), nullable=True))
    op.execute("UPDATE taken_steps SET case_version = 0")
    with op.batch_alter_table("taken_steps") as steps:
        steps.alter_column("case_version", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("taken_steps") as steps:
        steps.drop_column("case_version")
