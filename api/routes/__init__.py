"""The JSON interface: one file for each stage."""
