"""Notices: who is told by a webhook or by mail, what waits for them, and what they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
MOMENT = sa.DateTime(timezone=True)
TABLES = ("mail_notices", "notices_told", "notice_contents", "notices", "webhooks")
WALLED = ("notice_contents", "notices_told")
CASES = "current_setting('relocation.cases', true)"
MAY = f"{CASES} = '*' OR case_id = ANY (string_to_array({CASES}, ','))"


def upgrade() -> None:
    """Bring them; what is sealed of a case is met by who was let into it alone."""
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    _make_notices()
    op.create_table(
        "notice_contents",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_contents")),
    )
    op.create_index("ix_notice_contents_case_id", "notice_contents", ["case_id"])
    op.create_table(
        "notices_told",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_notices_told")),
    )
    _make_mail()
    if op.get_context().dialect.name == "postgresql":
        for table in WALLED:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY let_in ON {table} USING ({MAY}) WITH CHECK ({MAY})")


def downgrade() -> None:
    """Take them away, and all that waits: nobody is told of it any more."""
    for table in TABLES:
        op.drop_table(table)


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("queue", sa.String(26), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("queue", "sequence", name=op.f("uq_notices_queue_sequence")),
        sa.CheckConstraint("state IN ('waiting', 'dead')", name=op.f("ck_notices_state")),
    )
    op.create_index("ix_notices_case_id", "notices", ["case_id"])
    op.create_index("ix_notices_state_due", "notices", ["state", "due"])


def _make_mail() -> None:
    op.create_table(
        "mail_notices",
        sa.Column("ref", sa.String(26), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("pending", MOMENT, nullable=True),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent", MOMENT, nullable=True),
        sa.Column("failing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_mail_notices")),
    )
    op.create_index("ix_mail_notices_due", "mail_notices", ["due"])
