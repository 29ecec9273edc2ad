"""Which shipped policy counts where none is named; apart, so that to say so loads nothing."""

LATEST = "2026-proposed"
