"""A repeated request acts once and is answered alike."""
