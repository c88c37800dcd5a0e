"""The same input gives the same bytes: every export, network, finding, question, page and paper, whatever the hash seed, row order and interpreter.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/determinism.py [--python OTHER/bin/python …]``. It starts
each interpreter five times with another hash seed (two on the tables as they stand, three on tables whose rows are shuffled), and
prints one table: what, its checksum with each interpreter, and whether all runs agree. It ends with 1 where they do not.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "graph"))
ENDS = {
    "wales-social-care-2022": ("action-embed", "innovation-in-social-care"),
    "circular-textiles-vellana": ("joint-uniform-order", "vision-fibre-stays"),
}
"""Shipped ecosystems, and two things of each that are joined by some way."""
PARTS = ("gatekeepers", "leverage")
DRAWS = 40
QUICK = ("networks", "report", "pathways", "scenario")
"""Commands of a run that tests make every time."""
SEEDS = 5
STRAIGHT = 2
"""So many runs read the tables as they stand, the others with their rows shuffled."""


def commands(name: str, resamples: int) -> dict[str, list[str]]:
    """Commands whose standard output is compared: by what they are called in the table."""
    start, goal = ENDS[name]
    other = next(each for each in sorted(ENDS) if each != name)
    drawn, here = ["--resamples", str(resamples)], f"./{name}"
    tiers = ["--draws", str(DRAWS), "--worlds", "256"]
    return {
        "check": ["check", here, "--json"],
        "networks": ["networks", here, "--json"],
        "questions": ["questions", here, "--json"],
        "report": ["report", here, "--json", "--no-cache", *tiers],
        "gatekeepers by kind": ["gatekeepers", here, "--json", "--by", "kind", "--no-cache", *tiers, *drawn],
        "gates from here to there": ["gatekeepers", here, "--json", "--from", start, "--to", goal, "--no-cache", *tiers, *drawn],
        "leverage, stated only": ["leverage", here, "--json", "--stated-only", "--no-cache", *tiers],
        "portfolio of actors": ["portfolio", here, "--json", "--of", "actors", "--no-cache", *drawn],
        "pathways": ["pathways", here, start, goal, "--json", "--no-cache"],
        "scenario": ["scenario", here, "--push", f"{start}=+", "--json", "--no-cache", *tiers],
        "horizons": ["horizons", here, "--json", "--no-cache"],
        "matrix": ["matrix", here, "--json", "--no-cache"],
        "compare": ["compare", here, other, "--json", "--no-cache", *tiers],
        "ask": ["ask", here, "which actions address risk?", "--json"],
    }


def things(folder: Path, resamples: int, *, whole: bool, quick: bool = False) -> Iterator[tuple[str, bytes]]:
    """What is compared, each with its bytes. The current folder is the one that ``folder`` lies in."""
    from trosol.brief import NEEDS, WRITERS, brief, write
    from trosol.cli.main import main
    from trosol.ecosystem import Ecosystem
    from trosol.export import FORMATS, export
    from trosol.extras import can_use
    from trosol.pages import make_site

    name = folder.name
    ecosystem = Ecosystem.load(f"./{name}")
    snapshot = ecosystem.snapshot
    yield "snapshot", snapshot.digest.encode()
    for form in sorted(FORMATS):
        yield f"export {form}", export(snapshot, form)
    for net in ecosystem.networks:
        try:
            graph = ecosystem.network(net)
        except Exception:
            graph = ecosystem.network(net, starts=[ENDS[name][0]], goals=[ENDS[name][1]])
        content = [graph.graph, list(graph.nodes(data=True)), list(graph.edges(data=True))]
        yield f"network {net}", json.dumps(content, default=str).encode()
    for what, words in commands(name, resamples).items():
        if quick and what not in QUICK:
            continue
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            main(words)
        yield what, (_placeless(out.getvalue()) if what == "check" else out.getvalue()).encode()
    for what, picture in _pictures(snapshot, name):
        yield f"map {what}", json.dumps(picture.to_json()).encode()
    made = brief(snapshot, PARTS, draws=DRAWS)
    for form in sorted(form for form in WRITERS if form not in NEEDS or can_use(NEEDS[form])):
        yield f"brief {form}", write(made, form)
    if whole:
        site = make_site(snapshot, ecosystem.questions)
        pages = [f"{hashlib.sha256(content).hexdigest()} {name}" for name, content in sorted(site.files.items())]
        yield "docs", "\n".join(pages).encode()


def _placeless(text: str) -> str:
    """What the check says, without the rows where it stands: those follow the order of the rows, as they should."""
    said = json.loads(text)
    rows = [{key: value for key, value in each.items() if key != "row"} for each in said.pop("problems")]
    return json.dumps([said, sorted(json.dumps(row, sort_keys=True) for row in rows)])


def _pictures(snapshot: Any, name: str) -> Iterator[tuple[str, Any]]:
    from trosol.views.maps.explorer_data import explorer_data
    from trosol.views.maps.map_view import COLUMNS, focus_map, network_map

    yield "to explore", explorer_data(snapshot)
    for columns in COLUMNS:
        yield f"around one thing, {columns}", focus_map(snapshot, ENDS[name][0], 2, columns=columns)
        yield f"of every claim, {columns}", network_map(snapshot, snapshot.records.claims.values(), "", columns=columns)
        # Few of the things are linked, so that the picture falls into many small parts.
        few = [claim for number, claim in enumerate(snapshot.records.claims.values()) if number % 40 == 0]
        yield f"of some claims, {columns}", network_map(snapshot, few, "", columns=columns)


def copied(name: str, into: Path, shuffle: int | None) -> Path:
    """A copy of a shipped ecosystem; with a number, the rows of its tables stand in another order."""
    folder = Path(shutil.copytree(ROOT / "data" / name, into / name, ignore=shutil.ignore_patterns(".trosol")))
    if shuffle is not None:
        luck = random.Random(shuffle)
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            luck.shuffle(rows)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *rows])
    return folder


def one_run(names: list[str], resamples: int, *, shuffle: int | None, whole: bool, quick: bool) -> dict[str, str]:
    """Checksums of everything, in this very process."""
    found: dict[str, str] = {}
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        try:
            for name in names:
                folder = copied(name, Path(place), shuffle)
                for what, content in things(folder, resamples, whole=whole, quick=quick):
                    found[f"{name}: {what}"] = hashlib.sha256(content).hexdigest()
        finally:
            os.chdir(here)
    return found


def started(python: str, seed: int, options: argparse.Namespace) -> subprocess.Popen[str]:
    """A run with another interpreter and hash seed."""
    words = [python, str(Path(__file__).resolve()), "--one", "--resamples", str(options.resamples), "--only", *options.only]
    words += ["--whole"] if options.whole else []
    words += ["--quick"] if options.quick else []
    words += ["--shuffle", str(seed)] if seed >= STRAIGHT else []
    env = {
        **os.environ,
        "PYTHONHASHSEED": str(seed * 7919 % 4294967295),
        "PYTHONPATH": str(ROOT / "graph"),
        "TROSOL_CACHE": "off",
    }
    return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True)


def compared(pythons: list[str], options: argparse.Namespace) -> tuple[dict[str, dict[str, set[str]]], dict[str, str]]:
    """For each thing and interpreter the checksums that came; and what each interpreter is."""
    found: dict[str, dict[str, set[str]]] = {}
    about: dict[str, str] = {}
    for python in pythons:
        for seed in options.seeds:
            process = started(python, seed, options)
            out, _ = process.communicate()
            if process.returncode:
                raise SystemExit(f"The run with {python} did not end well.")
            said: dict[str, Any] = json.loads(out)
            about[python] = said["about"]
            for what, checksum in said["digests"].items():
                found.setdefault(what, {}).setdefault(python, set()).add(checksum)
    return found, about


def main() -> int:
    """Print a table, and say whether all agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", action="append", default=[], metavar="FILE", help="a further interpreter (repeatable)")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(SEEDS)), help=f"which runs (default 0 to {SEEDS - 1})")
    parser.add_argument("--only", nargs="+", default=sorted(ENDS), choices=sorted(ENDS), metavar="NAME", help="which ecosystems")
    parser.add_argument("--resamples", type=int, default=200, help="resamples of claims (default 200)")
    parser.add_argument("--whole", action="store_true", help="the pages of `trosol docs` as well")
    parser.add_argument("--quick", action="store_true", help="fewer commands")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--shuffle", type=int, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        import networkx

        made = one_run(options.only, options.resamples, shuffle=options.shuffle, whole=options.whole, quick=options.quick)
        about = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}, networkx {networkx.__version__}"
        print(json.dumps({"about": about, "digests": made}))
        return 0
    pythons = [sys.executable, *options.python]
    found, names = compared(pythons, options)
    print("| what | " + " | ".join(names[python] for python in pythons) + " | |")
    print("|---|" + "---|" * (len(pythons) + 1))
    differ = 0
    for what, by in found.items():
        every = set().union(*by.values())
        differ += len(every) > 1
        cells = [" ".join(sorted(digest[:12] for digest in by[python])) for python in pythons]
        print(f"| {what} | " + " | ".join(cells) + f" | {'same' if len(every) == 1 else 'DIFFERS'} |")
    print(f"\n{len(found)} things, {len(pythons)} interpreters, {len(options.seeds)} runs of each: {differ} differ.")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
