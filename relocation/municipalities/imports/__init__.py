"""Reference data brought by the user: Statistics Denmark's tables and a travel matrix."""
