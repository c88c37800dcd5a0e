"""What people bring: tables, workbooks, maps of other tools, RDF. Proposed whole, checked whole, written whole or not at all."""

from trosol.imports.deprecated_terms import Mending, mend
from trosol.imports.file_kinds import ENDINGS
from trosol.imports.import_run import Proposal, propose
from trosol.imports.mapping import LEFT_OUT, Meanings

__all__ = ["ENDINGS", "LEFT_OUT", "Meanings", "Mending", "Proposal", "mend", "propose"]
