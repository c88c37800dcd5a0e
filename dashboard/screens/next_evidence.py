"""Next evidence."""

from parts import head
from words import _

head(_("Next evidence"), "")
