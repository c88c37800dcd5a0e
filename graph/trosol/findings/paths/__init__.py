"""Paths through the claims: all of them, what they all pass, the nearest thing to one, and the part of a network around them."""
