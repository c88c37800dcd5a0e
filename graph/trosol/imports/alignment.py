"""Classes and relations of other people's ontologies, hung below those of Trosol that mean the same or more: suggested, for a person to judge.

A term is read by its address (the shipped alignments), then by what it is called in any language, then by what its definition says it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trosol.imports.mapping import TURNED
from trosol.imports.meaning import meaning_of
from trosol.model.ontology import CLASS, OBJECT, Ontology, Term
from trosol.rdf.engine import Iri, Literal, Triple, parts
from trosol.rdf.iris import OWL, RDF, RDFS, ROOT_CLASS, ROOT_RELATION, SKOS, TRO, local_name

__all__ = ["Suggestion", "suggested"]

_MOST = 2000
_TYPE, _LABELS = RDF + "type", (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
_ABOVE, _SAME = (RDFS + "subClassOf", RDFS + "subPropertyOf"), (OWL + "equivalentClass", OWL + "equivalentProperty")
_ENDS = {RDFS + "domain": 0, RDFS + "range": 1}
_ENDS |= {
    f"{scheme}://schema.org/{name}Includes": end for scheme in ("http", "https") for name, end in (("domain", 0), ("range", 1))
}
_MATCHES = tuple(SKOS + name for name in ("exactMatch", "closeMatch", "narrowMatch"))
_WHOLE, _PART, _ADDRESS, _DEFINITION = range(4)
_ARTICLE = re.compile(r"^(?:a|an|the|any|some|eine?|une?|un|der|die|das)\s+", re.IGNORECASE)
_GENUS = re.compile(
    r"(?<=\s)(?:that|which|who|whose|where|of|for|in|within|with|to|by|is|are|represents|describes|indicates|die|der|das|qui|que)\b|[,.;:(]",
    re.IGNORECASE,
)
_LONGEST_GENUS = 4
"""Words of what a definition says something is; more are a sentence of another kind."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a foreign term may stand. ``term``: the one of ours above it (None: nothing tells); ``turned``: a relation that runs the other way.

    ``equal``: ours stands below it already, so that they are the same; ``why``: what tells; ``silent``: a relation without a sentence;
    ``follows``: a term that comes along with one above it, or with its inverse.
    """

    iri: str
    kind: str
    label: str
    language: str
    term: Term | None
    turned: bool = False
    equal: bool = False
    why: str = ""
    silent: bool = False
    follows: bool = False


@dataclass
class _Foreign:
    """What an ontology says of one of its terms."""

    kind: str
    labels: list[tuple[str, str]] = field(default_factory=list)
    definitions: list[tuple[str, str]] = field(default_factory=list)
    above: set[str] = field(default_factory=set)
    same: set[str] = field(default_factory=set)
    inverses: set[str] = field(default_factory=set)
    ends: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    reads: bool = False
    retired: bool = False

    def told(self, what: str, text: Literal) -> None:
        """Take in what is said of it in words."""
        if what in _LABELS:
            self.labels.append((text.language or "en", text.value.strip()))
        elif what == SKOS + "definition":
            self.definitions.append((text.language or "en", text.value.strip()))
        self.reads |= what == TRO + "reads"
        self.retired |= what == OWL + "deprecated" and text.value == "true"

    def tied(self, what: str, iri: str) -> None:
        """Take in how it stands to another term."""
        if what in _ABOVE:
            self.above.add(iri)
        elif what in _SAME:
            self.same.add(iri)
        elif what in _ENDS:
            self.ends[_ENDS[what]].add(iri)
        elif what in (OWL + "inverseOf", "https://schema.org/inverseOf", "http://schema.org/inverseOf"):
            self.inverses.add(iri)


def suggested(own: Sequence[Triple], shipped: Sequence[Triple], ontology: Ontology) -> list[Suggestion]:
    """For each class and relation of an ontology where it may stand; what stands below one of ours already is left there."""
    terms = _terms(own)
    return _Hanging(terms, _matches(shipped, ontology), ontology).made()


def _terms(own: Sequence[Triple]) -> dict[str, _Foreign]:
    kinds = {OWL + "Class": CLASS, OWL + "ObjectProperty": OBJECT}
    rows = list(map(parts, own))
    declared = {
        who.value: kinds[value.value]
        for who, what, value in rows
        if what.value == _TYPE and isinstance(who, Iri) and isinstance(value, Iri) and value.value in kinds
    }
    found = {iri: _Foreign(kind) for iri, kind in sorted(declared.items())[:_MOST] if not iri.startswith((TRO, OWL, RDFS, RDF))}
    over = {str(who): value.value for who, what, value in rows if what.value == OWL + "inverseOf" and isinstance(value, Iri)}
    for who, what, value in rows:
        term = found.get(who.value) if isinstance(who, Iri) else None
        if term is None:
            continue
        if isinstance(value, Literal):
            term.told(what.value, value)
        elif isinstance(value, Iri):
            term.tied(what.value, value.value)
            if what.value == OWL + "inverseOf" and value.value in found:
                found[value.value].inverses.add(str(who).strip("<>"))
        elif what.value == _ABOVE[1] and str(value) in over:  # below the inverse of another
            term.inverses.add(over[str(value)])
    return found


def _matches(shipped: Sequence[Triple], ontology: Ontology) -> dict[str, str]:
    """Terms of ours by the addresses of others that the shipped alignments say are the same, or nearly, or narrower."""
    found: dict[str, str] = {}
    for who, what, value in map(parts, shipped):
        if what.value in _MATCHES and isinstance(who, Iri) and isinstance(value, Iri) and ontology.term(who.value):
            for address in {value.value, value.value.replace("https://schema.org/", "http://schema.org/")}:
                found.setdefault(address, who.value)
    return found


class _Hanging:
    def __init__(self, terms: Mapping[str, _Foreign], matches: Mapping[str, str], ontology: Ontology) -> None:
        self.terms, self.matches, self.ontology = terms, matches, ontology
        self.hung: dict[str, tuple[Term, bool, str]] = {}

    def made(self) -> list[Suggestion]:
        for kind in (CLASS, OBJECT):
            for iri in self._in_order(kind):
                if not self._placed(iri) and not self.terms[iri].retired:
                    self._place(iri)
        return [self._said(iri) for iri in self.terms if not self._placed(iri) and not self.terms[iri].retired]

    def _follows(self, iri: str) -> bool:
        """Whether a term that was not hung itself follows one that was: above it, or from the other end."""
        around = (*self._line(iri), *self.terms[iri].inverses)
        return any(other in self.hung for other in around)

    def _said(self, iri: str) -> Suggestion:
        foreign = self.terms[iri]
        language, label = (
            min(foreign.labels, key=lambda said: (not said[0].startswith("en"), said)) if foreign.labels else ("en", "")
        )
        term, turned, why = self.hung.get(iri, (None, False, ""))
        equal = term is not None and self.ontology.is_a(term.iri, (iri,))
        follows = term is None and self._follows(iri)
        return Suggestion(
            iri=iri,
            kind=foreign.kind,
            label=label or local_name(iri),
            language=language,
            term=term,
            turned=turned,
            equal=equal,
            why=why,
            silent=not foreign.reads,
            follows=follows,
        )

    def _in_order(self, kind: str) -> list[str]:
        """Terms of a kind, those above before those below."""
        depth: dict[str, int] = {}
        for iri, term in self.terms.items():
            if term.kind == kind:
                depth[iri] = len(self._line(iri))
        return sorted(depth, key=lambda iri: (depth[iri], iri))

    def _line(self, iri: str) -> tuple[str, ...]:
        """What stands above a term in its own ontology, and what that calls the same."""
        seen: dict[str, None] = {}
        waiting = [iri]
        while waiting:
            foreign = self.terms.get(waiting.pop())
            for other in sorted(foreign.above | foreign.same) if foreign else ():
                if other not in seen and other != iri:
                    seen[other] = None
                    waiting.append(other)
        return tuple(seen)

    def _placed(self, iri: str) -> bool:
        """Whether the term stands below one of ours by its own ontology, or by one that is there already."""
        root = ROOT_CLASS if self.terms[iri].kind == CLASS else ROOT_RELATION
        around = (iri, *self._line(iri))
        if self.terms[iri].kind == OBJECT and any(other.startswith(TRO) for other in self.terms[iri].inverses):
            return True
        return any(one.startswith(TRO) or (self.ontology.term(one) and self.ontology.is_a(one, (root,))) for one in around)

    def _place(self, iri: str) -> None:
        foreign = self.terms[iri]
        if any(other in self.hung for other in foreign.inverses):
            return  # what is said of its inverse says it, too
        term, turned, why = self._meant(iri)
        if term is not None and foreign.kind == OBJECT:
            term = self._fitting(term, turned, foreign)
        if term is None:
            return
        for other in self._line(iri):
            there = self.hung.get(other)
            if there is None:
                continue
            if self.ontology.is_a(there[0].iri, (term.iri,)) and there[1] == turned:
                return
            if foreign.kind == CLASS and not self.ontology.is_a(term.iri, (there[0].iri,)):
                both = self._both(term, there[0])
                if both is None:
                    return
                self.hung[other] = (both, False, f"what stands below it is {both.label()}")
            elif foreign.kind == OBJECT and self.ontology.sign(term.iri) != self.ontology.sign(there[0].iri):
                return
        self.hung[iri] = (term, turned, why)

    def _both(self, one: Term, other: Term) -> Term | None:
        """The nearest class above two that has a role."""
        line = self.ontology.line(one.iri)
        return next(
            (self.ontology.classes[iri] for iri in self.ontology.line(other.iri) if iri in line and self.ontology.role(iri)), None
        )

    def _meant(self, iri: str) -> tuple[Term | None, bool, str]:
        foreign = self.terms[iri]
        if (ours := self.ontology.term(self.matches.get(iri, ""))) is not None and ours.kind == foreign.kind:
            return ours, False, "the shipped alignments"
        what = "type" if foreign.kind == CLASS else "relation"
        found: list[tuple[int, str, str]] = []
        texts = [local_name(iri), *(text for _, text in sorted(foreign.labels, key=lambda said: not said[0].startswith("en")))]
        for text in dict.fromkeys(texts):
            name, why = meaning_of(text, what, self.ontology)
            whole = not why.endswith("' in it") and why.startswith("'")
            if name and (whole or foreign.kind == CLASS or _at_end(text, why)):
                found.append((_WHOLE if whole else _PART, name, f"{why}, a name of it"))
        for other in sorted((foreign.same | foreign.above) - self.terms.keys()):
            ours = self.ontology.term(self.matches.get(other, ""))
            name = ours.iri if ours else meaning_of(other, what, self.ontology)[0] if foreign.kind == CLASS else ""
            if name:
                found.append((_ADDRESS, name, f"'{local_name(other)}', which it names"))
        english = [text for language, text in foreign.definitions if language.startswith("en")]
        for text in (english or [text for _, text in foreign.definitions]) if foreign.kind == CLASS else ():
            head = _GENUS.split(_ARTICLE.sub("", text), maxsplit=1)[0].split() if _ARTICLE.match(text) else []
            name, _ = meaning_of(head[-1], what, self.ontology) if 0 < len(head) <= _LONGEST_GENUS else ("", "")
            if name and not set(head[-1].casefold().split()) & set(local_name(iri).casefold().split()):
                found.append((_DEFINITION, name, f"'{head[-1]}', its definition"))
        for _, name, why in sorted(found, key=lambda each: each[0]):
            terms = self.ontology.named(name.removeprefix(TURNED), (foreign.kind,))
            if len(terms) == 1:
                return terms[0], name.startswith(TURNED), why
        return None, False, ""

    def _fitting(self, term: Term, turned: bool, foreign: _Foreign) -> Term | None:
        """The relation, or the nearest above it that can hold between what the foreign one joins; None where none of a meaning can."""
        if any(iris and iris <= self.terms.keys() and not self._classes(iris) for iris in foreign.ends):
            return None  # it joins what itself has no place
        ends = [self._classes(iris) for iris in (reversed(foreign.ends) if turned else foreign.ends)]
        for iri in self.ontology.line(term.iri):
            above = self.ontology.properties.get(iri)
            if above is None or iri == ROOT_RELATION or not self.ontology.is_a(iri, (ROOT_RELATION,)):
                continue
            wanted = [
                w
                for a in self.ontology.line(iri)
                if (b := self.ontology.properties.get(a))
                for w in ((b.domain, 0), (b.range, 1))
            ]
            if all(
                not asked
                or not ends[end]
                or any(self.ontology.is_a(kind, (asked,)) or self.ontology.is_a(asked, (kind,)) for kind in ends[end])
                for asked, end in wanted
            ):
                return above
        return None

    def _classes(self, iris: Iterable[str]) -> set[str]:
        """Where foreign classes were hung."""
        found: set[str] = set()
        for iri in iris:
            found |= {self.hung[one][0].iri for one in (iri, *self._line(iri)) if one in self.hung}
        return found


def _at_end(text: str, why: str) -> bool:
    """Whether the phrase that told is what the name ends in: what stands before it narrows it, what stands behind makes it another."""
    phrase = "".join(c for c in why.removesuffix("' in it").strip("'") if c.isalnum())
    said = "".join(c for c in text.casefold() if c.isalnum())
    return bool(phrase) and said.endswith(phrase)
