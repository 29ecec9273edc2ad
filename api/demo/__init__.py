"""A store full of made-up cases, brought there by the journey's own steps with a moved clock."""
