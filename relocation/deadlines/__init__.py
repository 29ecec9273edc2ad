"""Deadlines: Danish working days, clocks that are stopped and resumed, and the dated numbers."""
