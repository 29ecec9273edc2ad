"""Accounts that enrol, sign in and are refused, with moved clocks, on both databases."""
