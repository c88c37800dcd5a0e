"""RDF that means harm, in every form that is read."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.items import ACCEPTED, EITHER, Item

__all__ = ["ITEMS"]

OWN = ("load", "check", "cli-check", "upload", "import", "cli-import")
BROUGHT = ("import", "cli-import")
RDFXML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://example.org/x/">%s</rdf:RDF>'
THING = '<rdf:Description rdf:about="http://example.org/x/a"><x:says>%s</x:says></rdf:Description>'


def laughs(levels: int = 9) -> str:
    """Entities that name one another, ten times each."""
    more = "".join(f'<!ENTITY a{n} "{(f"&a{n - 1};" if n > 1 else "&a;") * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{more}]>'


def clique(nodes: int) -> str:
    """Nodes without a name, each pointing at all others."""
    return "\n".join(f"_:b{i} <http://example.org/x/p> _:b{j} ." for i in range(nodes) for j in range(nodes) if i != j)


def rings(number: int, length: int = 200) -> str:
    """Rings of nodes without a name, each node like all others."""
    return "\n".join(
        f"_:r{k}n{n} <http://example.org/x/p> _:r{k}n{(n + 1) % length} ." for k in range(number) for n in range(length)
    )


def _turtle() -> Iterator[Item]:
    triple = "<http://example.org/x/a> <http://example.org/x/b> %s .\n"
    texts: dict[str, str | bytes] = {
        "unfinished": "<http://example.org/a> <http://example.org/b>",
        "iri-with-spaces": "<http://example.org/a b> <http://example.org/b> <http://example.org/c> .",
        "iri-with-braces": "<http://example.org/{a}> <http://example.org/b> <http://example.org/c> .",
        "iri-relative": "<a> <b> <c> .",
        "iri-javascript": "<javascript:alert(1)> a <http://www.w3.org/ns/dcat#Dataset> .",
        "iri-file": "<file://@CANARY@> a <http://www.w3.org/ns/dcat#Dataset> .",
        "escape-surrogate": triple % '"\\uD800"',
        "escape-beyond-unicode": triple % '"\\U00110000"',
        "escape-null": triple % '"\\u0000"',
        "null-byte": triple % '"a\0b"',
        "prefix-undeclared": "no:a no:b no:c .",
        "base-to-a-file": "@base <file://@CANARY@> . <> <#b> <#c> .",
        "imports-a-file": "<http://example.org/o> a <http://www.w3.org/2002/07/owl#Ontology> ; "
        "<http://www.w3.org/2002/07/owl#imports> <file://@CANARY@> .",
        "imports-a-server": "<http://example.org/o> a <http://www.w3.org/2002/07/owl#Ontology> ; "
        "<http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:@PORT@/o> .",
        "lists-within-lists": triple % ("(" * 20_000 + ")" * 20_000),
        "blanks-within-blanks": triple % ("[ <http://example.org/p> " * 20_000 + "1" + "]" * 20_000),
        "triples-within-triples": triple % ("<<( <x:a> <x:b> " * 50_000 + "<x:c>" + " )>>" * 50_000),
        "triple-within-a-triple": triple % "<<( <x:a> <x:b> <x:c> )>>",
        "reified-within-reified": triple % ("<< <x:a> <x:b> " * 50_000 + "<x:c>" + " >>" * 50_000),
        "annotated": "<x:a> <x:b> <x:c> {| <x:d> <x:e> |} .",
        "marks-behind-comments": "<x:a> <x:b> " + "<<( <x:a> <x:b> # >>\n" * 20_000 + "<x:c>" + " )>>" * 20_000 + ".",
        "never-closed-string": triple % ('"""' + "x" * 100_000),
        "two-datasets": "<http://e.org/a/> a <http://www.w3.org/ns/dcat#Dataset> .\n"
        "<http://e.org/b/> a <http://www.w3.org/ns/dcat#Dataset> .",
        "dataset-and-a-bomb-of-blanks": "<http://e.org/a/> a <http://www.w3.org/ns/dcat#Dataset> .\n" + clique(12),
        "html": "<!doctype html><script>alert(1)</script>",
        "empty": "",
        "only-a-byte-order-mark": "\ufeff",
        "binary": "\x7fELF\x00\x01\x02",
        "no-utf8": b"<http://e.org/a> <http://e.org/b> '\xff\xfe' .",
        "utf16": triple.encode("utf-16"),
        "huge-literal": triple % ('"' + "x" * 3_000_000 + '"'),
        "right-to-left": triple % '"\u202egnp.exe"',
        "language-tag-of-2000": triple % ('"a"@' + "-".join(["abcdefgh"] * 250)),
        "datatype-unknown": triple % '"\u2603"^^<http://example.org/no-such-type>',
        "number-of-100000-digits": triple % ("9" * 100_000),
        "same-node-everywhere": "\n".join(triple % f"_:b{n % 3}" for n in range(3000)),
    }
    for name, text in texts.items():
        nothing_new = ("lists-within-lists", "iri-javascript", "iri-file")
        code = {"triples-within-triples": "triple-not-understood", "marks-behind-comments": "triple-not-understood"}.get(name, "")
        yield Item(f"turtle-{name}", OWN, EITHER if name in nothing_new else "refused", code, {"a.ttl": text})


