"""Which claim, found or lost, would change a result."""
