"""What comes in of a file that another program wrote, counted: the second table of ``docs/import.md``.

Each file holds the same map, with as much of it as its program can hold: a friction with a description and a tag, an outcome, and between
them a tie in the words of the ontology, with a strength and with what somebody said. ``PYTHONPATH=tests python -m imports.incoming`` writes the table
anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT
from imports.maps import new_folder, records_of
from trosol.imports import Meanings, propose

BEGIN, END = "<!-- what comes in: made by tests/imports/incoming.py -->", "<!-- end of what comes in -->"
SNAG, CARE, WORD, TEXT, QUOTE = "Late reports", "Good care", "stifles", "They come late.", "Nobody reads them."
PARTS = ("items", "kinds", "description", "tie", "direction", "relation", "words of the tie")
MEANINGS = Meanings(
    voice="Map", voice_type="Voice", lenient=True, types={"(none)": "Friction"}, relations={"(none)": "contributesTo"}
)


def _cyjs() -> str:
    nodes = [
        {"data": {"id": "1", "name": SNAG, "type": "Friction", "description": TEXT, "tag": "ward"}, "position": {"x": 1, "y": 2}},
        {"data": {"id": "2", "name": CARE, "type": "Outcome"}, "position": {"x": 3, "y": 4}},
    ]
    tie = {"data": {"id": "3", "source": "1", "target": "2", "interaction": WORD, "strength": "high", "description": QUOTE}}
    return json.dumps({"elements": {"nodes": nodes, "edges": [tie]}})


def _kumu() -> str:
    first = {"label": SNAG, "element type": "Friction", "description": TEXT, "tags": ["ward"]}
    second = {"label": CARE, "element type": "Outcome"}
    tie = {"connection type": WORD, "strength": "high", "description": QUOTE}
    return json.dumps(
        {
            "elements": [{"_id": "elem-1", "attributes": first}, {"_id": "elem-2", "attributes": second}],
            "connections": [{"_id": "conn-1", "from": "elem-1", "to": "elem-2", "direction": "directed", "attributes": tie}],
            "maps": [{"name": "Ward", "elements": [{"element": "elem-1", "position": {"x": 1, "y": 2}}]}],
        }
    )


def _neo4j() -> str:
    rows = (
        {"type": "node", "id": "0", "labels": ["Friction"], "properties": {"name": SNAG, "description": TEXT, "tag": "ward"}},
        {"type": "node", "id": "1", "labels": ["Outcome"], "properties": {"name": CARE}},
        {
            "type": "relationship",
            "id": "5",
            "label": WORD,
            "start": {"id": "0"},
            "end": {"id": "1"},
            "properties": {"strength": "high", "description": QUOTE},
        },
    )
    return "\n".join(map(json.dumps, rows))


def _plain_json(ties: str, ends: tuple[str, str], word: str, **more: object) -> str:
    nodes = [
        {"id": 1, "label": SNAG, "group": "Friction", "description": TEXT, "tag": "ward"},
        {"id": 2, "label": CARE, "group": "Outcome"},
    ]
    tie = {ends[0]: 1, ends[1]: 2, word: WORD, "strength": "high", "description": QUOTE, **more}
    return json.dumps({"directed": True, "nodes": nodes, ties: [tie]})


def _prsm() -> str:
    return json.dumps(
        {
            "mapTitle": "Ward",
            "nodes": [
                {"id": "a", "label": SNAG, "grp": "group0", "note": TEXT, "x": 1, "y": 2},
                {"id": "b", "label": CARE, "grp": "group1", "x": 3, "y": 4},
            ],
            "edges": [{"id": "x", "from": "a", "to": "b", "grp": "edge0", "note": QUOTE, "arrows": {"to": {"enabled": True}}}],
            "styles": {
                "nodes": {"group0": {"groupLabel": "Friction"}, "group1": {"groupLabel": "Outcome"}},
                "edges": {"edge0": {"groupLabel": WORD}},
            },
        }
    )


GEXF = f"""<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz"><graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="type" type="string"/><attribute id="1" title="description" type="string"/>
<attribute id="2" title="tag" type="string"/></attributes>
<attributes class="edge"><attribute id="3" title="strength" type="string"/><attribute id="4" title="description" type="string"/></attributes>
<nodes><node id="0" label="{SNAG}"><attvalues><attvalue for="0" value="Friction"/><attvalue for="1" value="{TEXT}"/>
<attvalue for="2" value="ward"/></attvalues><viz:position x="1" y="2"/><viz:color r="1" g="2" b="3"/></node>
<node id="1" label="{CARE}"><attvalues><attvalue for="0" value="Outcome"/></attvalues></node></nodes>
<edges><edge id="0" source="0" target="1" label="{WORD}" weight="2"><attvalues><attvalue for="3" value="high"/>
<attvalue for="4" value="{QUOTE}"/></attvalues></edge></edges></graph></gexf>"""

YED = f"""<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key attr.name="type" attr.type="string" for="node" id="d3"/><key attr.name="description" attr.type="string" for="node" id="d5"/>
<key attr.name="tag" attr.type="string" for="node" id="d4"/><key for="node" id="d6" yfiles.type="nodegraphics"/>
<key attr.name="description" attr.type="string" for="edge" id="d9"/><key attr.name="strength" attr.type="string" for="edge" id="d8"/>
<key for="edge" id="d10" yfiles.type="edgegraphics"/><graph edgedefault="directed" id="G">
<node id="n0"><data key="d3">Friction</data><data key="d4">ward</data><data key="d5">{TEXT}</data><data key="d6"><y:ShapeNode>
<y:Geometry height="30.0" width="30.0" x="1.0" y="1.0"/><y:Fill color="#FFCC00"/><y:NodeLabel>{SNAG}</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d3">Outcome</data><data key="d6"><y:ShapeNode><y:NodeLabel>{CARE}</y:NodeLabel></y:ShapeNode></data></node>
<edge id="e0" source="n0" target="n1"><data key="d8">high</data><data key="d9">{QUOTE}</data><data key="d10"><y:PolyLineEdge>
<y:Arrows source="none" target="standard"/><y:EdgeLabel>{WORD}</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>"""

GML = f"""graph [ directed 1
 node [ id 1 label "{SNAG}" type "Friction" description "{TEXT}" tag "ward" graphics [ x 1 y 2 ] ]
 node [ id 2 label "{CARE}" type "Outcome" ]
 edge [ source 1 target 2 label "{WORD}" strength "high" description "{QUOTE}" ] ]"""

TURTLE = f"""@prefix : <http://example.org/ward#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:late a :Friction ; rdfs:label "{SNAG}"@en ; rdfs:comment "{TEXT}"@en ; :tag "ward" ; :stifles :care .
:care a :Outcome ; rdfs:label "{CARE}"@en ."""

FILES = {
    "Kumu": ("map.json", _kumu()),
    "Gephi": ("map.gexf", GEXF),
    "yEd": ("map.graphml", YED),
    "Cytoscape": ("map.cyjs", _cyjs()),
    "Neo4j (APOC)": ("all.json", _neo4j()),
    "NetworkX, D3 (node-link)": ("links.json", _plain_json("links", ("source", "target"), "relation")),
    "vis.js": ("vis.json", _plain_json("edges", ("from", "to"), "label", arrows="to")),
    "PRSM": ("map.prsm", _prsm()),
    "GML": ("map.gml", GML),
    "Pajek": ("map.net", f'*Vertices 2\n1 "{SNAG}" 0.1 0.2 ellipse\n2 "{CARE}"\n*Arcs :1 "{WORD}"\n1 2 2\n'),
    "UCINET": ("map.dl", f'dl n=2 format=fullmatrix\nlabels:\n"{SNAG}","{CARE}"\ndata:\n0 2\n0 0\n'),
    "a matrix": ("matrix.csv", f",{SNAG},{CARE}\n{SNAG},0,{WORD}\n{CARE},0,0\n"),
    "Causal Map": ("causal.csv", f"from_label,to_label,quote,relation\n{SNAG},{CARE},{QUOTE},{WORD}\n"),
    "a table of ties": ("ties.csv", f"From,To,Type,Strength,Description\n{SNAG},{CARE},{WORD},high,{QUOTE}\n"),
    "RDF": ("map.ttl", TURTLE),
}
"""Each program's file of the same map."""


