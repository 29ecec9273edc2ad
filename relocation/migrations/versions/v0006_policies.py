"""Versions of policies."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "policy_versions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(32), nullable=False),
        sa.Column("adopted", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
        sa.UniqueConstraint("name", "number", name=op.f("uq_policy_versions_name_number")),
        sa.CheckConstraint(
            "status IN ('proposed', 'adopted')", name=op.f("ck_policy_versions_status")
        ),
        sa.CheckConstraint("number > 1", name=op.f("ck_policy_versions_not_the_shipped")),
        sa.CheckConstraint(
            "adopted_by IS NULL OR adopted_by <> proposed_by",
            name=op.f("ck_policy_versions_adopted_by_another"),
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("policy_versions")
