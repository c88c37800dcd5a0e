"""What may be said: the classes, properties, concepts and networks of the ontology, as plain values.

No class or property of an ecosystem is named in code. What a term *does* is read off the tree it stands in:
the role and desirability of a class, the sign of a relation, colour and lane on the map are annotations on
terms that their subclasses and subproperties inherit.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any

from trosol.model.kinds import Kind
from trosol.model.records import Texts, in_language
from trosol.model.weights import HEDGED, WEIGHTED, Weights

__all__ = ["CLASS", "DATA", "NOTE", "OBJECT", "Concept", "Network", "Ontology", "Term"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SHARE = re.compile(r"0(?:\.[0-9]{1,20})?|1(?:\.0{1,20})?")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GREY, _LAST_LANE = "#5b6770", 99

CLASS, OBJECT, DATA, NOTE = "class", "object property", "datatype property", "annotation property"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,3}", text) else otherwise


@dataclass(frozen=True)
class Term:
    """A class or property. ``notes`` are its annotations by full IRI, values as text, sorted; ``alternatives`` its other names.

    ``inverses``: properties that say the same from the other end, as far as the term itself names them.
    """

    iri: str
    name: str
    kind: str
    labels: Texts
    definition: str = ""
    parents: tuple[str, ...] = ()
    module: str = ""
    deprecated: bool = False
    replaced_by: str | None = None
    symmetric: bool = False
    range: str | None = None
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    alternatives: Texts = ()
    domain: str | None = None
    inverses: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """Its label in ``language``, else in English, else its local name."""
        return in_language(self.labels, language) or self.name


@dataclass(frozen=True)
class Concept:
    """A SKOS concept of a controlled list; ``notation`` is what the tables say, ``notes`` are its annotations by full IRI."""

    iri: str
    scheme: str
    notation: str
    labels: Texts
    definition: str = ""
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alternatives: Texts = ()

    def label(self, language: str = "en") -> str:
        """Its label in ``language``, else in English, else its notation."""
        return in_language(self.labels, language) or self.notation


@dataclass(frozen=True)
class Network:
    """A projection declared in the ontology: which classes and relations make up a network, and how to read it."""

    iri: str
    name: str
    kind: str
    labels: Texts
    reads: Texts
    nodes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    based_on: str | None = None
    directed: bool = True
    ranked: bool = True


@dataclass(frozen=True)
class Ontology:
    """All terms by IRI, and the questions that other layers ask of them. ``digest`` identifies its content.

    ``shipped``: IRIs of the terms that come with Trosol, where an ecosystem has terms of its own.
    """

    classes: Mapping[str, Term]
    properties: Mapping[str, Term]
    concepts: Mapping[str, Concept]
    networks: Mapping[str, Network]
    digest: str
    meta: str
    shipped: frozenset[str] = frozenset()

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for term in (*self.classes.values(), *self.properties.values()):
            found.setdefault(term.name, []).append(term)
        return {name: tuple(terms) for name, terms in found.items()}

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for term in (*self.classes.values(), *self.properties.values()):
            for parent in term.parents:
                found.setdefault(parent, []).append(term.iri)
        return {iri: tuple(sorted(children)) for iri, children in found.items()}

    def term(self, iri: str) -> Term | None:
        """The class or property with this IRI."""
        return self.classes.get(iri) or self.properties.get(iri)

    def named(self, text: str, kinds: Iterable[str]) -> tuple[Term, ...]:
        """Terms that a table cell may mean: by full IRI, by local name, or with a prefix (``org:memberOf``). More than one is ambiguous.

        A local name that one term of Trosol has means that term, whatever others an ecosystem brings; those are written as full IRIs.
        """
        wanted = tuple(kinds)
        term = self.term(text)
        prefix, colon, name = text.partition(":")
        found = (term,) if term else self._by_name.get(text, ())
        if colon and not found:
            found = tuple(t for t in self._by_name.get(name, ()) if prefix in self._prefixes(t.iri.removesuffix(name)))
        found = tuple(t for t in found if t.kind in wanted)
        ours = tuple(t for t in found if t.iri in self.shipped) if len(found) > 1 else ()
        return ours if len(ours) == 1 else found

    def _prefixes(self, namespace: str) -> tuple[str, ...]:
        """What may stand for a namespace before a colon: the parts of its path, and the first part of its host."""
        host, *path = namespace.split("://", 1)[-1].replace("#", "/").split("/")
        return ("tro",) if namespace == self.meta else (host.split(".")[0], *filter(None, path))

    def in_force(self, term: Term) -> Term:
        """The term that is used in place of a deprecated one, however often it was replaced; itself where there is none."""
        seen: dict[str, Term] = {}
        here: Term | None = term
        while here is not None and here.deprecated and here.replaced_by and here.iri not in seen and here.kind == term.kind:
            if ("in force", here.iri) in self._kept:
                here = self._kept["in force", here.iri]
                break
            seen[here.iri] = here
            here = self.term(here.replaced_by or "")
        sound = here is not None and not here.deprecated and here.kind == term.kind
        # Whoever stands in the same row comes to the same end.
        self._kept.update({("in force", iri): here if sound else None for iri in seen})
        return here if sound and here is not None else term

    def like(self, text: str, root: str, most: int = 3) -> tuple[str, ...]:
        """Names of terms below ``root`` that look like ``text``, nearest first."""
        names = {term.name.casefold(): term.name for iri in self.below(root) if (term := self.term(iri))}
        return tuple(names[m] for m in get_close_matches(text[:100].casefold(), sorted(names), n=most, cutoff=0.5))

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], Any]:
        """Answers that are asked for again and again, once for each term and not once for each row."""
        return {}

    @cached_property
    def _below(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def line(self, iri: str) -> tuple[str, ...]:
        """The term and its ancestors, nearest first (breadth first, siblings by IRI); cycles end quietly."""
        key = ("line", iri)
        if key not in self._kept:
            self._kept[key] = self._line(iri)
        found: tuple[str, ...] = self._kept[key]
        return found

    def _line(self, iri: str) -> tuple[str, ...]:
        seen = dict.fromkeys([iri] if self.term(iri) else [])
        queue = deque(seen)
        while queue:
            term = self.term(queue.popleft())
            for parent in sorted(term.parents) if term else ():
                if parent not in seen and self.term(parent):
                    seen[parent] = None
                    queue.append(parent)
        return tuple(seen)

    def below(self, *iris: str) -> frozenset[str]:
        """The terms and all their descendants."""
        if iris not in self._below:
            seen: set[str] = set()
            stack = list(iris)
            while stack:
                here = stack.pop()
                if here not in seen:
                    seen.add(here)
                    stack.extend(self._children.get(here, ()))
            self._below[iris] = frozenset(seen)
        return self._below[iris]

    def is_a(self, iri: str, ancestors: Iterable[str]) -> bool:
        """Whether the term is one of ``ancestors`` or below one."""
        key = ("above", iri)
        if key not in self._kept:
            self._kept[key] = frozenset(self.line(iri))
        return not self._kept[key].isdisjoint(ancestors)

    def inherited(self, iri: str, note: str) -> str | None:
        """Value of an annotation on the term, or on its nearest ancestor that has it."""
        key = ("inherited", iri, note)
        if key not in self._kept:
            terms = (self.term(here) for here in self.line(iri))
            self._kept[key] = next((term.notes[note][0] for term in terms if term and note in term.notes), None)
        found: str | None = self._kept[key]
        return found

    def role(self, class_iri: str) -> str | None:
        """IRI of the role of a class: its nearest ancestor, or itself, that the ontology marks as a role."""
        for here in self.line(class_iri):
            if "true" in self.classes[here].notes.get(self.meta + "isRole", ()):
                return here
        return None

    @cached_property
    def roles(self) -> tuple[Term, ...]:
        """The roles, in the order of their lanes on the map."""
        marked = [t for t in self.classes.values() if "true" in t.notes.get(self.meta + "isRole", ())]
        return tuple(sorted(marked, key=lambda t: (self.lane(t.iri), t.iri)))

    def desirability(self, class_iri: str) -> str:
        """``desirable``, ``undesirable`` or ``unclear``, inherited down the class tree."""
        return self._notation(self.inherited(class_iri, self.meta + "desirability")) or "unclear"

    def sign(self, property_iri: str) -> str | None:
        """Causal sign of a relation, inherited down the property tree; None if it is no influence."""
        return self._notation(self.inherited(property_iri, self.meta + "sign"))

    def for_purpose(self, purpose: str) -> frozenset[str]:
        """Relations that serve a purpose (``gatekeeping``, ``horizon``, ``part``, ``control`` …), and those below them."""
        return self.below(*(p.iri for p in self.properties.values() if purpose in p.notes.get(self.meta + "purpose", ())))

    def classes_for(self, purpose: str) -> frozenset[str]:
        """Classes that serve a purpose (``voice``), and those below them."""
        return self.below(*(c.iri for c in self.classes.values() if purpose in c.notes.get(self.meta + "purpose", ())))

    def only_first(self, property_iri: str) -> bool:
        """Whether a path may begin with the relation but not pass through it."""
        return self.inherited(property_iri, self.meta + "onlyFirst") == "true"

    def implied_frame(self, iri: str) -> str | None:
        """The frame (``system`` or ``study``) that a class, relation or concept puts claims into, inherited; None if it leaves it open."""
        concept = self.concepts.get(iri)
        notes = concept.notes.get(self.meta + "impliesFrame", ()) if concept else ()
        return self._notation(notes[0] if notes else None if concept else self.inherited(iri, self.meta + "impliesFrame"))

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Kinds that are ranked in tables of their own, in the order of the tables."""
        marked: dict[str, list[str]] = {}
        for term in self.classes.values():
            for iri in term.notes.get(self.meta + "rankedAs", ()):
                marked.setdefault(iri, []).append(term.iri)
        found = [
            Kind(
                name=concept.notation,
                labels=concept.labels,
                group=self._note(concept, "group") or "",
                order=_whole(self._note(concept, "order"), _LAST_LANE),
                classes=tuple(sorted(marked[concept.iri])),
                pushed=max(-1, min(1, _whole(self._note(concept, "pushed"), 0))),
            )
            for concept in self.concepts.values()
            if concept.iri in marked
        ]
        return tuple(sorted(found, key=lambda kind: (kind.order, kind.name)))

    def kind(self, class_iri: str) -> Kind | None:
        """The kind that a class is ranked as: that of its nearest ancestor that has one."""
        concept = self.concepts.get(self.inherited(class_iri, self.meta + "rankedAs") or "")
        return next((kind for kind in self.kinds if concept and kind.name == concept.notation), None)

    def _note(self, concept: Concept, name: str) -> str | None:
        return next(iter(concept.notes.get(self.meta + name, ())), None)

    def weights(self, changed: Iterable[tuple[str, float]] = ()) -> Weights:
        """Weights of claims by what their columns say, with those that an ecosystem ``changed``."""
        hedge = self.meta + "hedge"
        said = {c.notation: self._note(c, "weight") for column in WEIGHTED for c in self.values_of(self.meta + column)}
        said[HEDGED] = self.inherited(hedge, self.meta + "weight") if hedge in self.properties else None
        table = {name: float(weight) for name, weight in said.items() if weight is not None and _SHARE.fullmatch(weight)}
        return Weights(MappingProxyType({**table, **dict(changed)}), hedge)

    @cached_property
    def groupings(self) -> Mapping[str, Term]:
        """Classes whose members are groups that others can be sorted into, by a short name (``target-group``)."""
        marked = [c for c in self.classes.values() if "grouping" in c.notes.get(self.meta + "purpose", ())]
        return {_HUMP.sub("-", term.name).casefold(): term for term in sorted(marked, key=lambda c: c.iri)}

    @cached_property
    def _inverses(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for term in self.properties.values():
            for other in term.inverses:
                found.setdefault(term.iri, set()).add(other)
                found.setdefault(other, set()).add(term.iri)
        return {iri: tuple(sorted(others)) for iri, others in found.items()}

    def by_inverse(self, property_iri: str, root: str) -> tuple[Term, bool] | None:
        """The relation below ``root`` that an inverse makes of a property, and whether from the other end; None where there is none.

        A property that stands there itself needs none. It is found up the tree of properties and over to inverses, nearest first.
        """
        key = ("by inverse", property_iri, root)
        if key not in self._kept:
            self._kept[key] = self._by_inverse(property_iri, root)
        found: tuple[Term, bool] | None = self._kept[key]
        return found

    def _by_inverse(self, iri: str, root: str) -> tuple[Term, bool] | None:
        if self.is_a(iri, (root,)):
            return None
        seen = {(iri, False)}
        queue = deque(seen)
        while queue:
            here, over = queue.popleft()
            if here != root and self.is_a(here, (root,)):
                return self.properties[here], over
            term = self.properties.get(here)
            steps = [(parent, over) for parent in sorted(term.parents)] if term else []
            for step in (*steps, *((other, not over) for other in self._inverses.get(here, ()))):
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
        return None

    def acts_from_object(self, property_iri: str) -> bool:
        """Whether the object of the relation acts on its subject (*depends on*)."""
        return self.inherited(property_iri, self.meta + "actsFrom") == "object"

    def lane(self, class_iri: str) -> int:
        """Column of a class on the map, from the left; 99 where the ontology gives no number."""
        text = self.inherited(class_iri, self.meta + "lane") or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else _LAST_LANE

    def colour(self, class_iri: str) -> str:
        """Colour of a class on the map as ``#rrggbb``; grey where the ontology gives none, or something else."""
        text = self.inherited(class_iri, self.meta + "colour") or ""
        return text if _COLOUR.fullmatch(text) else _GREY

    def _notation(self, iri: str | None) -> str | None:
        concept = self.concepts.get(iri) if iri else None
        return concept.notation if concept else iri

    def values_of(self, property_iri: str) -> tuple[Concept, ...]:
        """Concepts that a property takes its values from, by notation; empty for free text."""
        scheme = self.inherited(property_iri, self.meta + "valuesFrom")
        return self._by_scheme.get(scheme, ()) if scheme else ()

    @cached_property
    def _by_scheme(self) -> Mapping[str, tuple[Concept, ...]]:
        found: dict[str, list[Concept]] = {}
        for concept in sorted(self.concepts.values(), key=lambda concept: concept.notation):
            found.setdefault(concept.scheme, []).append(concept)
        return {scheme: tuple(members) for scheme, members in found.items()}

    @cached_property
    def analysed(self) -> frozenset[str]:
        """Relations that some ranked network is made of."""
        return self.below(*dict.fromkeys(edge for n in self.networks.values() if n.ranked for edge in n.edges))

    def network(self, name: str) -> Network | None:
        """The network with this short name."""
        return self._networks_by_name.get(name)

    @cached_property
    def _networks_by_name(self) -> Mapping[str, Network]:
        found: dict[str, Network] = {}
        for network in self.networks.values():
            found.setdefault(network.name, network)
        return found
