"""What the words of another tool mean here: kinds to classes, ties to relations. A file that people write, read and keep.

A word that is the name or a label of a term (in any language, whatever the case and the spaces) needs no line. For all others
somebody has to say what they mean: nothing is guessed, only suggested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.content import content_of
from trosol.imports.drawn_map import Drawing, with_columns
from trosol.model.ontology import Ontology, Term
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION, TRO, local_name
from trosol.read.cells import MAX_COMPARED
from trosol.read.dataset import MAX_TOML, parse_toml

__all__ = ["LEFT_OUT", "NO_WORD", "TURNED", "MappedWords", "Meanings", "read_mapping", "says_itself", "words_of"]

TURNED = "^"
"""What stands before a relation in a mapping that is to be read the other way round: "reports to" = "^directs"."""

LEFT_OUT = "-"
"""What stands in a mapping for: leave these out."""

NO_WORD = "(none)"
"""How a mapping names things or ties to which the map gives no kind."""

_AS_DRAWN, _BOTH_WAYS = "as drawn", "both ways"
_CHOICES = {"undirected": (_AS_DRAWN, _BOTH_WAYS), "undescribed": ("bring", "leave"), "lenient": ("yes", "no")}
_TABLES = ("types", "names", "relations", "ties", "attributes", "source", "columns")
_COLUMNS = ("type", "relation")
_KNOWN = {
    "voice",
    "voice_type",
    "speaker",
    "strength",
    "confidence",
    "coder",
    "undirected",
    "types",
    "names",
    "relations",
    "ties",
    "attributes",
    "source",
    "columns",
    "undescribed",
    "lenient",
}


@dataclass(frozen=True)
class Meanings:
    """What a mapping file says.

    ``voice``: who says what the map says, by id or label; ``voice_type``: the class to make it of where it is not there;
    ``undirected``: how a tie without an arrow is read; ``undescribed``: whether items that a file only points at are brought, too;
    ``lenient``: a relation that cannot hold between two items is read as the nearest above that can; ``columns``: which attribute of the map tells the kind of an item (``type``) and of a tie (``relation``);
    ``names``: the class of items that the map gives no kind, by what they are called; ``ties``: kinds whose items stand for a tie, each
    with the relations that name its two ends.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    voice: str = ""
    voice_type: str = ""
    speaker: str = "figureText"
    strength: str = "unspecified"
    confidence: str = "medium"
    coder: str = "coder-1"
    undirected: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    undescribed: str = ""
    lenient: bool = False
    file: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, str] = field(default_factory=dict)

    def named(self, drawing: Drawing) -> Drawing:
        """The map with the kinds of those items that the mapping names and the map gives none."""
        if not self.names:
            return drawing
        things = tuple(t if t.kind else replace(t, kind=self.names.get(t.label, "")) for t in drawing.things)
        return replace(drawing, things=things)

    def applied(self, drawing: Drawing) -> Drawing:
        """The map as the mapping wants it read: kinds from the attributes that it names, what is only pointed at brought or told."""
        drawing = self.named(with_columns(drawing, self.columns))
        if self.undescribed == "bring" or not any(thing.guessed for thing in drawing.things):
            return drawing
        out = {thing.key for thing in drawing.things if thing.guessed}
        left = Counter(local_name(t.kind) if "://" in t.kind else t.kind for t in drawing.ties if out & {t.source, t.target})
        notes = tuple(
            f'{number} × {shorten(kind or NO_WORD, 60)}, to something that the file does not describe (undescribed = "bring" brings it)'
            for kind, number in sorted(left.items())
        )
        tied = {end for tie in drawing.ties for end in (tie.source, tie.target)}
        alone = [shorten(t.label, 40) for t in drawing.things if t.key in out - tied]
        said = f'{len(alone)} × something of which no type is said ({", ".join(alone[:6])}; undescribed = "bring" brings it)'
        notes = (*notes, said) if alone else notes
        return replace(
            drawing,
            things=tuple(thing for thing in drawing.things if thing.key not in out),
            ties=tuple(tie for tie in drawing.ties if not out & {tie.source, tie.target}),
            notes=(*drawing.notes, *notes),
        )


def read_mapping(path: Path) -> Meanings:
    """Read a mapping file (TOML). Raises :class:`TrosolError`."""
    where = Where(path.name)
    try:
        found = parse_toml(content_of(path, MAX_TOML))
    except ValueError as error:
        raise TrosolError(
            Problem("mapping-bad", f"The mapping cannot be read: {shorten(str(error), 160)}.", "Mend it at that place.", where)
        ) from None
    problems = [
        Problem("mapping-bad", f"'{shorten(key)}' is not known.", f"Use one of: {', '.join(sorted(_KNOWN))}.", where)
        for key in sorted(set(found) - _KNOWN)
    ]
    values: dict[str, Any] = {}
    for key in _KNOWN & set(found):
        value, table = found[key], key in _TABLES
        right = isinstance(value, dict) and all(isinstance(v, str) for v in value.values()) if table else isinstance(value, str)
        if not right:
            form = f'[{key}] with lines "word" = "Term"' if table else f'{key} = "…"'
            problems.append(Problem("mapping-bad", f"'{key}' is not text.", f"Write {form}.", where))
        values[key] = value
    for key, choices in _CHOICES.items():
        if not problems and values.get(key, "") not in ("", *choices):
            remedy = f'Write "{choices[0]}" or "{choices[1]}".'
            problems.append(Problem("mapping-bad", f"'{key}' is not known.", remedy, where))
    if not problems and (odd := sorted(set(values.get("columns", ())) - set(_COLUMNS))):
        text = f"'{shorten(odd[0])}' is no column that is chosen."
        problems.append(Problem("mapping-bad", text, f"Under [columns], write {' or '.join(_COLUMNS)}.", where))
    if problems:
        raise TrosolError(problems)
    values["lenient"] = values.get("lenient") == "yes"
    return Meanings(**values, file=path.name)


