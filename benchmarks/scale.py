"""How far it goes: tables to snapshot, snapshot to network, RDF to a store, beside what a user would pick instead, on the same data.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/scale.py [--claims 10000 100000]``. Every figure is the median
of several fresh processes that take turns, so that nothing one run has loaded helps another and a busy minute harms all alike.
Seconds are those of the work itself, without starting Python; peak memory is that of the whole process. It is no part of any test.
kglab does not go with our libraries: ``TROSOL_KGLAB_PYTHON`` names the Python of an environment that has it; else its row stays empty.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trosol.store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]

NETWORK = "influence"
PATTERN = """SELECT ?s ?o WHERE {
  ?c <https://w3id.org/trosol/ontology/claimSubject> ?s ; <https://w3id.org/trosol/ontology/claimPredicate> ?p ;
     <https://w3id.org/trosol/ontology/claimObject> ?o . ?p <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>* <https://w3id.org/trosol/ontology/influences> }"""


def _snapshot(folder: Path) -> Snapshot:
    from trosol.read.sources import read_ecosystem
    from trosol.store.snapshot import Snapshot

    return Snapshot.of(read_ecosystem(folder))


def tables_trosol(folder: Path) -> tuple[float, int]:
    """Tables to a checked snapshot."""
    import trosol.read.sources  # noqa: F401

    begun = perf_counter()
    snapshot = _snapshot(folder)
    return perf_counter() - begun, len(snapshot.records.claims)


def tables_hashed(folder: Path) -> tuple[float, int]:
    """Tables to a checked snapshot, and the hash of its content."""
    import trosol.read.sources  # noqa: F401

    begun = perf_counter()
    snapshot = _snapshot(folder)
    assert snapshot.digest
    return perf_counter() - begun, len(snapshot.records.claims)


def tables_rdflib(folder: Path) -> tuple[float, int]:
    """The same tables to the same triples in an rdflib graph, as a script would do it; nothing is checked."""
    import rdflib

    base = rdflib.Namespace("https://example.org/x/")
    tro = rdflib.Namespace("https://w3id.org/trosol/ontology/")
    begun = perf_counter()
    graph = rdflib.Graph()
    number = 0
    for table, path in (("entities", "entity"), ("claims", "claim"), ("evidence", "evidence")):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                subject = base[f"{path}/{row['id']}"]
                for column, cell in row.items():
                    if not cell:
                        continue
                    if column in ("subject", "object"):
                        graph.add((subject, tro["claim" + column.capitalize()], base[f"entity/{cell}"]))
                    elif column in ("predicate", "type"):
                        graph.add((subject, tro[column], tro[cell]))
                    else:
                        for part in cell.split(";"):
                            graph.add((subject, tro[column], rdflib.Literal(part)))
                if table == "claims":
                    number += 1
                    graph.add((base[f"entity/{row['subject']}"], tro[row["predicate"]], base[f"entity/{row['object']}"]))
    return perf_counter() - begun, number


def network_coded(folder: Path) -> tuple[float, int]:
    """A declared network as whole numbers, from a snapshot of which nothing was asked yet."""
    from trosol.networks.lens import Lens
    from trosol.networks.projection import encoded_network

    snapshot = _snapshot(folder)
    declared = snapshot.ontology.network(NETWORK)
    assert declared
    begun = perf_counter()
    found = encoded_network(snapshot, declared, Lens())
    return perf_counter() - begun, len(found.source)


def network_coded_again(folder: Path) -> tuple[float, int]:
    """The same under another lens."""
    from trosol.networks.lens import Lens
    from trosol.networks.projection import encoded_network

    snapshot = _snapshot(folder)
    declared = snapshot.ontology.network(NETWORK)
    assert declared
    encoded_network(snapshot, declared, Lens())
    begun = perf_counter()
    found = encoded_network(snapshot, declared, Lens(stated_only=True))
    return perf_counter() - begun, len(found.source)


def network_trosol(folder: Path) -> tuple[float, int]:
    """A declared network as a networkx graph, from a snapshot that is there."""
    from trosol.networks import network

    snapshot = _snapshot(folder)
    assert snapshot.digest  # its name, which the network carries
    assert snapshot.coded
    begun = perf_counter()
    graph = network(snapshot, NETWORK)
    return perf_counter() - begun, graph.number_of_edges()


def network_networkx(folder: Path) -> tuple[float, int]:
    """What networkx itself needs to take up the same nodes and edges, ready made."""
    import networkx as nx

    from trosol.networks import network

    whole = network(_snapshot(folder), NETWORK)
    nodes, edges = list(whole.nodes(data=True)), list(whole.edges(data=True))
    begun = perf_counter()
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return perf_counter() - begun, graph.number_of_edges()


def _graph(folder: Path) -> Any:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(folder / "all.nt", format="nt")
    return graph


def network_sparql(folder: Path) -> tuple[float, int]:
    """The same ties by SPARQL on an rdflib graph that is there, into networkx."""
    import networkx as nx

    rdf = _graph(folder)
    begun = perf_counter()
    graph = nx.DiGraph()
    graph.add_edges_from((str(row[0]), str(row[1])) for row in rdf.query(PATTERN))
    return perf_counter() - begun, graph.number_of_edges()


def network_external(folder: Path) -> tuple[float, int]:
    """Every triple of an rdflib graph that is there as an edge, by rdflib's own converter."""
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_digraph

    rdf = _graph(folder)
    begun = perf_counter()
    graph = rdflib_to_networkx_digraph(rdf)
    return perf_counter() - begun, graph.number_of_edges()


def load_trosol(folder: Path) -> tuple[float, int]:
    """N-Triples into the store that questions are asked of."""
    from trosol.rdf.engine import Store

    content = (folder / "all.nt").read_bytes()
    begun = perf_counter()
    store = Store.of_lines(content)
    return perf_counter() - begun, len(store)


def load_oxigraph(folder: Path) -> tuple[float, int]:
    """The practical limit: pyoxigraph's bulk load."""
    import pyoxigraph as ox

    content = (folder / "all.nt").read_bytes()
    begun = perf_counter()
    store = ox.Store()
    store.bulk_load(input=content, format=ox.RdfFormat.N_TRIPLES)
    return perf_counter() - begun, len(store)


def load_rdflib(folder: Path) -> tuple[float, int]:
    """The same file by rdflib's own parser."""
    begun = perf_counter()
    graph = _graph(folder)
    return perf_counter() - begun, len(graph)


def load_oxrdflib(folder: Path) -> tuple[float, int]:
    """The same file by rdflib on the engine's store, with the engine's parser."""
    import oxrdflib  # noqa: F401
    import rdflib

    begun = perf_counter()
    graph = rdflib.Graph(store="Oxigraph")
    graph.parse(folder / "all.nt", format="ox-nt")
    return perf_counter() - begun, len(graph)


def load_kglab(folder: Path) -> tuple[float, int]:
    """The same file by kglab, which asks for older libraries than ours, so in an environment of its own."""
    import kglab

    begun = perf_counter()
    graph = kglab.KnowledgeGraph()
    graph.load_rdf(str(folder / "all.nt"), format="nt")
    return perf_counter() - begun, len(graph.rdf_graph())


def ranked_trosol(folder: Path) -> tuple[float, int]:
    """Tables to a checked snapshot, to a network, to who stands where in it: degree, PageRank, core and constraint of all."""
    from trosol import measures
    from trosol.networks.lens import Lens
    from trosol.networks.projection import encoded_network

    begun = perf_counter()
    snapshot = _snapshot(folder)
    declared = snapshot.ontology.network(NETWORK)
    assert declared
    found = encoded_network(snapshot, declared, Lens())
    view = measures.Plain.of(found.nodes, found.source, found.target)
    for measure in (measures.degree, measures.pagerank, measures.core, measures.constraint):
        measure(view)
    return perf_counter() - begun, len(view)


def shapes_trosol(folder: Path) -> tuple[float, int]:
    """SHACL on the whole, as ``trosol check`` runs it."""
    from trosol.check.shapes import check_shapes
    from trosol.read.sources import read_ecosystem
    from trosol.resources import ontology_dir

    reading = read_ecosystem(folder)
    begun = perf_counter()
    problems = check_shapes(reading, ontology_dir() / "shapes")
    return perf_counter() - begun, len(problems)


def shapes_pyshacl(folder: Path) -> tuple[float, int]:
    """The same by pySHACL alone."""
    from trosol.check import shapes

    shapes.suspects = lambda *_: None
    return shapes_trosol(folder)


def _people(folder: Path) -> tuple[int, list[int], list[int]]:
    """A heavy-tailed network of as many nodes as there are claims, with five ties a node."""
    import random

    size = sum(1 for _ in (folder / "claims.csv").open("rb")) - 1
    chance = random.Random(size)
    ties = sorted({(int(size * chance.random() ** 2), chance.randrange(size)) for _ in range(5 * size)})
    return size, [a for a, b in ties if a != b], [b for a, b in ties if a != b]


def report_trosol(folder: Path) -> tuple[float, int]:
    """From the ends of ties to degree, PageRank, core, constraint and cut points of all."""
    from trosol import measures

    def run(size: int, source: list[int], target: list[int]) -> int:
        view = measures.Plain.of(range(size), source, target, directed=True, already=True)
        for measure in (measures.degree, measures.pagerank, measures.core, measures.constraint):
            measure(view)
        return len(measures.cut_points(view))

    run(3, [0, 1], [1, 2])  # what is loaded once and for all is not the report's cost
    given = _people(folder)
    begun = perf_counter()
    points = run(*given)
    return perf_counter() - begun, points


def report_networkx(folder: Path) -> tuple[float, int]:
    """The same by networkx."""
    import networkx as nx

    def run(size: int, source: list[int], target: list[int]) -> int:
        graph = nx.DiGraph()
        graph.add_nodes_from(range(size))
        graph.add_edges_from(zip(source, target, strict=True))
        nx.degree_centrality(graph)
        nx.pagerank(graph)
        both = graph.to_undirected()
        nx.core_number(both)
        nx.constraint(graph)
        return len(list(nx.articulation_points(both)))

    run(3, [0, 1], [1, 2])
    given = _people(folder)
    begun = perf_counter()
    points = run(*given)
    return perf_counter() - begun, points


JOBS: dict[str, tuple[tuple[str, Callable[[Path], tuple[float, int]]], ...]] = {
    "tables to snapshot": (
        ("Trosol", tables_trosol),
        ("Trosol, with its hash", tables_hashed),
        ("rdflib, by hand", tables_rdflib),
    ),
    "claims to whole numbers": (
        ("Trosol", network_coded),
        ("Trosol, another lens", network_coded_again),
        ("rdflib SPARQL", network_sparql),
        ("rdflib external_graph_libs", network_external),
    ),
    "snapshot to networkx": (("Trosol", network_trosol), ("networkx alone", network_networkx)),
    "shapes": (("Trosol", shapes_trosol), ("pySHACL", shapes_pyshacl)),
    "report of positions": (
        ("Trosol", report_trosol),
        ("networkx", report_networkx),
    ),
    "RDF to store": (
        ("Trosol", load_trosol),
        ("pyoxigraph bulk load", load_oxigraph),
        ("rdflib on oxrdflib", load_oxrdflib),
        ("rdflib", load_rdflib),
        ("kglab", load_kglab),
    ),
    "loaded, projected, ranked": (("Trosol", ranked_trosol),),
}


def generated(folder: Path, claims: int, *, lines: bool) -> int:
    """The data of one size, as tables and, if a job reads them, as N-Triples; the number of triples, 0 where none were written."""
    from generated import generate

    generate(folder, max(533, claims // 4), claims)
    if not lines:
        return 0
    from trosol import Ecosystem
    from trosol.export import export

    written = export(Ecosystem.load(folder).snapshot, "ntriples", with_ontology=True)
    (folder / "all.nt").write_bytes(written)
    return written.count(b"\n")


_READ_LINES = {"claims to whole numbers", "RDF to store"}


def _number(triples: int) -> str:
    return f"{triples:,}" if triples else "–"


def once(job: str, way: str, folder: Path) -> dict[str, float]:
    """One measurement in this process."""
    from findings import peak

    run = dict(JOBS[job])[way]
    seconds, size = run(folder)
    return {"seconds": seconds, "size": size, "peak": peak()}


def measured(job: str, way: str, folder: Path) -> dict[str, float] | None:
    """One measurement in a process of its own; None where what it takes is not installed."""
    python = os.environ.get("TROSOL_KGLAB_PYTHON", sys.executable) if way == "kglab" else sys.executable
    words = [python, __file__, "--one", json.dumps([job, way, str(folder)])]
    done = subprocess.run(words, env={**os.environ, "TROSOL_CACHE": "off"}, check=False, capture_output=True, text=True)
    if done.returncode and "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(f"{job} by {way}: {done.stderr[-800:]}")
    return {key: float(value) for key, value in json.loads(done.stdout).items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How far it goes, beside what a user would pick instead.")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000], help="sizes (default 10000 100000)")
    parser.add_argument(
        "--jobs", nargs="+", choices=list(JOBS), default=list(JOBS), metavar="JOB", help="which rows (default all)"
    )
    parser.add_argument("--runs", type=int, default=3, help="fresh processes per figure (default 3)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.make:
        folder, claims, lines = json.loads(options.make)
        print(generated(Path(folder), claims, lines=lines))
        return 0
    if options.one:
        job, way, folder = json.loads(options.one)
        print(json.dumps(once(job, way, Path(folder))))
        return 0
    from findings import machine, versions

    print(f"{machine()}. {versions()}. Medians of {options.runs}.\n")
    print("| claims | triples | what | with | seconds | beside Trosol | peak MB | found |\n|---|---|---|---|---|---|---|---|")
    for claims in options.claims:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "generated"
            made = subprocess.run(
                [sys.executable, __file__, "--make", json.dumps([str(folder), claims, bool(_READ_LINES & {*options.jobs})])],
                check=True,
                capture_output=True,
            )
            triples = int(made.stdout)  # in a process of its own, whose memory the others do not inherit
            for job in options.jobs:
                ways = JOBS[job]
                runs: dict[str, list[dict[str, float]]] = {way: [] for way, _ in ways}
                for _ in range(options.runs):
                    for way, _run in ways:
                        if found := measured(job, way, folder):
                            runs[way].append(found)
                own = median(run["seconds"] for run in runs["Trosol"])
                for way, all_found in runs.items():
                    if not all_found:
                        print(f"| {claims:,} | {_number(triples)} | {job} | {way} | not installed | – | – | – |", flush=True)
                        continue
                    seconds = median(run["seconds"] for run in all_found)
                    most = median(run["peak"] for run in all_found)
                    print(
                        f"| {claims:,} | {_number(triples)} | {job} | {way} | {seconds:.2f} | {seconds / own:.1f} | {most:,.0f} | {int(all_found[0]['size']):,} |",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
