"""What a page tells of a term: read off the ontology and off how the ecosystem uses it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from trosol.language import say_in
from trosol.model.ontology import CLASS, OBJECT, Concept, Network, Term
from trosol.model.records import Texts, in_language
from trosol.pages.file_names import file_name
from trosol.pages.term_tree import Branch
from trosol.questions import Question
from trosol.rdf.engine import Iri, Literal, parts
from trosol.rdf.iris import DCTERMS, RDFS, ROOT_CLASS, ROOT_RELATION, SKOS, TRO, local_name
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import Statement, statement

__all__ = ["TermFacts", "TermLink", "TermPage", "told"]

_MOST_BELOW, _MOST_EXAMPLES = 24, 3
_NAMING = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")


@dataclass(frozen=True, slots=True)
class TermLink:
    """A label and the page it leads to; no page where there is none."""

    label: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class TermPage:
    """All that the page of a class or relation tells."""

    term: Term
    label: str
    definition: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    says: tuple[str, ...]
    replaced: TermLink | None
    branches: tuple[Branch, ...]
    above: tuple[TermLink, ...]
    below: tuple[TermLink, ...]
    domain: tuple[TermLink, ...]
    range: tuple[TermLink, ...]
    relations: tuple[TermLink, ...]
    networks: tuple[TermLink, ...]
    questions: tuple[TermLink, ...]
    used: int
    things: tuple[TermLink, ...]
    examples: tuple[Statement, ...]


class TermFacts:
    """Looks things up for the pages of one language."""

    def __init__(self, snapshot: Snapshot, questions: Sequence[Question], language: str) -> None:
        """Nothing is looked up before it is asked for."""
        self.snapshot, self.ontology, self.questions, self.language = snapshot, snapshot.ontology, questions, language

    @cached_property
    def classes(self) -> tuple[Term, ...]:
        """Classes that an entity can have, the root left out, by label."""
        return self._below(self.ontology.classes.values(), ROOT_CLASS)

    @cached_property
    def relations(self) -> tuple[Term, ...]:
        """Relations that a claim can use, the root left out, by label."""
        return self._below((t for t in self.ontology.properties.values() if t.kind == OBJECT), ROOT_RELATION)

    def _below(self, terms: Iterable[Term], root: str) -> tuple[Term, ...]:
        inside = self.ontology.below(root) - {root}
        return tuple(sorted((t for t in terms if t.iri in inside), key=lambda t: (t.label(self.language).casefold(), t.iri)))

    @cached_property
    def lists(self) -> dict[str, tuple[Concept, ...]]:
        """Lists of values, with their members by notation."""
        found: dict[str, list[Concept]] = defaultdict(list)
        for concept in self.ontology.concepts.values():
            found[concept.scheme].append(concept)
        return {iri: tuple(sorted(members, key=lambda c: c.notation)) for iri, members in sorted(found.items()) if iri}

    @cached_property
    def _pages(self) -> dict[str, str]:
        pages = {term.iri: file_name("class", term.iri) for term in self.classes}
        pages |= {term.iri: file_name("relation", term.iri) for term in self.relations}
        pages |= {iri: file_name("list", iri) for iri in self.lists}
        return pages | {network.iri: file_name("network", network.iri) for network in self.ontology.networks.values()}

    def page(self, iri: str) -> str:
        """File of a term, a list or a network; empty where it has none."""
        return self._pages.get(iri, "")

    def entity_page(self, key: str) -> str:
        """File of an entity."""
        return file_name("entity", key)

    def link(self, iri: str) -> TermLink:
        """A term by its label, with its page."""
        term = self.ontology.term(iri)
        return TermLink(term.label(self.language) if term else local_name(iri), self.page(iri))

    def list_label(self, iri: str) -> str:
        """Name of a list of values: its label in the ontology, else the end of its IRI."""
        found = self._list_labels[iri]
        return found.get(self.language) or found.get("en") or found.get("") or local_name(iri)

    @cached_property
    def _list_labels(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {iri: {} for iri in self.lists}
        for who, predicate, what in map(parts, self.snapshot.vocabulary.triples):
            if isinstance(who, Iri) and who.value in found and predicate.value in _NAMING and isinstance(what, Literal):
                found[who.value][what.language or ""] = what.value
        return found

    def value(self, name: str, notation: str) -> str:
        """Label of a value of a fixed list."""
        return self._values.get((name, notation), notation)

    @cached_property
    def _values(self) -> dict[tuple[str, str], str]:
        names = ("mode", "stance", "strength", "confidence")
        return {(n, c.notation): c.label(self.language) for n in names for c in self.ontology.values_of(TRO + n)}

    @cached_property
    def _said(self) -> dict[str, dict[str, list[str]]]:
        """IRIs that the ontology gives to a term, by predicate."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for who, predicate, what in map(parts, self.snapshot.vocabulary.triples):
            if isinstance(who, Iri) and isinstance(what, Iri):
                found[who.value][predicate.value].append(what.value)
        return found

    @cached_property
    def _entities(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, entity in self.snapshot.records.entities.items():
            found[entity.type].append(key)
        return found

    @cached_property
    def _claims(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, claim in self.snapshot.records.claims.items():
            found[claim.predicate].append(key)
        return found

    @cached_property
    def members(self) -> Counter[str]:
        """How many entities there are of a class or below it."""
        return Counter({t.iri: sum(len(self._entities[each]) for each in self.ontology.below(t.iri)) for t in self.classes})

    @cached_property
    def uses(self) -> Counter[str]:
        """How many claims use a relation or one below it."""
        return Counter({t.iri: sum(len(self._claims[each]) for each in self.ontology.below(t.iri)) for t in self.relations})

    def term_page(self, term: Term) -> TermPage:
        """What the page of a class or relation tells."""
        ontology, language = self.ontology, self.language
        children = [
            iri
            for iri in sorted(ontology.below(term.iri) - {term.iri})
            if term.iri in ontology.properties.get(iri, ontology.classes.get(iri, term)).parents
        ]
        below = sorted((self.link(iri) for iri in children), key=lambda link: link.label.casefold())
        is_class = term.kind == CLASS
        line = ontology.line(term.iri)
        keys = sorted(key for iri in ontology.below(term.iri) for key in (self._entities if is_class else self._claims)[iri])
        records = self.snapshot.records
        claims = (
            [c for c in records.claims.values() if is_class and {c.subject, c.object} & set(self._entities[term.iri])]
            if is_class
            else []
        )
        examples = [records.claims[key] for key in keys] if not is_class else claims
        examples = sorted(examples, key=lambda claim: (claim.mode != "stated", claim.id))[:_MOST_EXAMPLES]
        things = [TermLink(records.entities[key].label(language), self.entity_page(key)) for key in keys] if is_class else []
        text = f"{term.iri}>", f":{term.name}"
        return TermPage(
            term=term,
            label=term.label(language),
            definition=term.definition,
            notes=tuple(self._notes(term)),
            says=tuple(self._says(term)),
            replaced=self.link(term.replaced_by) if term.replaced_by else None,
            branches=self._branches(term, line, below),
            above=tuple(self.link(iri) for iri in line[1:]),
            below=tuple(below),
            domain=self._ends(line, RDFS + "domain"),
            range=self._ends(line, RDFS + "range"),
            relations=self._usable(term) if is_class else (),
            networks=tuple(self._networks(term)),
            questions=tuple(
                TermLink(q.title(language), f"questions.html#{q.name}")
                for q in self.questions
                if any(_names(q.query, each) for each in text)
            ),
            used=len(keys),
            things=tuple(sorted(things, key=lambda link: link.label.casefold())),
            examples=tuple(statement(self.snapshot, claim, language) for claim in examples),
        )

    def _notes(self, term: Term) -> Iterable[tuple[str, tuple[str, ...]]]:
        language = self.language
        for name, iri in (
            (say_in(language, "Used for"), SKOS + "scopeNote"),
            (say_in(language, "For example"), SKOS + "example"),
            (say_in(language, "Where the term comes from"), DCTERMS + "source"),
            (say_in(language, "What changed"), SKOS + "changeNote"),
        ):
            texts = told(term.texts.get(iri, ()), language) or tuple(sorted(self._said[term.iri].get(iri, ())))
            if texts:
                yield name, texts

    def _says(self, term: Term) -> Iterable[str]:
        """What software reads off the term, in words."""
        ontology, language = self.ontology, self.language
        if term.kind == CLASS:
            role = ontology.role(term.iri)
            if role:
                yield say_in(language, "Its role: {role}.", role=ontology.classes[role].label(language))
            values = {c.notation: c.label(language) for c in ontology.values_of(TRO + "desirability")}
            wanted = ontology.desirability(term.iri)
            yield say_in(language, "To have more of it is: {value}.", value=values.get(wanted, wanted))
            return
        if in_language(term.texts.get(TRO + "reads", ()), language):
            yield say_in(language, "It reads: {sentence}", sentence=relation_sentence(term, "…", "…", language))
        values = {c.notation: c.label(language) for c in ontology.values_of(TRO + "sign")}
        sign = ontology.sign(term.iri)
        if sign:
            yield say_in(language, "Its effect on the second: {value}.", value=values.get(sign, sign))
        if ontology.acts_from_object(term.iri):
            yield say_in(language, "The second acts on the first.")
        if term.symmetric:
            yield say_in(language, "It holds both ways.")

    def _branches(self, term: Term, line: Sequence[str], below: Sequence[TermLink]) -> tuple[Branch, ...]:
        chain: list[str] = []
        here = term
        while True:
            chain.append(here.iri)
            parents = [iri for iri in here.parents if self.page(iri) and iri in line and iri not in chain]
            new = self.ontology.term(parents[0]) if parents else None
            if new is None:
                break
            here = new
        chain.reverse()
        drawn = [Branch(self.link(iri).label, self.page(iri), depth, iri == term.iri) for depth, iri in enumerate(chain)]
        drawn += [Branch(link.label, link.page, len(chain)) for link in below[:_MOST_BELOW]]
        return tuple(drawn)

    def _ends(self, line: Sequence[str], predicate: str) -> tuple[TermLink, ...]:
        for iri in line:
            if found := self._said[iri].get(predicate):
                return tuple(self.link(each) for each in sorted(found))
        return ()

    def _usable(self, term: Term) -> tuple[TermLink, ...]:
        """Relations that things of this class really stand in, most used first."""
        mine = {key for iri in self.ontology.below(term.iri) for key in self._entities[iri]}
        counted = Counter(c.predicate for c in self.snapshot.records.claims.values() if mine & {c.subject, c.object})
        return tuple(
            TermLink(f"{self.link(iri).label} ({number})", self.page(iri))
            for iri, number in sorted(counted.items(), key=lambda p: (-p[1], p[0]))
        )

    def _networks(self, term: Term) -> Iterable[TermLink]:
        for network in sorted(self.ontology.networks.values(), key=lambda n: n.name):
            named = (*network.nodes, *network.left, *network.right) if term.kind == CLASS else network.edges
            if self.ontology.is_a(term.iri, named):
                yield TermLink(in_language(network.labels, self.language) or network.name, self.page(network.iri))

    def network_terms(self, network: Network) -> tuple[tuple[TermLink, ...], tuple[TermLink, ...]]:
        """Classes and relations that a network names."""
        nodes = tuple(self.link(iri) for iri in dict.fromkeys((*network.nodes, *network.left, *network.right)))
        return nodes, tuple(self.link(iri) for iri in network.edges)


def _names(query: str, text: str) -> bool:
    """Whether a query names a term: the text, and no letter or digit behind it."""
    at = query.find(text)
    while at >= 0:
        after = query[at + len(text) : at + len(text) + 1]
        if not (after.isalnum() or after in "-_"):
            return True
        at = query.find(text, at + 1)
    return False


def told(texts: Texts, language: str) -> tuple[str, ...]:
    """The texts in a language, or the English ones where there is none."""
    return tuple(text for tag, text in texts if tag == language) or tuple(text for tag, text in texts if tag in ("en", ""))
