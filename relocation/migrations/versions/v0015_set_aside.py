"""Papers of what was called off, which no later receiver reads."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
CALLED_OFF = """
UPDATE documents SET set_aside = true WHERE "row" IN (
    SELECT id FROM proceedings WHERE workflow = 'handover' AND state = 'called_off'
    UNION SELECT point.id FROM proceedings AS point JOIN proceedings AS handover
    ON point.parent = handover.id
    WHERE handover.workflow = 'handover' AND handover.state = 'called_off'
)
"""


def upgrade() -> None:
    """Bring it, also for what was called off before."""
    column: sa.Column[bool] = sa.Column(
        "set_aside", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    with op.batch_alter_table("documents") as documents:
        documents.add_column(column)
    if op.get_context().dialect.name == "postgresql":
        op.execute("SELECT set_config('relocation.cases', '*', true)")
    op.execute(CALLED_OFF)
    with op.batch_alter_table("documents") as documents:
        documents.alter_column("set_aside", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("documents") as documents:
        documents.drop_column("set_aside")
