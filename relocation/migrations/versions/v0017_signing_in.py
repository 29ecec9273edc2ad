"""Accounts sign in: what they prove themselves with, sessions, outside subjects, services."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
TABLES = (
    *("services", "outside_subjects", "sessions", "sign_in_failures", "recovery_codes"),
    "credentials",
)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring them."""
    _make_credentials()
    _make_recovery_codes()
    _make_failures()
    _make_sessions()
    _make_outside_subjects()
    op.create_table(
        "services",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("organisation", sa.String(40), nullable=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
    )


def downgrade() -> None:
    """Take them away; nobody can sign in then, and every account needs a new enrolment after."""
    for table in TABLES:
        op.drop_table(table)


def _make_credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("name_ref", sa.String(26), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("password", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("enrolment", sa.LargeBinary(32), nullable=True),
        sa.Column("enrolment_until", MOMENT, nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_credentials")),
        _of_account("credentials"),
        sa.UniqueConstraint("name_ref", name=op.f("uq_credentials_name_ref")),
        sa.UniqueConstraint("enrolment", name=op.f("uq_credentials_enrolment")),
    )


def _make_recovery_codes() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_recovery_codes")),
        _of_account("recovery_codes"),
    )
    op.create_index("ix_recovery_codes_account_id", "recovery_codes", ["account_id"])


def _make_failures() -> None:
    op.create_table(
        "sign_in_failures",
        sa.Column("ref", sa.String(26), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_sign_in_failures")),
    )
    op.create_index("ix_sign_in_failures_last", "sign_in_failures", ["last"])


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token", sa.LargeBinary(32), nullable=False),
        sa.Column("account_ref", sa.String(26), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("stepped_up", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token", name=op.f("uq_sessions_token")),
    )
    for column in ("account_ref", "begun", "seen"):
        op.create_index(f"ix_sessions_{column}", "sessions", [column])


def _make_outside_subjects() -> None:
    op.create_table(
        "outside_subjects",
        sa.Column("ref", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_outside_subjects")),
        _of_account("outside_subjects"),
    )
    op.create_index("ix_outside_subjects_account_id", "outside_subjects", ["account_id"])


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_accounts")
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=name)
