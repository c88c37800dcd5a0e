"""How far it goes: tables to snapshot, snapshot to network, RDF to a store, beside what a user would pick instead, on the same data.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/scale.py [--claims 10000 100000]``. Every figure is the median
of several fresh processes that take turns, so that nothing one run has loaded helps another and a busy minute harms all alike.
Seconds are those of the work itself, without starting Python; peak memory is that of the whole process. It is no part of any test.
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
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]

NETWORK = "influence"
PATTERN = """SELECT ?s ?o WHERE {
  ?c <https://w3id.org/trosol/ontology/claimSubject> ?s ; <https://w3id.org/trosol/ontology/claimPredicate> ?p ;
     <https://w3id.org/trosol/ontology/claimObject> ?o . ?p <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>* <https://w3id.org/trosol/ontology/influences> }"""


def tables_trosol(folder: Path) -> tuple[float, int]:
    """Tables to a checked snapshot with its hash."""
    from trosol.read.ecosystem import read_ecosystem
    from trosol.store.snapshot import Snapshot

    begun = perf_counter()
    snapshot = Snapshot.of(read_ecosystem(folder))
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


def network_trosol(folder: Path) -> tuple[float, int]:
    """A declared network from a snapshot that is there."""
    from trosol.networks import network
    from trosol.read.ecosystem import read_ecosystem
    from trosol.store.snapshot import Snapshot

    snapshot = Snapshot.of(read_ecosystem(folder))
    assert snapshot.digest  # its name, which the network carries
    begun = perf_counter()
    graph = network(snapshot, NETWORK)
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


JOBS: dict[str, tuple[tuple[str, Callable[[Path], tuple[float, int]]], ...]] = {
    "tables to snapshot": (("Trosol", tables_trosol), ("rdflib, by hand", tables_rdflib)),
    "snapshot to network": (
        ("Trosol", network_trosol),
        ("rdflib SPARQL", network_sparql),
        ("rdflib external_graph_libs", network_external),
    ),
    "RDF to store": (("Trosol", load_trosol), ("pyoxigraph bulk load", load_oxigraph), ("rdflib", load_rdflib)),
}


def generated(folder: Path, claims: int) -> int:
    """The data of one size, as tables and as N-Triples; the number of triples."""
    from generated import generate

    from trosol import Ecosystem
    from trosol.export import export

    generate(folder, max(533, claims // 4), claims)
    lines = export(Ecosystem.load(folder).snapshot, "ntriples", with_ontology=True)
    (folder / "all.nt").write_bytes(lines)
    return lines.count(b"\n")


def once(job: str, way: str, folder: Path) -> dict[str, float]:
    """One measurement in this process."""
    from findings import peak

    run = dict(JOBS[job])[way]
    seconds, size = run(folder)
    return {"seconds": seconds, "size": size, "peak": peak()}


def measured(job: str, way: str, folder: Path) -> dict[str, float]:
    """One measurement in a process of its own."""
    words = [sys.executable, __file__, "--one", json.dumps([job, way, str(folder)])]
    done = subprocess.run(words, env={**os.environ, "TROSOL_CACHE": "off"}, check=True, capture_output=True, text=True)
    return {key: float(value) for key, value in json.loads(done.stdout).items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How far it goes, beside what a user would pick instead.")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000], help="sizes (default 10000 100000)")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes per figure (default 3)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.make:
        folder, claims = json.loads(options.make)
        print(generated(Path(folder), claims))
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
                [sys.executable, __file__, "--make", json.dumps([str(folder), claims])], check=True, capture_output=True
            )
            triples = int(made.stdout)  # in a process of its own, whose memory the others do not inherit
            for job, ways in JOBS.items():
                runs: dict[str, list[dict[str, float]]] = {way: [] for way, _ in ways}
                for _ in range(options.runs):
                    for way, _run in ways:
                        runs[way].append(measured(job, way, folder))
                own = median(run["seconds"] for run in runs["Trosol"])
                for way, found in runs.items():
                    seconds = median(run["seconds"] for run in found)
                    most = median(run["peak"] for run in found)
                    print(
                        f"| {claims:,} | {triples:,} | {job} | {way} | {seconds:.2f} | {seconds / own:.1f} | {most:,.0f} | {int(found[0]['size']):,} |",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
