"""Networks: projections of the claims that the ontology declares, as networkx graphs whose edges keep their claims."""

from trosol.networks.lens import Lens
from trosol.networks.parts import part_of
from trosol.networks.projection import network, network_names

__all__ = ["Lens", "network", "network_names", "part_of"]
