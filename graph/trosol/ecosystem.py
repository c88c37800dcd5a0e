"""The front door: ``trosol.Ecosystem.load("wales-social-care-2022")``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, TypeVar

from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.networks.lens import Lens
from trosol.networks.projection import network, network_names
from trosol.read.sources import read_ecosystem
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from trosol.findings import (
        Gatekeepers,
        Horizons,
        Leverage,
        NextEvidence,
        Pathways,
        Portfolio,
        Report,
        Scenario,
        Voices,
    )
    from trosol.findings.cache import Through
    from trosol.questions import Asked, Question
    from trosol.sparql import Answer
    from trosol.views.entity_search import Found
    from trosol.views.maps.neighbours import Neighbour
    from trosol.views.tables.entity_view import EntityCard

__all__ = ["Ecosystem"]

_R = TypeVar("_R")
_LENS = ("voice", "stated_only", "horizon", "min_confidence", "include_hypothetical")


class Ecosystem:
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

        A store is written ``sparql:http://127.0.0.1:7878/query``; by default it is the one that TROSOL_STORE in the environment names,
        if any, and an empty text stands for none.

        Raises :class:`trosol.TrosolError` with every problem found; nothing is half loaded.
        """
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
    def networks(self) -> tuple[str, ...]:
        """Names of the networks that the ontology declares."""
        return network_names(self._snapshot)

    def network(self, name: str, **options: Any) -> nx.DiGraph:
        """A declared network as a fresh networkx graph whose edges keep their claims.

        Options: ``frozen`` (one that cannot be changed, so that many may share it), ``starts`` and ``goals`` for a path network, and those of :class:`trosol.networks.Lens` (``voice``,
        ``stated_only``, ``horizon``, ``min_confidence``, ``include_hypothetical``).
        """
        ends = {key: options.pop(key) for key in ("starts", "goals") if key in options}
        frozen = options.pop("frozen", False)
        made = network(self._snapshot, name, Lens(**options), **ends)
        if frozen:
            from networkx import freeze

            return freeze(made)
        return made

    def find(self, text: str, most: int = 10, language: str = "en") -> tuple[Found, ...]:
        """Things by what they are called, best first; typos and missing accents are forgiven."""
        from trosol.views.entity_search import find

        return find(self._snapshot, text, most, language)

    def describe(self, name: str, language: str = "en") -> EntityCard:
        """What one thing is, every claim about it, evidence and voices; by id or exact label.

        Raises :class:`trosol.TrosolError` with the nearest ones for an unknown name, as do the methods below.
        """
        from trosol.views.tables.entity_view import entity_card, find_entity

        return entity_card(self._snapshot, find_entity(self._snapshot, name), language)

    def neighbours(self, name: str, steps: int = 1, language: str = "en", **options: Any) -> tuple[Neighbour, ...]:
        """What stands up to ``steps`` claims around one thing, nearest first. Options: those of :class:`Lens`."""
        from trosol.views.maps.neighbours import neighbours
        from trosol.views.tables.entity_view import find_entity

        return neighbours(self._snapshot, find_entity(self._snapshot, name), steps, Lens(**options), language)

    def gatekeepers(self, **options: Any) -> Gatekeepers:
        """Who is named a gatekeeper, and who is placed as one. Options, here and below: those of the finding and of :class:`Lens`.

        What was worked out before comes from disk.
        """
        from trosol.findings import gatekeepers

        return self._finding(gatekeepers, options)

    def leverage(self, **options: Any) -> Leverage:
        """What is claimed to help the goals most."""
        from trosol.findings import leverage

        return self._finding(leverage, options)

    def horizons(self, **options: Any) -> Horizons:
        """What lies in each horizon, what leads on, what is stranded or trapped."""
        from trosol.findings import horizons

        return self._finding(horizons, options)

    def pathways(self, start: str, goal: str, **options: Any) -> Pathways:
        """The ways from one thing to another, by id or exact label."""
        from trosol.findings import pathways
        from trosol.views.tables.entity_view import find_entity

        return self._finding(pathways, options, *(find_entity(self._snapshot, name) for name in (start, goal)))

    def scenario(self, pushes: Mapping[str, float], **options: Any) -> Scenario:
        """What tends to rise and fall if some things are pushed: id to force, from -1 to 1."""
        from trosol.findings import scenario

        return self._finding(scenario, options, pushes)

    def portfolio(self, **options: Any) -> Portfolio:
        """Which few actions together touch most challenges."""
        from trosol.findings import portfolio

        return self._finding(portfolio, options)

    def voices(self, **options: Any) -> Voices:
        """What each voice alone would say."""
        from trosol.findings import voices_compared

        return self._finding(voices_compared, options)

    def next_evidence(self, **options: Any) -> NextEvidence:
        """Which missing or thin claim would change which answer."""
        from trosol.findings import next_evidence

        return self._finding(next_evidence, options)

    def report(self, **options: Any) -> Report:
        """Every finding at once."""
        from trosol.findings import report
        from trosol.findings.cache import kept

        return self._finding(report, {"through": self._through or kept, **options})

    def _finding(self, finding: Callable[Concatenate[Snapshot, ...], _R], options: dict[str, Any], *first: Any) -> _R:
        from trosol.findings.cache import kept

        lens = {key: options.pop(key) for key in _LENS if key in options}
        return (self._through or kept)(self._snapshot, finding, *first, lens=Lens(**lens), **options)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What can be asked by name: the ontology's questions and those of the ecosystem's own ``questions/`` folder."""
        from trosol.questions import library

        return library(self.ontology, self._path if self._path and self._path.is_dir() else None, self._texts)

    def ask(self, text: str, language: str = "en", values: Mapping[str, str] | None = None, **blanks: str) -> Asked:
        """Ask in plain words, or by the name of a question with ``values`` for its blanks, which may also be given by name.

        Programs that are told by others what a blank is called use ``values``: there it may be called anything.
        """
        from trosol.questions import answer

        return answer(self._snapshot, text, self.questions, {**(values or {}), **blanks}, language)

    def query(self, text: str) -> Answer:
        """Run SPARQL over ontology and data, in a process of its own and within limits."""
        from trosol.sparql import pool_of

        return pool_of(self._snapshot).run(text)

    @property
    def entities(self) -> pd.DataFrame:
        """Entities, one row each, as text; indexed by id."""
        return self._frame("entities")

    @property
    def claims(self) -> pd.DataFrame:
        """Claims, one row each, as text; indexed by id."""
        return self._frame("claims")

    @property
    def evidence(self) -> pd.DataFrame:
        """Pieces of evidence, one row each, as text; indexed by id."""
        return self._frame("evidence")

    @property
    def sources(self) -> pd.DataFrame:
        """Sources, one row each, as text; indexed by id."""
        return self._frame("sources")

    @property
    def observations(self) -> pd.DataFrame:
        """Counts as reported, one row each, as text; indexed by id. Never to be summed across methods."""
        return self._frame("observations")

    @property
    def graph(self) -> rdflib.Graph:
        """Ontology and data as a fresh rdflib graph: changing it changes nothing here."""
        return self._snapshot.rdf()

    def _frame(self, table: str) -> pd.DataFrame:
        import pandas as pd

        from trosol.views.tables.record_tables import table_cells

        header, rows = table_cells(self._snapshot, table)
        return pd.DataFrame(rows, columns=list(header), dtype="str").set_index("id")

    def __repr__(self) -> str:
        """Name, size and the start of the hash."""
        return repr(self._snapshot).replace("Snapshot", "Ecosystem", 1)

    def _repr_html_(self) -> str:
        """A short card for notebooks."""
        records = self._snapshot.records
        counts = ", ".join(
            f"{len(rows)} {name}"
            for name, rows in (
                ("entities", records.entities),
                ("claims", records.claims),
                ("pieces of evidence", records.evidence),
            )
        )
        title = dict(self.dataset.title).get("en", self.dataset.name)
        return f"<p><strong>{escape(title)}</strong><br>{counts}<br><code>{self.digest[:12]}</code></p>"
