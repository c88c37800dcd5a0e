"""What people bring: tables, workbooks, maps of other tools, RDF. Proposed whole, checked whole, written whole or not at all."""

from trosol.imports.files import ENDINGS
from trosol.imports.mapping import LEFT_OUT, Meanings
from trosol.imports.mend import Mending, mend
from trosol.imports.run import Proposal, propose

__all__ = ["ENDINGS", "LEFT_OUT", "Meanings", "Mending", "Proposal", "mend", "propose"]