def _others() -> Iterator[Item]:
    q = "<http://example.org/x/a> <http://example.org/x/b> %s .\n"
    yield Item("ntriples-surrogate", OWN, files={"a.nt": q % '"\\uDFFF"'})
    yield Item(
        "ntriples-triples-within-triples", OWN, files={"a.nt": q % ("<<( <x:a> <x:b> " * 50_000 + "<x:c>" + " )>>" * 50_000)}
    )
    yield Item("ntriples-clique-of-blanks", OWN, files={"a.nt": clique(20)})
    yield Item("ntriples-megabyte-of-quotes", OWN, files={"a.nt": '"' * 1_000_000})
    for ending, name in (("trig", "trig"), ("nq", "nquads")):
        yield Item(
            f"{name}-graph-is-a-file",
            BROUGHT,
            files={
                f"a.{ending}": "<x:a> <x:b> <x:c> <file://@CANARY@> ."
                if ending == "nq"
                else "<file://@CANARY@> { <x:a> <x:b> <x:c> }"
            },
        )
        yield Item(f"{name}-braces", BROUGHT, files={f"a.{ending}": "{" * 100_000})
        yield Item(
            f"{name}-triples-within-triples",
            BROUGHT,
            files={f"a.{ending}": "<x:a> <x:b> " + "<<( <x:a> <x:b> " * 50_000 + "<x:c>" + " )>>" * 50_000 + " ."},
        )
        yield Item(f"{name}-null-byte", BROUGHT, files={f"a.{ending}": "<x:a\0> <x:b> <x:c> ."})


def _json_ld() -> Iterator[Item]:
    at = "http://127.0.0.1:@PORT@/context"
    texts = {
        "context-from-a-server": f'{{"@context": "{at}", "@id": "http://e.org/a", "says": 1}}',
        "context-from-a-file": '{"@context": "file://@CANARY@", "@id": "http://e.org/a", "says": 1}',
        "context-by-a-path": '{"@context": "@CANARY@", "@id": "http://e.org/a", "says": 1}',
        "context-in-a-list": f'{{"@context": ["{at}", {{"says": "x:says"}}], "says": 1}}',
        "context-imports": f'{{"@context": {{"@version": 1.1, "@import": "{at}"}}, "says": 1}}',
        "context-of-a-term": f'{{"@context": {{"says": {{"@id": "x:says", "@context": "{at}"}}}}, "says": {{"a": 1}}}}',
        "context-propagates": f'{{"@context": {{"@propagate": false, "@import": "{at}"}}, "@graph": [{{"@context": "{at}"}}]}}',
        "objects-within-objects": '{"http://e.org/b":' * 100_000 + "1" + "}" * 100_000,
        "lists-within-lists": '{"http://e.org/b":' + '{"@list":[' * 50_000 + "]}" * 50_000 + "}",
        "contexts-within-contexts": '{"@context":' + "[" * 100_000 + "]" * 100_000 + ', "http://e.org/b": 1}',
        "prefix-of-itself": '{"@context": {"a": "b:x", "b": "a:y"}, "a:z": 1}',
        "id-is-a-number": '{"@id": 1, "http://e.org/b": 1}',
        "surrogate": '{"@id": "http://e.org/a", "http://e.org/b": "\\ud800"}',
        "not-a-number": '{"@context": {}, "@id": "http://e.org/a", "http://e.org/b": NaN}',
        "number-of-5000-digits": '{"@context": {}, "@id": "http://e.org/a", "http://e.org/b": %s}' % ("9" * 5000),
        "key-twice": '{"@context": {}, "@id": "http://e.org/a", "@id": "http://e.org/b"}',
        "included-from-a-server": f'{{"@context": {{}}, "@included": "{at}"}}',
        "empty-list": "[]",
        "never-closed": '{"@context": {',
    }
    for name, text in texts.items():
        code = "import-unreadable" if name.startswith("context-") else ""
        yield Item(f"jsonld-{name}", BROUGHT, code=code, files={"a.jsonld": text})
        if name.startswith("context-from"):
            yield Item(f"json-{name}", BROUGHT, files={"a.json": text})


