"""A tiny ecosystem on disk, to break in one place at a time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from trosol import Ecosystem
from trosol.export import export

DATASET = """\
name = "tiny"
title = "A tiny ecosystem"
version = "1"
licence = "https://creativecommons.org/licenses/by/4.0/"
language = "en"
created = "2026-01-02"
credit = "Made up for a test."
"""

TABLES: dict[str, list[list[str]]] = {
    "sources": [["id", "title"], ["talk", "Notes of a talk"]],
    "evidence": [
        ["id", "source", "section", "page", "lines", "anchor", "paraphrase", "speaker"],
        ["e1", "talk", "Opening", "1", "1-2", "too much paper", "Forms take up too much time.", "participantQuote"],
        ["e2", "talk", "Opening", "1", "3", "one shared form", "A single form is proposed instead.", "authorText"],
    ],
    "entities": [
        ["id", "type", "label", "description", "status", "evidence"],
        ["nurses", "ActorRole", "Nurses", "People who nurse.", "transcribed", "e1"],
        ["managers", "ActorRole", "Managers", "People who manage.", "transcribed", "e1"],
        ["paper", "Friction", "Too many forms", "Forms to fill in.", "transcribed", "e1"],
        ["care", "Outcome", "Good care", "Care that helps.", "transcribed", "e1"],
        ["form", "KeyArea", "One shared form", "A single form.", "transcribed", "e2"],
        ["vision-1", "Vision", "Vision 1 (wording not in the source text)", "One vision is mentioned.", "notTranscribed", "e2"],
    ],
    "claims": [
        [
            "id",
            "subject",
            "predicate",
            "object",
            "strength",
            "stance",
            "mode",
            "confidence",
            "voices",
            "coder",
            "rationale",
            "evidence",
            "hedge",
        ],
        ["c1", "paper", "stifles", "care", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "often"],
        ["c2", "form", "addresses", "paper", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e2", ""],
        [
            "c3",
            "managers",
            "directs",
            "nurses",
            "unspecified",
            "reports",
            "inferred",
            "medium",
            "nurses",
            "coder-1",
            "Forms come from managers.",
            "e1",
            "",
        ],
        ["c4", "managers", "stifles", "care", "unspecified", "negates", "stated", "high", "nurses", "coder-1", "", "e1;e2", ""],
    ],
    "observations": [
        ["id", "about", "method", "group", "region", "measure", "value", "threshold", "unit", "note", "evidence"],
        ["o1", "nurses", "", "", "", "people", "12", "", "people", "", "e1"],
    ],
}


def tiny(folder: Path, dataset: str = DATASET, **changed: list[list[str]] | None) -> Path:
    """Write the tiny ecosystem, with some tables replaced (None leaves one out)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.toml").write_text(dataset, encoding="utf-8")
    for name, rows in {**TABLES, **changed}.items():
        if rows is not None:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
    return folder


def table_bytes(rows: list[list[str]]) -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def rows_with(table: str, row: int, column: str, value: str) -> list[list[str]]:
    """A copy of a table with one cell changed; row 1 is the first below the header."""
    rows = [list(cells) for cells in TABLES[table]]
    rows[row][rows[0].index(column)] = value
    return rows


def rows_plus(table: str, *cells: str) -> list[list[str]]:
    """A copy of a table with one more row."""
    return [*(list(row) for row in TABLES[table]), list(cells)]


def pushing(folder: Path, *more: tuple[str, str, str, str], drop: str = "", kind: str = "Outcome") -> Path:
    """Tiny with levers: rota helps rest, calm and hope; form rest, and care by way of paper; lamp hope and calm.

    ``more``: claims as id, subject, relation, object, in place of one with the same id; ``drop``: a claim to leave out;
    ``kind``: what calm is. Bell is there to be pushed, and does nothing yet.
    """
    things = {"rota": "KeyArea", "lamp": "KeyArea", "bell": "KeyArea", "rest": "Outcome", "calm": kind, "hope": "Outcome"}
    entities = [[key, what, key.title(), f"About {key}.", "transcribed", "e1"] for key, what in things.items()]
    said = [
        ("r1", "rota", "enables", "rest"),
        ("r2", "rota", "enables", "calm"),
        ("r3", "rota", "enables", "hope"),
        ("f1", "form", "enables", "rest"),
        ("l1", "lamp", "enables", "hope"),
        ("l2", "lamp", "enables", "calm"),
    ]
    further = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
    cells = {row[0]: [*row, *further] for row in (*said, *more)}
    claims = [row for row in (*TABLES["claims"], *cells.values()) if row[0] != drop]
    return tiny(folder, entities=[*TABLES["entities"], *entities], claims=claims)


