"""Who may open which case: its named list and its exclusion list."""
