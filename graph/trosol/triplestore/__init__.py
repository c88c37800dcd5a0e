"""A SPARQL 1.1 store as the home of an ecosystem's data. The one place that calls out, and only to the address that was named."""

from trosol.triplestore.address import Address, StoreBounds, chosen_store, named_store, parse_address
from trosol.triplestore.named_graphs import Stored, ecosystems, find
from trosol.triplestore.paged_triples import fetch
from trosol.triplestore.put import Put, put
from trosol.triplestore.wire import Wire

__all__ = [
    "Address",
    "Put",
    "StoreBounds",
    "Stored",
    "Wire",
    "chosen_store",
    "ecosystems",
    "fetch",
    "find",
    "named_store",
    "parse_address",
    "put",
]
