"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = "${up_revision}"
down_revision = ${f'"{down_revision}"' if down_revision else "None"}


def upgrade() -> None:
    """Bring it."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take it away."""
    ${downgrades if downgrades else "pass"}
