"""Evidence."""

from parts import head
from words import _

head(_("Evidence"), "")
