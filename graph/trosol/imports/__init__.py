"""What people bring: tables, workbooks, maps of other tools, RDF. Proposed whole, checked whole, written whole or not at all."""

from trosol.imports.deprecated_terms import Mending, mend
from trosol.imports.file_kinds import ENDINGS
from trosol.imports.import_run import Proposal, propose
from trosol.imports.joined_entities import Joining, join_entities
from trosol.imports.mapping import LEFT_OUT, Meanings, read_mapping

__all__ = [
    "ENDINGS",
    "LEFT_OUT",
    "Joining",
    "Meanings",
    "Mending",
    "Proposal",
    "join_entities",
    "mend",
    "propose",
    "read_mapping",
]
