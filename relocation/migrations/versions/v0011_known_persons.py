"""By which keyed hash of a CPR number a case is found."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "known_persons",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("lookup", sa.String(32), nullable=False),
        sa.Column("case_ref", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_persons")),
    )
    op.create_index("ix_known_persons_lookup", "known_persons", ["lookup"])
    op.create_index("ix_known_persons_case_ref", "known_persons", ["case_ref"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("known_persons")
