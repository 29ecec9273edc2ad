"""Keys: sealing, the key store beside the database, and pseudonyms under its keys."""
