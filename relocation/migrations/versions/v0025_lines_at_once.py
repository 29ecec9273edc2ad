"""The head of the log goes forward onto the last line, over as many as one transaction added."""

from alembic import op

revision = "0025"
down_revision = "0024"

REFUSED = "the audit log is only added to"
LAST = "(SELECT max(number) FROM audit_lines)"
NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM audit_lines)"
AFTER_HEAD = "(SELECT number + 1 FROM audit_head)"
ITS_HASH = "(SELECT hash FROM audit_lines WHERE number = NEW.number)"
NOW = {
    "sqlite": (
        f"NEW.number IS NOT {NEXT}",
        (
            "NEW.id IS NOT OLD.id OR NEW.number <= OLD.number "
            f"OR NEW.number IS NOT {LAST} OR NEW.hash IS NOT {ITS_HASH}"
        ),
    ),
    "postgresql": (
        f"NEW.number IS DISTINCT FROM {NEXT}",
        (
            "NEW.id IS DISTINCT FROM OLD.id OR NEW.number <= OLD.number "
            f"OR NEW.number IS DISTINCT FROM {LAST} OR NEW.hash IS DISTINCT FROM {ITS_HASH}"
        ),
    ),
}
BEFORE = {
    "sqlite": (
        f"NEW.number IS NOT {AFTER_HEAD}",
        "NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number + 1",
    ),
    "postgresql": (
        f"NEW.number IS DISTINCT FROM {AFTER_HEAD}",
        "NEW.id IS DISTINCT FROM OLD.id OR NEW.number IS DISTINCT FROM OLD.number + 1",
    ),
}
"""By database: what line is refused, and what head."""


def upgrade() -> None:
    """Bring it; the log stays as it is."""
    dialect = op.get_context().dialect.name
    _refuse(dialect, *NOW[dialect])


def downgrade() -> None:
    """Let it go forward line by line."""
    dialect = op.get_context().dialect.name
    _refuse(dialect, *BEFORE[dialect])


def _refuse(dialect: str, line: str, head: str) -> None:
    if dialect == "postgresql":
        _function("audit_lines_order", line)
        _function("audit_head_order", head)
        return
    _trigger("audit_lines_in_order", "INSERT ON audit_lines", line)
    _trigger("audit_head_forward", "UPDATE ON audit_head", head)


def _function(name: str, condition: str) -> None:
    refuse = f"IF {condition} THEN RAISE EXCEPTION '{REFUSED}'; END IF"
    body = f"$$ BEGIN {refuse}; RETURN NEW; END $$"
    op.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}")


def _trigger(name: str, when: str, condition: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    op.execute(f"DROP TRIGGER {name}")
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} WHEN {condition} {refuse}")
