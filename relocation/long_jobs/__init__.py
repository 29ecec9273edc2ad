"""Long work: put on a table, done by one worker at a time, cancelled and watched by who asked."""
