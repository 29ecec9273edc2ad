"""Placements: the proposal of the engine, who may read what of it, and the decision."""
