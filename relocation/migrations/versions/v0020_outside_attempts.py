"""Who left for an outside provider and is not back."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "outside_attempts",
        sa.Column("state", sa.LargeBinary(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_outside_attempts")),
    )
    op.create_index("ix_outside_attempts_until", "outside_attempts", ["until"])


def downgrade() -> None:
    """Take it away; whoever is at a provider begins anew."""
    op.drop_table("outside_attempts")
