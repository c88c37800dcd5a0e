"""Maps of other tools that mean harm: GraphML, GEXF, Kumu; and the mappings that say what their words mean."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

from hostile.items import ACCEPTED, EITHER, Item
from hostile.rdf_files import laughs

__all__ = ["ITEMS"]

MAP = ("import", "cli-import")
MEASURE = ("measure",)
GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="t" for="node" attr.name="type" attr.type="string"/>'
    '<key id="n" for="node" attr.name="name" attr.type="string"/><graph edgedefault="directed">%s</graph></graphml>'
)
NODE = '<node id="%s"><data key="t">Friction</data><data key="n">%s</data></node>'
GEXF = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">%s</graph></gexf>'


def _graphml() -> Iterator[Item]:
    xxe = '<!DOCTYPE g [<!ENTITY a SYSTEM "file://@CANARY@">]>'
    texts: dict[str, str | bytes] = {
        "laughs": laughs() + GRAPHML % (NODE % ("a", "&a9;")),
        "laughs-behind-a-comment": f"<!--{'x' * 70_000}-->" + laughs() + GRAPHML % (NODE % ("a", "&a9;")),
        "laughs-in-utf16": ('<?xml version="1.0" encoding="utf-16"?>' + laughs() + GRAPHML % (NODE % ("a", "&a9;"))).encode(
            "utf-16"
        ),
        "laughs-behind-a-line": '\n<?xml version="1.0"?>' + laughs() + GRAPHML % (NODE % ("a", "&a9;")),
        "laughs-behind-two-dashes": "<!-- a -- b -->" + laughs() + GRAPHML % (NODE % ("a", "&a9;")),
        "parallel-edges": GRAPHML % ('<node id="a"/><node id="b"/>' + '<edge source="a" target="b"/>' * 20_001),
        "elements-in-millions": GRAPHML % ("<x/>" * 2_000_001),
        "two-documents": GRAPHML % "" + GRAPHML % "",
        "small-entity-behind-a-comment": f"<!--{'x' * 70_000}--><!DOCTYPE g [<!ENTITY a 'b'>]>" + GRAPHML % (NODE % ("a", "&a;")),
        "entity-of-a-file": xxe + GRAPHML % (NODE % ("a", "&a;")),
        "entity-of-a-server": xxe.replace("file://@CANARY@", "http://127.0.0.1:@PORT@/") + GRAPHML % (NODE % ("a", "&a;")),
        "type-from-a-server": '<!DOCTYPE g SYSTEM "http://127.0.0.1:@PORT@/g.dtd">' + GRAPHML % "",
        "deep": GRAPHML % ("<graph>" * 100_000 + "</graph>" * 100_000),
        "deep-nodes": GRAPHML % ('<node id="a"><graph edgedefault="directed">' * 5000 + "</graph></node>" * 5000),
        "hyperedge": GRAPHML % '<hyperedge><endpoint node="a"/></hyperedge>',
        "key-unknown": GRAPHML % '<node id="a"><data key="nowhere">x</data></node>',
        "number-bad": GRAPHML.replace("<graph ", '<key id="w" for="node" attr.name="w" attr.type="int"/><graph ')
        % '<node id="a"><data key="w">lots</data></node>',
        "number-of-5000-digits": GRAPHML.replace("<graph ", '<key id="w" for="node" attr.name="w" attr.type="int"/><graph ')
        % ('<node id="a"><data key="w">' + "9" * 5000 + "</data></node>"),
        "type-unknown": GRAPHML.replace('attr.type="string"', 'attr.type="code"') % (NODE % ("a", "A")),
        "never-closed": GRAPHML[:100],
        "namespace-unknown": GRAPHML.replace("http://graphml.graphdrawing.org/xmlns", "x:y") % (NODE % ("a", "A")),
        "html": "<html><script>alert(1)</script></html>",
        "empty": "",
        "null": (GRAPHML % (NODE % ("a", "A"))).replace("Friction", "Fric\0tion"),
        "not-a-character": GRAPHML % (NODE % ("a", "A&#xFFFE;")),
        "encoding-unknown": '<?xml version="1.0" encoding="no-such"?>' + GRAPHML % "",
    }
    for name, text in texts.items():
        ends = EITHER if name in ("html", "not-a-character", "namespace-unknown") else "refused"
        brought = ACCEPTED if name in ("hyperedge", "type-unknown") else ends  # what is not brought is told
        files, within = {"a.graphml": text}, name.startswith(("laughs", "small", "entity", "type-from", "deep"))
        yield Item(f"graphml-{name}", MAP, brought, "import-unreadable" if within else "", files=files)
        yield Item(f"graphml-measured-{name}", MEASURE, ends, "network-unreadable" if within else "", files=files)
    taken = {
        "script": ("a", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        "ids-like-paths": ("../../etc/passwd", "A thing"),
        "bidi": ("a", "&#x202e;gnp"),
        "long": ("a", "long " * 10_000),
        "nothing-but-signs": ("…", "…"),
    }
    for name, (key, label) in taken.items():
        yield Item(f"graphml-label-{name}", MAP, ACCEPTED, files={"a.graphml": GRAPHML % (NODE % (key, label))})
    loose = {
        "edge-to-nowhere": '<edge source="a" target="b"/>',
        "edge-without-ends": "<edge/>",
        "edge-to-itself": '<node id="a"/><edge source="a" target="a"/>',
    }
    for name, text in loose.items():
        yield Item(f"graphml-{name}", MAP, files={"a.graphml": GRAPHML % text})


def _gexf() -> Iterator[Item]:
    texts = {
        "laughs": laughs() + GEXF % '<nodes><node id="a" label="&a9;"/></nodes>',
        "entity-of-a-file": '<!DOCTYPE g [<!ENTITY a SYSTEM "file://@CANARY@">]>'
        + GEXF % '<nodes><node id="a" label="&a;"/></nodes>',
        "deep": GEXF % ("<nodes>" * 50_000 + "</nodes>" * 50_000),
        "deep-nodes": GEXF % ('<nodes><node id="a" label="a">' * 20_000 + "</node></nodes>" * 20_000),
        "no-graph": "<gexf/>",
        "empty-of-unknown-version": '<gexf xmlns="http://gexf.net/9.9" version="9.9"><graph/></gexf>',
        "node-without-id": GEXF % "<nodes><node/></nodes>",
        "edge-without-ends": GEXF % "<nodes/><edges><edge/></edges>",
        "weight-bad": GEXF
        % '<nodes><node id="a"/><node id="b"/></nodes><edges><edge source="a" target="b" weight="lots"/></edges>',
        "attribute-unknown": GEXF
        % '<nodes><node id="a" label="a"><attvalues><attvalue for="9" value="1"/></attvalues></node></nodes>',
        "never-closed": "<gexf",
        "json": "{}",
    }
    for name, text in texts.items():
        ends = EITHER if name == "no-graph" else "refused"
        yield Item(f"gexf-{name}", MAP, ends, files={"a.gexf": text})
        yield Item(f"gexf-measured-{name}", MEASURE, ends, files={"a.gexf": text})


def kumu(*, name: Any = "map", connections: Any = (), **said: Any) -> dict[str, Any]:
    """A map with one thing, about which something is said."""
    element = {"_id": "elem-1", "attributes": {"label": "L", "element type": "Friction", **said}}
    return {"name": name, "elements": [element], "connections": list(connections)}


def _kumu() -> Iterator[Item]:
    refused: dict[str, Any] = {
        "description-null": kumu(description="a\0b"),
        "description-of-200000": kumu(description="x" * 200_000),
        "label-of-200000": kumu(label="x" * 200_000),
        "label-bell": kumu(label="a\x07b"),
        "title-null": kumu(name="a\0b"),
        "kind-unknown": kumu(**{"element type": "</script><script>alert(1)</script>"}),
        "kind-null": kumu(**{"element type": "\0"}),
        "connections-an-object": {"elements": [], "connections": {"from": "a"}},
        "elements-of-numbers": {"elements": [1, 2]},
        "elements-of-lists": {"elements": [[[]]]},
        "tie-to-nowhere": kumu(connections=[{"from": "elem-1", "to": "elem-9", "attributes": {"connection type": "stifles"}}]),
        "tie-without-ends": kumu(connections=[{"from": "elem-1"}]),
        "ends-of-objects": kumu(connections=[{"from": {"a": 1}, "to": [2], "attributes": {"connection type": "stifles"}}]),
        "not-a-map": {"some": "thing"},
        "a-number": 5,
        "text": "text",
        "nothing": None,
    }
    for name, found in refused.items():
        yield Item(f"kumu-{name}", MAP, files={"a.json": json.dumps(found)})
    told = {
        "label-blank": kumu(label="  "),
        "tie-to-itself": kumu(connections=[{"from": "elem-1", "to": "elem-1", "attributes": {"connection type": "stifles"}}]),
    }
    for name, found in told.items():  # what is not brought, or not as it stands there, is told
        yield Item(f"kumu-{name}", MAP, ACCEPTED, files={"a.json": json.dumps(found)})
    raw = json.dumps(kumu(more="HERE"))
    odd = {
        "lists-within-lists": raw.replace('"HERE"', "[" * 700 + "]" * 700),
        "objects-within-objects": raw.replace('"HERE"', '{"a":' * 800 + "1" + "}" * 800),
        "not-a-number": raw.replace('"HERE"', "NaN"),
        "infinite": raw.replace('"HERE"', "1e999"),
        "title-of-an-object": json.dumps(kumu(name={"a": [1]})),
        "direction-of-an-object": json.dumps(kumu(connections=[])),
        "key-surrogate": raw.replace('"more"', '"\\ud800"'),
        "label-script": json.dumps(kumu(label="<img src=x onerror=alert(1)>")),
        "label-formula": json.dumps(kumu(label="@SUM(1+1)*cmd|' /C calc'!A0")),
        "label-like-a-path": json.dumps(kumu(label="../../etc/passwd")),
        "id-of-an-object": raw.replace('"elem-1"', '{"a": 1}'),
        "keys-like-python": json.dumps(kumu(**{"__class__": "x", "__init__": "y", "constructor": "z"})),
    }
    for name, text in odd.items():
        yield Item(f"kumu-{name}", MAP, ACCEPTED, files={"a.json": text})
    broken: dict[str, str | bytes] = {
        "description-surrogate": json.dumps(kumu(description="HERE")).replace("HERE", "\\ud800"),
        "title-surrogate": json.dumps(kumu(name="HERE")).replace("HERE", "\\ud800"),
        "label-surrogate": json.dumps(kumu(label="HERE")).replace("HERE", "\\udfff"),
        "number-of-5000-digits": raw.replace('"HERE"', "9" * 5000),
        "deeper-than-python": "[" * 200_000,
        "bytes": b"\xff\xfe\x00",
        "latin": json.dumps(kumu()).encode().replace(b"map", b"caf\xe9"),
        "comment": "/* x */ {}",
        "empty": "",
    }
    for name, content in broken.items():
        yield Item(f"kumu-{name}", MAP, files={"a.json": content})


def _mappings() -> Iterator[Item]:
    texts: dict[str, str | bytes] = {
        "deep": "types = " + "[" * 3000 + "]" * 3000,
        "tables-within-tables": "types = " + "{a=" * 2000 + "1" + "}" * 2000,
        "number-of-5000-digits": "voice = " + "9" * 5000,
        "types-a-list": "types = [1]",
        "key-unknown": "include = '@CANARY@'",
        "class-unknown": "[types]\n'Friction' = '../../x'",
        "latin": b"voice = 'caf\xe9'",
        "null": "voice = 'a\0b'",
        "two-megabytes": "# " + "x" * 2_000_000,
    }
    for name, text in texts.items():
        yield Item(f"mapping-{name}", ("mapping",), files={"a.json": json.dumps(kumu()), "m.toml": text})


def _packed(text: bytes) -> str:
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return f"<mxfile><diagram>{base64.b64encode(pack.compress(text) + pack.flush()).decode()}</diagram></mxfile>"


def _boards() -> Iterator[Item]:
    """Maps of draw.io, Obsidian, Cytoscape Exchange, Loopy and Vensim."""
    cell = '<mxCell id="2" value="x" vertex="1" parent="%s"/>'
    model = "<mxGraphModel><root>%s</root></mxGraphModel>"
    refused: dict[str, tuple[str, str | bytes]] = {
        "drawio-page-that-unpacks-to-far-more": ("a.drawio", _packed(b" " * 200_000_000)),
        "drawio-laughs-in-a-packed-page": ("a.drawio", _packed((laughs() + model % cell).encode())),
        "drawio-entity-of-a-file": ("a.drawio", '<!DOCTYPE m [<!ENTITY a SYSTEM "file://@CANARY@">]>' + model % cell),
        "drawio-deep": ("a.drawio", "<mxfile>" + "<diagram>" * 5000 + "</diagram>" * 5000 + "</mxfile>"),
        "xml-of-nobody": ("a.xml", "<a/>"),
        "canvas-deeper-than-python": ("a.canvas", "[" * 200_000),
        "cx2-nodes-no-list": ("a.cx2", '[{"CXVersion": "2.0"}, {"nodes": {"a": 1}}]'),
        "mdl-empty": ("a.mdl", ""),
        "mdl-without-names": ("a.mdl", "|~" * 50_000),
    }
    for name, (file, content) in refused.items():
        yield Item(name, MAP, files={file: content})
    either: dict[str, tuple[str, str]] = {
        "drawio-shapes-in-each-other": ("a.drawio", model % (cell % "3" + cell.replace('"2"', '"3"') % "2")),
        "drawio-label-script": ("a.drawio", model % (cell % "1").replace('"x"', '"&lt;img src=x onerror=alert(1)&gt;"')),
        "drawio-percent": ("a.drawio", _packed(b"%" * 5000)),
        "canvas-places-not-numbers": (
            "a.canvas",
            '{"nodes": [{"id": "a", "type": "text", "text": "A", "x": "NaN", "y": NaN, "width": 1e999}], "edges": []}',
        ),
        "cx2-names-of-python": ("a.cx2", '[{"CXVersion": "2.0"}, {"nodes": [{"id": 1, "v": {"__class__": "x", "name": "A"}}]}]'),
        "loopy-numbers-of-nobody": ("a.loopy", '[[[1, 0, 0, 0, "a"]], [[1e999, -1, 0, 1]], []]'),
        "mdl-quotes-that-never-end": ("a.mdl", 'a = "' + '\\\\"' * 50_000 + " ~~|b = 1 ~~|"),
        "mdl-signs-without-end": ("a.mdl", "a = A FUNCTION OF(" + "-" * 200_000 + ") ~~|b = 1 ~~|"),
        "mdl-words-without-end": ("a.mdl", f"a = {'b c ' * 50_000} ~~|b = 1 ~~|c = 1 ~~|"),
        "kumu-view-without-end": ("a.json", json.dumps({"elements": [], "perspectives": [{"style": "{;" * 100_000}]})),
    }
    for name, (file, text) in either.items():
        yield Item(name, MAP, EITHER, files={file: text})


ITEMS = (*_graphml(), *_gexf(), *_kumu(), *_mappings(), *_boards())
