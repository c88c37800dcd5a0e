"""What browser tests share."""

PATIENCE = 60_000
"""How long to wait for something to appear, in milliseconds."""
