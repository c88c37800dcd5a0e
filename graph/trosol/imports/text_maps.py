"""Maps in the text forms of network programs: GML, Pajek (.net) and UCINET DL.

Forms: GML (M. Himsolt 1997), Pajek reference manual, UCINET 6 "DL format". Each is read in one pass, without evaluating anything.
"""

from __future__ import annotations

import html
import re
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import NONE, ONE, Drawing, fold, unreadable
from trosol.imports.map_attributes import DrawingBuilder, said_of
from trosol.imports.sheets import Sheet

__all__ = ["from_dl", "from_gml", "from_matrix", "from_pajek"]

_MOST = 2_000_000
_GML = re.compile(r'\s*(?:#[^\n]*|([A-Za-z][\w.]*)|"([^"]*)"|([+-]?(?:\d[\w.+-]*|\.\d[\w.+-]*))|(\[)|(\]))')
_LABEL = re.compile(r'"([^"]*)"|([^\s,]+)')
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def text_of(content: bytes) -> str:
    """Its letters: UTF-8 where it is that, else as Windows writes them."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def from_gml(content: bytes, name: str) -> Drawing:
    """The map of a ``.gml`` file. Raises :class:`TrosolError`."""
    graph = next((value for key, value in _gml_pairs(text_of(content), name) if key == "graph" and isinstance(value, list)), None)
    if graph is None:
        raise unreadable(name, "GML", "it has no graph [ … ] in it")
    builder = DrawingBuilder(name, "a GML file")
    facts = {key: value for key, value in graph if not isinstance(value, list)}
    builder.title = str(facts.get("label") or facts.get("name") or "")
    directed = str(facts.get("directed", "0")) == "1"
    nodes = [value for key, value in graph if key == "node" and isinstance(value, list)]
    edges = [value for key, value in graph if key == "edge" and isinstance(value, list)]
    for number, node in enumerate(nodes, 1):
        said = _gml_said(node, ("id",))
        builder.thing(str(dict(node).get("id", "")), said, Where(name, None, f"node {number}"), lasting=True)
    for number, edge in enumerate(edges, 1):
        facts = dict(edge)
        ends = str(facts.get("source", "")), str(facts.get("target", ""))
        said = _gml_said(edge, ("source", "target", "id"))
        where = Where(name, None, f"edge {number}")
        builder.tie(ends, said, where, direction=ONE if directed else NONE, key=str(facts.get("id", "")))
    return builder.made()


def _gml_said(pairs: list[tuple[str, Any]], without: tuple[str, ...]) -> dict[str, str]:
    found = {key: value for key, value in pairs if key not in without and not isinstance(value, list)}
    for key, value in pairs:
        if key == "graphics" and isinstance(value, list):
            drawn = dict(value)
            found |= {new: drawn[old] for old, new in (("type", "shape"), ("fill", "colour")) if isinstance(drawn.get(old), str)}
            found["position"] = " ".join(str(drawn[axis]) for axis in ("x", "y", "z") if axis in drawn)
    return said_of(found)


def _gml_pairs(text: str, name: str) -> list[tuple[str, Any]]:
    top: list[tuple[str, Any]] = []
    path, key, at = [top], "", 0
    count = 0
    end = len(text.rstrip())
    while at < end:
        found = _GML.match(text, at)
        count += 1
        if found is None or count > _MOST:
            raise unreadable(name, "GML", "there are too many parts" if found else f"it breaks off at character {at + 1}")
        at = found.end()
        word, quoted, number, opens, closes = found.groups()
        if word is not None and not key:
            key = word
        elif word is not None or quoted is not None or number is not None:
            if not key:
                raise unreadable(name, "GML", f"a value has no name at character {at}")
            value = next(one for one in (word, quoted, number) if one is not None)
            path[-1].append((key, html.unescape(value) if quoted is not None else value))
            key = ""
        elif opens:
            inner: list[tuple[str, Any]] = []
            path[-1].append((key, inner))
            path.append(inner)
            key = ""
            if len(path) > 60:
                raise unreadable(name, "GML", "its brackets nest too deeply")
        elif closes:
            path.pop()
            if not path:
                raise unreadable(name, "GML", "a bracket closes that never opened")
    if len(path) > 1:
        raise unreadable(name, "GML", "a bracket does not close")
    return top


def from_pajek(content: bytes, name: str) -> Drawing:
    """The map of a Pajek ``.net`` file: vertices, arcs, edges, lists and matrices of them. Raises :class:`TrosolError`."""
    reader = _Pajek(name)
    for number, line in enumerate(text_of(content).splitlines(), 1):
        words = [a or b for a, b in _WORD.findall(line)]
        if not words or line.lstrip().startswith("%"):
            continue
        if words[0].startswith("*"):
            reader.begin(words, line)
        else:
            reader.line(words, Where(name, number))
    if not reader.builder.things and not reader.builder.ties:
        raise unreadable(name, "Pajek", "it has no *Vertices")
    _name_missing(reader.builder)
    return reader.builder.made()


class _Pajek:
    def __init__(self, name: str) -> None:
        self.name, self.builder = name, DrawingBuilder(name, "a Pajek network")
        self.part, self.relation, self.width, self.row = "", "", 0, 0

    def begin(self, words: list[str], line: str) -> None:
        """A part of the file; those of ties may have a number and a name."""
        self.part, self.row = words[0].casefold(), 0
        label = re.search(r':\s*(\d+)\s*"?([^"]*)"?', line)
        self.relation = (label[2].strip() or label[1]) if label else ""
        if self.part == "*network":
            self.builder.title = " ".join(words[1:])[:200]
        elif self.part == "*vertices":
            self.width = int(words[1]) if len(words) > 1 and words[1].isdigit() and len(words[1]) < 8 else 0
            if self.width > _MOST:
                raise unreadable(self.name, "Pajek", "it announces too many vertices")

    def line(self, words: list[str], where: Where) -> None:
        """One line of the part that is being read."""
        part, builder = self.part, self.builder
        direction = ONE if part.startswith("*arc") else NONE
        if part == "*vertices":
            said = said_of({"label": words[1] if len(words) > 1 else words[0], **_pajek_said(words[2:])})
            builder.thing(words[0], said, where, lasting=True)
        elif part in ("*arcs", "*edges"):
            if len(words) < 2:
                raise unreadable(self.name, "Pajek", f"line {where.row} does not name both ends")
            said = said_of({"weight": words[2], **_pajek_said(words[3:])} if len(words) > 2 else {})
            kind = said.pop("l", "") or self.relation
            builder.tie((words[0], words[1]), said, where, direction=direction, kind=kind)
        elif part in ("*arcslist", "*edgeslist"):
            for other in words[1:]:
                builder.tie((words[0], other), {}, where, direction=direction, kind=self.relation)
        elif part == "*matrix":
            self.row += 1
            for column, value in enumerate(words[: self.width], 1):
                if value.strip("0.") not in ("", "-"):
                    builder.tie((str(self.row), str(column)), {"weight": value}, where, kind=self.relation)
        elif part:
            builder.notes[f"line of the part {part[:30]}"] += 1
        else:
            raise unreadable(self.name, "Pajek", "it does not begin with *Vertices")


def _name_missing(builder: DrawingBuilder) -> None:
    for tie in builder.ties:
        for key in (tie.source, tie.target):
            if key not in builder.things:
                builder.guessed(key, key, where=tie.where)


def _pajek_said(words: list[str]) -> dict[str, str]:
    """Parameters of a line: coordinates, then a shape, then pairs of a name and a value."""
    numbers = [word for word in words if re.fullmatch(r"[-+.\d]+(e-?\d+)?", word)]
    rest = [word for word in words if word not in numbers or "l" in words]
    found = {"position": " ".join(numbers[:3])} if words[:1] == numbers[:1] else {}
    names = {"ic": "colour", "c": "colour", "l": "l", "s": "size"}
    for at, word in enumerate(rest[:-1]):
        if word in names:
            found[names[word]] = rest[at + 1]
    if rest and rest[0] in ("ellipse", "box", "diamond", "triangle", "cross", "empty"):
        found["shape"] = rest[0]
    return found


def from_dl(content: bytes, name: str) -> Drawing:
    """The map of a UCINET ``.dl`` file: full matrix, edge list or node list, with labels. Raises :class:`TrosolError`."""
    text = text_of(content)
    head, colon, body = _dl_parts(text)
    if not colon or not head.casefold().lstrip().startswith("dl"):
        raise unreadable(name, "UCINET DL", "it does not begin with DL and has no data:")
    number = re.search(r"\bn\s*=\s*(\d{1,7})", head, re.IGNORECASE)
    form = (re.search(r"format\s*=\s*(\w+)", head, re.IGNORECASE) or ["", "fullmatrix"])[1].casefold()
    embedded = re.search(r"labels\s+embedded", head, re.IGNORECASE)
    said = re.search(r"labels\s*:\s*(.*?)(?:\bdata\b|$)", head, re.IGNORECASE | re.DOTALL)
    labels = [quoted or plain for quoted, plain in _LABEL.findall(said[1])] if said and not embedded else []
    count = int(number[1]) if number else len(labels)
    if count > 5000 and form.startswith("full"):
        raise unreadable(name, "UCINET DL", "its matrix is too large")
    builder = DrawingBuilder(name, "a UCINET network")
    lines = [[a or b for a, b in _WORD.findall(line.replace(",", " "))] for line in body.splitlines() if line.strip()]
    if form.startswith("full"):
        if embedded and lines:
            labels, lines = lines[0], [line[1:] for line in lines[1:]]
        cells = [word for line in lines for word in line]
        count = count or len(lines)
        if count * count != len(cells):
            raise unreadable(name, "UCINET DL", f"its matrix has {len(cells)} cells where {count} items need {count * count}")
        labels = labels or [str(at) for at in range(1, count + 1)]
        if len(labels) != count:
            raise unreadable(name, "UCINET DL", f"it names {len(labels)} items, and its matrix is one of {count}")
        matrix_ties(builder, labels, labels, [cells[at * count : (at + 1) * count] for at in range(count)], name)
        return builder.made()
    keys = labels or ([] if embedded else [str(at) for at in range(1, min(count, _MOST) + 1)])
    for at, label in enumerate(keys, 1):
        builder.thing(str(at) if not embedded else label, {"label": label}, Where(name, None, f"label {at}"), lasting=False)
    for at, words in enumerate(lines, 1):
        where = Where(name, None, f"data line {at}")
        if len(words) < 2:
            continue
        others = words[1:2] if form.startswith("edge") else words[1:]
        for other in others:
            ends = [end if end in builder.things else builder.guessed(end, end, where=where) for end in (words[0], other)]
            weight = {"weight": words[2]} if form.startswith("edge") and len(words) > 2 else {}
            builder.tie((ends[0], ends[1]), weight, where)
    return builder.made()


def _dl_parts(text: str) -> tuple[str, str, str]:
    found = re.search(r"\bdata\s*:", text, re.IGNORECASE)
    return (text[: found.start()], ":", text[found.end() :]) if found else (text, "", "")


def matrix_ties(builder: DrawingBuilder, rows: list[str], columns: list[str], cells: list[list[str]], name: str) -> None:
    """Items and ties of a matrix: a tie wherever a cell is not blank, 0 or no; one like its mirror has no direction."""
    for number, label in enumerate(dict.fromkeys((*rows, *columns)), 1):
        builder.thing(label, {"label": label}, Where(name, None, f"item {number}"), lasting=False)
    symmetric = rows == columns and all(
        cells[a][b].strip() == cells[b][a].strip() for a in range(len(rows)) for b in range(a) if len(cells[a]) > b
    )
    for row, (source, values) in enumerate(zip(rows, cells, strict=True)):
        for column, value in enumerate(values):
            text = value.strip()
            if text.strip("0.,") == "" or text.casefold() in ("no", "n", "false", "-"):
                continue
            if symmetric and column < row:
                continue
            number = re.fullmatch(r"[-+]?[\d.,]+", text) is not None
            said = {"weight": text} if number else {}
            kind = "" if number or text.casefold() in ("x", "yes", "y", "true") else text
            if number and text.startswith("-"):
                kind = "-"
            direction = NONE if symmetric else ONE
            builder.tie((source, columns[column]), said, Where(name, row + 2), direction=direction, kind=kind, kind_names=())


def from_matrix(sheet: Sheet, name: str) -> Drawing | None:
    """The map of an adjacency matrix: the first column names items, as the other columns do. None where the sheet is no such thing."""
    if len(sheet.columns) < 3:
        return None
    first, *columns = sheet.columns
    rows = [" ".join(row[first].split()) for _, row in sheet.rows]
    named = {fold(row) for row in rows}
    alike = sum(fold(column) in named for column in columns)
    if not all(rows) or len(named) < len(rows) or alike < 2 or 2 * alike < max(len(columns), len(rows)):
        return None
    spelt = {fold(row): row for row in rows}
    builder = DrawingBuilder(name, "an adjacency matrix")
    builder.title = sheet.title
    heads = [spelt.get(fold(column), column) for column in columns]
    matrix_ties(builder, rows, heads, [[row[column] for column in columns] for _, row in sheet.rows], name)
    return builder.made()
