"""Pathways."""

from parts import head
from words import _

head(_("Pathways"), "")
