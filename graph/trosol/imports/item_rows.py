"""The items of a drawn map to rows of the tables: each an entity, known again where it was there, with what the map says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trosol.errors import Problem, Where, shorten
from trosol.imports.drawn_map import LOOKS, WEIGHT, Drawing, Thing, Tie, fold
from trosol.imports.known_rows import MOST_WORDS, THINGS, KnownRows, shorter, slug
from trosol.imports.mapping import LEFT_OUT, NO_WORD, MappedWords, Meanings
from trosol.model.ontology import CLASS, OBJECT, Ontology, Term
from trosol.model.records import Claim, Records
from trosol.rdf.iris import ROOT_RELATION, local_name
from trosol.read.cells import CellReader
from trosol.read.columns import LIST_MARK, TABLES, Cell, Column
from trosol.read.rows import further_column
from trosol.read.tables import bad_character

__all__ = ["Brought", "Incoming", "ItemRows"]

_VOICE = "Voice"
_THERE = "that is there already"
_WHOLE = "description"
"""The column of evidence that holds a text which is too long for a paraphrase, where the ontology has such a property."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row on its way in: cells that say something, by column, and where it was read.

    ``columns``: those of its table, so that a blank cell can be told from a column that is not there.
    ``more``: it only adds voices and evidence to a row that is there.
    """

    cells: Mapping[str, str]
    where: Where | None
    more: bool = False
    columns: frozenset[str] = frozenset()


@dataclass
class Brought:
    """Rows for each table, what was left out and why, what should be known, and what stands in the way.

    ``gone``: rows that rest on what the file no longer has, by table; ``trimmed``: rows that would stay with less evidence.
    ``ties``: how many ties come in, by relation and the classes of subject and object.
    """

    rows: dict[str, list[Incoming]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    gone: dict[str, list[str]] = field(default_factory=dict)
    trimmed: list[tuple[str, Incoming]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ties: Counter[tuple[str, tuple[str, str]]] = field(default_factory=Counter)

    def add(self, table: str, cells: Mapping[str, str], where: Where | None, *, more: bool = False) -> None:
        """One more row."""
        self.rows.setdefault(table, []).append(Incoming({k: v for k, v in cells.items() if v}, where, more))


class ItemRows:
    """The items of a map as rows, and what both items and ties need: ids, columns, evidence, and what was left out."""

    def __init__(
        self, drawing: Drawing, words: MappedWords, meanings: Meanings, records: Records, ontology: Ontology, name: str
    ) -> None:
        self.drawing, self.words, self.meanings, self.records, self.ontology = drawing, words, meanings, records, ontology
        self.out = Brought()
        self.name = name
        self.source = meanings.source.get("id") or slug(name.rpartition(".")[0] or name) or "map"
        self.taken = set(records.entities)
        self.known = KnownRows(records, self.source)
        self.there: dict[tuple[str, str], str] = {}
        self.near: dict[str, str] = {}
        self.named: set[str] = set()
        self.types = {entity.id: entity.type for entity in records.entities.values()}
        for entity in records.entities.values():
            for _, label in entity.labels:
                self.there.setdefault((fold(label), entity.type), entity.id)
                self.near.setdefault(_near(label), label)
                self.named.add(fold(label))
        self.ids: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.properties: dict[str, list[str]] = {}
        self.things = {thing.key: thing.label for thing in drawing.things}
        self.next: dict[str, int] = {}
        self.said: dict[tuple[str, str], tuple[Column | None, frozenset[str]]] = {}
        self.left: Counter[str] = Counter()
        self.places: dict[str, list[str]] = {}
        self.unsaid: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.weights: Counter[str] = Counter()
        self.weaker: Counter[str] = Counter()
        self.near_notes: list[str] = []
        self.staying: set[str] = set()
        self.cut = 0
        self.boxes = any(tie.inside for tie in drawing.ties)

    def _notes(self) -> None:
        notes = self.out.notes
        notes += self.drawing.notes
        there = [f"{number} × {what}" for what, number in sorted(self.left.items()) if _THERE in what]
        notes += [f"{number} × {what}{self._at(what)}" for what, number in sorted(self.left.items()) if _THERE not in what]
        if self.unsaid:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.unsaid.items()))
            notes.append(f"what the ontology has no property for: {named}")
        if self.weights:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.weights.items()))
            notes.append(f"a weight of ties that the ontology has no property for: {named}")
        if self.looks:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.looks.items()))
            notes.append(f"where things stand and how they look: {named}")
        remarks = self.out.remarks
        remarks += there
        remarks += [f"{number} × {what}" for what, number in sorted(self.weaker.items())]
        if self.cut:
            whole = " The whole text is in the column description of evidence.csv." if self._column(_WHOLE, "evidence")[0] else ""
            remarks.append(f"{self.cut} × text of a tie cut to {MOST_WORDS} words.{whole}")
        if self.near_notes:
            more = f", … and {len(self.near_notes) - 8} more" if len(self.near_notes) > 8 else ""
            said = "; ".join(self.near_notes[:8])
            remarks.append(f"names that look alike and were kept apart (`trosol merge` makes two into one): {said}{more}")

    def _at(self, what: str) -> str:
        places = self.places.get(what, ())
        more = ", …" if len(places) < self.left[what] else ""
        return f": {'; '.join(places)}{more}" if places else ""

    def _explain(self) -> None:
        unknown = self.words.unknown()
        for table, found, root in (("types", self.words.kinds, "class"), ("relations", self.words.ties, "relation")):
            for word in unknown[table]:
                self.out.problems.append(
                    Problem(
                        "import-unmapped",
                        f"Nobody has said which {root} '{shorten(word)}' means here ({found[word][0]} × on the map).",
                        f"Write it into the mapping, under [{table}], or - to leave them out.",
                        Where(self.name),
                    )
                )

    def _things(self) -> None:
        shared = f"{self.source}-things"
        several = Counter((fold(thing.label), thing.kind) for thing in self.drawing.things)
        placed = list(self._placed())
        named = [self.there.get((fold(label), term.iri)) for _, term, label in placed]
        lasting = [(thing.key, key) for (thing, _, _), key in zip(placed, named, strict=True) if thing.lasting]
        matched = iter(self.known.match_items(lasting))
        found: list[tuple[Thing, Term, str, str, str, bool]] = []
        for (thing, term, label), by_name in zip(placed, named, strict=True):
            key, piece = next(matched) if thing.lasting else (by_name, shared)
            new = key is None
            if key is None:
                if several[fold(thing.label), thing.kind] > 1:
                    self.left[f"thing of the same name and kind as another ('{shorten(label, 40)}'), kept apart"] += 1
                self._tell_near(label, term)
                key = self._free(slug(label))
            elif key == by_name:
                self.left["thing that is there already, by its name and kind"] += 1
            self.ids[thing.key] = key
            self.labels.setdefault(fold(label), key)
            self.types[key] = term.iri
            found.append((thing, term, label, key, piece, new))
        for thing, term, label, key, piece, new in found:  # once all have their ids, for one may name another
            if new or piece in self.known.pieces:
                self._evidence_of(thing, label, piece, shared)
            if not new and piece not in self.known.pieces:
                continue  # others drew it, or wrote it; what they say of it stands
            cells = {"id": key, "type": self._short(term), "label": label, "description": thing.description.strip()}
            cells |= {"status": "transcribed", "evidence": piece, **self._also(thing, "entities")}
            if new:
                self.out.add("entities", cells, thing.where)
            elif thing.lasting:
                self.out.add("entities", self._as_it_is(key, term, cells), thing.where)
            elif piece in self.records.entities[key].evidence:  # this map drew it before, and may say more of it now
                known = {column: text for column, text in self._as_it_is(key, term, cells).items() if column != "label"}
                if known.keys() > {"id"}:
                    self.out.add("entities", known, thing.where)

    def _placed(self) -> Iterable[tuple[Thing, Term, str]]:
        """The items that come in, each with its class and its name."""
        for thing in self.drawing.things:
            term = self.words.kinds[thing.kind or NO_WORD][1]
            label = " ".join(thing.label.split())
            if not isinstance(term, Term):
                self.left[f"thing left out by the mapping ('{shorten(thing.kind or NO_WORD, 40)}')"] += 1
            elif bad := bad_character(label):
                text = f"A label holds the character {bad}."
                self.out.problems.append(Problem("character", text, "Delete it in the map.", thing.where))
            else:
                yield thing, term, label

    def _evidence_of(self, thing: Thing, label: str, piece: str, shared: str) -> None:
        if piece != shared:
            drawn = f"Drawn on the map: {label}" + (
                f" ({shorten(self._word(thing.kind), 60)})." if thing.kind and thing.label not in self.meanings.names else "."
            )
            self._evidence(piece, THINGS, shorter("", drawn)[0], thing.where)
        elif piece not in self.staying:
            self._evidence(piece, THINGS, f"Things drawn on the map, from {self.name}.", Where(self.name))

    def _as_it_is(self, key: str, term: Term, cells: dict[str, str]) -> dict[str, str]:
        """The row of an item that is known again: its evidence and its status stay as somebody may have changed them."""
        there = self.records.entities[key]
        cells = {column: text for column, text in cells.items() if column not in ("evidence", "status")}
        if there.type == term.iri:
            cells.pop("type")
        if not cells.get("description"):
            cells.pop("description", None)
        return cells

    def _tell_near(self, label: str, term: Term) -> None:
        """Say where another has nearly that name, or that name and another kind."""
        other = self.near.setdefault(_near(label), label)
        if fold(other) != fold(label):
            self.near_notes.append(f"'{shorten(label, 40)}' and '{shorten(other, 40)}'")
        elif other != label or (fold(label) in self.named and (fold(label), term.iri) not in self.there):
            self.near_notes.append(f"'{shorten(label, 40)}', twice with different kinds")

    def _word(self, kind: str) -> str:
        return local_name(kind) if "://" in kind else kind

    def _also(self, item: Thing | Tie, table: str) -> dict[str, str]:
        """What else is said of it, as far as a column of the table or a property of the ontology has that name and that value."""
        found = {}
        for key, value in item.also.items():
            wanted = self.meanings.attributes.get(key, key)
            column, listed = self._column(wanted, table)
            if wanted == LEFT_OUT or not value.strip() or (fold(key) == "group" and self.boxes):
                continue  # a box says as a tie who is in it
            if fold(key) == WEIGHT and column is None and isinstance(item, Tie):
                self.weights[shorten(key, 40)] += 1
            elif fold(key) in LOOKS and column is None:
                self.looks[shorten(key, 40)] += 1
            elif column is None or (text := self._fits_column(value.strip(), column, listed)) is None:
                self.unsaid[shorten(key, 40)] += 1
            else:
                found[column.name] = text
        return found

    def _fits_column(self, text: str, column: Column, listed: frozenset[str]) -> str | None:
        """The text as the column takes it, items by their ids; None where it does not: what a map says in its own way stops no import."""
        if listed:
            return text if text in listed else None
        term = self.ontology.properties.get(column.iri) if column.cell is Cell.PROPERTY else None
        if term is None:
            return text
        if self.ontology.is_a(term.iri, (ROOT_RELATION,)):
            return None  # what ties items is a claim, and no attribute
        if term.kind == OBJECT:
            parts = [part.strip() for part in text.replace("|", LIST_MARK).split(LIST_MARK) if part.strip()]
            keys = [self.ids.get(part) or self.labels.get(fold(part)) or (part if part in self.types else "") for part in parts]
            return LIST_MARK.join(keys) if keys and all(keys) else None
        trial = CellReader(self.ontology, {})
        trial.read(column, text, Where(self.name))
        return None if trial.problems else text

    def _column(self, name: str, table: str) -> tuple[Column | None, frozenset[str]]:
        """The column of that name, and the values that it may have (none: any)."""
        found = self.said.get((table, name))
        if found is None:
            columns = {fold(c.name): c for c in TABLES[table].columns if c.cell in (Cell.VALUE, Cell.LANGUAGES)}
            column = columns.get(fold(name)) or further_column(name, self.ontology) or self._further(fold(name))
            listed = {concept.notation for concept in self.ontology.values_of(column.iri)} if column else ()
            found = self.said[table, name] = column, frozenset(listed)
        return found

    def _further(self, folded: str) -> Column | None:
        """The column of the one property whose name differs only in capitals and spaces, as most maps write attributes."""
        if not self.properties:
            for term in self.ontology.properties.values():
                self.properties.setdefault(fold(term.name), []).append(term.name)
        names = set(self.properties.get(folded, ()))
        return further_column(names.pop(), self.ontology) if len(names) == 1 else None

    def _voice(self) -> str:
        wanted = self.meanings.voice
        if not self.drawing.ties:
            return wanted or "-"
        key = wanted if wanted in self.records.entities else self.ids.get(wanted) or self.labels.get(fold(wanted), "")
        key = key or (wanted if wanted in self.ids.values() else "") or self._made_voice(wanted)
        if not key:
            said = f"There is no '{shorten(wanted)}' to say it." if wanted else "Nobody is named who says what the map says."
            self.out.problems.append(
                Problem(
                    "import-voice",
                    said,
                    "Give --voice ID: an actor, a group or a voice that is there already, or a thing of the map by its label; or let the mapping "
                    "make one (voice and voice_type).",
                    Where(self.name),
                )
            )
        return key

    def _made_voice(self, label: str) -> str:
        """A voice of its own for those who drew the map, where the mapping says of which class."""
        terms = self.ontology.named(self.meanings.voice_type, (CLASS,)) if self.meanings.voice_type else ()
        if not label or len(terms) != 1:
            return ""
        if known := self.there.get((fold(label), terms[0].iri)):
            return known
        key = self._free(slug(label))
        piece = f"{self.source}-voice"
        cells = {"id": key, "type": self._short(terms[0]), "label": label, "status": "transcribed", "evidence": piece}
        self.out.add("entities", cells, Where(self.name))
        self._evidence(piece, _VOICE, f"Whoever drew the map, from {self.name}.", Where(self.name))
        return key

    def _evidence(self, key: str, section: str, paraphrase: str, where: Where | None, whole: str = "") -> None:
        cells = {"id": key, "source": self.source, "section": section, "paraphrase": paraphrase, "speaker": self.meanings.speaker}
        if whole and self._column(_WHOLE, "evidence")[0] is not None:
            cells[_WHOLE] = whole
        self.staying.add(key)
        self.out.add("evidence", cells, where)

    def _said(self, claim: Claim) -> tuple[str, str, str]:
        term = self.ontology.properties[claim.predicate]
        return self._pair(claim.subject, term, claim.object)

    @staticmethod
    def _pair(subject: str, term: Term, object_: str) -> tuple[str, str, str]:
        first, second = sorted((subject, object_)) if term.symmetric else (subject, object_)
        return first, term.iri, second

    def _short(self, term: Term) -> str:
        return term.name if len(self.ontology.named(term.name, (term.kind,))) == 1 else term.iri

    def _free(self, slug: str) -> str:
        base = slug or "thing"
        key, number = base, self.next.get(base, 1)
        while key in self.taken:
            number += 1
            key = f"{base}-{number}"
        self.next[base] = number
        self.taken.add(key)
        return key


def _near(label: str) -> str:
    """A name without what people write now one way, now another: capitals, marks, spaces, a plural s, a leading "the"."""
    words = "".join(c if c.isalnum() else " " for c in fold(label)).split()
    return "".join(word.rstrip("s") if len(word) > 3 else word for word in (words[1:] if words[:1] == ["the"] else words))
