"""Who says what, and where groups disagree."""
