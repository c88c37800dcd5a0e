"""Influence along signed edges: reach, fuzzy cognitive maps, influence and dependence (MICMAC)."""
