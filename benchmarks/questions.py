"""The questions of the library on a large ecosystem, each by several engines: how long, and whether they say the same.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/questions.py [--claims 64000]`` (a million triples). Each question is
filled as the first expected answer of the Welsh ecosystem fills it; the generated data hold those things too. *Trosol* is a worker of the
pool that every question of a person goes through, with its checks of the text; *pyoxigraph* the engine alone; *HTTP* Oxigraph's
server; *rdflib* its own store and engine. Loading is told apart. Each engine has one process; a question has ``--most`` seconds, and
counts as that where it takes longer. Figures are medians of up to five askings, of one where it takes longer than two seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]
ENGINES = ("Trosol", "pyoxigraph", "HTTP", "rdflib")
Ask = Callable[[str], list[tuple[str, ...]]]


class _TooLong(Exception):
    """The time for a question is over."""


def make(folder: Path, claims: int) -> dict[str, Any]:
    """Data of one size as N-Triples, and the filled questions."""
    from generated import generate

    from trosol import Ecosystem
    from trosol.export import export
    from trosol.questions.answering import fill
    from trosol.rdf.iris import PREFIXES
    from trosol.resources import ecosystem_path

    generate(folder, max(533, claims // 4), claims)
    ecosystem = Ecosystem.load(folder)
    lines = export(ecosystem.snapshot, "ntriples", with_ontology=True)
    (folder / "all.nt").write_bytes(lines)
    with (ecosystem_path("wales-social-care-2022") / "questions" / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {question.name: question for question in ecosystem.questions}
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    texts: dict[str, str] = {}
    for row in rows:
        question = known.get(row["question"])
        if question and question.name not in texts:
            values = dict(part.split("=", 1) for part in row["filled"].split("|") if part)
            query = fill(question, ecosystem.snapshot, values)
            declared = {line.split()[1] for line in query.splitlines() if line.upper().startswith("PREFIX")}
            missing = "".join(line + "\n" for line in head.splitlines() if line.split()[1] not in declared)
            texts[question.name] = missing + query
    (folder / "questions.json").write_text(json.dumps(texts), encoding="utf-8")
    return {"triples": lines.count(b"\n"), "questions": len(texts)}


def _trosol(folder: Path, stack: ExitStack, most: float) -> Ask:
    from trosol import Ecosystem
    from trosol.sparql.limits import Limits
    from trosol.sparql.query_pool import pool_of

    pool = pool_of(Ecosystem.load(folder).snapshot)
    stack.callback(pool.close)
    pool.warm()
    limits = Limits(seconds=most, rows=10_000_000, size=2_000_000_000, memory=4_000_000_000)

    def ask(text: str) -> list[tuple[str, ...]]:
        return [tuple(cell.value if cell else "" for cell in row) for row in pool.run(text, limits).rows]

    return ask


def _pyoxigraph(folder: Path, _stack: ExitStack, _most: float) -> Ask:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(folder / "all.nt"), format=ox.RdfFormat.N_TRIPLES)

    def ask(text: str) -> list[tuple[str, ...]]:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [tuple(getattr(row[name], "value", "") for name in names) for row in found]

    return ask


def _http(folder: Path, stack: ExitStack, most: float) -> Ask:
    place = folder / "store"
    program = str(Path(sys.executable).parent / "oxigraph")
    subprocess.run([program, "load", "--location", str(place), "--file", str(folder / "all.nt")], check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = subprocess.DEVNULL
    words = [program, "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(words, stdout=quiet, stderr=quiet)
    stack.callback(server.kill)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)

    def ask(text: str) -> list[tuple[str, ...]]:
        body = urllib.parse.urlencode({"query": text}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/query", body, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=most) as answer:
            found = json.load(answer)
        names = found["head"]["vars"]
        return [tuple(row.get(name, {}).get("value", "") for name in names) for row in found["results"]["bindings"]]

    return ask


def _rdflib(folder: Path, _stack: ExitStack, _most: float) -> Ask:
    import rdflib

    graph: Any = rdflib.Graph()
    graph.parse(folder / "all.nt", format="nt")

    def ask(text: str) -> list[tuple[str, ...]]:
        return [tuple("" if cell is None else str(cell) for cell in row) for row in graph.query(text)]

    return ask


def once(engine: str, folder: Path, most: float) -> dict[str, Any]:
    """One engine: seconds to load, and for each question its seconds (None: too long or failed) and its answer."""
    makers: dict[str, Callable[[Path, ExitStack, float], Ask]] = dict(
        zip(ENGINES, (_trosol, _pyoxigraph, _http, _rdflib), strict=True)
    )

    def over(*_: Any) -> None:
        raise _TooLong

    signal.signal(signal.SIGALRM, over)
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        begun = perf_counter()
        ask = makers[engine](folder, stack, most)
        loaded = perf_counter() - begun
        for name, text in json.loads((folder / "questions.json").read_text(encoding="utf-8")).items():
            took: list[float] = []
            rows: list[tuple[str, ...]] = []
            failed = ""
            while len(took) < 5 and sum(took) < 2:
                begun = perf_counter()
                signal.setitimer(signal.ITIMER_REAL, most)
                try:
                    rows = ask(text)
                except _TooLong:
                    failed = "too long"
                except Exception as error:  # an engine that cannot is a result too
                    failed = type(error).__name__
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                took.append(perf_counter() - begun)
                if failed:
                    break
            found[name] = {"seconds": most if failed else median(took), "failed": failed, "rows": sorted({*rows})}
    from findings import peak

    return {"load": loaded, "peak": peak(), "questions": found}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The questions of the library, by several engines.")
    parser.add_argument("--claims", type=int, default=64_000, help="size of the data (default 64000: a million triples)")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--most", type=float, default=30.0, help="seconds for a question (default 30)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.make:
        folder, claims = json.loads(options.make)
        print(json.dumps(make(Path(folder), claims)))
        return 0
    if options.one:
        engine, folder, most = json.loads(options.one)
        print(json.dumps(once(engine, Path(folder), most)))
        return 0
    from findings import machine, versions

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "generated"

        def run(*words: str) -> dict[str, Any]:
            done = subprocess.run(
                [sys.executable, "-W", "ignore", __file__, *words],
                env={**os.environ, "TROSOL_CACHE": "off"},
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            return dict(json.loads(done.stdout))

        made = run("--make", json.dumps([str(folder), options.claims]))
        found = {engine: run("--one", json.dumps([engine, str(folder), options.most])) for engine in options.engines}
    print(f"{machine()}. {versions()}. {options.claims:,} claims, {made['triples']:,} triples, {made['questions']} questions.\n")
    _print(found, options.most)
    return 0


def _print(found: dict[str, dict[str, Any]], most: float) -> None:
    engines = list(found)
    reference = found[engines[0]]["questions"]
    print("| question | answers | " + " | ".join(f"{engine}, ms" for engine in engines) + " | the same |")
    print("|---|---|" + "---|" * (len(engines) + 1))
    for name, first in reference.items():
        cells = []
        same = True
        for engine in engines:
            told = found[engine]["questions"][name]
            cells.append(
                f"{told['failed']} ({most:.0f} s)"
                if told["failed"] == "too long"
                else told["failed"] or f"{1000 * told['seconds']:.1f}"
            )
            same &= bool(told["failed"]) or told["rows"] == first["rows"]
        print(f"| {name} | {len(first['rows'])} | " + " | ".join(cells) + f" | {'yes' if same else 'NO'} |")
    print()
    for engine in engines:
        told = found[engine]["questions"].values()
        ratios = [b["seconds"] / a["seconds"] for a, b in zip(reference.values(), told, strict=True)]
        died = [one["failed"] for one in told if one["failed"]]
        print(
            f"{engine}: loaded in {found[engine]['load']:.1f} s, {found[engine]['peak']:,.0f} MB; "
            f"{geometric_mean(ratios):.1f} times {engines[0]} (geometric mean; those too long counted at {most:.0f} s), "
            f"median {1000 * median(one['seconds'] for one in told):.1f} ms, longest {math.ceil(max(one['seconds'] for one in told) * 1000):,} ms; "
            f"{len(died)} without an answer{': ' + ', '.join(sorted(died)) if died else ''}."
        )


if __name__ == "__main__":
    sys.exit(main())
