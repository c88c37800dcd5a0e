"""Networks: projections of the claims that the ontology declares, as networkx graphs whose edges keep their claims."""

from trosol.networks.lens import Lens
from trosol.networks.projection import network, network_names
from trosol.networks.subnetwork import part_of

__all__ = ["Lens", "network", "network_names", "part_of"]
