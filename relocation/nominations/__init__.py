"""Nominations: a local exit unit asks the central unit for a permanent relocation."""
