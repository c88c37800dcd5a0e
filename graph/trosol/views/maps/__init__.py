"""Maps: what is on them, where it stands, and how it is drawn."""
