"""Triples with something wrong, to hold two ways of checking against each other."""

from __future__ import annotations

import io
import random

from trosol.check.numbered_columns import Columns
from trosol.rdf.engine import Literal, Triple, as_lines
from trosol.resources import ontology_dir

__all__ = ["EXAMPLES", "columns_of", "damaged"]

EXAMPLES = sorted((ontology_dir() / "examples").rglob("*.ttl"))
"""Every example of the ontology, the passing and the failing."""


def damaged(triples: list[Triple], chance: random.Random, times: int) -> list[Triple]:
    """Triples with some left out, swapped, moved to another predicate, replaced by text or doubled."""
    found = list(triples)
    for _ in range(times):
        at = chance.randrange(len(found))
        some, other = found[at], chance.choice(triples)
        found[at : at + 1] = chance.choice(
            [
                [],
                [Triple(some.subject, some.predicate, other.object)],
                [some, Triple(some.subject, other.predicate, some.object)],
                [Triple(some.subject, some.predicate, Literal("odd"))],
                [some, Triple(some.subject, some.predicate, Literal("rhyfedd", language="cy"))],
            ]
        )
    return found


def columns_of(triples: list[Triple]) -> Columns:
    """The triples as columns, each once."""
    out = io.BytesIO()
    as_lines(triples, out)
    return Columns(dict.fromkeys(out.getvalue().decode().splitlines()))
