"""Requests drawn from the interface's description, and what is asked of every answer."""
