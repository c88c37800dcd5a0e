"""Query text from people, run where it can hurt nobody: checked, in a process of its own that can be stopped."""

from trosol.sparql.answers import Answer, Term
from trosol.sparql.limits import Limits
from trosol.sparql.pool import Pool, pool_of

__all__ = ["Answer", "Limits", "Pool", "Term", "pool_of"]
