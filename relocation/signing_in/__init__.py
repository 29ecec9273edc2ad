"""How somebody proves to be an account: passwords, one-time codes, sessions, services."""
