"""Rounds are kept once, and no longer in every proposal that came of one."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Bring it; what stands in the proposals that are there is read there."""
    op.create_table(
        "kept_rounds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("cases", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_rounds")),
    )


def downgrade() -> None:
    """Take it away: proposals that were made meanwhile stay, and are not computed again."""
    op.drop_table("kept_rounds")
