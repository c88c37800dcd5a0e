"""Cohesion: communities, cut points, vertex cuts, mixing between groups."""
