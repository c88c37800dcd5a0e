"""Small maps as each program writes them, made up for the tests, and what a folder holds after one was brought in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trosol.cli.main import main
from trosol.imports import Meanings, Proposal, propose
from trosol.model.records import Records
from trosol.read.sources import read_ecosystem

ORGANISATIONS = Meanings(
    voice="Workshop",
    voice_type="Voice",
    undirected="as drawn",
    types={"(none)": "Organisation"},
    relations={"(none)": "worksWith"},
)

YED = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d1" yfiles.type="nodegraphics"/><key for="edge" id="d2" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d1"><y:UMLClassNode><y:NodeLabel>Mill</y:NodeLabel><y:UML stereotype="plant"/></y:UMLClassNode></data></node>
<node id="n1"><data key="d1"><y:SVGNode><y:NodeLabel>&lt;html&gt;&lt;b&gt;Dyer&lt;/b&gt;</y:NodeLabel></y:SVGNode></data></node>
<node id="n2" yfiles.foldertype="group"><data key="d1"><y:ProxyAutoBoundsNode><y:Realizers active="1">
<y:GroupNode><y:NodeLabel>Open</y:NodeLabel></y:GroupNode><y:GroupNode><y:NodeLabel>Guild</y:NodeLabel></y:GroupNode>
</y:Realizers></y:ProxyAutoBoundsNode></data>
<graph edgedefault="directed" id="n2:"><node id="n2::n0"><data key="d1"><y:ShapeNode><y:NodeLabel>Master</y:NodeLabel></y:ShapeNode></data></node></graph></node>
%s</graph></graphml>"""


def yed_edge(key: str, ends: tuple[str, str], heads: tuple[str, str], *labels: str) -> str:
    said = "".join(f"<y:EdgeLabel>{label}</y:EdgeLabel>" for label in labels)
    arrows = f'<y:Arrows source="{heads[0]}" target="{heads[1]}"/>'
    data = f'<data key="d2"><y:GenericEdge>{arrows}{said}</y:GenericEdge></data>'
    return f'<edge id="{key}" source="{ends[0]}" target="{ends[1]}">{data}</edge>'


def gexf(edges: str, namespace: str = "http://www.gexf.net/1.3") -> str:
    nodes = "".join(f'<node id="{n}" label="{label}"/>' for n, label in enumerate(("Mill", "Dyer", "Shop")))
    return f'<gexf xmlns="{namespace}" version="1.3"><graph defaultedgetype="directed"><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>'


def kumu(ties: list[tuple[str, str, str, str]], items: dict[str, str] | None = None, **more: Any) -> str:
    """``ties``: id, from, to, word."""
    names = items or {"e1": "Mill", "e2": "Dyer", "e3": "Shop"}
    elements = [{"_id": key, "attributes": {"label": name, "element type": "Organisation"}} for key, name in names.items()]
    connections = [
        {"_id": key, "from": start, "to": end, "direction": "directed", "attributes": {"connection type": word, **more}}
        for key, start, end, word in ties
    ]
    return json.dumps({"elements": elements, "connections": connections})


def brought(folder: Path, path: Path, text: str | bytes, meanings: Meanings = ORGANISATIONS, **options: Any) -> Proposal:
    """Write the file, bring it in, and give back what was proposed."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = propose([path], folder, mapping=meanings, **options)
    assert found.problems == (), [str(problem) for problem in found.problems]
    found.write()
    return found


def new_folder(place: Path) -> Path:
    assert main(["new", "ecosystem", "eco", "--into", str(place)]) == 0
    return place / "eco"


def records_of(folder: Path) -> Records:
    return read_ecosystem(folder).records


def said(folder: Path) -> set[tuple[str, str, str]]:
    """Subject, relation and object of each claim, by name."""
    records = records_of(folder)
    names = {key: entity.label() for key, entity in records.entities.items()}
    return {(names[c.subject], c.predicate.rpartition("/")[2], names[c.object]) for c in records.claims.values()}


def rests_on(folder: Path) -> dict[str, set[str]]:
    """What each claim's evidence says, by the claim's ends."""
    records = records_of(folder)
    names = {key: entity.label() for key, entity in records.entities.items()}
    return {
        f"{names[c.subject]} {names[c.object]}": {records.evidence[piece].paraphrase for piece in c.evidence}
        for c in records.claims.values()
    }
