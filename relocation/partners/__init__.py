"""Partners: who else takes part, on which basis, and what was shared with them."""
