"""What earlier imports of a map left in the folder, so that its items and ties are known again: by the map's own ids, else by their words.

Each tie rests on a piece of evidence of its own, and so does each item that has an id on the map. The id of the piece is made of
that id (or of the ends and the word), so it is the same however the map is edited elsewhere.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from trosol.model.records import Claim, Records

__all__ = ["THINGS", "TIES", "KnownRows", "shorter", "slug"]

THINGS, TIES = "Things", "Ties"
"""Sections of a map, as the evidence names them."""

MOST_WORDS = 60
"""Words of a paraphrase: the shape of evidence asks for no more."""

_LONGEST = 60
Key = tuple[str, str, str]
"""What a claim says: subject, relation, object."""


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters of one piece, which no accent can be taken off."""


def slug(text: str) -> str:
    """An id made of a name: accents off, small letters, words joined by dashes; empty where no plain letter is left.

    >>> slug("Tŷ Hafan (North)"), slug("Łódź"), slug("…")
    ('ty-hafan-north', 'lodz', '')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES)).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(words)[:80].strip("-")


def _exact(text: str) -> str:
    """An id that no other text has: the slug, with a checksum where something was lost on the way."""
    plain = slug(text)[:_LONGEST].strip("-")
    if plain == text:
        return plain
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".lstrip("-")


def shorter(text: str, drawn: str) -> tuple[str, bool]:
    """A paraphrase of no more words than one may have: the text, then what is drawn; and whether something fell away."""
    words, fixed = text.split(), drawn.split()
    if len(fixed) > MOST_WORDS:
        fixed = [*fixed[: MOST_WORDS - 1], "…"]
    left = MOST_WORDS - len(fixed)
    if len(words) <= left:
        return " ".join([*words, *fixed]), len(drawn.split()) > MOST_WORDS
    return " ".join([*words[: max(0, left - 1)], "…", *fixed] if left else fixed), True


class KnownRows:
    """The evidence of one source, and the claims and entities that rest on it."""

    def __init__(self, records: Records, source: str) -> None:
        self.source, self._records = source, records
        self.pieces = {key: piece for key, piece in records.evidence.items() if piece.source == source}
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        self._items: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        for claim in records.claims.values():
            for piece in claim.evidence:
                if piece in self.pieces:
                    self._claims[piece].append(claim)
        for entity in records.entities.values():
            for piece in entity.evidence:
                if piece in self.pieces:
                    self._items.setdefault(piece, entity.id)
        self._piece_of = {entity: piece for piece, entity in self._items.items() if self.pieces[piece].section == THINGS}
        self._taken = set(self.pieces)

    def match_items(self, items: Sequence[tuple[str, str | None]]) -> list[tuple[str | None, str]]:
        """For each item, its id on the map and the entity that has its name and kind (if any): the entity it is, and its piece.

        The name comes first, for many programs number their items anew at each save; an id says who was renamed only where the
        entity of that id has not been found by its name.
        """
        by_name = {entity for _, entity in items if entity is not None}
        found = []
        for key, named in items:
            wanted, entity = self._item_piece(key), named
            before = self._items.get(wanted)
            if named is None and before is not None and before not in by_name:
                entity = before
                by_name.add(before)
            there = self._piece_of.get(entity) if entity is not None else None
            if there is None:
                there = wanted if before in (None, entity) and wanted not in self._taken else self._free(wanted)
                self._taken.add(there)
            found.append((entity, there))
        return found

    def match_ties(self, ties: Sequence[tuple[str, str, frozenset[Key]]], keys_of: Callable[[Claim], Key]) -> list[str]:
        """For each tie, its id on the map, its words and what it claims: the piece of evidence that it is.

        A piece is known again by the id where its claim says the same; else by what it claims; else by the id alone, which then says
        that somebody drew it otherwise, unless that piece has been found by what it claims.
        """
        claimed = {piece: frozenset(map(keys_of, claims)) for piece, claims in self._claims.items()}
        by_claim: dict[Key, list[str]] = defaultdict(list)
        for piece, keys in sorted(claimed.items(), reverse=True):
            if self.pieces[piece].section == TIES:
                for key in keys:
                    by_claim[key].append(piece)
        wanted = [f"{self.source}-tie-{_exact(key or words)}" for key, words, _ in ties]
        found: list[str | None] = [
            piece if claimed.get(piece, frozenset()) & keys else None for piece, (_, _, keys) in zip(wanted, ties, strict=True)
        ]
        used: set[str] = set()
        for at, same in enumerate(found):
            if same in used:
                found[at] = None
            elif same is not None:
                used.add(same)
        for at, (_, _, keys) in enumerate(ties):
            for claim in sorted(keys) if found[at] is None else ():
                left = by_claim.get(claim, [])
                while left and left[-1] in used:
                    left.pop()
                if left and found[at] is None:
                    found[at] = left.pop()
                    used.add(found[at] or "")
        return [
            self._piece_for(piece, same, used, lasting=bool(key))
            for piece, same, (key, _, _) in zip(wanted, found, ties, strict=True)
        ]

    def _piece_for(self, wanted: str, same: str | None, used: set[str], *, lasting: bool) -> str:
        if same is None and lasting and wanted in self.pieces and wanted not in used:
            same = wanted
        elif same is None:
            same = wanted if wanted not in self._taken else self._free(wanted)
        used.add(same)
        self._taken.add(same)
        return same

    def _item_piece(self, key: str) -> str:
        return f"{self.source}-thing-{_exact(key)}"

    def _free(self, base: str) -> str:
        number = self._numbers.get(base, 1)
        while (key := f"{base}-{number + 1}") in self._taken:
            number += 1
        self._numbers[base] = number + 1
        return key

    def claims(self, piece: str) -> list[Claim]:
        """The claims that rest on a piece of evidence."""
        return self._claims.get(piece, [])

    def gone(self, staying: Collection[str]) -> dict[str, list[str]]:
        """What rests on nothing but what the map no longer has, by table; ``staying``: pieces of evidence that it has.

        An entity stays as long as a claim or count that stays names it.
        """
        out = {key for key, piece in self.pieces.items() if piece.section in (THINGS, TIES)} - set(staying)
        if not out:
            return {}
        claims = [c for c in self._records.claims.values() if c.evidence and out.issuperset(c.evidence)]
        gone = {claim.id for claim in claims}
        named: set[str] = set()
        for claim in self._records.claims.values():
            if claim.id not in gone:
                named |= {claim.subject, claim.object, *claim.voices}
        for count in self._records.observations.values():
            named |= {count.about, count.method, count.group, count.region}
        entities = [
            entity.id
            for entity in self._records.entities.values()
            if entity.evidence and out.issuperset(entity.evidence) and entity.id not in named
        ]
        observed = {piece for count in self._records.observations.values() for piece in count.evidence}
        found = {"claims": sorted(gone), "entities": sorted(entities), "evidence": sorted(out - observed)}
        return {table: ids for table, ids in found.items() if ids}

    def trimmed(self, gone: Iterable[str], without: Collection[str]) -> list[tuple[str, str, tuple[str, ...]]]:
        """Rows that lose some of their evidence and stay: table, id, and the pieces that are left."""
        out, left = set(gone), set(without)
        rows = [("claims", claim.id, claim.evidence) for claim in self._records.claims.values()]
        rows += [("entities", entity.id, entity.evidence) for entity in self._records.entities.values()]
        return [
            (table, key, tuple(piece for piece in pieces if piece not in out))
            for table, key, pieces in rows
            if key not in left and out.intersection(pieces)
        ]
