"""The front door: ``trosol.Ecosystem.load("wales-social-care-2022")``."""

from __future__ import annotations

from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.networks.lens import Lens
from trosol.networks.projection import network, network_names
from trosol.read.ecosystem import read_ecosystem
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from trosol.questions import Asked, Question

__all__ = ["Ecosystem"]


class Ecosystem:
    """One ecosystem, loaded and immutable.

    >>> wales = Ecosystem.load("wales-social-care-2022")
    >>> wales.network("influence").number_of_edges() > 100
    True
    """

    def __init__(self, snapshot: Snapshot, path: Path | None = None) -> None:
        """Wrap a snapshot; most callers want :meth:`load`."""
        self._snapshot, self._path = snapshot, path

    @classmethod
    def load(cls, name_or_path: str | Path) -> Ecosystem:
        """Load a shipped ecosystem by name, or a folder, ``.xlsx`` or ``.ttl`` by path.

        Raises :class:`trosol.TrosolError` with every problem found; nothing is half loaded.
        """
        reading = read_ecosystem(name_or_path)
        return cls(Snapshot.of(reading), reading.path)

    @property
    def snapshot(self) -> Snapshot:
        """The immutable content."""
        return self._snapshot

    @property
    def path(self) -> Path | None:
        """Folder or file it was read from."""
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

        Options: ``starts`` and ``goals`` for a path network, and those of :class:`trosol.networks.Lens` (``voice``,
        ``stated_only``, ``horizon``, ``min_confidence``, ``include_hypothetical``).
        """
        ends = {key: options.pop(key) for key in ("starts", "goals") if key in options}
        return network(self._snapshot, name, Lens(**options), **ends)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What can be asked by name: the ontology's questions and those of the ecosystem's own ``questions/`` folder."""
        from trosol.questions import library

        return library(self.ontology, self._path if self._path and self._path.is_dir() else None)

    def ask(self, text: str, language: str = "en", **values: str) -> Asked:
        """Ask in plain words, or by the name of a question with ``values`` for its blanks."""
        from trosol.questions import answer

        return answer(self._snapshot, text, self.questions, values, language)

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

        from trosol.views.tables import table_cells

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
