"""The report of a round: one self-contained HTML file, without script and without any request."""
