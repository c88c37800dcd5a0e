"""Centrality: every measure of nodes side by side, and the network as a whole."""
