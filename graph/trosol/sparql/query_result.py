"""What a query gave: rows of terms, yes or no, or triples; and the formats that programs expect."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from trosol.table import frame_of, html_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "Answer", "QueryTerm"]

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Formats of rows and of yes or no, with their media types (SPARQL 1.1 Query Results)."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: dict[str, Callable[[str], str | int | float | bool]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
}

_XML = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """An RDF term of an answer. ``kind``: uri, literal or bnode."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    def to_json(self) -> dict[str, str]:
        """As in SPARQL 1.1 JSON results."""
        found = {"type": self.kind, "value": self.value}
        if self.language:
            found["xml:lang"] = self.language
        elif self.datatype:
            found["datatype"] = self.datatype
        return found

    def to_python(self) -> str | int | float | bool:
        """A number or a truth value as such, all else as text."""
        kind = self.datatype.removeprefix(_XSD)
        try:
            return _READ[kind](self.value) if kind in _READ else _plain(self)
        except ValueError:  # "12 or so" as a number: what it says
            return self.value

    def turtle(self) -> str:
        """As in Turtle, in one line."""
        if self.kind == "uri":
            return f"<{self.value}>"
        if self.kind == "bnode":
            return f"_:{self.value}"
        text = json.dumps(self.value, ensure_ascii=False)
        return f"{text}@{self.language}" if self.language else f"{text}^^<{self.datatype}>" if self.datatype else text


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """An answer. ``kind``: select (``columns``, ``rows``), ask (``truth``) or construct (rows of three terms).

    ``cut``: there was more than the limits let through. ``seconds``: how long the engine took.
    """

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[QueryTerm | None, ...], ...] = ()
    truth: bool | None = None
    cut: bool = False
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """SPARQL 1.1 JSON results; of triples, rows of subject, predicate and object."""
        if self.kind == "ask":
            return {"head": {}, "boolean": bool(self.truth)}
        bindings = [
            {name: term.to_json() for name, term in zip(self.columns, row, strict=True) if term is not None} for row in self.rows
        ]
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}

    def to_frame(self) -> pd.DataFrame:
        """A column for each variable: numbers and truth values as such, all else as text; None where nothing is bound."""
        return frame_of(self._cells(), list(self.columns))

    def _repr_html_(self) -> str:
        """The first rows in a notebook."""
        return html_of(self._cells())

    def __repr__(self) -> str:
        """How many rows, and whether there were more."""
        return (
            f"Answer({bool(self.truth)})" if self.kind == "ask" else f"Answer({len(self.rows)} rows{', cut' if self.cut else ''})"
        )

    def _cells(self) -> list[dict[str, Any]]:
        if self.kind == "ask":
            return [{"answer": bool(self.truth)}]
        names = self.columns or ("subject", "predicate", "object")
        return [{name: term and term.to_python() for name, term in zip(names, row, strict=True)} for row in self.rows]

    def text(self, format_name: str) -> str:
        """The answer in one of :data:`FORMATS`; triples as N-Triples whatever the format. Raises KeyError."""
        if self.kind == "construct":
            return "".join(f"{' '.join(term.turtle() for term in row if term)} .\n" for row in self.rows)
        return {"json": self._json, "xml": self._xml, "csv": self._csv, "tsv": self._tsv}[format_name]()

    def _json(self) -> str:
        return json.dumps(self.to_json(), ensure_ascii=False)

    def _xml(self) -> str:
        ElementTree.register_namespace("", _XML)
        root = ElementTree.Element(f"{{{_XML}}}sparql")
        head = ElementTree.SubElement(root, f"{{{_XML}}}head")
        if self.kind == "ask":
            ElementTree.SubElement(root, f"{{{_XML}}}boolean").text = str(bool(self.truth)).lower()
        else:
            for name in self.columns:
                ElementTree.SubElement(head, f"{{{_XML}}}variable", name=name)
            results = ElementTree.SubElement(root, f"{{{_XML}}}results")
            for row in self.rows:
                result = ElementTree.SubElement(results, f"{{{_XML}}}result")
                for name, term in zip(self.columns, row, strict=True):
                    if term is not None:
                        binding = ElementTree.SubElement(result, f"{{{_XML}}}binding", name=name)
                        node = ElementTree.SubElement(binding, f"{{{_XML}}}{term.kind}")
                        node.text = _xml_text(term.value)
                        if term.language:
                            node.set("{http://www.w3.org/XML/1998/namespace}lang", term.language)
                        elif term.datatype:
                            node.set("datatype", term.datatype)
        # A bare carriage return would be read as a line feed.
        body = ElementTree.tostring(root, encoding="unicode").replace("\r", "&#13;")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + body

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        if self.kind == "ask":
            writer.writerow([str(bool(self.truth)).lower()])
        else:
            writer.writerow(self.columns)
            writer.writerows([_plain(term) for term in row] for row in self.rows)
        return out.getvalue()

    def _tsv(self) -> str:
        if self.kind == "ask":
            return f"{str(bool(self.truth)).lower()}\n"
        lines = ["\t".join(f"?{name}" for name in self.columns)]
        lines += ["\t".join(term.turtle().replace("\t", "\\t") if term else "" for term in row) for row in self.rows]
        return "\n".join(lines) + "\n"


def _plain(term: QueryTerm | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "bnode" else term.value


def _xml_text(text: str) -> str:
    """Text that XML 1.0 can hold: characters that it forbids become the replacement character."""
    return _NO_XML.sub("�", text)
