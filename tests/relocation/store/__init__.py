"""The store: revisions, outbox, idempotency, on every database."""
