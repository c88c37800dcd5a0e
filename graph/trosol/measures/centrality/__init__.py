"""Centrality: how central each node is, by degree, paths, distance, spectrum, current and structural holes."""
