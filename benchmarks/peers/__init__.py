"""Other ways to solve the same round, each in the best form known to us and out of the box."""
