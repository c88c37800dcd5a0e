"""A drawn map to rows of the tables: each item an entity, each tie a claim that rests on the map and on whoever drew it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trosol.errors import Problem, Where, shorten
from trosol.imports.drawn_map import BOTH, NONE, ONE, Drawing, Tie, fold
from trosol.imports.item_rows import Brought, Incoming, ItemRows
from trosol.imports.known_rows import TIES, shorter
from trosol.imports.kumu import AMBIGUOUS
from trosol.imports.mapping import NO_WORD, MappedWords, Meanings, says_itself
from trosol.imports.meaning import speakers
from trosol.model.ontology import Ontology, Term
from trosol.model.records import Claim, Records
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.read.columns import LIST_MARK

__all__ = ["to_rows"]

_PLACES = 3
"""Ties that cannot come in which are named, for each reason."""
_VOICES = ("voices", "voice", "said by")


def to_rows(drawing: Drawing, words: MappedWords, meanings: Meanings, records: Records, ontology: Ontology, name: str) -> Brought:
    """The rows that a map amounts to, beside what is there already. What cannot be told stays out and is said."""
    return _Rows(drawing, words, meanings, records, ontology, name).made()


class _Rows(ItemRows):
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
                cells = {"id": key} | ({"evidence": LIST_MARK.join(left)} if left else {})
                row = Incoming(cells, Where(self.name), more=True, columns=frozenset({"evidence"}))
                self.out.trimmed.append((table, row))
        return self.out

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
            self.out.ties[term.iri, (self.types[ends[0][0]], self.types[ends[0][1]])] += 1
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
                    self.weaker["tie that says what another on the map says: one claim rests on both"] += 1
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
        for key_of, found in more.items():
            there_already = self.records.claims[key_of]
            cells = {
                "id": key_of,
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
        inverse = self.ontology.by_inverse(word, ROOT_RELATION)
        by_name = says_itself(word, term) or (inverse is not None and inverse[0] is term)  # an ontology says so, not the mapping
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
        said, voices = self._voices_of(tie)
        cells = {
            "id": claim,
            "subject": subject,
            "predicate": self._short(term),
            "object": object_,
            "strength": meanings.strength,
            "stance": "reports",
            "confidence": meanings.confidence,
            "voices": voices or voice,
            "coder": meanings.coder,
            **self._mode(tie, term),
            "evidence": piece,
            **self._also(replace(tie, also={k: v for k, v in tie.also.items() if k != said}), "claims"),
        }
        if cells["mode"] == "inferred" and not cells["rationale"]:
            cells["rationale"] = "The map itself marks it as inferred."
        return cells

    def _voices_of(self, tie: Tie) -> tuple[str, str]:
        """The attribute in which a map says who speaks, and their ids; blank unless all of them are actors or voices that are known."""
        able = speakers(self.ontology)
        for name in _VOICES:
            names = [part.strip() for part in tie.also.get(name, "").replace(";", "|").split("|") if part.strip()]
            keys = [self.ids.get(one) or self.labels.get(fold(one)) or (one if one in self.types else "") for one in names]
            if keys and all(key and self.ontology.is_a(self.types[key], able) for key in keys):
                return name, LIST_MARK.join(dict.fromkeys(keys))
        return "", ""

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
            self._refused("tie to an item that is not on the map", tie)
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
            self._refused("tie from an item to itself", tie)
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

    def _refused(self, what: str, tie: Tie) -> None:
        """Count a tie that cannot come in; the first few of a reason are named, with their places."""
        self.left[what] += 1
        places = self.places.setdefault(what, [])
        if len(places) < _PLACES:
            ends = (shorten(self.things.get(key, key), 40) for key in (tie.source, tie.target))
            places.append(f"{' → '.join(ends)}" + (f" ({tie.where})" if tie.where else ""))

    def _paraphrase(self, tie: Tie, term: Term) -> tuple[str, bool]:
        """What is drawn, in no more words than evidence may have; and whether the map says more."""
        ends = self.things[tie.source], self.things[tie.target]
        drawn = f"Drawn on the map: {ends[0]} – {shorten(self._word(tie.kind) or term.label(), 80)} – {ends[1]}."
        text, cut = shorter(tie.description, drawn)
        if cut:
            self.cut += 1
        return text, cut
