"""A drawn map to rows of the tables: each thing an entity, each tie a claim that rests on the map and on whoever drew it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trosol.errors import Problem, Where, shorten
from trosol.imports.drawn_map import BOTH, NONE, ONE, Drawing, Thing, Tie
from trosol.imports.mapping import LEFT_OUT, NO_WORD, MappedWords, Meanings, says_itself
from trosol.model.ontology import CLASS, Ontology, Term
from trosol.model.records import Claim, Records
from trosol.read.columns import LIST_MARK, TABLES, Cell, Column
from trosol.read.rows import further_column
from trosol.read.tables import bad_character

__all__ = ["Brought", "Incoming", "to_rows"]


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
    """Rows for each table, what was left out and why, and what stands in the way."""

    rows: dict[str, list[Incoming]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, table: str, cells: Mapping[str, str], where: Where | None, *, more: bool = False) -> None:
        """One more row."""
        self.rows.setdefault(table, []).append(Incoming({k: v for k, v in cells.items() if v}, where, more))


def to_rows(drawing: Drawing, words: MappedWords, meanings: Meanings, records: Records, ontology: Ontology, name: str) -> Brought:
    """The rows that a map amounts to, beside what is there already. What cannot be told stays out and is said."""
    return _Rows(drawing, words, meanings, records, ontology, name).made()


class _Rows:
    def __init__(
        self, drawing: Drawing, words: MappedWords, meanings: Meanings, records: Records, ontology: Ontology, name: str
    ) -> None:
        self.drawing, self.words, self.meanings, self.records, self.ontology = drawing, words, meanings, records, ontology
        self.out = Brought()
        self.name = name
        self.source = meanings.source.get("id") or _slug(name.rpartition(".")[0] or name) or "map"
        self.taken = set(records.entities)
        self.there: dict[tuple[str, str], str] = {}
        for entity in records.entities.values():
            for _, label in entity.labels:
                self.there.setdefault((label.casefold(), entity.type), entity.id)
        self.ids: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.things = {thing.key: thing.label for thing in drawing.things}
        self.next: dict[str, int] = {}
        self.said: dict[tuple[str, str], tuple[Column | None, frozenset[str]]] = {}
        self.left: Counter[str] = Counter()
        self.unsaid: Counter[str] = Counter()

    def made(self) -> Brought:
        self._explain()
        if self.out.problems:
            return self.out
        title = self.meanings.source.get("title") or self.drawing.title or self.name
        self.out.add("sources", {"title": title, **self.meanings.source, "id": self.source}, Where(self.name))
        self._things()
        voice = self._voice()
        if voice:
            self._ties(voice)
        for what, number in sorted(self.left.items()):
            self.out.notes.append(f"{number} × {what}")
        if self.unsaid:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.unsaid.items()))
            self.out.notes.append(f"what the ontology has no property for: {named}")
        return self.out

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
        evidence = f"{self.source}-things"
        several = Counter((thing.label.casefold(), thing.kind) for thing in self.drawing.things)
        for thing in self.drawing.things:
            term = self.words.kinds[thing.kind or NO_WORD][1]
            if not isinstance(term, Term):
                self.left[f"thing left out by the mapping ('{shorten(thing.kind or NO_WORD, 40)}')"] += 1
                continue
            label = " ".join(thing.label.split())
            if bad := bad_character(label):
                self.out.problems.append(
                    Problem("character", f"A label holds the character {bad}.", "Delete it in the map.", thing.where)
                )
                continue
            key = self.there.get((label.casefold(), term.iri))
            self.labels.setdefault(label.casefold(), key or "")
            if key is not None:
                self.ids[thing.key] = key
                self.left["thing that is there already, by its name and kind"] += 1
                continue
            if several[thing.label.casefold(), thing.kind] > 1:
                self.left[f"thing of the same name and kind as another ('{shorten(label, 40)}'), kept apart"] += 1
            key = self._free(_slug(label))
            self.ids[thing.key] = self.labels[label.casefold()] = key
            cells = {"id": key, "type": self._short(term), "label": label, "description": thing.description.strip()}
            cells |= {"status": "transcribed", "evidence": evidence, **self._also(thing, "entities")}
            self.out.add("entities", cells, thing.where)
        if "entities" in self.out.rows:
            said = f"Things drawn on the map, from {self.name}."
            self._evidence(evidence, "Things", said, Where(self.name))

    def _also(self, item: Thing | Tie, table: str) -> dict[str, str]:
        """What else is said of it, as far as a column of the table or a property of the ontology has that name and that value."""
        found = {}
        for key, value in item.also.items():
            wanted = self.meanings.attributes.get(key, key)
            column, listed = self._column(wanted, table)
            if wanted == LEFT_OUT or not value.strip():
                continue
            if column is None or (listed and value.strip() not in listed):
                self.unsaid[shorten(key, 40)] += 1
            else:
                found[wanted] = value.strip()
        return found

    def _column(self, name: str, table: str) -> tuple[Column | None, frozenset[str]]:
        """The column of that name, and the values that it may have (none: any)."""
        found = self.said.get((table, name))
        if found is None:
            columns = {column.name: column for column in TABLES[table].contract if column.cell is Cell.VALUE}
            column = columns.get(name) or further_column(name, self.ontology)
            listed = {concept.notation for concept in self.ontology.values_of(column.iri)} if column else ()
            found = self.said[table, name] = column, frozenset(listed)
        return found

    def _voice(self) -> str:
        wanted = self.meanings.voice
        if not self.drawing.ties:
            return wanted or "-"
        key = wanted if wanted in self.records.entities else self.ids.get(wanted) or self.labels.get(wanted.casefold(), "")
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
        if known := self.there.get((label.casefold(), terms[0].iri)):
            return known
        key = self._free(_slug(label))
        cells = {"id": key, "type": self._short(terms[0]), "label": label, "status": "transcribed"}
        self.out.add("entities", {**cells, "evidence": f"{self.source}-things"}, Where(self.name))
        return key

    def _ties(self, voice: str) -> None:
        there = {self._said(claim): claim for claim in self.records.claims.values() if claim.stance == "reports"}
        new: dict[tuple[str, str, str], dict[str, str]] = {}
        where_of: dict[tuple[str, str, str], Where | None] = {}
        pieces: dict[tuple[str, str, str], dict[str, None]] = {}
        for number, tie in enumerate(self.drawing.ties, 1):
            term = self.words.ties[tie.kind or NO_WORD][1]
            if not isinstance(term, Term):
                self.left[f"tie left out by the mapping ('{shorten(tie.kind or NO_WORD, 40)}')"] += 1
                continue
            for subject, object_ in self._ends(tie, term):
                piece = f"{self.source}-tie-{number}"
                key = self._pair(subject, term, object_)
                known = there.get(key)
                if known is not None:
                    self._more(known, voice, piece, tie, term)
                elif key in new:
                    pieces[key][piece] = None
                else:
                    new[key] = self._claim(subject, term, object_, voice, piece, tie, number)
                    where_of[key], pieces[key] = tie.where, {piece: None}
                if known is None:
                    self._evidence(piece, "Ties", self._paraphrase(tie, term), tie.where)
        for key, cells in new.items():
            self.out.add("claims", {**cells, "evidence": LIST_MARK.join(pieces[key])}, where_of[key])

    def _more(self, known: Claim, voice: str, piece: str, tie: Tie, term: Term) -> None:
        if piece in known.evidence:
            self.left["tie that is there already"] += 1
            return
        cells = {
            "id": known.id,
            "voices": LIST_MARK.join(dict.fromkeys((*known.voices, voice))),
            "evidence": LIST_MARK.join((*known.evidence, piece)),
        }
        self.out.add("claims", cells, tie.where, more=True)
        self._evidence(piece, "Ties", self._paraphrase(tie, term), tie.where)

    def _claim(self, subject: str, term: Term, object_: str, voice: str, piece: str, tie: Tie, number: int) -> dict[str, str]:
        word, meanings = tie.kind or NO_WORD, self.meanings
        by_name = says_itself(word, term)
        cells = {
            "id": f"{self.source}-claim-{number}" + ("" if subject == self.ids[tie.source] else "-back"),
            "subject": subject,
            "predicate": self._short(term),
            "object": object_,
            "strength": meanings.strength,
            "stance": "reports",
            "mode": "stated" if by_name else "inferred",
            "confidence": meanings.confidence,
            "voices": voice,
            "coder": meanings.coder,
            "rationale": ""
            if by_name
            else f"The map's word for it is '{shorten(word)}'; the mapping reads it as '{term.label()}'.",
            "evidence": piece,
            **self._also(tie, "claims"),
        }
        if cells["mode"] == "inferred" and not cells["rationale"]:
            cells["rationale"] = "The map itself marks it as inferred."
        return cells

    def _ends(self, tie: Tie, term: Term) -> Iterable[tuple[str, str]]:
        missing = [key for key in (tie.source, tie.target) if key not in self.things]
        if missing:
            self.out.problems.append(
                Problem(
                    "import-end-missing",
                    f"The tie leads to '{shorten(missing[0])}', which is not on the map.",
                    "Add the thing to the map, or delete the tie.",
                    tie.where,
                )
            )
            return ()
        ends = self.ids.get(tie.source), self.ids.get(tie.target)
        if ends[0] is None or ends[1] is None:
            self.left["tie whose end was left out"] += 1
            return ()
        pair = (ends[0], ends[1])
        back = (ends[1], ends[0])
        if tie.direction == ONE or term.symmetric:
            return (pair,)
        if tie.direction == BOTH or self.meanings.undirected == "both ways":
            return (pair, back)
        if tie.direction == NONE and self.meanings.undirected == "as drawn":
            return (pair,)
        self.out.problems.append(
            Problem(
                "import-undirected",
                f"The tie has no arrow, but '{term.label()}' has a direction.",
                'Say in the mapping how to read such ties: undirected = "as drawn" or "both ways"; or choose a relation that holds both ways.',
                tie.where,
            )
        )
        return ()

    def _paraphrase(self, tie: Tie, term: Term) -> str:
        ends = self.things[tie.source], self.things[tie.target]
        drawn = f"Drawn on the map: {ends[0]} – {shorten(tie.kind or term.label(), 80)} – {ends[1]}."
        return " ".join(f"{tie.description} {drawn}".split()) if tie.description else " ".join(drawn.split())

    def _evidence(self, key: str, section: str, paraphrase: str, where: Where | None) -> None:
        cells = {"id": key, "source": self.source, "section": section, "paraphrase": paraphrase, "speaker": self.meanings.speaker}
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


def _slug(text: str) -> str:
    """An id made of a name: accents off, small letters, words joined by dashes; empty where no plain letter is left.

    >>> _slug("Tŷ Hafan (North)"), _slug("…")
    ('ty-hafan-north', '')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(words)[:80].strip("-")