@dataclass(frozen=True, slots=True)
class MappedWords:
    """The words of a map, how often each stands there, and the term that each means (None: nobody said yet).

    ``turned``: words of ties whose relation runs from the end to the beginning.
    """

    kinds: Mapping[str, tuple[int, Term | str | None]]
    ties: Mapping[str, tuple[int, Term | str | None]]
    turned: frozenset[str] = frozenset()

    def unknown(self) -> dict[str, tuple[str, ...]]:
        """Words that nobody has explained yet."""
        return {
            "types": tuple(word for word, (_, term) in self.kinds.items() if term is None),
            "relations": tuple(word for word, (_, term) in self.ties.items() if term is None),
        }


def words_of(drawing: Drawing, mapping: Meanings, ontology: Ontology) -> MappedWords:
    """Each word of the map and what it means. Raises :class:`TrosolError` where the mapping names no term."""
    problems: list[Problem] = []
    turned: set[str] = set()
    hints = _Hints(ontology)

    def meant(words: Iterable[str], said: Mapping[str, str], root: str, table: str) -> dict[str, tuple[int, Term | str | None]]:
        counted = Counter(word or NO_WORD for word in words)
        terms = _Terms(ontology, root)
        found: dict[str, tuple[int, Term | str | None]] = {}
        for word, number in sorted(counted.items()):
            wanted = said.get(word) or said.get(local_name(word), "")
            if root == ROOT_RELATION and wanted.startswith(TURNED):
                wanted = wanted.removeprefix(TURNED).strip()
                turned.add(word)
            term: Term | str | None = LEFT_OUT if wanted == LEFT_OUT else terms.meant_by(wanted or word, by_label=not wanted)
            if term is None and root == ROOT_RELATION and (inverse := ontology.by_inverse(wanted or word, root)):
                term, over = inverse  # the map's relation says from the other end what one of ours says
                turned.symmetric_difference_update({word} if over else ())
            if wanted and term is None:
                near = hints.near(wanted, root)
                problems.append(
                    Problem(
                        "mapping-bad",
                        f"'{shorten(wanted)}', for '{shorten(word)}', is no term of the ontology.",
                        f"Did you mean {near}?" if near else "`trosol template` lists them in its guide.",
                        Where(mapping.file or "mapping", None, table),
                    )
                )
            found[word] = (number, term)
        return found

    kinds = meant((thing.kind for thing in drawing.things), mapping.types, ROOT_CLASS, "types")
    ties = meant((tie.kind for tie in drawing.ties), mapping.relations, ROOT_RELATION, "relations")
    if problems:
        raise TrosolError(problems)
    return MappedWords(kinds, ties, frozenset(turned))


class _Terms:
    """The terms below ``root`` by what they are called: looked through once, however many words a map has."""

    def __init__(self, ontology: Ontology, root: str) -> None:
        self._named: dict[str, list[Term]] = {}
        self._like: dict[str, list[Term]] = {}
        for iri in ontology.below(root):
            term = ontology.term(iri)
            if iri == root or term is None or term.deprecated:
                continue
            for name in {term.iri, term.name}:
                self._named.setdefault(name, []).append(term)
            for name in _said_of(term):
                self._like.setdefault(name, []).append(term)

    def meant_by(self, word: str, *, by_label: bool) -> Term | None:
        """The term that a word names: by IRI, by name, or (where wished) by a label, ours before others; None if none or several."""
        found = self._named.get(word, ())
        if not found and by_label:
            found = self._like.get(_flat_word(word), ())
        ours = [term for term in found if term.iri.startswith(TRO)] if len(found) > 1 else found
        return ours[0] if len(ours) == 1 else None


class _Hints:
    """What a word may have been meant to be, as long as looking for it takes less than reading the map."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology, self._compared = ontology, 0

    def near(self, word: str, root: str) -> str:
        """The nearest terms below ``root``; blank where there are none, or too many were looked for."""
        self._compared += len(self._ontology.below(root))
        if self._compared > MAX_COMPARED:
            return ""
        return ", ".join(self._ontology.like(local_name(word) if "://" in word else word, root))


def says_itself(word: str, term: Term) -> bool:
    """Whether a word is the name or a label of the term, so that nothing was read into it."""
    return word == term.iri or _flat_word(word) in _said_of(term)


def _said_of(term: Term) -> set[str]:
    return {_flat(term.name), *(_flat(label) for _, label in term.labels)}


def _flat_word(word: str) -> str:
    return _flat(local_name(word) if "://" in word else word)


def _flat(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
