"""The casework's numbers, dated and versioned: who changed what from when, and why."""
