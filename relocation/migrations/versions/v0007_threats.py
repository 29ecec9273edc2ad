"""Statements of the threat picture."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "threat_statements",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threat_statements")),
        sa.UniqueConstraint("number", name=op.f("uq_threat_statements_number")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("threat_statements")