@dataclass(frozen=True)
class Incoming:
    """``has``: which parts came in; ``told``: what the import said that it did not bring."""

    program: str
    has: tuple[bool, ...]
    told: tuple[str, ...]


def incoming(program: str, place: Path) -> Incoming:
    """Bring the file of a program into a folder that is empty."""
    name, text = FILES[program]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        path = place / name
        path.write_text(text, encoding="utf-8")
        folder = new_folder(place)
        found = propose([path], folder, mapping=MEANINGS, unfinished=True)
        assert found.problems == (), [str(problem) for problem in found.problems]
        found.write()
        records = records_of(folder)
    names = {entity.label(): entity for entity in records.entities.values()}
    claims = {(records.entities[c.subject].label(), records.entities[c.object].label()): c for c in records.claims.values()}
    kinds = [names[label].type.rpartition("/")[2] if label in names else "" for label in (SNAG, CARE)]
    claim = claims.get((SNAG, CARE))
    texts = [piece.paraphrase for piece in records.evidence.values()]
    there = (
        {SNAG, CARE} <= set(names),
        kinds == ["Friction", "Outcome"],
        any(TEXT in text for text in [*texts, *(entity.description() for entity in names.values())]),
        bool(claims),
        claim is not None and (CARE, SNAG) not in claims,
        claim is not None and claim.predicate.endswith(f"/{WORD}"),
        any(QUOTE in text for text in texts),
    )
    return Incoming(program, there, found.left_out)


def table(rows: list[Incoming]) -> str:
    """The table in Markdown."""
    lines = [f"| From | {' | '.join(PARTS)} | said of the rest |", f"|{'---|' * (len(PARTS) + 2)}"]
    for row in rows:
        text = FILES[row.program][1]
        held = (True, "Friction" in text, TEXT in text, True, True, WORD in text, QUOTE in text)
        cells = ["yes" if came else "no" if had else "–" for came, had in zip(row.has, held, strict=True)]
        lines.append(f"| {row.program} | {' | '.join(cells)} | {'; '.join(row.told).replace('|', '/') or 'nothing is left'} |")
    return "\n".join(lines)


def made() -> str:
    """The table, from files brought in now."""
    rows = []
    for program in FILES:
        with tempfile.TemporaryDirectory() as place:
            rows.append(incoming(program, Path(place)))
    return table(rows)


if __name__ == "__main__":
    page = ROOT / "docs" / "import.md"
    text = page.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(f"{text[:start]}\n{made()}\n{text[end:]}", encoding="utf-8", newline="\n")