def _rdf_xml() -> Iterator[Item]:
    xxe = '<!DOCTYPE r [<!ENTITY a SYSTEM "file://@CANARY@">]>'
    out = '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:@PORT@/a">]>'
    whole = RDFXML % (THING % "&a;")
    texts: dict[str, str | bytes] = {
        "laughs": laughs() + RDFXML % (THING % "&a9;"),
        "laughs-behind-a-comment": f"<!--{'x' * 200_000}-->" + laughs() + RDFXML % (THING % "&a9;"),
        "laughs-in-utf16": ('<?xml version="1.0" encoding="utf-16"?>' + laughs() + RDFXML % (THING % "&a9;")).encode("utf-16"),
        "laughs-behind-a-line": '\n<?xml version="1.0"?>' + laughs() + RDFXML % (THING % "&a9;"),
        "laughs-behind-two-dashes": "<!-- a -- b -->" + laughs() + RDFXML % (THING % "&a9;"),
        "laughs-behind-an-instruction": "<?x > ?>" + laughs() + RDFXML % (THING % "&a9;"),
        "laughs-in-utf32": ('<?xml version="1.0" encoding="utf-32"?>' + laughs() + RDFXML % (THING % "&a9;")).encode("utf-32"),
        "laughs-in-ebcdic": ('<?xml version="1.0" encoding="cp037"?>' + laughs() + RDFXML % (THING % "&a9;")).encode("cp037"),
        "laughs-in-small-letters": laughs().replace("DOCTYPE", "doctype") + RDFXML % (THING % "&a9;"),
        "laughs-within": RDFXML % (laughs() + THING % "&a9;"),
        "deep-behind-a-line": '\n<?xml version="1.0"?>'
        + RDFXML % ("<rdf:Description><x:p>" * 30_000 + "</x:p></rdf:Description>" * 30_000),
        "deep-with-an-attribute-twice": RDFXML.replace("<rdf:RDF ", '<rdf:RDF x:a="1" x:a="1" ')
        % ("<rdf:Description><x:p>" * 30_000 + "</x:p></rdf:Description>" * 30_000),
        "two-roots": RDFXML % (THING % "x") + RDFXML % (THING % "x"),
        "version-of-its-own": '<?xml version="9"?>' + RDFXML % (THING % "x"),
        "mark-that-contradicts": b"\xef\xbb\xbf"
        + ('<?xml version="1.0" encoding="iso-8859-1"?>' + RDFXML % (THING % "x")).encode(),
        "encoding-utf7": ('<?xml version="1.0" encoding="utf-7"?>' + RDFXML % (THING % "x")).encode("utf-7"),
        "namespaces-in-thousands": RDFXML
        % (
            "".join(f'<rdf:Description xmlns:a{n}="x:"><x:p xmlns:b{n}="x:">' for n in range(99))
            + "<rdf:li "
            + " ".join(f'xmlns:c{n}="x:"' for n in range(400))
            + "/>"
            + "</x:p></rdf:Description>" * 99
        ),
        "elements-in-millions": RDFXML % ("<x:p/>" * 2_000_001),
        "comment-of-megabytes": RDFXML % f"<!--{'x' * 5_000_000}-->",
        "control-character": RDFXML % (THING % "a\x01b"),
        "one-harmless-entity": '<!DOCTYPE r [<!ENTITY a "b">]>' + whole,
        "entity-of-a-file": xxe + whole,
        "entity-of-a-server": out + whole,
        "type-from-a-server": '<!DOCTYPE r SYSTEM "http://127.0.0.1:@PORT@/r.dtd">' + RDFXML % (THING % "x"),
        "parameter-entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:@PORT@/p"> %p;]>' + RDFXML % (THING % "x"),
        "entity-unknown": RDFXML % (THING % "&no;"),
        "deep": RDFXML % ("<rdf:Description><x:p>" * 50_000 + "</x:p></rdf:Description>" * 50_000),
        "deep-never-closed": RDFXML[:-10].replace("%s", "") + "<rdf:Description><x:p>" * 50_000,
        "base-is-a-file": RDFXML.replace("<rdf:RDF", '<rdf:RDF xml:base="file://@CANARY@"') % '<rdf:Description rdf:about=""/>',
        "base-is-no-iri": RDFXML.replace("<rdf:RDF", '<rdf:RDF xml:base="::::"') % '<rdf:Description rdf:about="a"/>',
        "resource-is-a-server": RDFXML
        % '<rdf:Description rdf:about="http://e.org/"><x:p rdf:resource="http://127.0.0.1:@PORT@/"/></rdf:Description>',
        "iri-with-spaces": RDFXML % '<rdf:Description rdf:about="http://e.org/a b {}"><x:p>1</x:p></rdf:Description>',
        "xinclude": RDFXML % '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://@CANARY@" parse="text"/>',
        "stylesheet": '<?xml-stylesheet href="http://127.0.0.1:@PORT@/s.xsl"?>' + RDFXML % "",
        "owl-xml": '<?xml version="1.0"?><Ontology xmlns="http://www.w3.org/2002/07/owl#"/>',
        "encoding-rare": '<?xml version="1.0" encoding="euc_jis_2004"?>' + RDFXML % "",
        "encoding-utf-7": '<?xml version="1.0" encoding="UTF-7"?>' + RDFXML % "",
        "encoding-unknown": '<?xml version="1.0" encoding="no-such"?>' + RDFXML % "",
        "attributes-in-thousands": RDFXML % ("<rdf:Description " + " ".join(f'x:a{n}="1"' for n in range(20_000)) + "/>"),
        "attribute-twice": RDFXML % '<rdf:Description x:a="1" x:a="2"/>',
        "null-character": RDFXML % (THING % "&#0;"),
        "nothing": "",
    }
    for name, text in texts.items():
        code = "turtle-syntax" if name.startswith(("laughs", "encoding-", "entity-of", "type-from", "parameter", "deep")) else ""
        yield Item(f"rdfxml-{name}", BROUGHT, code=code, files={"a.rdf": text})


