"""Trosol: a knowledge graph of an innovation ecosystem that shows where the leverage is and who holds the gates.

>>> import trosol
>>> trosol.Ecosystem.load("wales-social-care-2022").dataset.language
'en'
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from trosol.errors import Problem, TrosolError, WrongUse

if TYPE_CHECKING:
    from trosol.ecosystem import Ecosystem

__all__ = ["Ecosystem", "Problem", "TrosolError", "WrongUse", "__version__"]

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Load the front door only when it is used, so that ``import trosol`` stays light."""
    if name == "Ecosystem":
        from trosol.ecosystem import Ecosystem

        return Ecosystem
    raise AttributeError(f"module 'trosol' has no attribute '{name}'")
