"""Trosol: a knowledge graph of an innovation ecosystem that shows where the leverage is and who holds the gates.

>>> import trosol
>>> trosol.Ecosystem.load("wales-social-care-2022").dataset.language
'en'
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to load than some commands take
if TYPE_CHECKING:
    from typing import Any

    from trosol.ecosystem import Ecosystem
    from trosol.errors import Problem, TrosolError, WrongUse

__all__ = ["Ecosystem", "Problem", "TrosolError", "WrongUse", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the front door only when it is used, so that ``import trosol`` stays light."""
    if name == "Ecosystem":
        from trosol.ecosystem import Ecosystem

        return Ecosystem
    if name in ("Problem", "TrosolError", "WrongUse"):
        from trosol import errors

        return getattr(errors, name)
    raise AttributeError(f"module 'trosol' has no attribute '{name}'")
