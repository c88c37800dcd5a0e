"""The few actions, or actors, that between them cover most of what one wants to change."""
