"""What is due and nobody presses: found and done in passes that can be cut at any moment."""
