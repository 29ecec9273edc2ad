"""What moves by a table of steps, the steps that were taken, and who wrote a document."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring it."""
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("author", sa.String(32), nullable=True))
    op.execute("UPDATE documents SET author = ''")  # nobody: no such document has been written yet
    with op.batch_alter_table("documents") as documents:
        documents.alter_column("author", existing_type=sa.String(32), nullable=False)
    _make_proceedings()
    _make_taken_steps()


def downgrade() -> None:
    """Take it away."""
    op.drop_table("taken_steps")
    op.drop_table("proceedings")
    with op.batch_alter_table("documents") as documents:
        documents.drop_column("author")


def _make_proceedings() -> None:
    op.create_table(
        "proceedings",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("workflow", sa.String(30), nullable=False),
        sa.Column("parent", sa.String(32), nullable=True),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(10), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock", sa.Text(), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topic", sa.String(20), nullable=True),
        sa.Column("owner", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceedings")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_proceedings_case_id_cases")
        ),
    )
    op.create_index("ix_proceedings_case_id_workflow", "proceedings", ["case_id", "workflow"])
    op.create_index("ix_proceedings_due", "proceedings", ["due"])
    op.create_index("ix_proceedings_parent", "proceedings", ["parent"])


def _make_taken_steps() -> None:
    op.create_table(
        "taken_steps",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("proceeding_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taker", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_steps")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"],
            ["proceedings.id"],
            name=op.f("fk_taken_steps_proceeding_id_proceedings"),
        ),
        sa.UniqueConstraint(
            "proceeding_id", "version", name=op.f("uq_taken_steps_proceeding_id_version")
        ),
    )
