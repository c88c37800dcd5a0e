"""Query text from people, run where it can hurt nobody: checked, in a process of its own that can be stopped."""

from trosol.sparql.limits import Limits
from trosol.sparql.query_pool import Pool, pool_of
from trosol.sparql.query_result import Answer, QueryTerm

__all__ = ["Answer", "Limits", "Pool", "QueryTerm", "pool_of"]
