"""Answers that are kept for the repetition of a request."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "kept_answers",
        sa.Column("pseudonym", sa.LargeBinary(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_kept_answers")),
    )
    op.create_index("ix_kept_answers_expires", "kept_answers", ["expires"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("kept_answers")
