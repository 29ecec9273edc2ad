"""Municipalities: the register of public facts and what a municipality tells of itself."""
