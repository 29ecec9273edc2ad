"""Full figures: too long for every run of the tests, run on demand, stored with their commit."""
