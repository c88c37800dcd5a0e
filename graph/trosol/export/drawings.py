"""Small drawings for documents: DOT as Graphviz reads it, Mermaid as Markdown on code hosts and in wikis draws it.

A box for each entity, an arrow for each claim with the words of its relation. An arrow that lowers ends in a bar (DOT) or a cross (Mermaid);
what is only offered as a possibility, or said not to be so, is dashed and says so. Names are text in both, whatever they hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trosol.networks.projection import claim_sign
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["dot", "mermaid"]

_TELLING = re.compile(r"[\"<>`\\]|[#&](?=#?\w+;)|%(?=%)")
"""What would mean something to Mermaid inside a quoted label. All else stays as it is: not everything that draws Mermaid knows codes."""

_STANCE = {"negates": "not: ", "hypothesises": "possibly: "}


def dot(snapshot: Snapshot, graph: nx.MultiDiGraph) -> bytes:
    """The graph in DOT."""
    lines = [
        "digraph {",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
    ]
    for key, given in graph.nodes(data=True):
        lines.append(
            f"  {_quoted(key)} [label={_quoted(given.get('label', key))}{', style=dashed' if given.get('status') != 'transcribed' else ''}];"
        )
    for source, target, key in graph.edges(keys=True):
        words, lowers, dashed = _arrow(snapshot, key)
        further = (", arrowhead=tee" if lowers else "") + (", style=dashed" if dashed else "")
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(words)}{further}];")
    return "\n".join([*lines, "}", ""]).encode()


def mermaid(snapshot: Snapshot, graph: nx.MultiDiGraph) -> bytes:
    """The graph as a Mermaid flowchart."""
    names = {key: f"n{number}" for number, key in enumerate(graph, start=1)}
    lines = ["flowchart LR"]
    for key, given in graph.nodes(data=True):
        lines.append(f'  {names[key]}["{_coded(given.get("label", key))}"]')
    for source, target, key in graph.edges(keys=True):
        words, lowers, dashed = _arrow(snapshot, key)
        tie = ("-.-x" if dashed else "--x") if lowers else ("-.->" if dashed else "-->")
        lines.append(f'  {names[source]} {tie}|"{_coded(words)}"| {names[target]}')
    missing = [names[key] for key, given in graph.nodes(data=True) if given.get("status") != "transcribed"]
    if missing:
        lines += ["  classDef placeholder stroke-dasharray: 4 3", f"  class {','.join(missing)} placeholder"]
    return "\n".join([*lines, ""]).encode()


def _arrow(snapshot: Snapshot, key: str) -> tuple[str, bool, bool]:
    """Words of a claim's arrow, whether it lowers, whether it is not simply asserted."""
    claim = snapshot.records.claims[key]
    words = _STANCE.get(claim.stance, "") + snapshot.ontology.properties[claim.predicate].label("en")
    return words, claim_sign(snapshot, claim) == -1, claim.stance in _STANCE


def _quoted(text: str) -> str:
    r"""A DOT string: no escape of Graphviz's own, no line of its own.

    >>> print(_quoted('a "b" \\N'))
    "a \"b\" \\N"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'


def _coded(text: str) -> str:
    """A text in a Mermaid label: what Mermaid would take for more than text as character codes.

    >>> _coded('R&D: <b> "x" %%{init}')
    'R&D: #60;b#62; #34;x#34; #37;%{init}'
    """
    return _TELLING.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))
