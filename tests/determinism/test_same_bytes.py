"""The same input gives the same bytes: every export, network, finding, question, map and paper, for any hash seed and row order."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from conftest import ROOT
from trosol import Ecosystem
from trosol.brief import NEEDS, WRITERS
from trosol.export import FORMATS, export
from trosol.extras import can_use
from trosol.networks import part_of

SCRIPT = ROOT / "benchmarks" / "determinism.py"
INVENTED, WALES = "circular-textiles-vellana", "wales-social-care-2022"
BRIEFS = [form for form in WRITERS if form not in NEEDS or can_use(NEEDS[form])]


def run(seed: int, *words: str) -> dict[str, str]:
    """Checksums from a process of its own; from seed 2 on the rows of the tables are shuffled."""
    shuffled = ["--shuffle", str(seed)] if seed >= 2 else []
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--one", *shuffled, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph"), "PYTHONHASHSEED": str(seed * 7919), "TROSOL_CACHE": "off"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout)["digests"])


@pytest.mark.exhaustive
def test_everything_of_the_invented_one_is_the_same_for_two_hash_seeds_and_row_orders() -> None:
    straight, shuffled = (run(seed, "--only", INVENTED, "--resamples", "20", "--quick") for seed in (0, 3))
    assert {what for what in straight if straight[what] != shuffled.get(what)} == set()
    assert set(shuffled) == set(straight)
    kinds = Counter(what.partition(": ")[2].partition(" ")[0] for what in straight)
    networks = Ecosystem.load(INVENTED).networks
    assert (kinds["export"], kinds["network"], kinds["brief"]) == (len(FORMATS), len(networks), len(BRIEFS))
    assert kinds["map"]


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_everything_of_both_is_the_same_for_five_hash_seeds_and_three_row_orders() -> None:
    runs = [run(seed, "--whole") for seed in range(5)]
    differ = {what for what in runs[0] if len({found[what] for found in runs}) > 1}
    assert differ == set()
    assert {what.partition(":")[0] for what in runs[0]} == {WALES, INVENTED}


def test_what_is_compared_is_not_always_the_same(tmp_path: Path) -> None:
    """One word in one row, and checksums differ: they are of the content."""
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        import determinism
    finally:
        sys.path.pop(0)
    digests = []
    for number, label in enumerate(("Households", "Homes")):
        folder = determinism.copied(INVENTED, tmp_path / str(number), None)
        with (folder / "entities.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        place = rows[0].index("label")
        for row in rows:
            if row[0] == "households":
                row[place] = label
        with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        digests.append(Ecosystem.load(folder).digest)
    assert digests[0] != digests[1]


def test_part_of_a_network_keeps_attributes_and_order() -> None:
    graph = nx.DiGraph(name="whole")
    graph.add_nodes_from((f"n{number:03d}", {"number": number}) for number in range(200))
    graph.add_edges_from((f"n{number:03d}", f"n{number + 1:03d}", {"claims": (str(number),)}) for number in range(199))
    part = part_of(graph, {"n007", "n003", "n008", "n009", "n004"})
    assert list(part) == ["n003", "n004", "n007", "n008", "n009"]
    assert list(part.edges(data="claims")) == [("n003", "n004", ("3",)), ("n007", "n008", ("7",)), ("n008", "n009", ("8",))]
    assert part.graph["name"] == "whole"
    part.remove_node("n003")
    assert "n003" in graph


def test_no_map_for_other_tools_names_the_version_of_the_library_that_wrote_it(wales: Ecosystem) -> None:
    """With another networkx the bytes would be others."""
    named = [form for form in ("gexf", "graphml") if re.search(rb"(?i)networkx[ /]\d", export(wales.snapshot, form))]
    assert not named
