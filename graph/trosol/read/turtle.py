"""An ecosystem in Turtle or N-Triples back to tables, so that it is read by the same strict reader.

What Trosol writes comes back unchanged. A triple that the tables have no place for is a problem, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from trosol.errors import Problem, Where, shorten
from trosol.model.ontology import Ontology
from trosol.rdf.claim_pattern import WEIGHTING
from trosol.rdf.engine import Iri, Literal, Node, Triple, parts
from trosol.rdf.iris import DCAT, DCTERMS, RDF, ROOT_RELATION, TRO
from trosol.read.columns import LIST_MARK, TABLES, Cell, Column, TableSpec
from trosol.read.goals_and_weights import FAMILIES
from trosol.read.tables import Row, Table, bad_character

__all__ = ["to_tables"]

_TYPE = RDF + "type"
_MOST_SHOWN = 20


class _Reader:
    def __init__(self, triples: Iterable[Triple], ontology: Ontology, file: str) -> None:
        self.ontology, self.file = ontology, file
        self.facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self.left: set[tuple[str, str, str]] = set()
        self.problems: list[Problem] = []
        for who, predicate, what in map(parts, triples):
            subject = who.value if isinstance(who, Iri) else str(who)
            self.facts[subject][predicate.value].append(what)
            self.left.add((subject, predicate.value, str(what)))
        self.base = ""

    def take(self, subject: str, predicate: str) -> list[Node]:
        """Objects of a subject and predicate, marked as understood."""
        nodes = self.facts[subject].get(predicate, [])
        self.left -= {(subject, predicate, str(node)) for node in nodes}
        return nodes

    def subjects(self, spec: TableSpec) -> list[str]:
        prefix = f"{self.base}{spec.path}/"
        return sorted(s for s in self.facts if s.startswith(prefix) and _TYPE in self.facts[s])

    def key(self, iri: str) -> str:
        """Id of a row from its IRI; a foreign IRI stays whole, so that the reader can name it."""
        return unquote(iri.rpartition("/")[2]) if iri.startswith(self.base) else iri

    def dataset(self) -> dict[str, Any]:
        found = [s for s, facts in self.facts.items() if DCAT + "Dataset" in {n.value for n in facts.get(_TYPE, ())}]
        if len(found) != 1:
            self.problems.append(
                Problem(
                    "dataset-bad",
                    f"The file describes {len(found)} datasets (dcat:Dataset) where one is needed.",
                    "Give it exactly one, as `trosol export` writes it.",
                    Where(self.file),
                )
            )
            return {}
        self.base = subject = found[0]
        self.take(subject, _TYPE)

        def text(predicate: str) -> str:
            nodes = self.take(subject, predicate)
            return nodes[0].value if nodes else ""

        def texts(predicate: str) -> dict[str, str]:
            return {(n.language or "en"): n.value for n in self.take(subject, predicate) if isinstance(n, Literal)}

        values = {
            "name": text(DCTERMS + "identifier"),
            "iri": subject,
            "title": texts(DCTERMS + "title"),
            "description": texts(DCTERMS + "description"),
            "version": text(DCAT + "version"),
            "licence": text(DCTERMS + "license"),
            "language": text(DCTERMS + "language"),
            "created": text(DCTERMS + "created"),
            "publisher": text(DCTERMS + "publisher"),
            "credit": text(DCTERMS + "bibliographicCitation"),
        }
        settings = {"weights": self._weights(), "goals": self._goals()}
        return {k: v for k, v in (values | settings).items() if v} | {"invented": text(TRO + "invented") == "true"}

    def _weights(self) -> dict[str, str]:
        """Weights that are other than the ontology's, by the notation of what has them."""
        found: dict[str, str] = {}
        for subject in sorted(s for s in self.facts if s.startswith(f"{self.base}{WEIGHTING}/")):
            self.take(subject, _TYPE)
            names, numbers = self.take(subject, DCTERMS + "identifier"), self.take(subject, TRO + "weight")
            if len(names) == len(numbers) == 1:
                found[names[0].value] = numbers[0].value
            else:
                what = f"The weight <{shorten(subject)}> needs one dcterms:identifier and one tro:weight."
                self.problems.append(Problem("weight-bad", what, "Give it one of each.", Where(self.file), subject=subject))
        return found

    def _goals(self) -> dict[str, Any]:
        """Weights of goals by id, and ids of goals by family."""
        prefix = f"{self.base}{TABLES['entities'].path}/"
        goals: dict[str, Any] = {}
        families: dict[str, list[str]] = {}
        for subject in sorted(s for s in self.facts if s.startswith(prefix)):
            for node in self.take(subject, TRO + "goalWeight"):
                if self.key(subject) in goals:
                    what = f"The goal <{shorten(subject)}> has two weights."
                    self.problems.append(Problem("goal-bad", what, "Keep one.", Where(self.file), subject=subject))
                goals[self.key(subject)] = node.value
            for node in self.take(subject, TRO + "goalFamily"):
                families.setdefault(node.value, []).append(self.key(subject))
        return goals | ({FAMILIES: families} if families else {})

    def table(self, spec: TableSpec, language: str) -> Table:
        rows: list[dict[str, str]] = [self._row(spec, subject, language) for subject in self.subjects(spec)]
        leading = [c.name for c in spec.columns if c in spec.contract or any(c.name in row for row in rows)]
        further = sorted({name for row in rows for name in row} - set(leading))
        header = (*leading, *further)
        for cells in rows:
            for name, cell in cells.items():
                if (bad := bad_character(cell)) is not None:
                    what = f"'{name}' of '{shorten(cells['id'])}' holds the character {bad}, which cannot be shown or saved."
                    self.problems.append(
                        Problem("character", what, "Delete it.", Where(self.file, None, name), subject=cells["id"])
                    )
        return Table(self.file, header, tuple(Row(tuple(row.get(name, "") for name in header), None) for row in rows))

    def _row(self, spec: TableSpec, subject: str, language: str) -> dict[str, str]:
        cells: dict[str, str] = {"id": self.key(subject)}
        self.take(subject, DCTERMS + "identifier")
        if spec.name != "entities":
            self.take(subject, _TYPE)
        for column in spec.columns[1:]:
            nodes = self.take(subject, column.iri)
            if column.cell is Cell.LANGUAGE:
                for node in nodes:
                    tag = node.language if isinstance(node, Literal) and node.language else language
                    name = column.name if tag.lower() == language.lower() else f"{column.name}_{tag}"
                    if cells.get(name, node.value) != node.value:
                        what = f"'{shorten(cells['id'])}' has two texts as its {column.name} in the language {shorten(tag)}."
                        self.problems.append(Problem("text-twice", what, "Keep one of them.", Where(self.file), subject=subject))
                    cells[name] = node.value
            elif column.cell is Cell.LANGUAGES:
                cells.update(self._texts(subject, column, nodes, language))
            elif column.cell is Cell.LINES:
                ends = [n.value for n in (*nodes, *self.take(subject, TRO + "lineEnd"))]
                cells[column.name] = "-".join(dict.fromkeys(ends))
            elif nodes:
                cells[column.name] = LIST_MARK.join(sorted(self._text(column.cell, column.iri, node) for node in nodes))
        for predicate in sorted(self.facts[subject]):
            if (term := self.ontology.properties.get(predicate)) and not self._is_plain_triple(subject, predicate):
                nodes = [n for n in self.facts[subject][predicate] if (subject, predicate, str(n)) in self.left]
                if nodes:
                    self.take(subject, predicate)
                    cells[term.name] = LIST_MARK.join(sorted(self._text(Cell.PROPERTY, predicate, n) for n in nodes))
        return cells

    def _texts(self, subject: str, column: Column, nodes: list[Node], language: str) -> dict[str, str]:
        """Cells of a column that holds several texts in each language."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            tag = node.language if isinstance(node, Literal) and node.language else language
            found[column.name if tag.lower() == language.lower() else f"{column.name}_{tag}"].append(node.value)
            if LIST_MARK in node.value or node.value != node.value.strip() or not node.value:
                what = f"The {column.name} '{shorten(node.value)}' of <{shorten(subject)}> is blank, or has a '{LIST_MARK}' or a space at an end."
                self.problems.append(
                    Problem("text-bad", what, "Write each name in a literal of its own.", Where(self.file), subject=subject)
                )
        return {name: LIST_MARK.join(sorted(texts)) for name, texts in found.items()}

    def _is_plain_triple(self, subject: str, predicate: str) -> bool:
        return self.ontology.is_a(predicate, (ROOT_RELATION,))

    def _text(self, cell: Cell, prop: str, node: Node) -> str:
        if isinstance(node, Literal):
            return node.value
        if cell in (Cell.CLASS, Cell.RELATION):
            term = self.ontology.term(node.value)
            return term.name if term and len(self.ontology.named(term.name, (term.kind,))) == 1 else node.value
        listed = {c.iri: c.notation for c in self.ontology.values_of(prop)}
        return listed.get(node.value) or (node.value if node.value in self.ontology.concepts else self.key(node.value))

    def claims_assert(self, claims: Table) -> None:
        """Mark the plain triples that claims stand for as understood."""
        for subject in self.subjects(TABLES["claims"]):
            facts = self.facts[subject]
            for s in facts.get(TRO + "claimSubject", ()):
                for p in facts.get(TRO + "claimPredicate", ()):
                    for o in facts.get(TRO + "claimObject", ()):
                        self.left.discard((s.value, p.value, str(o)))


def to_tables(
    triples: Iterable[Triple], ontology: Ontology, file: str
) -> tuple[dict[str, Any], Mapping[str, Table], list[Problem]]:
    """Values of the dataset, the tables, and the problems of triples that have no place in them."""
    reader = _Reader(triples, ontology, file)
    dataset = reader.dataset()
    if reader.problems:
        return {}, {}, reader.problems
    language = str(dataset.get("language", "en"))
    tables = {name: reader.table(spec, language) for name, spec in TABLES.items()}
    if reader.problems:
        return {}, {}, reader.problems[:_MOST_SHOWN]
    reader.claims_assert(tables["claims"])
    left = sorted(reader.left)
    problems = [
        Problem(
            "triple-not-understood",
            f"No table has a place for: {shorten(' '.join(triple), 240)}",
            "Delete it, or say it as a claim or in a property of the ontology.",
            Where(file),
            subject=triple[0],
        )
        for triple in left[:_MOST_SHOWN]
    ]
    if len(left) > _MOST_SHOWN:
        problems.append(Problem("triple-not-understood", f"… and {len(left) - _MOST_SHOWN} further triples.", "", Where(file)))
    return dataset, tables, problems
