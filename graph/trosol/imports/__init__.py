"""What people bring: tables, workbooks, maps of other tools, RDF. Proposed whole, checked whole, written whole or not at all."""

from trosol.imports.counts_in import counts_in
from trosol.imports.deprecated_terms import Mending, mend
from trosol.imports.file_kinds import ENDINGS
from trosol.imports.import_run import Proposal, propose
from trosol.imports.joined_entities import Joining, join_entities
from trosol.imports.mapping import LEFT_OUT, TURNED, Meanings, read_mapping
from trosol.imports.mapping_file import map_name, mapping_place

__all__ = [
    "ENDINGS",
    "LEFT_OUT",
    "TURNED",
    "Joining",
    "Meanings",
    "Mending",
    "Proposal",
    "counts_in",
    "join_entities",
    "map_name",
    "mapping_place",
    "mend",
    "propose",
    "read_mapping",
]
