"""Plain networks from files of other tools: an edge list in CSV, GraphML or GEXF, and groups of nodes in CSV."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files.content import content_of
from trosol.files.markup import Markup, wrong_markup
from trosol.read.tables import Table, parse_csv

__all__ = ["MAX_PARALLEL", "read_groups", "read_network"]

MAX_PARALLEL = 400_000_000
"""Edges that join the same two nodes: for each two, their number squared; all of these together."""


def read_network(path: Path, *, directed: bool = False) -> nx.Graph:
    """Read a network: CSV with the columns ``source,target[,weight][,sign]``, ``.graphml`` or ``.gexf``.

    A GraphML or GEXF file says itself whether it is directed; ``directed`` makes it so all the same. Boxes that only hold other nodes (yEd's groups,
    nested nodes) and have no edge of their own are no nodes: ``graph.graph["boxes"]`` names them. Raises
    :class:`TrosolError` with file, row and column, :class:`WrongUse` for a missing file or another kind of file.
    """
    content = content_of(path)
    ending = path.suffix.lower()
    if ending == ".csv":
        table = _table(content, path.name, ("source", "target"))
        if not table.rows:
            raise TrosolError(
                Problem("network-empty", "There is a header and no edge below it.", "Write one edge a row.", table.where(2))
            )
        return _from_table(table, directed)
    if ending not in (".graphml", ".gexf", ".xml"):
        remedy = "Give a .csv with columns source,target[,weight], a .graphml or a .gexf."
        if ending in (".parquet", ""):
            remedy += " Parquet is read by Spark: add --engine spark."
        raise WrongUse(Problem("format-unknown", f"'{shorten(path.name)}' is no network that is read.", remedy, Where(path.name)))
    boxes: set[str] = set()
    if reason := _wrong_network(content, boxes):
        text = f"The file is not read: {reason}."
        raise TrosolError(Problem("network-unreadable", text, "Export it again from its program.", Where(path.name)))
    try:
        reader = nx.read_gexf if ending == ".gexf" else nx.read_graphml
        graph = reader(io.BytesIO(content))
    except Exception as error:  # the readers raise whatever their parsers raise
        text = f"The file cannot be read as {ending[1:]} ({type(error).__name__}: {shorten(str(error), 120)})."
        raise TrosolError(Problem("network-unreadable", text, "Export it again from its program.", Where(path.name))) from None
    if not graph:
        text = "There is no node in it."
        raise TrosolError(Problem("network-empty", text, "Export it again with its nodes and edges.", Where(path.name)))
    if directed and not graph.is_directed():
        graph = nx.DiGraph(graph)
    empty = [node for node in graph if str(node) in boxes and not graph.degree(node)]
    if len(empty) < len(graph):
        graph.remove_nodes_from(empty)
        graph.graph["boxes"] = sorted(map(str, empty))
    return graph


def _wrong_network(content: bytes, boxes: set[str]) -> str:
    """Why a network is not read: as XML, or for its parallel edges (NetworkX may look through all for the number of each).

    Into ``boxes`` go the nodes that hold others: with a graph or nodes inside them, named by others as theirs, or marked as a group.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    inside: list[str] = []

    def start(name: str, said: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "edge":
            pairs[said.get("source", ""), said.get("target", "")] += 1
        elif kind == "node":
            inside.append(said.get("id", ""))
            if "pid" in said:
                boxes.add(said["pid"])
            if "yfiles.foldertype" in said:
                boxes.add(inside[-1])
        elif kind in ("graph", "nodes") and inside:
            boxes.add(inside[-1])

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "node" and inside:
            inside.pop()

    reason = wrong_markup(content, Markup(start, end))
    if sum(number * number for number in pairs.values()) > MAX_PARALLEL:
        return "too many edges in it join the same two nodes"
    return reason


def read_groups(path: Path) -> dict[str, str]:
    """Read the group of each node: CSV with the columns ``node,group``."""
    table = _table(content_of(path), path.name, ("node", "group"))
    node, group = table.header.index("node"), table.header.index("group")
    return {row.cells[node].strip(): row.cells[group].strip() for row in table.rows}


def _table(content: bytes, name: str, wanted: tuple[str, ...]) -> Table:
    table, problems = parse_csv(content, name)
    if table:
        problems += [
            Problem(
                "header-missing",
                f"The column '{column}' is missing.",
                f"The first row must name {', '.join(wanted)}.",
                table.where(1),
            )
            for column in wanted
            if column not in table.header
        ]
    if problems or table is None:
        raise TrosolError(problems)
    return table


def _from_table(table: Table, directed: bool) -> nx.Graph:
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    columns = {name: table.header.index(name) for name in ("source", "target", "weight", "sign") if name in table.header}
    problems = []
    for row in table.rows:
        cells = {name: row.cells[at].strip() for name, at in columns.items()}
        numbers: dict[str, float] = {}
        for name in ("weight", "sign"):
            if cells.get(name):
                try:
                    numbers[name] = float(cells[name])
                    if not math.isfinite(numbers[name]):
                        raise ValueError
                except ValueError:
                    where = table.where(row.number, name)
                    problems.append(Problem("number-bad", f"'{shorten(cells[name])}' is not a number.", "Write digits.", where))
        if not cells["source"] or not cells["target"]:
            where = table.where(row.number, "target" if cells["source"] else "source")
            problems.append(Problem("cell-missing", "An end of the edge is blank.", "Name both ends.", where))
        else:
            graph.add_edge(cells["source"], cells["target"], **numbers)
    if problems:
        raise TrosolError(problems)
    return graph
