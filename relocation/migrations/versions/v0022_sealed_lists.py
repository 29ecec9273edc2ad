"""What each case's list holds, sealed under its key: a line written past it does not count."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Bring it; the lists that are there are sealed by `relocation db upgrade`, which has keys."""
    op.create_table(
        "list_seals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_seals")),
    )


def downgrade() -> None:
    """Take it away; every line counts again that is there."""
    op.drop_table("list_seals")
