"""Long work: asked for, done by workers that may die, watched and cancelled, on every database."""
