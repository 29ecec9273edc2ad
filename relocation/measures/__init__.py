"""Measures: what authorities do for the candidate, from the signed agreement to their own end."""
