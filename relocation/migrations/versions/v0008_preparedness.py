"""What municipalities declare of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring it."""
    op.create_table(
        "declarations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("by_central_unit", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declarations")),
        sa.UniqueConstraint(
            "municipality", "number", name=op.f("uq_declarations_municipality_number")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_declarations_counted_from_1")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("declarations")
