"""Data, limits and innocent questions that the tests of queries share."""

from __future__ import annotations

from ports import HANG
from trosol.rdf.engine import Triple, parse
from trosol.sparql import Limits, Pool

NODES = 400

INNOCENT = "SELECT (COUNT(*) AS ?n) { ?s <x:next> ?o }"

SHORT = Limits(seconds=0.25, rows=1000, size=2_000_000, memory=300_000_000)
"""For queries that are meant to run into their limits."""

PATIENT = Limits(seconds=HANG / 2, rows=1000, size=2_000_000, memory=300_000_000)
"""For queries that must be answered or refused for what they say, however busy the machine is."""


def ring(nodes: int = NODES) -> list[Triple]:
    """Nodes in a ring, each with a label: paths along it never end, products of it grow fast."""
    lines = [f'<x:n{i}> <x:next> <x:n{(i + 1) % nodes}> .\n<x:n{i}> <x:label> "node {i}"@en .' for i in range(nodes)]
    return list(parse("\n".join(lines).encode(), where="ring", ending=".nt"))


def is_well(pool: Pool) -> bool:
    """Whether an innocent query is answered, and right."""
    (row,) = pool.run(INNOCENT, PATIENT).rows
    return row[0] is not None and row[0].value == str(NODES)
