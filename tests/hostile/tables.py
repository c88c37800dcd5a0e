"""Tables that mean harm: CSV in an ecosystem's folder, brought in, or measured; and workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from builders import TABLES, rows_plus, rows_with
from builders import table_bytes as table
from hostile.items import ACCEPTED, EITHER, Item, Traps
from hostile.rdf_files import laughs

__all__ = ["ITEMS"]

FOLDER = ("folder", "cli-folder", "import-folder")
TIES = ("import", "cli-import", "measure")
BOOK = ("load", "check", "cli-check", "upload", "import", "cli-import")


def _cells() -> Iterator[Item]:
    """One cell of the tiny ecosystem is hostile."""
    ids = {
        "slashes": "../../etc/passwd",
        "null": "a\0b",
        "spaces": "a b",
        "dots": "..",
        "percent": "a%2fb",
        "script": "<script>",
        "201-letters": "a" * 201,
        "case-clash": "NURSES",
        "bidi": "a\u202eb",
        "zero-width": "a\u200bb",
        "newline": "a\nb",
        "surrogate": "a\udcffb",
        "sparql": "x> . ?s ?p ?o . <y",
        "option": "--json",
        "device": "/dev/zero",
        "quote": 'a"b',
        "accent": "t\u0177-hafan",
        "decomposed": "ty\u0302-hafan",
        "cyrillic": "nurs\u0435s",
        "tamil": "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd",
        "full-width": "\uff41\uff42",
        "ligature": "\ufb01x",
        "digits-of-another-script": "a\u0661",
        "sharp-s": "stra\u00dfe",
        "dotless-i": "nurs\u0131",
        "underscore-first": "__proto__",
    }
    for name, key in ids.items():
        rows = rows_plus("entities", key, "Friction", "L", "", "transcribed", "e1")
        yield Item(f"csv-id-{name}", FOLDER, files={"entities.csv": table(rows)})
    labels = {
        "script": ("<script>alert(document.cookie)</script>", ACCEPTED),
        "formula": ("=HYPERLINK('http://127.0.0.1:@PORT@','x')", ACCEPTED),
        "bidi": ("\u202e\u2066abc", ACCEPTED),
        "template": ("{{ 7*7 }} ${7*7} <%= 7 %>", ACCEPTED),
        "markdown": ("[x](javascript:alert(1)) ![y](http://127.0.0.1:@PORT@/p.png)", ACCEPTED),
        "of-99000": ("x" * 99_000, EITHER),
        "of-100001": ("x" * 100_001, "refused"),
        "bell": ("a\x07b", "refused"),
        "escape": ("\x1b[2J\x1b]0;owned\x07", "refused"),
        "null": ("a\0b", "refused"),
        "not-a-character": ("a\uffffb", "refused"),
        "carriage-return": ("a\rb", ACCEPTED),
        "combining": ("e" + "\u0301" * 5000, ACCEPTED),
        "canary": ("file://@CANARY@", ACCEPTED),
        "latex": ('\\input{@CANARY@} #read("@CANARY@")', ACCEPTED),
    }
    for name, (label, ends) in labels.items():
        yield Item(f"csv-label-{name}", FOLDER, ends, files={"entities.csv": table(rows_with("entities", 1, "label", label))})
    numbers = {
        "infinite": "1e999",
        "not-a-number": "NaN",
        "hexadecimal": "0x10",
        "huge": "9" * 5000,
        "arabic": "١٢",
        "formula": "=1",
    }
    for name, number in numbers.items():
        yield Item(f"csv-number-{name}", FOLDER, files={"observations.csv": table(rows_with("observations", 1, "value", number))})
    yield Item("csv-lines-huge", FOLDER, files={"evidence.csv": table(rows_with("evidence", 1, "lines", "1-99999999999"))})
    many = [[f"x{n}", f"thing-nr-{n}", "stifles", f"thingnumber{n}", *TABLES["claims"][1][4:]] for n in range(1500)]
    things = [[f"thing-number-{n}", "Friction", f"T{n}", "", "transcribed", "e1"] for n in range(1500)]
    yield Item(
        "csv-thousands-of-wrong-ids",
        ("folder",),
        code="reference-dangling",
        untold="thing-number-1499",  # a hint so far down was looked for too long
        files={"claims.csv": table(TABLES["claims"] + many), "entities.csv": table(TABLES["entities"] + things)},
    )
    kinds = [[f"thing-{n}", f"Kind{n}", f"T{n}", "", "transcribed", "e1"] for n in range(3000)]
    yield Item(
        "csv-thousands-of-wrong-kinds",
        ("folder",),
        code="type-unknown",
        files={"entities.csv": table(TABLES["entities"] + kinds)},
    )


def _files() -> Iterator[Item]:
    """A whole file is hostile."""
    head = b"id,title\n"
    texts = {
        "null-bytes": head + b"talk,\0\0\0\n",
        "latin": head + b"talk,caf\xe9\n",
        "utf16": "id,title\ntalk,x\n".encode("utf-16"),
        "utf7": head + b"talk,+ADw-script+AD4-\xff\n",
        "quote-never-closed": head + b'talk,"' + b"x" * 1_000_000,
        "cell-too-long": head + b"talk," + b"x" * 200_000 + b"\n",
        "ragged": head + b"talk\n",
        "ragged-wide": head + b"talk,x" + b",y" * 100_000 + b"\n",
        "header-twice": b"id,title,title\ntalk,x,y\n",
        "header-blank": b"id,title,\ntalk,x,y\n",
        "header-unknown": b"id,title,colour\ntalk,x,y\n",
        "header-of-40000": b"id,title," + b",".join(b"a%d" % n for n in range(40_000)) + b"\n",
        "header-of-a-million-commas": b"id,title" + b"," * 1_000_000 + b"x\n",
        "html": b"<!doctype html><html><script>alert(1)</script></html>",
        "zip": b"PK\x03\x04" + b"\0" * 100,
        "empty": b"",
        "only-quotes": b'"' * 10_001,
        "semicolons": b"id;title\ntalk;x\n",
        "carriage-returns": b"id,title\rtalk,x\r,\r",
    }
    for name, text in texts.items():
        code = "table-too-large" if name == "header-of-40000" else ""
        ends = EITHER if name == "carriage-returns" else "refused"
        yield Item(f"csv-file-{name}", FOLDER, ends, code, files={"sources.csv": text})
    ties = {
        "weights-not-numbers": b"source,target,weight\na,b,nan\nb,c,inf\nc,a,-1e999\n",
        "weight-text": b"source,target,weight\na,b,lots\n",
        "blank-ends": b"source,target\na,\n,b\n",
        "one-column": b"source\na\n",
        "null": b"source,target\na\0,b\n",
        "many-columns": b"source,target," + b",".join(b"c%d" % n for n in range(5000)) + b"\na,b\n",
        "no-rows-but-header-huge": b"source,target," + b"x" * 150_000 + b"\n",
    }
    for name, text in ties.items():
        doors, code = (("measure",), "number-bad") if name.startswith("weight") else (TIES, "")
        yield Item(f"csv-ties-{name}", doors, code=code, files={"ties.csv": text})


def book(sheets: dict[str, str], more: dict[str, bytes] | None = None, prolog: str = "", relations: str = "") -> bytes:
    """A workbook made by hand: XML of the cells by sheet, further members, what stands before the sheets' root element."""
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(len(sheets))
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{parts}</Types>",
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r0" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        named = "".join(f'<sheet name="{name}" sheetId="{n + 1}" r:id="r{n}"/>' for n, name in enumerate(sheets))
        archive.writestr(
            "xl/workbook.xml", f'{prolog}<workbook xmlns="{ns}" xmlns:r="{office}"><sheets>{named}</sheets></workbook>'
        )
        rels = "".join(
            f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>' for n in range(len(sheets))
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{rels}{relations}</Relationships>')
        for n, cells in enumerate(sheets.values()):
            archive.writestr(f"xl/worksheets/s{n}.xml", f'{prolog}<worksheet xmlns="{ns}">{cells}</worksheet>')
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def cells(*rows: tuple[str, ...]) -> str:
    """Rows of text cells."""
    made = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>" for row in rows)
    return f"<sheetData>{made}</sheetData>"


def with_part(kind: str, text: str, name: str = "") -> bytes:
    """A workbook with one more part that its workbook points at, whatever the part is called."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name = name or f"{kind}.xml"
    more = f'<Relationship Id="more" Type="{office}/{kind}" Target="{name}"/>'
    return book({"Connections": cells(("From", "To"), ("a", "b"))}, {f"xl/{name}": text.encode()}, relations=more)


TIE = cells(("From", "To", "Type"), ("a", "b", "stifles"))


_READ_WHEN_BROUGHT = (
    *("far-column", "far-row", "rows-out-of-order", "cell-of-another-row", "cell-twice", "cell-beyond-all"),
    *("number-of-5000-digits", "text-in-thousands-of-cells"),
)
"""Faults of the sheet of a map, which only bringing it in reads."""


def _books() -> Iterator[Item]:
    def lied(size: int) -> bytes:
        whole = bytearray(book({"Connections": TIE}, {"xl/media/big.xml": b"x" * 50_000}))
        at = whole.rindex(b"PK\x01\x02")
        whole[at + 24 : at + 28] = size.to_bytes(4, "little")
        return bytes(whole)

    def encrypted() -> bytes:
        whole = bytearray(book({"Connections": TIE}))
        at = whole.rindex(b"PK\x01\x02")
        whole[at + 8] |= 1
        return bytes(whole)

    def twice(name: str) -> bytes:
        """Two members that are one: which of them is read is up to the reader."""
        return book({"Connections": TIE}, {"xl/worksheets/sX.xml": b"<x/>"}).replace(b"xl/worksheets/sX.xml", name.encode())

    shared = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3001))
    far = '<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    deep = '<sheetData><row r="999999999"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    external = (
        '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        'Target="http://127.0.0.1:%d/x.xlsx" TargetMode="External"/>'
    )
    made: dict[str, Callable[[Traps], bytes]] = {
        "zip-bomb": lambda t: book({"Connections": TIE}, {"xl/media/x.xml": b"\0" * 120_000_000}),
        "zip-of-lies": lambda t: lied(10),
        "zip-of-huge-lies": lambda t: lied(0xFFFFFFFE),
        "far-column": lambda t: book({"Connections": far}),
        "far-row": lambda t: book({"Connections": deep}),
        "far-cell-of-tables": lambda t: book({"entities": far, "dataset": cells(("key", "value"), ("title", "x"))}),
        "laughs": lambda t: book({"Connections": TIE}, prolog=laughs()),
        "laughs-behind-a-comment": lambda t: book({"Connections": TIE}, prolog=f"<!--{'x' * 10_000}-->" + laughs()),
        "laughs-in-another-member": lambda t: book(
            {"Connections": TIE}, {"xl/sharedStrings.xml": (laughs() + "<sst/>").encode()}
        ),
        "entity-of-a-file": lambda t: book({"Connections": TIE}, prolog=f'<!DOCTYPE w [<!ENTITY a SYSTEM "file://{t.canary}">]>'),
        "entity-of-a-server": lambda t: book({"Connections": TIE}, prolog=f'<!DOCTYPE w SYSTEM "http://127.0.0.1:{t.port}/d">'),
        "laughs-in-strings-called-png": lambda t: with_part("sharedStrings", laughs() + "<sst/>", "strings.png"),
        "laughs-in-styles-called-bin": lambda t: with_part("styles", laughs() + "<styleSheet/>", "styles.bin"),
        "laughs-in-a-relationship": lambda t: book(
            {"Connections": TIE}, {"xl/worksheets/_rels/s0.xml.rels": laughs().encode() + b"<x/>"}
        ),
        "strings-that-are-no-xml": lambda t: with_part("sharedStrings", "\n<?xml version='1.0'?><sst/>", "strings.png"),
        "styles-in-millions": lambda t: with_part(
            "styles", "<styleSheet><cellXfs>" + "<xf/>" * 2_500_000 + "</cellXfs></styleSheet>"
        ),
        "styles-that-are-none-in-millions": lambda t: with_part("styles", "<styleSheet>" + "<a/>" * 3_000_000 + "</styleSheet>"),
        "strings-in-millions": lambda t: with_part("sharedStrings", "<sst>" + "<si><t/></si>" * 1_000_000 + "</sst>"),
        "relationships-in-thousands": lambda t: book(
            {"Connections": TIE}, relations="".join(f'<Relationship Id="x{n}" Type="x" Target="y"/>' for n in range(100_000))
        ),
        "sheets-in-thousands": lambda t: book({f"s{n}": "" for n in range(1001)}),
        "sheets-that-are-one": lambda t: book({"Connections": TIE, "connections": TIE}),
        "members-of-one-name": lambda t: twice("xl/worksheets/s0.xml"),
        "members-of-one-name-but-for-case": lambda t: twice("xl/WORKSHEETS/s0.xml"),
        "member-above": lambda t: book({"Connections": TIE}, {"../owned.xml": b"<x/>"}),
        "member-at-the-root": lambda t: book({"Connections": TIE}, {"/etc/owned.xml": b"<x/>"}),
        "member-of-another-system": lambda t: book({"Connections": TIE}, {"xl/x.xml": b"<x/>"}).replace(
            b"xl/x.xml", b"x\\..\\xml"
        ),
        "member-encrypted": lambda t: encrypted(),
        "archive-within": lambda t: book({"Connections": TIE}, {"xl/embeddings/inner.bin": book({"Connections": TIE})}),
        "something-behind": lambda t: book({"Connections": TIE}) + b"more",
        "rows-out-of-order": lambda t: book({"Connections": '<sheetData><row r="2"/><row r="1"/></sheetData>'}),
        "cell-of-another-row": lambda t: book({"Connections": '<sheetData><row r="1"><c r="A2"/></row></sheetData>'}),
        "cell-twice": lambda t: book({"Connections": '<sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData>'}),
        "cell-beyond-all": lambda t: book({"Connections": '<sheetData><row r="1"><c r="ZZZ1"/></row></sheetData>'}),
        "number-of-5000-digits": lambda t: book({"Connections": f"<sheetData><row><c><v>{'9' * 5000}</v></c></row></sheetData>"}),
        "text-in-thousands-of-cells": lambda t: book(
            {"Connections": f"<sheetData>{shared}</sheetData>"},
            {"xl/strings.png": f"<sst><si><t>{'x' * 90_000}</t></si></sst>".encode()},
            relations='<Relationship Id="more" Type="x/sharedStrings" Target="strings.png"/>',
        ),
        "members-like-paths": lambda t: book({"no": TIE}, {"../../../../tmp/owned.xml": b"<x/>", "/etc/owned.xml": b"<x/>"}),
        "no-sheets": lambda t: book({}),
        "part-missing": lambda t: book({"Connections": TIE}).replace(b"xl/worksheets/s0.xml", b"xl/worksheets/sX.xml"),
        "no-workbook": lambda t: _zip({"a.txt": b"x"}),
        "truncated": lambda t: book({"Connections": TIE})[:-200],
        "not-a-zip": lambda t: b"PK nothing of the kind",
        "deep-markup": lambda t: book({"Connections": "<a>" * 20_000 + "</a>" * 20_000}),
        "cell-of-200000": lambda t: book({"Connections": cells(("From", "To"), ("x" * 200_000, "b"))}),
        "header-twice": lambda t: book({"Connections": cells(("From", "From", "To"), ("a", "b", "c"))}),
        "shared-string-that-is-not-there": lambda t: book(
            {"Connections": '<sheetData><row><c t="s"><v>99999</v></c></row></sheetData>'}
        ),
        "sheet-unknown": lambda t: book({"Passwords": TIE}),
        "sheet-name-of-a-script": lambda t: book({"&lt;script&gt;": TIE}),
    }
    for name, make in made.items():
        code = {
            "zip-bomb": "file-too-large",
            "styles-in-millions": "file-too-large",
            "styles-that-are-none-in-millions": "file-too-large",
            "strings-in-millions": "file-too-large",
            "relationships-in-thousands": "file-too-large",
            "sheets-in-thousands": "file-too-large",
            "text-in-thousands-of-cells": "file-too-large",
            "far-column": "table-too-large",
            "far-row": "file-too-large",
            "far-cell-of-tables": "table-too-large",
        }.get(
            name,
            "workbook-unreadable"
            if name.startswith(("laughs", "entity", "member-", "members-of", "archive", "cell-t", "rows-"))
            else "",
        )
        doors = BOOK if name not in _READ_WHEN_BROUGHT else ("import", "cli-import")
        yield Item(f"xlsx-{name}", doors, code=code, files={"a.xlsx": make})
    taken: dict[str, Callable[[Traps], bytes]] = {
        "formula": lambda t: book(
            {
                "Connections": TIE.replace(
                    '<c t="inlineStr"><is><t>a</t></is></c>', f'<c><f>WEBSERVICE("http://127.0.0.1:{t.port}/")</f><v>a</v></c>'
                )
            }
        ),
        "formula-that-thousands-share": lambda t: book(
            {
                "Connections": TIE.replace(
                    "</sheetData>",
                    f'<row><c><f t="shared" si="0">{"A1+" * 20_000}1</f><v>a</v></c></row>'
                    + '<row><c><f t="shared" si="0"/><v>a</v></c></row>' * 20_000
                    + "</sheetData>",
                )
            }
        ),
        "drawing-that-is-no-xml": lambda t: book({"Connections": TIE}, {"xl/drawings/vmlDrawing1.vml": b"<br>" * 1000}),
        "macro": lambda t: book({"Connections": TIE}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "external-link": lambda t: book({"Connections": TIE}, relations=external % t.port),
        "dimension-that-lies": lambda t: book({"Connections": '<dimension ref="A1:A1"/>' + TIE}),
    }
    for name, make in taken.items():
        yield Item(f"xlsx-{name}", ("import", "cli-import"), EITHER, files={"a.xlsx": make})


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


ITEMS = (*_cells(), *_files(), *_books())
