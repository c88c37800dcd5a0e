"""A small ecosystem to bring things into, and files in the forms that other tools write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders import tiny

KUMU: dict[str, Any] = {
    "version": 1,
    "name": "Paper map",
    "elements": [
        {"_id": "elem-1", "attributes": {"label": "Nurses", "element type": "Actor role"}},
        {
            "_id": "elem-2",
            "attributes": {"label": "Late reports", "element type": "Snag", "description": "They come late.", "tags": ["ward"]},
        },
        {"_id": "elem-3", "attributes": {"label": "Good care", "element type": "Outcome"}},
        {"_id": "elem-4", "attributes": {"label": "Scenery", "element type": "Decoration"}},
    ],
    "connections": [
        {"_id": "conn-1", "from": "elem-2", "to": "elem-3", "direction": "directed", "attributes": {"connection type": "spoils"}},
        {"_id": "conn-2", "from": "elem-4", "to": "elem-3", "direction": "directed", "attributes": {"connection type": "spoils"}},
    ],
}
MAPPING = """\
voice = "Nurses"
[types]
"Snag" = "Friction"
"Decoration" = "-"
[relations]
"spoils" = "stifles"
"""

GEXF = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta lastmodifieddate="2026-01-02"><creator>Gephi 0.10</creator></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static"><attribute id="type" title="type" type="string"/></attributes>
    <nodes>
      <node id="0" label="Late reports"><attvalues><attvalue for="type" value="Friction"/></attvalues>
        <viz:size value="10.0"/><viz:position x="1.0" y="2.0"/><viz:color r="1" g="2" b="3"/></node>
      <node id="1" label="Good care"><attvalues><attvalue for="type" value="Outcome"/></attvalues></node>
    </nodes>
    <edges><edge id="0" source="0" target="1" label="stifles" weight="2.0"/></edges>
  </graph>
</gexf>
"""

CYTOSCAPE = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="SUID" attr.type="long" for="node" id="SUID"/>
  <key attr.name="shared name" attr.type="string" for="node" id="shared name"/>
  <key attr.name="name" attr.type="string" for="node" id="name"/>
  <key attr.name="type" attr.type="string" for="node" id="type"/>
  <key attr.name="shared name" attr.type="string" for="edge" id="shared name edge"/>
  <key attr.name="shared interaction" attr.type="string" for="edge" id="shared interaction"/>
  <key attr.name="name" attr.type="string" for="edge" id="name edge"/>
  <key attr.name="interaction" attr.type="string" for="edge" id="interaction"/>
  <graph edgedefault="directed" id="paper">
    <node id="62"><data key="SUID">62</data><data key="shared name">Late reports</data><data key="name">Late reports</data><data key="type">Friction</data></node>
    <node id="63"><data key="SUID">63</data><data key="shared name">Good care</data><data key="name">Good care</data><data key="type">Outcome</data></node>
    <edge id="70" source="62" target="63"><data key="shared name edge">Late reports (stifles) Good care</data><data key="shared interaction">stifles</data><data key="name edge">Late reports (stifles) Good care</data><data key="interaction">stifles</data></edge>
  </graph>
</graphml>
"""

YED = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <!--Created by yEd 3.24-->
  <key attr.name="type" attr.type="string" for="node" id="d3"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d3">Friction</data><data key="d6"><y:ShapeNode><y:Geometry height="30.0" width="30.0" x="1.0" y="1.0"/><y:NodeLabel>Late reports</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data></node>
    <node id="n1"><data key="d3">Outcome</data><data key="d6"><y:ShapeNode><y:Geometry height="30.0" width="30.0" x="1.0" y="90.0"/><y:NodeLabel>Good care</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="standard"/><y:EdgeLabel>stifles</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
</graphml>
"""

PROTEGE = """\
<?xml version="1.0"?>
<rdf:RDF xmlns="http://example.org/paper#" xml:base="http://example.org/paper"
     xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
    <owl:Ontology rdf:about="http://example.org/paper"/>
    <owl:ObjectProperty rdf:about="http://example.org/paper#stifles"/>
    <owl:Class rdf:about="http://example.org/paper#Friction"/>
    <owl:Class rdf:about="http://example.org/paper#Outcome"/>
    <owl:NamedIndividual rdf:about="http://example.org/paper#late">
        <rdf:type rdf:resource="http://example.org/paper#Friction"/>
        <rdfs:label xml:lang="en">Late reports</rdfs:label>
        <stifles rdf:resource="http://example.org/paper#care"/>
    </owl:NamedIndividual>
    <owl:NamedIndividual rdf:about="http://example.org/paper#care">
        <rdf:type rdf:resource="http://example.org/paper#Outcome"/>
        <rdfs:label xml:lang="en">Good care</rdfs:label>
    </owl:NamedIndividual>
</rdf:RDF>
"""
TURTLE = """\
@prefix : <http://example.org/paper#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:late a :Friction ; rdfs:label "Late reports"@en ; :stifles :care .
:care a :Outcome ; rdfs:label "Good care"@en .
"""
JSONLD = json.dumps(
    {
        "@context": {"@vocab": "http://example.org/paper#", "label": "http://www.w3.org/2000/01/rdf-schema#label"},
        "@graph": [
            {
                "@id": "http://example.org/paper#late",
                "@type": "Friction",
                "label": "Late reports",
                "stifles": {"@id": "http://example.org/paper#care"},
            },
            {"@id": "http://example.org/paper#care", "@type": "Outcome", "label": "Good care"},
        ],
    }
)
FORMS = {
    "gephi.gexf": GEXF,
    "cytoscape.graphml": CYTOSCAPE,
    "yed.graphml": YED,
    "protege.owl": PROTEGE,
    "paper.ttl": TURTLE,
    "paper.jsonld": JSONLD,
    "plain.csv": "From,To,Type\nLate reports,Good care,stifles\n",
}
"""The same two things and the tie between them, as each tool writes them."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny(tmp_path / "tiny")


@pytest.fixture
def kumu(tmp_path: Path) -> Path:
    path = tmp_path / "paper.json"
    path.write_text(json.dumps(KUMU), encoding="utf-8")
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path
