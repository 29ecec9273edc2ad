"""The only room that touches a solver; `solve` is its front door."""