def files_for_examples(folder: Path, verb: str) -> None:
    """The files of a reader's own that the example of a verb speaks of."""
    (folder / "edges.csv").write_text("source,target\na,b\nb,c\n", encoding="utf-8")
    (folder / "query.rq").write_text(
        "SELECT ?kind (COUNT(*) AS ?number) WHERE { ?thing a ?kind } GROUP BY ?kind", encoding="utf-8"
    )
    if verb in ("suggest", "source"):
        workshop = Path(__file__).resolve().parents[1] / "docs" / "examples" / "textiles" / "workshop.txt"
        (folder / "workshop.txt").write_bytes(workshop.read_bytes())
    if verb in ("import", "mend", "preview", "undo", "claim"):
        tiny(folder / "my-region")
        interviews = Ecosystem.load(tiny(folder / "interviews"))
        (folder / "interviews.xlsx").write_bytes(export(interviews.snapshot, "xlsx"))
    if verb == "module":
        tiny(folder / "my-region")
        (folder / "org.owl").write_text(OUTSIDE_CLASSES, encoding="utf-8")
    if verb == "merge":
        tiny(
            folder / "my-region",
            entities=rows_plus("entities", "nursing-staff", "ActorRole", "Nursing staff", "", "transcribed", "e1"),
        )
    if verb == "open":
        elements = [{"_id": key, "attributes": {"label": key, "element type": "Organisation"}} for key in ("hub", "firm")]
        tie = {"_id": "t", "from": "hub", "to": "firm", "direction": "directed", "attributes": {"connection type": "funds"}}
        (folder / "workshop-map.json").write_text(json.dumps({"elements": elements, "connections": [tie]}), encoding="utf-8")


OUTSIDE_CLASSES = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
         xmlns:owl="http://www.w3.org/2002/07/owl#" xml:base="http://example.org/org">
  <owl:Ontology rdf:about="http://example.org/org"><rdfs:label xml:lang="en">Organisations</rdfs:label></owl:Ontology>
  <owl:Class rdf:about="http://example.org/org#Organization">
    <rdfs:label xml:lang="en">Organization</rdfs:label>
    <rdfs:comment xml:lang="en">People organised together to a common end.</rdfs:comment>
  </owl:Class>
</rdf:RDF>
"""
"""A small ontology as other programs save one."""


SETTINGS = """
[weights]
stated = 0.8
hedged = 0.5

[goals]
care = 2

[goals.families]
"Calm; and time" = ["calm", "leisure"]
"""
"""What ``dataset.toml`` may say further; a family's name may hold anything that text may."""


def with_columns(table: str, **columns: dict[str, str]) -> list[list[str]]:
    """A table of the tiny ecosystem with further columns: cells by id of the row."""
    head, *rows = TABLES[table]
    return [[*head, *columns], *([*row, *(cells.get(row[0], "") for cells in columns.values())] for row in rows)]


def furnished(folder: Path) -> Path:
    """The tiny ecosystem with what every format has to keep: frames, parts in the study, other names, desirability, weights, goals."""
    entities = with_columns(
        "entities",
        altLabel={"nurses": "nursing staff; nurse ;nursing staff", "care": "kindness"},
        altLabel_cy={"nurses": "nyrsys; staff nyrsio"},
        studyRole={"managers": "governance"},
        desirability={"form": "undesirable"},
    )
    blank = ["", "", "", ""]
    entities += [["talks", "Method", "Talks", "", "transcribed", "e1", *blank]]
    entities += [[key, "Outcome", key, "", "transcribed", "e1", *blank] for key in ("calm", "leisure")]
    claims = with_columns("claims", frame={"c3": "system", "c2": "study"})
    claims += [["c5", "talks", "strengthens", "calm", *TABLES["claims"][2][4:], ""]]
    return tiny(folder, DATASET + SETTINGS, entities=entities, claims=claims)
