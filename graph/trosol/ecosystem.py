"""The front door: ``trosol.Ecosystem.load("wales-social-care-2022")``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from trosol.ecosystem_findings import AsksFindings
from trosol.language import counted_in
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.networks.lens import Lens, LensFields, narrow
from trosol.read.sources import only_ecosystem, read_ecosystem
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from trosol.coding import Suggestions
    from trosol.findings.cache import Through
    from trosol.questions import Asked, Question
    from trosol.sparql import Answer
    from trosol.views.entity_search import Match
    from trosol.views.maps.neighbours import Neighbour
    from trosol.views.tables.entity_view import EntityCard
    from trosol.views.tables.network_list import NetworkNames

__all__ = ["Ecosystem"]


class Ecosystem(AsksFindings):
    """One ecosystem, loaded and immutable.

    >>> wales = Ecosystem.load("wales-social-care-2022")
    >>> wales.network("influence").number_of_edges() > 100
    True
    """

    def __init__(
        self,
        snapshot: Snapshot,
        path: Path | None = None,
        questions: Mapping[str, str] | None = None,
        through: Through | None = None,
    ) -> None:
        """Wrap a snapshot; most callers want :meth:`load`.

        ``questions``: texts of its own questions, where it has no folder. ``through``: the way to get findings, by default from
        disk where they were kept there.
        """
        self._snapshot, self._path, self._texts, self._through = snapshot, path, questions or {}, through

    @classmethod
    def load(cls, name_or_path: str | Path, store: str | None = None) -> Ecosystem:
        """Load a shipped ecosystem by name, a folder, ``.xlsx`` or ``.ttl`` by path, or what is in a SPARQL ``store`` by name or IRI.

        A store is written ``sparql:http://127.0.0.1:7878/query``, and its address alone stands for the one ecosystem in it; by default it is the one that TROSOL_STORE in the environment names,
        if any, and an empty text stands for none.

        Raises :class:`trosol.TrosolError` with every problem found; nothing is half loaded.
        """
        if store is None and str(name_or_path).startswith("sparql:"):
            name_or_path, store = only_ecosystem(str(name_or_path)), str(name_or_path)
        reading = read_ecosystem(name_or_path, store)
        return cls(Snapshot.of(reading), reading.path, dict(reading.questions))

    @property
    def snapshot(self) -> Snapshot:
        """The immutable content."""
        return self._snapshot

    @property
    def path(self) -> Path | None:
        """Folder or file it was read from; None for one from a store."""
        return self._path

    @property
    def dataset(self) -> Dataset:
        """Title, version, licence and credit."""
        return self._snapshot.records.dataset

    @property
    def ontology(self) -> Ontology:
        """What may be said in it."""
        return self._snapshot.ontology

    @property
    def digest(self) -> str:
        """Hash of the content, 64 hex digits; the same content has the same hash, whatever its file format."""
        return self._snapshot.digest

    @property
    def networks(self) -> NetworkNames:
        """Names of the networks that the ontology declares; in a notebook, and by ``to_frame()``, with their sizes."""
        from trosol.views.tables.network_list import NetworkNames

        return NetworkNames(self._snapshot)

    def network(
        self,
        name: str,
        *,
        starts: Iterable[str] = (),
        goals: Iterable[str] = (),
        frozen: bool = False,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> nx.DiGraph:
        """A declared network as a fresh networkx graph whose edges keep their claims.

        ``starts`` and ``goals``: ids, for a path network. ``frozen``: one that cannot be changed, so that many may share it. ``lens``: which
        claims count; here and below, its fields may also be given by keyword (``stated_only=True``).
        """
        from trosol.networks.projection import network

        made = network(self._snapshot, name, narrow(lens, narrowed), starts=starts, goals=goals)
        if frozen:
            from networkx import freeze

            return freeze(made)
        return made

    def find(self, text: str, most: int = 10, language: str = "en") -> Rows[Match]:
        """Things by what they are called, best first; typos and missing accents are forgiven."""
        from trosol.views.entity_search import Match, find

        return Rows(find(self._snapshot, text, most, language), Match)

    def describe(self, name: str, language: str = "en") -> EntityCard:
        """What one thing is, every claim about it, evidence and voices; by id or exact label.

        Raises :class:`trosol.TrosolError` with the nearest ones for an unknown name, as do the methods below.
        """
        from trosol.views.tables.entity_view import entity_card, find_entity

        return entity_card(self._snapshot, find_entity(self._snapshot, name), language)

    def neighbours(
        self, name: str, steps: int = 1, language: str = "en", *, lens: Lens | None = None, **narrowed: Unpack[LensFields]
    ) -> Rows[Neighbour]:
        """What stands up to ``steps`` claims around one thing, nearest first."""
        from trosol.views.maps.neighbours import Neighbour, neighbours
        from trosol.views.tables.entity_view import find_entity

        entity = find_entity(self._snapshot, name)
        return Rows(neighbours(self._snapshot, entity, steps, narrow(lens, narrowed), language), Neighbour)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What can be asked by name: the ontology's questions and those of the ecosystem's own ``questions/`` folder."""
        from trosol.questions import library

        return library(self.ontology, self._path if self._path and self._path.is_dir() else None, self._texts)

    def ask(
        self, text: str, language: str = "en", values: Mapping[str, str] | None = None, *, after: str = "", **blanks: str
    ) -> Asked:
        """Ask in plain words, or by a question's name, with ``values`` or ``blanks``; ``after``: the one before, at which *they* points."""
        from trosol.questions import answer

        return answer(self._snapshot, text, self.questions, {**(values or {}), **blanks}, language, after=after)

    def suggest(self, text: str, lines: tuple[int, int] | None = None) -> Suggestions:
        """What a text may say, passage by passage: entities, claims, hedges and voices, as drafts for a person to judge.

        ``lines``: first and last line to read, counted from 1, both included. Raises :class:`trosol.WrongUse` for lines that are not there.
        """
        from trosol.coding import SourceText, suggest
        from trosol.coding.related_elsewhere import elsewhere

        return suggest(self._snapshot, SourceText(text), lines, elsewhere(self._snapshot))

    def query(self, text: str) -> Answer:
        """Run SPARQL over ontology and data, in a process of its own and within limits."""
        from trosol.sparql import pool_of

        return pool_of(self._snapshot).run(text)

    def export(
        self,
        file: str | Path,
        format: str | None = None,
        *,
        with_ontology: bool = False,
        around: str | None = None,
        steps: int = 1,
    ) -> Path:
        """Write it in another format to a file, all of it or nothing, and return where it is.

        ``format``: one of :data:`trosol.export.FORMATS`, by default that of the file's ending. ``with_ontology``: RDF formats with the
        ontology's own triples. ``around`` (id or exact label) and ``steps``: graph formats with only what is that near to it.
        """
        from trosol.export import export
        from trosol.export.formats import format_of
        from trosol.files.atomic import write_atomically

        path = Path(file)
        form = format or format_of(path)
        write_atomically(path, export(self._snapshot, form, with_ontology=with_ontology, around=around, steps=steps))
        return path

    @property
    def entities(self) -> pd.DataFrame:
        """Entities, one row each, as text, with lists where a column has several values; indexed by id."""
        return self._frame("entities")

    @property
    def claims(self) -> pd.DataFrame:
        """Claims, one row each, as text, with lists where a column has several values; indexed by id."""
        return self._frame("claims")

    @property
    def evidence(self) -> pd.DataFrame:
        """Pieces of evidence, one row each, as text, with lists where a column has several values; indexed by id."""
        return self._frame("evidence")

    @property
    def sources(self) -> pd.DataFrame:
        """Sources, one row each, as text, with lists where a column has several values; indexed by id."""
        return self._frame("sources")

    @property
    def observations(self) -> pd.DataFrame:
        """Counts as reported, one row each, as text, with lists where a column has several values; indexed by id. Never to be summed across methods."""
        return self._frame("observations")

    @property
    def graph(self) -> rdflib.Graph:
        """Ontology and data as a fresh rdflib graph: changing it changes nothing here."""
        return self._snapshot.rdf()

    def _frame(self, table: str) -> pd.DataFrame:
        import pandas as pd

        from trosol.views.tables.record_tables import table_values

        return pd.DataFrame(table_values(self._snapshot, table)).set_index("id")

    def __repr__(self) -> str:
        """Name, size and the start of the hash."""
        return repr(self._snapshot).replace("Snapshot", "Ecosystem", 1)

    def _repr_html_(self) -> str:
        """A short card for notebooks."""
        records = self._snapshot.records
        counts = ", ".join(
            counted_in("en", len(held), *nouns)
            for held, nouns in (
                (records.entities, ("entity", "entities")),
                (records.claims, ("claim",)),
                (records.evidence, ("piece of evidence", "pieces of evidence")),
            )
        )
        title = dict(self.dataset.title).get("en", self.dataset.name)
        return f"<p><strong>{escape(title)}</strong><br>{counts}<br><code>{self.digest[:12]}</code></p>"
