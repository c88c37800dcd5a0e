"""``trosol measure``: what is given is honoured or refused, and people see names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.measures import SCORES

BOXED = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0" yfiles.foldertype="group"><data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>
<y:NodeLabel>Councils</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
<graph edgedefault="directed" id="n0:">
<node id="n0::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Cardiff</y:NodeLabel></y:ShapeNode></data></node>
<node id="n0::n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Gwent</y:NodeLabel></y:ShapeNode></data></node>
<edge id="n0::e0" source="n0::n0" target="n0::n1"/></graph></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Carers</y:NodeLabel></y:ShapeNode></data></node>
<node id="n2" yfiles.foldertype="group"><graph edgedefault="directed" id="n2:"/></node>
<edge id="e0" source="n1" target="n0::n0"/><edge id="e1" source="n1" target="n2"/>
</graph></graphml>"""

NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed" mode="static">
<nodes><node id="g" label="Group"><nodes><node id="a" label="Anna"/></nodes></node><node id="p" label="Box"/>
<node id="b" label="Ben" pid="p"/><node id="h" label="Alone"/></nodes>
<edges><edge id="0" source="a" target="b"/></edges></graph></gexf>"""

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def measured(text: str, measure: str, *options: str, ending: str = ".csv") -> tuple[int, Any]:
        file = tmp_path / f"network{ending}"
        file.write_text(text, encoding="utf-8")
        code = main(["measure", str(file), "--measure", measure, "--json", *options])
        return code, json.loads(capsys.readouterr().out)

    return measured


def problem(result: tuple[int, Any]) -> str:
    code, told = result
    assert code in (1, 2)
    return str(told["problems"][0]["code"])


def test_boxes_that_only_hold_others_are_no_actors(run: Run) -> None:
    _, told = run(BOXED, "degree", ending=".graphml")
    assert told["scores"] == {"n0::n0": 2.0, "n0::n1": 1.0, "n1": 2.0, "n2": 1.0}  # n2 is a box with an edge of its own
    _, told = run(NESTED, "degree", ending=".gexf")
    assert told["scores"] == {"a": 1.0, "b": 1.0, "h": 0.0}  # who is alone and no box stays


def test_labels_are_told_and_taken(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = run(BOXED, "gates", "--start", "Carers", "--goal", "n0::n1", ending=".graphml")
    assert told["labels"] == {"n0::n0": "Cardiff", "n0::n1": "Gwent", "n1": "Carers"}
    assert told["dominators"] == ["n0::n0"]
    assert main(["measure", str(tmp_path / "network.graphml"), "--measure", "degree"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["n0::n0", "Cardiff", "2"] in rows


EDGES = "source,target,weight\na,b,4\nb,c,1\nc,d,2\na,a,3\n"
UNWEIGHTED = (
    "core",
    "bridging",
    "key_players",
    "brokerage",
    "cut_points",
    "dominating_set",
    "driver_nodes",
    "sampled_betweenness",
)


@pytest.mark.parametrize("measure", UNWEIGHTED)
def test_weights_that_a_measure_does_not_take_are_refused(run: Run, measure: str) -> None:
    assert problem(run(EDGES, measure, "--weighted")) == "weight-not-taken"


def test_gates_refuse_weights_too(run: Run) -> None:
    assert problem(run(EDGES, "gates", "--start", "a", "--goal", "d", "--weighted")) == "weight-not-taken"


def test_every_score_takes_weights_or_refuses_them(run: Run) -> None:
    for measure in one_or_more(SCORES):
        code, told = run(EDGES, measure, "--weighted")
        assert told["parameters"]["weight"] == "weight" if code == 0 else measure in UNWEIGHTED, measure


def test_an_option_that_a_measure_does_not_take_is_refused(run: Run) -> None:
    assert problem(run(EDGES, "betweenness", "--k", "3")) == "option-not-taken"
    assert problem(run(EDGES, "degree", "--start", "a")) == "option-not-taken"
    assert problem(run(EDGES, "cut_points", "--seed", "1")) == "option-not-taken"


def test_robustness_honours_weights(run: Run) -> None:
    _, told = run(EDGES, "robustness", "--of", "degree", "--weighted", "--k", "1", "--resamples", "5")
    assert told["parameters"]["weight"] == "weight"
    assert told["scores"]["b"]["rank"] == 1  # 4 + 1


def test_signed_reach_begins_at_every_start(run: Run) -> None:
    """a raises c by way of b; x lowers c directly: both, once both are starts."""
    edges = "source,target,sign\na,b,1\nb,c,1\nx,c,-1\n"
    _, told = run(edges, "signed_reach", "--directed", "--start", "a", "--start", "x", "--goal", "c")
    assert told["parameters"]["sources"] == ["a", "x"]
    assert (told["scores"]["c"]["positive"], told["scores"]["c"]["negative"], told["scores"]["c"]["verdict"]) == (1, 1, "both")


def test_a_header_alone_says_so(run: Run) -> None:
    assert problem(run("source,target\n", "degree")) == "network-empty"
    empty = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"/></graphml>'
    assert problem(run(empty, "degree", ending=".graphml")) == "network-empty"


def test_acting_on_oneself_covers_nothing(run: Run) -> None:
    """a has a tie to itself and to b: it covers b, and itself only if somebody else acts on it."""
    _, told = run("source,target\na,a\na,b\nc,d\n", "cover", "--directed", "--k", "1")
    assert told["covered"] == 1
    assert "a" not in told["parameters"]["needed"]
