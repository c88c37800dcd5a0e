"""Parquet for data frames and clusters: the tables of the records, and the nodes and edges of each network.

Spark, pandas, DuckDB, polars and R's ``arrow`` read each file by its path. Nothing that is text is turned into a number: what the
tables hold as text stays text, what they hold as several values is a list, and what they leave blank is null.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from trosol.extras import needs_extra
from trosol.files.packed import packed
from trosol.files.whole import listing
from trosol.model.ontology import DATA, NOTE, OBJECT
from trosol.model.records import in_language
from trosol.networks.projection import network
from trosol.rdf.iris import local_name
from trosol.read.columns import LIST_MARK, TABLES, Cell
from trosol.store.snapshot import Snapshot
from trosol.views.tables.record_tables import dataset_cells, table_cells

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa

__all__ = ["MARK", "to_archive", "to_parquet", "with_mark"]

MARK = ".trosol-parquet"
"""The file that says which files of a folder are an export. Readers of Parquet leave files with such a name alone."""

_NODE = ("label", "type", "role", "status", "desirability")


def to_parquet(snapshot: Snapshot) -> dict[str, bytes]:
    """Content by path: a file for each table, ``dataset``, ``networks``, and ``networks/NAME/nodes`` and ``…/edges``.

    Each network that the ontology declares is there but those that need a start and a goal. An edge holds ``source``, ``target``,
    ``weight`` (how many claims), ``sign`` (1, -1, or 0 where it is unknown or the claims disagree), ``signs``, ``strength`` (null
    where the source states none), ``claims`` and ``predicates``. Every file's metadata name the data set, licence and snapshot.
    """
    notes = {
        "dataset": snapshot.records.dataset.iri,
        "version": snapshot.records.dataset.version,
        "licence": snapshot.records.dataset.licence,
        "snapshot": snapshot.digest,
    }
    found = {table: _records(snapshot, table) for table in TABLES}
    found["dataset"] = _table({"key": "text", "value": "text"}, dataset_cells(snapshot))
    sizes = []
    for declared in sorted(snapshot.ontology.networks.values(), key=lambda each: each.name):
        if local_name(declared.kind) == "PathNetwork":
            continue
        graph = network(snapshot, declared.name)
        place = f"networks/{_folder(declared.name)}"
        label, reads = in_language(declared.labels), in_language(declared.reads)
        sizes.append(
            (declared.name, label, reads, declared.directed, declared.ranked, place, len(graph), graph.number_of_edges())
        )
        found[f"{place}/nodes"] = _nodes(graph)
        found[f"{place}/edges"] = _edges(graph)
    kinds = {"name": "text", "label": "text", "reads": "text", "directed": "flag", "ranked": "flag", "folder": "text"}
    found["networks"] = _table({**kinds, "nodes": "count", "edges": "count"}, sizes)
    return {f"{name}.parquet": _written(table, notes) for name, table in sorted(found.items())}


def with_mark(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and, beside them, the mark that says which they are."""
    return {**files, MARK: listing(files)}


def to_archive(snapshot: Snapshot) -> bytes:
    """The same files in one zip archive, in a folder named after the ecosystem. Spark reads it once it is unpacked."""
    return packed({f"{snapshot.name}/{name}": content for name, content in to_parquet(snapshot).items()})


def _folder(name: str) -> str:
    """A name of a network as a name of a folder, whatever an extension called it.

    >>> _folder("influence"), _folder("../x"), _folder("..")
    ('influence', '%2E.%2Fx', '%2E.')
    """
    safe = quote(name, safe="")
    return f"%2E{safe[1:]}" if safe.startswith(".") else safe


def _records(snapshot: Snapshot, table: str) -> pa.Table:
    header, rows = table_cells(snapshot, table)
    kinds = {name: "texts" if _several(snapshot, table, name) else "text" for name in header}
    cells = [
        [
            tuple(cell.split(LIST_MARK)) if kind == "texts" and cell else cell
            for kind, cell in zip(kinds.values(), row, strict=True)
        ]
        for row in rows
    ]
    return _table(kinds, cells)


def _several(snapshot: Snapshot, table: str, name: str) -> bool:
    """Whether cells of a column hold several values: ids of rows, or things that a property points to."""
    for column in TABLES[table].columns:
        if column.name == name:
            return column.cell is Cell.REFERENCES
    return {term.kind for term in snapshot.ontology.named(name, (DATA, NOTE, OBJECT))} == {OBJECT}


def _nodes(graph: nx.DiGraph) -> pa.Table:
    rows = [(key, *(given.get(name) for name in _NODE)) for key, given in sorted(graph.nodes(data=True))]
    return _table({"id": "text", **dict.fromkeys(_NODE, "text")}, rows)


def _edges(graph: nx.DiGraph) -> pa.Table:
    kinds = {
        "source": "text",
        "target": "text",
        "weight": "count",
        "sign": "small",
        "signs": "smalls",
        "strength": "number",
        "claims": "texts",
        "predicates": "texts",
    }
    rows = [
        (source, target, *(given.get(name) for name in list(kinds)[2:]))
        for source, target, given in sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    ]
    return _table(kinds, rows)


def _table(kinds: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """An Arrow table; a blank text is null, a blank list is empty."""
    with needs_extra("parquet"):
        import pyarrow as pa

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "count": pa.int64(),
        "small": pa.int32(),
        "smalls": pa.list_(pa.int32()),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    arrays = []
    for place, kind in enumerate(kinds.values()):
        cells = [row[place] for row in rows]
        if kind in ("texts", "smalls"):
            cells = [list(cell or ()) for cell in cells]
        elif kind == "text":
            cells = [cell or None for cell in cells]
        arrays.append(pa.array(cells, types[kind]))
    return pa.Table.from_arrays(arrays, schema=pa.schema([(name, types[kind]) for name, kind in kinds.items()]))


def _written(table: pa.Table, notes: Mapping[str, str]) -> bytes:
    with needs_extra("parquet"):
        import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({f"trosol.{key}": value for key, value in notes.items()}), out)
    return out.getvalue()
