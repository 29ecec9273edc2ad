"""Published figures, release by release."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "statistics_releases",
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy", sa.String(100), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("released_on", name=op.f("pk_statistics_releases")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("statistics_releases")
