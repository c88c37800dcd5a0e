"""Findings in processes of their own: each worked out once, whoever asks."""
