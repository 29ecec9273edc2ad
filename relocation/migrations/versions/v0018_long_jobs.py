"""Long jobs with their leases."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "long_jobs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("cancel", sa.Boolean(), nullable=False),
        sa.Column("failure", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_jobs")),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')",
            name=op.f("ck_long_jobs_state"),
        ),
        sa.CheckConstraint(
            "attempts >= 0 AND 0 <= done AND done <= total", name=op.f("ck_long_jobs_counts")
        ),
        sa.CheckConstraint(
            "(state IN ('waiting', 'running')) = (ended IS NULL)",
            name=op.f("ck_long_jobs_ended_or_not"),
        ),
    )
    op.create_index("ix_long_jobs_state_asked", "long_jobs", ["state", "asked"])
    op.create_index("ix_long_jobs_asker", "long_jobs", ["asker"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("long_jobs")
