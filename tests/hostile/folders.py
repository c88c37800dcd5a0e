"""Folders that came from elsewhere: what they say of themselves, modules and shapes of their own, questions, a journal, links, git."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from builders import DATASET, TABLES, rows_with
from builders import table_bytes as table
from hostile.items import ACCEPTED, EITHER, Item
from hostile.rdf_files import clique, rings

__all__ = ["ITEMS"]

FOLDER = ("folder", "cli-folder")
PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix tro: <https://w3id.org/trosol/ontology/> . "
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix x: <http://example.org/x/> . "
    "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
SHAPE = "x:S a sh:NodeShape ; sh:targetSubjectsOf rdfs:label ; "


def _datasets() -> Iterator[Item]:
    def title(text: str) -> str:
        return DATASET.replace('"A tiny ecosystem"', text)

    texts: dict[str, str | bytes] = {
        "lists-within-lists": title("[" * 3000 + "]" * 3000),
        "tables-within-tables": title("{a=" * 2000 + "1" + "}" * 2000),
        "number-of-5000-digits": title("9" * 5000),
        "title-null": title('"a\\u0000b"'),
        "title-a-table-of-lists": title("{en = [1]}"),
        "name-like-a-path": DATASET.replace('"tiny"', '"../../x"'),
        "iri-of-a-file": DATASET + 'iri = "file://@CANARY@/"\n',
        "iri-with-quotes": DATASET + 'iri = "https://e.org/\\">x/"\n',
        "iri-javascript": DATASET + 'iri = "javascript:alert(1)/"\n',
        "licence-javascript": DATASET.replace("https://creativecommons.org/licenses/by/4.0/", "javascript:alert(1)"),
        "language-of-a-tag": DATASET.replace('"en"', '"en> . <x"'),
        "created-beyond-time": DATASET.replace("2026-01-02", "9999-99-99"),
        "key-unknown": DATASET + 'include = "@CANARY@"\n',
        "invented-maybe": DATASET + 'invented = "maybe"\n',
        "two-megabytes": DATASET + "# " + "x" * 2_000_000,
        "latin": DATASET.encode().replace(b"tiny eco", b"t\xefny eco"),
        "not-toml": "<xml/>",
        "empty": "",
    }
    for name, text in texts.items():
        yield Item(
            f"dataset-{name}",
            FOLDER,
            code="" if name in ("latin", "two-megabytes") else "dataset-bad",
            files={"dataset.toml": text},
        )
    for name, text in {"script": '"<script>alert(1)</script>"', "bidi": '"\\u202eabc"', "newlines": '"a\\nb\\rc"'}.items():
        yield Item(f"dataset-title-{name}", FOLDER, ACCEPTED, files={"dataset.toml": title(text)})


def _modules() -> Iterator[Item]:
    short, chain = (" ".join(f"x:C{n} a owl:Class ; rdfs:subClassOf x:C{n + 1} ." for n in range(long)) for long in (300, 3000))
    alike = "x:o a owl:Ontology . _:n0 x:p 1 . " + " ".join(f"_:n{n} x:next _:n{n + 1} ." for n in range(3000))
    # 180 classes, each below all that come before it, and 500 below the last.
    dense = " ".join(
        f"x:D{n} a owl:Class ; rdfs:subClassOf tro:Entity {''.join(f', x:D{m}' for m in range(n))} ." for n in range(180)
    )
    many = dense + " ".join(f"x:L{n} a owl:Class ; rdfs:subClassOf x:D179 ." for n in range(500))
    texts = {
        "class-chain-of-3000": chain + " x:C3000 a owl:Class ; rdfs:subClassOf tro:Entity .",
        "class-chain-of-300": short + " x:C300 a owl:Class ; rdfs:subClassOf tro:Entity .",
        "clique-of-blanks": "x:o a owl:Ontology .\n" + clique(12),
        "row-of-blanks": alike,
        "rings-of-blanks": "x:o a owl:Ontology .\n" + rings(20),
        "classes-below-many": many,
        "star-of-blanks": "x:o a owl:Ontology . " + " ".join(f"_:h{h} x:p _:l{h}{n} ." for h in range(2) for n in range(14)),
        "imports-a-server": "x:o a owl:Ontology ; owl:imports <http://127.0.0.1:@PORT@/o> .",
        "imports-a-file": "x:o a owl:Ontology ; owl:imports <file://@CANARY@> .",
        "name-of-another-term": "x:Friction a owl:Class ; rdfs:subClassOf tro:Entity .",
        "triples-within-triples": "x:o x:p " + "<<( x:a x:b " * 50_000 + "x:c" + " )>>" * 50_000 + " .",
        "syntax": "x:o a owl:Ontology",
        "shape-of-sparql": SHAPE + 'sh:sparql [ sh:select "SELECT $this FROM <file://@CANARY@> { $this ?p ?o }" ] .',
        "shape-of-sparql-service": SHAPE
        + 'sh:sparql [ sh:select "SELECT $this { SERVICE <http://127.0.0.1:@PORT@/> { $this ?p ?o } }" ] .',
        "shape-of-sparql-target": 'x:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] .',
        "shape-of-javascript": SHAPE
        + 'sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL "http://127.0.0.1:@PORT@/x.js" ] ] .',
        "shape-of-rules": SHAPE + "sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate x:p ; sh:object 1 ] .",
        "shape-of-a-component": 'x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:p ] ; sh:validator [ sh:ask "ASK { }" ] .',
        "shape-of-an-expression": SHAPE + "sh:expression [ x:f ( 1 ) ] .",
        "shape-with-a-broken-pattern": SHAPE + 'sh:property [ sh:path rdfs:label ; sh:pattern "((" ] .',
        "shape-without-a-path": SHAPE + "sh:property [ sh:minCount 1 ] .",
        "shape-with-a-path-in-a-ring": SHAPE + "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .",
        "shape-with-a-list-in-a-ring": SHAPE + "sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .",
        "shape-with-wrong-types": SHAPE + 'sh:property [ sh:path rdfs:label ; sh:minCount "x" ; sh:in 5 ] .',
        "shape-that-nothing-meets": SHAPE
        + "sh:property [ sh:path rdfs:label ; sh:maxLength 1 ; sh:message 'too long, see <script>' ] .",
    }
    for name, text in texts.items():
        code = "import-unknown" if name.startswith("imports") else "shape-refused" if name.startswith("shape-of") else ""
        code = "hierarchy-deep" if name in ("class-chain-of-300", "class-chain-of-3000", "classes-below-many") else code
        yield Item(f"module-{name}", FOLDER, code=code, place=False, files={"modules/own.ttl": PREFIXES + text})
    quiet = {
        "shape-within-itself": SHAPE + "sh:node x:S .",
        "shapes-in-a-ring": SHAPE + "sh:property x:P . x:P sh:path rdfs:label ; sh:property x:P .",
        "classes-in-a-ring": "x:A a owl:Class ; rdfs:subClassOf x:B . x:B a owl:Class ; rdfs:subClassOf x:A , tro:Entity .",
        "replaced-in-a-ring": "x:A a owl:Class ; rdfs:subClassOf tro:Friction ; owl:deprecated true ; dcterms:isReplacedBy x:B . "
        "x:B a owl:Class ; rdfs:subClassOf tro:Friction ; owl:deprecated true ; dcterms:isReplacedBy x:A .",
        "network-of-itself": 'x:n a tro:Network ; tro:basedOnNetwork x:n ; skos:notation "nn" .',
        "label-script": 'x:A a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "<script>alert(1)</script>"@en .',
        "colour-of-a-style": 'x:A a owl:Class ; rdfs:subClassOf tro:Friction ; tro:colour "red;background:url(http://127.0.0.1:@PORT@/)" .',
    }
    for name, text in quiet.items():
        yield Item(f"module-{name}", FOLDER, EITHER, place=False, files={"modules/own.ttl": PREFIXES + text})
    when = "x:when a owl:DatatypeProperty ; rdfs:range <http://www.w3.org/2001/XMLSchema#date> ; rdfs:domain tro:Entity ."
    rows = [[*TABLES["entities"][0], "when"], *([*row, "yesterday\u202e"] for row in TABLES["entities"][1:])]
    made: dict[str, str | bytes] = {"modules/own.ttl": PREFIXES + when, "entities.csv": table(rows)}
    yield Item("module-value-of-another-type", FOLDER, EITHER, place=False, files=made)
    yield Item(
        "module-shape-with-a-pattern-that-never-ends",
        ("folder-hasty",),
        code="shape-unrun",
        place=False,
        files={
            "modules/own.ttl": PREFIXES
            + SHAPE
            + 'sh:property [ sh:path rdfs:label ; sh:pattern "^(([a-z ])+.)+[A-Z]([a-z ])+$" ] .',
            "entities.csv": table(rows_with("entities", 1, "label", "a" * 60 + "!")),
        },
    )


def _questions() -> Iterator[Item]:
    head = "# Question: What is odd?\n# Audience: leader\n"
    texts: dict[str, str | bytes] = {
        "no-header": "SELECT * { ?s ?p ?o }",
        "audience-unknown": "# Question: x\n# Audience: root\nSELECT * {}",
        "parameter-of-regex": "# Question: x {.*}\n# Audience: leader\n# Parameter: .* Friction\nSELECT * {}",
        "latin": head.encode() + b"# \xe9\nSELECT * {}",
        "with-nine-blanks": _asks("What do " + " ".join(f"{{{name}}}" for name in "abcdefghi") + " share?", *"abcdefghi"),
        "with-a-thousand-ways": _asks("Who bends {a}?", "a", ways=1000),
        "of-spaces": head + "# Also: x" + " " * 90_000 + "x {a}\nSELECT * {}",
        "parameter-of-two-names": _asks("Who bends {a}?", "a", "a"),
        "parameter-of-another-script": _asks("Who bends {\u0435}?", "\u0435"),
        "two-megabytes": head + "# " + "x" * 2_000_000,
    }
    for name, text in texts.items():
        yield Item(f"question-{name}", ("questions",), files={"questions/odd.rq": text})
    braces = {
        "blank": "{}",
        "number": "{0}",
        "lone": "{",
        "closing": "}",
        "doubled": "{{a}}",
        "attribute": "{a.__class__.__mro__}",
        "item": "{a[0]}",
        "width": "{a:>2999999999}",
        "conversion": "{a!r:*^900000000}",
        "twice": "{a}",
        "another": "{b}",
        "within": "{a{a}}",
    }
    for name, brace in braces.items():
        text = _asks(f"Who bends {{a}} {brace}?", "a")
        yield Item(f"question-brace-{name}", ("questions",), code="question-header", files={"questions/odd.rq": text})
    asks = {
        "service": "SELECT ?answer { SERVICE <http://127.0.0.1:@PORT@/> { ?answer ?p ?o } }",
        "from-a-file": "SELECT ?answer FROM <file://@CANARY@> { ?answer ?p ?o }",
        "load": "LOAD <http://127.0.0.1:@PORT@/x>",
        "update": "DELETE WHERE { ?s ?p ?o }",
    }
    for name, text in asks.items():
        yield Item(f"question-that-asks-{name}", ("questions",), files={"questions/odd.rq": head + text})


def _asks(title: str, *names: str, ways: int = 1) -> str:
    """A question of a folder's own that would be right if its title were."""
    also = "".join(f"# Also: {number} {title}\n" for number in range(1, ways))
    blanks = "".join(f"# Parameter: {name} Friction\n" for name in names)
    body = " ".join(f"?answer ?p{number} ${name} ." for number, name in enumerate(names))
    return f"# Question: {title}\n{also}# Audience: leader\n{blanks}SELECT ?answer WHERE {{ {body} }}\n"


