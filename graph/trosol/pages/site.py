"""All pages of an ecosystem, in every language, as files; written together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from trosol.files.whole import listing, write_folder
from trosol.language import LANGUAGES, say_in
from trosol.model.records import in_language
from trosol.pages.page_words import words
from trosol.pages.term_facts import TermFacts, TermLink, told
from trosol.pages.term_tree import tree_picture
from trosol.questions import Question
from trosol.store.snapshot import Snapshot
from trosol.views.tables.entity_view import entity_card
from trosol.views.tables.network_list import describe_networks
from trosol.views.tables.statements import place_of

__all__ = ["MARK", "Site", "make_site", "write_site"]

MARK = ".trosol-pages"
"""A file that lists what this command made in a folder, and so may make anew."""


@dataclass(frozen=True)
class Site:
    """Files by name, ``en/…`` and ``cy/…``."""

    files: dict[str, bytes]

    @property
    def pages(self) -> int:
        """Number of HTML pages."""
        return sum(name.endswith(".html") for name in self.files)


def make_site(snapshot: Snapshot, questions: Sequence[Question], languages: Sequence[str] = tuple(LANGUAGES)) -> Site:
    """Make every page. The same ecosystem gives the same bytes."""
    environment = Environment(
        loader=PackageLoader("trosol.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    files = {"style.css": _asset("style.css")}
    for language in languages:
        pages = _Site(environment, snapshot, questions, language, languages)
        files |= {f"{language}/{name}": text.encode() for name, text in pages.made().items()}
    dataset = snapshot.records.dataset
    start = environment.get_template("start.html").render(
        titles=[(tag, LANGUAGES[tag], in_language(dataset.title, tag) or dataset.name) for tag in languages], dataset=dataset
    )
    files["index.html"] = start.encode()
    files[MARK] = listing(files)
    return Site(files)


def _asset(name: str) -> bytes:
    return Path(__file__).with_name("templates").joinpath(name).read_bytes()


def write_site(site: Site, folder: Path) -> None:
    """Write the files into a folder, all or none. An earlier site there is replaced, nothing else is.

    Raises :class:`WrongUse` for a folder that holds other things, :class:`TrosolError` where it cannot be written; then the earlier
    site is still there.
    """
    write_folder(folder, site.files, MARK)


class _Site:
    """The pages of one language."""

    def __init__(
        self, environment: Environment, snapshot: Snapshot, questions: Sequence[Question], language: str, languages: Sequence[str]
    ) -> None:
        self.environment, self.snapshot, self.language, self.languages = environment, snapshot, language, languages
        self.questions = sorted(questions, key=lambda q: q.title(language).casefold())
        self.facts = TermFacts(snapshot, questions, language)

    def made(self) -> dict[str, str]:
        facts, ontology = self.facts, self.snapshot.ontology
        pages = {"index.html": self._index()}
        for terms, kind in ((facts.classes, "class"), (facts.relations, "relation")):
            for term in terms:
                page = facts.term_page(term)
                title = say_in(self.language, "{term} and its place in the tree", term=page.label)
                picture = tree_picture(page.branches, title) if len(page.branches) > 1 else ""
                pages[facts.page(term.iri)] = self._page(
                    "term.html", page.label, facts.page(term.iri), page=page, picture=picture, what=kind
                )
        for iri in facts.lists:
            pages[facts.page(iri)] = self._list(iri)
        sizes = {size.name: size for size in describe_networks(self.snapshot, self.language)}
        for network in ontology.networks.values():
            size = sizes[network.name]
            nodes, edges = facts.network_terms(network)
            file = facts.page(network.iri)
            pages[file] = self._page("network.html", size.label, file, network=network, size=size, nodes=nodes, edges=edges)
        for key in self.snapshot.records.entities:
            card = entity_card(self.snapshot, key, self.language)
            file = facts.entity_page(key)
            spoken = self.language if self.language in dict(self.snapshot.entity(key).descriptions) else "en"
            kind_page = facts.page(self.snapshot.entity(key).type)
            pages[file] = self._page("entity.html", card.label, file, card=card, kind_page=kind_page, spoken=spoken)
        pages["questions.html"] = self._page(
            "questions.html", words(self.language)["questions"], "questions.html", questions=self.questions
        )
        pages["sources.html"] = self._sources()
        return pages

    def _index(self) -> str:
        facts, ontology, language = self.facts, self.snapshot.ontology, self.language
        dataset = self.snapshot.records.dataset
        things: dict[str, list[TermLink]] = defaultdict(list)
        for key, entity in self.snapshot.records.entities.items():
            things[entity.type].append(TermLink(entity.label(language), facts.entity_page(key)))
        grouped = sorted(
            (ontology.classes[iri].label(language), facts.page(iri), sorted(links, key=lambda one: one.label.casefold()))
            for iri, links in things.items()
        )
        networks = sorted((in_language(n.labels, language) or n.name, facts.page(n.iri)) for n in ontology.networks.values())
        return self._page(
            "index.html",
            in_language(dataset.title, language) or dataset.name,
            "index.html",
            description=in_language(dataset.description, language) or "",
            classes=[(t, facts.page(t.iri), facts.members[t.iri]) for t in facts.classes],
            relations=[(t, facts.page(t.iri), facts.uses[t.iri]) for t in facts.relations],
            lists=[(self.facts.list_label(iri), facts.page(iri)) for iri in facts.lists],
            networks=networks,
            things=grouped,
        )

    def _list(self, iri: str) -> str:
        members = self.facts.lists[iri]
        file = self.facts.page(iri)
        return self._page("list.html", self.facts.list_label(iri), file, iri=iri, members=members)

    def _sources(self) -> str:
        records = self.snapshot.records
        rows = [
            (key, records.sources[piece.source].title, place_of(self.snapshot, key), piece.anchor, piece.paraphrase)
            for key, piece in records.evidence.items()
        ]
        title = words(self.language)["sources"]
        return self._page("sources.html", title, "sources.html", sources=list(records.sources.values()), rows=rows)

    def _page(self, template: str, title: str, file: str, **values: Any) -> str:
        dataset = self.snapshot.records.dataset
        return self.environment.get_template(template).render(
            w=words(self.language),
            language=self.language,
            others=[(tag, LANGUAGES[tag]) for tag in self.languages if tag != self.language],
            file=file,
            title=title,
            name=in_language(dataset.title, self.language) or dataset.name,
            dataset=dataset,
            records=self.snapshot.records,
            digest=self.snapshot.digest,
            entity_page=self.facts.entity_page,
            told=told,
            value=self.facts.value,
            **values,
        )
