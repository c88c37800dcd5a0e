"""Networks: projections of the claims that the ontology declares, as networkx graphs whose edges keep their claims."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trosol.networks.lens import Lens
    from trosol.networks.projection import network, network_names
    from trosol.networks.subnetwork import part_of

__all__ = ["Lens", "network", "network_names", "part_of"]

_HOME = {"Lens": "lens", "network": "projection", "network_names": "projection", "part_of": "subnetwork"}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: networkx takes longer to load than a question to answer."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
