"""The tables of an ecosystem: which columns each has, what a cell holds, and what property it stands for.

One declaration serves reading, writing, the workbook template and the documentation. The leading columns are a
contract: they must be there. Any further column is named after a property of the ontology (``impactScale``), or
is a label, description or other name in another language (``label_cy``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trosol.rdf.iris import DCTERMS, RDF, RDFS, SKOS, TRO

__all__ = ["GUIDE", "LIST_MARK", "NEWER", "OWN_TERMS", "TABLES", "Cell", "Column", "TableSpec"]

LIST_MARK = ";"
"""What separates ids in one cell."""

GUIDE = "guide"
"""The sheet of a workbook that tells people what to write in the others; it holds no data."""

OWN_TERMS = "modules"
"""The hidden sheet of a workbook that carries the Turtle of an ecosystem's own terms, so that the workbook can be read by itself."""

NEWER = "If a newer Trosol made it, read it with that one; `trosol --version` says which this is."
"""What helps where something is not known here: data of a later version may say more than this one can hold."""


class Cell(Enum):
    """What a cell holds."""

    ID = "an id of your own: letters, digits, dot, dash, underscore"
    CLASS = "the name of a class of the ontology"
    RELATION = "the name of a relation of the ontology"
    TEXT = "text, kept as it is"
    LANGUAGE = "text in the language of the dataset"
    LANGUAGES = "texts in the language of the dataset, separated by ;"
    REFERENCE = "an id of another table"
    REFERENCES = "ids of another table, separated by ;"
    VALUE = "one value of a fixed list"
    LINES = "a line number, or first-last"
    NUMBER = "a number, or a date as year-month or year-month-day"
    PROPERTY = "a value of a property of the ontology"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells hold, the property it stands for and, for ids, the table they are in."""

    name: str
    cell: Cell
    iri: str = ""
    required: bool = False
    table: str = ""
    help: str = ""
    language: str = ""
    field: str = ""

    @property
    def attribute(self) -> str:
        """The field of the record that holds it."""
        return self.field or (self.name + "s" if self.cell is Cell.LANGUAGE else self.name)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: the class its rows stand for, the contract columns, and further ones that are always known."""

    name: str
    iri: str
    path: str
    contract: tuple[Column, ...]
    further: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Contract columns, then the further ones."""
        return self.contract + self.further


def _evidence(required: bool) -> Column:
    return Column(
        "evidence",
        Cell.REFERENCES,
        TRO + "hasEvidence",
        required,
        "evidence",
        "Ids of the rows of evidence.csv that this rests on.",
    )


_ID = Column("id", Cell.ID, DCTERMS + "identifier", True, "", "Never reused for another thing, never changed.")

TABLES: dict[str, TableSpec] = {
    "sources": TableSpec(
        "sources",
        TRO + "Source",
        "source",
        (_ID, Column("title", Cell.TEXT, DCTERMS + "title", True, "", "Title of the document, interview or data set.")),
    ),
    "evidence": TableSpec(
        "evidence",
        TRO + "Evidence",
        "evidence",
        (
            _ID,
            Column("source", Cell.REFERENCE, TRO + "inSource", True, "sources", "Which source it is in."),
            Column("section", Cell.TEXT, TRO + "section", False, "", "Heading it stands under."),
            Column("page", Cell.TEXT, TRO + "page", False, "", "Page or pages, as printed or counted."),
            Column("lines", Cell.LINES, TRO + "lineStart", False, "", "Line, or first-last, in the source's text file."),
            Column("anchor", Cell.TEXT, TRO + "anchor", False, "", "At most six words that are found in those lines."),
            Column("paraphrase", Cell.TEXT, TRO + "paraphrase", False, "", "What it says, in our own words."),
            Column("speaker", Cell.VALUE, TRO + "speaker", True, "", "Who is speaking there."),
        ),
    ),
    "entities": TableSpec(
        "entities",
        TRO + "Entity",
        "entity",
        (
            _ID,
            Column("type", Cell.CLASS, RDF + "type", True, "", "A class of the ontology."),
            Column("label", Cell.LANGUAGE, RDFS + "label", True, "", "What people call it."),
            Column("description", Cell.LANGUAGE, DCTERMS + "description", False, "", "What it is, in our own words."),
            Column("status", Cell.VALUE, TRO + "transcriptionStatus", True, "", "How much of it the source gives."),
        ),
        (
            _evidence(False),
            Column(
                "altLabel",
                Cell.LANGUAGES,
                SKOS + "altLabel",
                False,
                "",
                "What else people call it: short forms, abbreviations.",
                field="alternatives",
            ),
            Column(
                "desirability",
                Cell.VALUE,
                TRO + "desirability",
                False,
                "",
                "Only where it is wanted otherwise than others of its type.",
            ),
        ),
    ),
    "claims": TableSpec(
        "claims",
        TRO + "Claim",
        "claim",
        (
            _ID,
            Column("subject", Cell.REFERENCE, TRO + "claimSubject", True, "entities", "What the statement is about."),
            Column("predicate", Cell.RELATION, TRO + "claimPredicate", True, "", "A relation of the ontology."),
            Column("object", Cell.REFERENCE, TRO + "claimObject", True, "entities", "What it is related to."),
            Column("strength", Cell.VALUE, TRO + "strength", True, "", "How strong the source says it is."),
            Column("stance", Cell.VALUE, TRO + "stance", True, "", "Reported, offered as a hypothesis, or negated."),
            Column("mode", Cell.VALUE, TRO + "mode", True, "", "Stated by the text, or inferred by the coder."),
            Column("confidence", Cell.VALUE, TRO + "confidence", True, "", "How sure the coder is."),
            Column("voices", Cell.REFERENCES, TRO + "voice", True, "entities", "Which groups said it."),
            Column("coder", Cell.TEXT, TRO + "coder", True, "", "Who coded it: a role, never a person's name."),
            Column("rationale", Cell.TEXT, TRO + "rationale", False, "", "Why an inferred claim is fair."),
            _evidence(True),
        ),
        (
            Column(
                "frame", Cell.VALUE, TRO + "frame", False, "", "Whether it speaks of the system or of the study; blank: derived."
            ),
        ),
    ),
    "observations": TableSpec(
        "observations",
        TRO + "Observation",
        "observation",
        (
            _ID,
            Column("about", Cell.REFERENCE, TRO + "about", True, "entities", "What was counted."),
            Column("method", Cell.REFERENCE, TRO + "ofMethod", False, "entities", "By which method."),
            Column("group", Cell.REFERENCE, TRO + "ofGroup", False, "entities", "In which group."),
            Column("region", Cell.REFERENCE, TRO + "inRegion", False, "entities", "In which region."),
            Column("measure", Cell.TEXT, TRO + "measure", True, "", "What the number is."),
            Column("value", Cell.NUMBER, TRO + "value", True, "", "The number or date, as in the source."),
            Column("threshold", Cell.NUMBER, TRO + "threshold", False, "", "The number that was aimed at."),
            Column("unit", Cell.TEXT, TRO + "unit", False, "", "Of what."),
            Column("note", Cell.TEXT, TRO + "note", False, "", "What a reader should know."),
            _evidence(True),
        ),
    ),
}
"""The tables, in the order in which they refer to one another."""
