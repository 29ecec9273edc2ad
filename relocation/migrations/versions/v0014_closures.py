"""Municipalities that the central unit closes for all."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "closures",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("number", name=op.f("uq_closures_number")),
        sa.CheckConstraint("number > 0", name=op.f("ck_closures_counted_from_1")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("closures")
