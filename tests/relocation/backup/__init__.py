"""The backup of the database: whole or refused, restored into either kind of database."""