def _printed() -> Iterator[Item]:
    odd = "N\x9b31m\x9d52;c;aGk=\x9c\u202ea\u2066b\u2028c\u200f"
    for name, column in (("entities", "label"), ("entities", "description"), ("claims", "hedge"), ("sources", "title")):
        yield Item(
            f"printed-{name}-{column}", ("printed",), ACCEPTED, files={f"{name}.csv": table(rows_with(name, 1, column, odd))}
        )
    yield Item("printed-to-a-full-disk", ("printed-nowhere",), code="output-unwritable")


def _journals() -> Iterator[Item]:
    def promise(name: str) -> str:
        return json.dumps(
            {"what": "x", "when": "x", "before": {name: None}, "after": {name: hashlib.sha256(b"x").hexdigest()}, "undoes": None}
        )

    at = ".trosol/journal/000001/"
    yield Item(
        "journal-writes-above",
        FOLDER,
        EITHER,
        files={at + "entry.json": promise("../owned"), at + "put/x": "", at + "owned": "x"},
    )
    yield Item(
        "journal-writes-anywhere",
        FOLDER,
        EITHER,
        files={at + "entry.json": promise("/tmp/owned"), at + "put/owned": "x"},
    )
    yield Item(
        "journal-writes-through-a-link",
        FOLDER,
        code="file-not-plain",
        place=False,
        files={"modules -> OUTSIDE": "", at + "entry.json": promise("modules/owned.ttl"), at + "put/modules/owned.ttl": "x"},
    )
    yield Item("journal-of-no-number", FOLDER, ACCEPTED, files={".trosol/journal/²/entry.json": "{}"})
    yield Item("journal-of-nonsense", FOLDER, ACCEPTED, files={at + "entry.json": "[" * 100_000, at + "done": ""})
    yield Item(
        "journal-of-other-types",
        FOLDER,
        EITHER,
        files={at + "entry.json": '{"what": [], "when": {}, "before": 5, "after": "x", "undoes": {}}'},
    )
    yield Item(
        "journal-writes-to-git",
        ("reading", "writers"),
        EITHER,
        files={at + "entry.json": promise(".git/hooks/post-checkout"), at + "put/.git/hooks/post-checkout": "x"},
    )
    yield Item("folder-dataset-is-a-pipe", FOLDER, files={"dataset.toml -> PIPE": ""})
    yield Item("folder-dataset-never-ends", FOLDER, files={"dataset.toml -> /dev/zero": ""})
    yield Item("folder-table-is-a-pipe", FOLDER, code="file-not-plain", files={"claims.csv -> PIPE": ""})
    yield Item("folder-module-is-a-pipe", FOLDER, files={"modules/x.ttl -> PIPE": ""})
    yield Item("folder-module-never-ends", FOLDER, files={"modules/x.ttl -> /dev/zero": ""})
    yield Item("folder-table-is-a-folder", FOLDER, code="file-not-plain", files={"claims.csv/x": ""})
    for name in ("dataset.toml", "claims.csv", "modules/x.ttl"):
        short = name.rpartition("/")[2].partition(".")[0]
        yield Item(f"folder-{short}-is-a-link", FOLDER, code="file-not-plain", files={f"{name} -> @CANARY@": ""})
        yield Item(f"folder-{short}-is-a-link-to-nothing", FOLDER, code="file-not-plain", files={f"{name} -> nowhere": ""})
    yield Item(
        "folder-question-is-a-link", ("questions", "cli-folder"), code="file-not-plain", files={"questions/x.rq -> @CANARY@": ""}
    )
    yield Item(
        "folder-question-is-a-pipe", ("questions", "cli-folder"), code="file-not-plain", files={"questions/x.rq -> PIPE": ""}
    )
    yield Item(
        "folder-question-never-ends",
        ("questions", "cli-folder"),
        code="file-not-plain",
        files={"questions/x.rq -> /dev/zero": ""},
    )
    yield Item(
        "folder-answers-never-end", ("cli-folder",), code="file-not-plain", files={"questions/expected.csv -> /dev/zero": ""}
    )
    yield Item(
        "folder-answers-are-a-link", ("cli-folder",), code="file-not-plain", files={"questions/expected.csv -> @CANARY@": ""}
    )
    yield Item("folder-modules-are-a-link", FOLDER, code="file-not-plain", files={"modules -> OUTSIDE": ""})
    yield Item("folder-modules-are-a-pipe", FOLDER, code="file-not-plain", files={"modules -> PIPE": ""})
    yield Item(
        "folder-brings-a-link", ("import-folder",), code="file-not-plain", place=False, files={"questions/x.txt -> @CANARY@": ""}
    )
    yield Item(
        "folder-brings-what-never-ends", ("import-folder",), code="file-not-plain", files={"questions/x.txt -> /dev/zero": ""}
    )
    yield Item("release-of-a-link", ("release",), code="file-not-plain", files={"notes.md -> @CANARY@": ""})
    yield Item("release-of-what-never-ends", ("release",), code="file-not-plain", files={"questions/x.txt -> /dev/zero": ""})
    yield Item("journal-home-is-a-link", ("writers",), code="file-not-plain", files={".trosol -> OUTSIDE": ""})
    yield Item("journal-is-a-link", ("writers",), code="file-not-plain", files={".trosol/journal -> OUTSIDE": ""})
    yield Item("journal-lock-is-a-link", ("writers",), code="file-not-plain", files={".trosol/lock -> @CANARY@": ""})
    yield Item("journal-lock-is-a-pipe", ("writers",), code="file-not-plain", files={".trosol/lock -> PIPE": ""})
    taken = "claims.csv"
    sha = hashlib.sha256(b"id").hexdigest()
    said = {"what": "x", "when": "x", "before": {taken: None}, "after": {taken: sha}, "undoes": None}
    for end, seal in (("", {}), ("-with-a-seal", {"seal": "0" * 64})):
        made = {at + "entry.json": json.dumps({**said, **seal}), at + f"put/{taken}": "id"}
        yield Item(f"journal-of-somebody-else{end}", ("reading", "writers"), EITHER, code="journal-foreign", files=made)
    settings = (
        '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = "touch OWNED"\n\tpager = "touch OWNED"\n[log]\n\tshowSignature = true\n'
        '[gpg]\n\tprogram = "OWN.SH"\n[filter "own"]\n\tsmudge = "touch OWNED"\n\tclean = "touch OWNED"\n\trequired = true\n'
    )
    yield Item("git-settings-name-programs", ("revisions",), ACCEPTED, files={"config": settings, "attributes": "* filter=own\n"})
    for name, content in (("missing", None), ("empty", b""), ("of-nonsense", b"garbage"), ("cut", b"\x78\x9c\x00")):
        damaged: dict[str, str | bytes] = {"lost": "claims.csv", **({"instead": content} if content is not None else {})}
        yield Item(f"git-object-{name}", ("revisions",), code="revision-unknown", files=damaged, place=False)
    yield Item(
        "git-mark-that-leads-elsewhere", ("revisions",), code="revision-unknown", files={"mark": "gitdir: @OTHER@\n"}, place=False
    )


ITEMS = (*_datasets(), *_modules(), *_questions(), *_journals(), *_printed())
