"""A drawn map to rows of the tables: each thing an entity, each tie a claim that rests on the map and on whoever drew it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trosol.errors import Problem, Where, shorten
from trosol.imports.drawn_map import BOTH, LOOKS, NONE, ONE, Drawing, Thing, Tie, fold
from trosol.imports.known_rows import MOST_WORDS, THINGS, TIES, KnownRows, shorter, slug
from trosol.imports.kumu import AMBIGUOUS
from trosol.imports.mapping import LEFT_OUT, NO_WORD, MappedWords, Meanings, says_itself
from trosol.model.ontology import CLASS, Ontology, Term
from trosol.model.records import Claim, Records
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION, local_name
from trosol.read.columns import LIST_MARK, TABLES, Cell, Column
from trosol.read.rows import further_column
from trosol.read.tables import bad_character

__all__ = ["Brought", "Incoming", "to_rows"]

_VOICE = "Voice"
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
    """

    rows: dict[str, list[Incoming]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    gone: dict[str, list[str]] = field(default_factory=dict)
    trimmed: list[tuple[str, Incoming]] = field(default_factory=list)
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
        self.things = {thing.key: thing.label for thing in drawing.things}
        self.next: dict[str, int] = {}
        self.said: dict[tuple[str, str], tuple[Column | None, frozenset[str]]] = {}
        self.left: Counter[str] = Counter()
        self.unsaid: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.weaker: Counter[str] = Counter()
        self.near_notes: list[str] = []
        self.staying: set[str] = set()
        self.cut = 0
        self.boxes = any(tie.inside for tie in drawing.ties)

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
        self._notes()
        if not self.out.problems:
            self.out.gone = self.known.gone(self.staying)
            taken = {key for keys in self.out.gone.values() for key in keys}
            for table, key, left in self.known.trimmed(self.out.gone.get("evidence", ()), taken):
                cells = {"id": key, "evidence": LIST_MARK.join(left)}
                self.out.trimmed.append((table, Incoming({k: v for k, v in cells.items() if v}, Where(self.name), more=True)))
        return self.out

    def _notes(self) -> None:
        notes = self.out.notes
        notes += self.drawing.notes
        notes += [f"{number} × {what}" for what, number in sorted(self.left.items())]
        if self.unsaid:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.unsaid.items()))
            notes.append(f"what the ontology has no property for: {named}")
        if self.looks:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(self.looks.items()))
            notes.append(f"where things stand and how they look: {named}")
        remarks = self.out.remarks
        remarks += [f"{number} × {what}" for what, number in sorted(self.weaker.items())]
        if self.cut:
            whole = " The whole text is in the column description of evidence.csv." if self._column(_WHOLE, "evidence")[0] else ""
            remarks.append(f"{self.cut} × text of a tie cut to {MOST_WORDS} words.{whole}")
        if self.near_notes:
            more = f", … and {len(self.near_notes) - 8} more" if len(self.near_notes) > 8 else ""
            said = "; ".join(self.near_notes[:8])
            remarks.append(f"names that look alike and were kept apart (`trosol merge` makes two into one): {said}{more}")

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
            drawn = f"Drawn on the map: {label}" + (f" ({shorten(self._word(thing.kind), 60)})." if thing.kind else ".")
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
            if fold(key) in LOOKS and column is None:
                self.looks[shorten(key, 40)] += 1
            elif column is None or (listed and value.strip() not in listed):
                self.unsaid[shorten(key, 40)] += 1
            else:
                found[wanted] = value.strip()
        return found

    def _column(self, name: str, table: str) -> tuple[Column | None, frozenset[str]]:
        """The column of that name, and the values that it may have (none: any)."""
        found = self.said.get((table, name))
        if found is None:
            columns = {c.name: c for c in TABLES[table].columns if c.cell in (Cell.VALUE, Cell.LANGUAGES)}
            column = columns.get(name) or further_column(name, self.ontology)
            listed = {concept.notation for concept in self.ontology.values_of(column.iri)} if column else ()
            found = self.said[table, name] = column, frozenset(listed)
        return found

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

    def _ties(self, voice: str) -> None:
        there = {self._said(claim): claim for claim in self.records.claims.values() if claim.stance == "reports"}
        new: dict[tuple[str, str, str], dict[str, str]] = {}
        where_of: dict[tuple[str, str, str], Where | None] = {}
        pieces: dict[tuple[str, str, str], dict[str, None]] = {}
        more: dict[str, dict[str, None]] = {}
        drawn = list(self._drawn())
        facts = [(tie.key, words, frozenset(self._pair(s, term, o) for s, o in ends)) for tie, term, ends, words in drawn]
        matched = self.known.match_ties(facts, self._said)
        for (tie, term, ends, _), piece in zip(drawn, matched, strict=True):
            text, cut = self._paraphrase(tie, term)
            keys = [self._pair(subject, term, object_) for subject, object_ in ends]
            for (subject, object_), key in zip(ends, keys, strict=True):
                known = there.get(key)
                if known is None:
                    known = self._changed(piece, keys, there)
                    if known is not None:
                        self._redrawn(known, subject, term, object_, tie)
                        there[key] = known
                        continue
                if known is not None and piece in known.evidence:
                    self.left["tie that is there already"] += 1
                elif known is not None:
                    more.setdefault(known.id, {})[piece] = None
                    where_of.setdefault(key, tie.where)
                elif key in new:
                    pieces[key][piece] = None
                else:
                    new[key] = self._claim(subject, term, object_, voice, piece, tie)
                    where_of[key], pieces[key] = tie.where, {piece: None}
            for claim in self.known.claims(piece):
                left = tuple(one for one in claim.evidence if one != piece)
                if left and self._said(claim) not in keys:  # the tie was drawn otherwise; what else the claim rests on stays
                    self.out.add("claims", {"id": claim.id, "evidence": LIST_MARK.join(left)}, tie.where)
            self._evidence(piece, TIES, text, tie.where, tie.description if cut else "")
        for key, cells in new.items():
            self.out.add("claims", {**cells, "evidence": LIST_MARK.join(pieces[key])}, where_of[key])
        for claim, found in more.items():
            there_already = self.records.claims[claim]
            cells = {
                "id": claim,
                "voices": LIST_MARK.join(dict.fromkeys((*there_already.voices, voice))),
                "evidence": LIST_MARK.join((*there_already.evidence, *found)),
            }
            self.out.add("claims", cells, Where(self.name), more=True)

    def _drawn(self) -> Iterable[tuple[Tie, Term, list[tuple[str, str]], str]]:
        """The ties that come in, each with its relation, the entities that it joins, and its words."""
        for tie in self.drawing.ties:
            word = tie.kind or NO_WORD
            term = self.words.ties[word][1]
            if not isinstance(term, Term):
                self.left[f"tie left out by the mapping ('{shorten(self._word(word), 40)}')"] += 1
                continue
            ends = list(self._ends(tie, term))
            if ends:
                labels = self.things[tie.source], self.things[tie.target]
                yield tie, self._fitting(tie, term, ends), ends, f"{labels[0]} {self._word(word)} {labels[1]}"

    def _changed(
        self, piece: str, keys: Iterable[tuple[str, str, str]], there: Mapping[tuple[str, str, str], Claim]
    ) -> Claim | None:
        """The claim that a tie was before somebody drew it otherwise: it rests on that tie alone."""
        wanted = set(keys)
        for claim in self.known.claims(piece):
            if claim.evidence == (piece,) and self._said(claim) not in wanted and there.get(self._said(claim)) is claim:
                return claim
        return None

    def _redrawn(self, claim: Claim, subject: str, term: Term, object_: str, tie: Tie) -> None:
        """A tie that now runs elsewhere or has another word: the claim says so, where it may take the place of the old."""
        cells = {"id": claim.id, "subject": subject, "predicate": self._short(term), "object": object_}
        self.out.add("claims", {**cells, **self._mode(tie, term)}, tie.where)

    def _fitting(self, tie: Tie, term: Term, ends: list[tuple[str, str]]) -> Term:
        """The relation, or where it cannot hold between such items and the map is to come in all the same, the nearest above that can."""
        if not self.meanings.lenient:
            return term
        for iri in self.ontology.line(term.iri):
            above = self.ontology.properties.get(iri)
            if above is not None and self.ontology.is_a(iri, (ROOT_RELATION,)) and all(self._fits(above, *pair) for pair in ends):
                if above is not term:
                    what = f"'{shorten(self._word(tie.kind or NO_WORD), 40)}' between kinds of items that '{term.label()}' does not join"
                    self.weaker[f"{what}: read as '{above.label()}'"] += 1
                return above
        return term

    def _fits(self, term: Term, subject: str, object_: str) -> bool:
        for iri in self.ontology.line(term.iri):
            above = self.ontology.properties[iri]
            for wanted, end in ((above.domain, subject), (above.range, object_)):
                kind = self.types.get(end, "")
                if wanted and kind and wanted != ROOT_CLASS and not self.ontology.is_a(kind, (wanted,)):
                    return False
        return True

    def _mode(self, tie: Tie, term: Term) -> dict[str, str]:
        word = tie.kind or NO_WORD
        by_name = says_itself(word, term)
        said = f"The map's word for it is '{shorten(self._word(word))}'; the mapping reads it as '{term.label()}'."
        if word in self.words.turned:
            said = f"{said[:-1]}, the other way round."
        return {"mode": "stated" if by_name else "inferred", "rationale": "" if by_name else said}

    def _claim(self, subject: str, term: Term, object_: str, voice: str, piece: str, tie: Tie) -> dict[str, str]:
        meanings = self.meanings
        first = tie.target if tie.kind in self.words.turned else tie.source
        claim = piece.replace(f"{self.source}-tie-", f"{self.source}-claim-", 1)
        number, base = 1, claim + ("" if subject == self.ids[first] else "-back")
        claim = base
        while claim in self.records.claims:
            number += 1
            claim = f"{base}-{number}"
        cells = {
            "id": claim,
            "subject": subject,
            "predicate": self._short(term),
            "object": object_,
            "strength": meanings.strength,
            "stance": "reports",
            "confidence": meanings.confidence,
            "voices": voice,
            "coder": meanings.coder,
            **self._mode(tie, term),
            "evidence": piece,
            **self._also(tie, "claims"),
        }
        if cells["mode"] == "inferred" and not cells["rationale"]:
            cells["rationale"] = "The map itself marks it as inferred."
        return cells

    def _ends(self, tie: Tie, term: Term) -> Iterable[tuple[str, str]]:
        for end in (tie.source, tie.target):
            if end.startswith(AMBIGUOUS):
                name = end.removeprefix(AMBIGUOUS)
                text = f"More than one item is called '{shorten(name)}', so this tie could end at any of them."
                remedy = "Give the items different names, or a column id, and name the end by it."
                self.out.problems.append(Problem("import-end-ambiguous", text, remedy, tie.where))
                return ()
        missing = [key for key in (tie.source, tie.target) if key not in self.things]
        if missing and self.meanings.lenient:
            self.left["tie to an item that is not on the map"] += 1
            return ()
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
        if ends[0] == ends[1]:
            self.left["tie from an item to itself"] += 1
            return ()
        pair, back = (ends[0], ends[1]), (ends[1], ends[0])
        if (tie.kind or NO_WORD) in self.words.turned:
            pair, back = back, pair
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

    def _paraphrase(self, tie: Tie, term: Term) -> tuple[str, bool]:
        """What is drawn, in no more words than evidence may have; and whether the map says more."""
        ends = self.things[tie.source], self.things[tie.target]
        drawn = f"Drawn on the map: {ends[0]} – {shorten(self._word(tie.kind) or term.label(), 80)} – {ends[1]}."
        text, cut = shorter(tie.description, drawn)
        if cut:
            self.cut += 1
        return text, cut

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
