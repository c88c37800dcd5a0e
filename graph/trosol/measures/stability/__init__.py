"""Robustness: how stable ranks are when evidence is resampled."""