def _costly() -> Iterator[Item]:
    """What brings a parser down, or keeps it busy, without nesting as brackets do."""
    chain = ",".join(f'"p{n}":"p{n + 1}:x"' for n in range(20_000))
    texts = {
        "jsonld-chain-of-prefixes": ("a.jsonld", '{"@context":{' + chain + ',"p20000":"http://e.org/"},"p0:y":1}'),
        "jsonld-contexts-within-terms": (
            "a.jsonld",
            '{"@context":' + '{"t":{"@id":"http://e.org/t","@context":' * 8000 + "{}" + "}}" * 8000 + ',"t":1}',
        ),
        "trig-chain-of-bases": ("a.trig", "@base <http://e.org/> .\n" + "@base <x/> .\n" * 100_000),
        "trig-long-prefixes": (
            "a.trig",
            f"@prefix a: <http://e.org/{'x' * 10_000}> .\n" + "a:a a:b a:c , a:d , a:e , a:f , a:g .\n" * 3000,
        ),
    }
    for name, (file, text) in texts.items():
        yield Item(name, BROUGHT, code="file-too-costly", files={file: text}, seconds=120.0, processor=5.0)
    for ending in ("ttl", "nt"):
        long = '<http://e.org/a> <http://e.org/b> "' + "x" * 17_000_000 + '" .'
        yield Item(f"{ending}-text-of-17000000", OWN, files={f"a.{ending}": long})
    for name in ("chain-of-bases", "long-prefixes"):
        text = texts[f"trig-{name}"][1]
        yield Item(f"turtle-{name}", OWN, code="file-too-costly", files={"a.ttl": text}, seconds=120.0, processor=5.0)


def _accepted() -> Iterator[Item]:
    head = "<http://e.org/%s> a <https://w3id.org/trosol/ontology/Friction> ; <http://www.w3.org/2000/01/rdf-schema#label> %s .\n"
    labels = {
        "script": "<script>alert(1)</script>",
        "bidi": "\u202egnp.exe\u202c",
        "formula": "=cmd|' /C calc'!A0",
        "quotes-and-newline": "\"'\\n\n`${x}`{{7*7}}",
        "of-3000-letters": "long " * 600,
        "canary-path": "file://@CANARY@",
        "marks": "<< quoted >> " * 100,
    }
    for name, label in labels.items():
        text = '"""' + label.replace("\\", "\\\\").replace('"', '\\"') + '"""'
        yield Item(f"turtle-label-{name}", BROUGHT, ACCEPTED, files={"a.ttl": head % ("a", text)})
    iris = " , ".join(f"<http://e.org/{word}>" for word in ("../../x", "%00", "a%2f..%2fb", "con", "\u202e"))
    yield Item(
        "turtle-iris-like-paths",
        BROUGHT,
        EITHER,
        files={"a.ttl": head % ("..%2f..%2fetc%2fpasswd", '"A thing"') + f"<http://e.org/s> <http://e.org/p> {iris} ."},
    )


ITEMS = (*_turtle(), *_others(), *_json_ld(), *_rdf_xml(), *_costly(), *_accepted())
