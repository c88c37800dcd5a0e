"""Trosol: a knowledge graph of an innovation ecosystem that shows where the leverage is and who holds the gates.

>>> import trosol
>>> trosol.load("wales-social-care-2022").dataset.language
'en'
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to load than some commands take
if TYPE_CHECKING:
    from typing import Any

    from trosol.ecosystem import Ecosystem
    from trosol.errors import Problem, TrosolError, WrongUse
    from trosol.networks.lens import Lens

    load = Ecosystem.load

__all__ = ["Ecosystem", "Lens", "Problem", "TrosolError", "WrongUse", "__version__", "load"]

__version__ = "0.1.0"

_FROM = {
    "Ecosystem": "trosol.ecosystem",
    "Lens": "trosol.networks.lens",
    "Problem": "trosol.errors",
    "TrosolError": "trosol.errors",
    "WrongUse": "trosol.errors",
}


def __getattr__(name: str) -> Any:
    """Load the front door only when it is used, so that ``import trosol`` stays light."""
    if name == "load":
        return __getattr__("Ecosystem").load
    if name in _FROM:
        from importlib import import_module

        return getattr(import_module(_FROM[name]), name)
    raise AttributeError(f"module 'trosol' has no attribute '{name}'")


def __dir__() -> list[str]:
    """What there is to use."""
    return sorted({*__all__, "__doc__", "__file__", "__name__", "__path__"})
