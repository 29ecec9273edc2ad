"""The engine: judges, solves, explains; knows no database, no web and no names."""
