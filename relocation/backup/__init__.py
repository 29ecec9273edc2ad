"""The database's backup: one file for either kind of database, shown whole by a keyed hash."""
