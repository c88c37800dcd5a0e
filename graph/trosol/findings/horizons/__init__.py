"""The Three Horizons, and what leads from one to the next."""
