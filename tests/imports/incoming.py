"""What comes in of a file that another program wrote, counted: the second table of ``docs/import.md``.

Each file holds the same map, with as much of it as its program can hold: a friction with a description and a tag, an outcome, and between
them a tie in the words of the ontology, with a strength and with what somebody said.
"""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

from imports.maps import new_folder, records_of
from trosol.imports import Meanings, propose

SNAG, CARE, WORD, TEXT, QUOTE = "Late reports", "Good care", "stifles", "They come late.", "Nobody reads them."
PARTS = ("items", "kinds", "description", "tie", "direction", "relation", "words of the tie")
MEANINGS = Meanings(
    voice="Map",
    voice_type="Voice",
    lenient=True,
    types={"(none)": "Friction"},
    relations={"(none)": "contributesTo", "-": "weakens"},
)
SIGNED = ("Loopy", "Vensim")
"""Programs in which a tie has a sign and no word."""


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
            "maps": [{"name": "Ward", "elements": [{"element": f"elem-{n}", "position": {"x": n, "y": 2}} for n in (1, 2)]}],
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

CX2 = [
    {"CXVersion": "2.0", "hasFragments": False},
    {"attributeDeclarations": [{"nodes": {"name": {"a": "n"}, "type": {}}, "edges": {"interaction": {"a": "i"}}}]},
    {
        "nodes": [
            {"id": 0, "x": 1, "y": 2, "v": {"n": SNAG, "type": "Friction", "description": TEXT, "tag": "ward"}},
            {"id": 1, "v": {"n": CARE, "type": "Outcome"}},
        ]
    },
    {"edges": [{"id": 0, "s": 0, "t": 1, "v": {"i": WORD, "strength": "high", "description": QUOTE}}]},
    {"visualProperties": [{"default": {}}]},
]

CANVAS = {
    "nodes": [
        {"id": "a", "type": "text", "text": f"# {SNAG}\n\n{TEXT}", "x": 0, "y": 0, "width": 9, "height": 9, "color": "1"},
        {"id": "b", "type": "text", "text": CARE, "x": 50, "y": 0, "width": 9, "height": 9},
    ],
    "edges": [{"id": "e", "fromNode": "a", "toNode": "b", "label": WORD}],
}

DRAWIO = f"""<mxfile><diagram name="Ward" id="p"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<UserObject id="2" label="&lt;b&gt;{SNAG}&lt;/b&gt;" type="Friction" tag="ward" tooltip="{TEXT}"><mxCell style="ellipse;fillColor=#ffcc00" vertex="1"
 parent="1"/></UserObject><UserObject id="3" label="{CARE}" type="Outcome"><mxCell vertex="1" parent="1"/></UserObject>
<UserObject id="4" label="{WORD}" description="{QUOTE}" strength="high"><mxCell edge="1" source="2" target="3" parent="1"/></UserObject>
</root></mxGraphModel></diagram></mxfile>"""

LOOPY = [[[1, 1, 1, 0.5, "Late%20reports", 0], [2, 9, 9, 0.5, "Good%20care", 3]], [[1, 2, 9, -1, 0]], [[4, 4, "later"]], 2]

VENSIM = f"""{{UTF-8}}\n{SNAG} = 1\n\t~\t\n\t~\t{TEXT}|\n{CARE} = A FUNCTION OF( -{SNAG})\n\t~\t\n\t~\t|\n
\\\\\\---/// Sketch information - do not modify anything except names\nV300\n*View 1\n10,1,{SNAG},1,1,9,9,8,3\n10,2,{CARE},5,5,9,9,8,3
1,3,1,2,0,0,45,0,0,64,0,-1--1--1,,1|(0,0)|\n///---\\\\\\\n"""

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
    "Cytoscape Exchange": ("map.cx2", json.dumps(CX2)),
    "Obsidian": ("map.canvas", json.dumps(CANVAS)),
    "draw.io": ("map.drawio", DRAWIO),
    "Loopy": ("map.loopy", json.dumps(LOOPY)),
    "Vensim": ("map.mdl", VENSIM),
}
"""Each program's file of the same map."""


@dataclass(frozen=True)
class Incoming:
    """``held``: which parts the file says; ``has``: which came in; ``told``: what the import said that it did not bring."""

    program: str
    held: tuple[bool, ...]
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
        any(TEXT in one for one in [*texts, *(entity.description() for entity in names.values())]),
        bool(claims),
        claim is not None and (CARE, SNAG) not in claims,
        claim is not None and claim.predicate.endswith(f"/{'weakens' if program in SIGNED else WORD}"),
        any(QUOTE in one for one in texts),
    )
    held = (True, "Friction" in text, TEXT in text, True, True, WORD in text or program in SIGNED, QUOTE in text)
    return Incoming(program, held, there, found.left_out)
