"""The outbox: messages, and a counter per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "outbox_subjects",
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_outbox_subjects")),
    )
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'done', 'dead')", name=op.f("ck_outbox_messages_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint(
            "subject", "sequence", name=op.f("uq_outbox_messages_subject_sequence")
        ),
    )
    op.create_index("ix_outbox_messages_state_due", "outbox_messages", ["state", "due"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("outbox_messages")
    op.drop_table("outbox_subjects")
