"""The audit log: who read or changed what of which case, chained, and opened to names by two."""
