"""What the map is drawn from, for its screen and for pages of others that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from components.map_scores import offered
from process_wide import VIEWS
from trosol.ecosystem import Ecosystem
from trosol.language import say_in
from trosol.networks.lens import Lens
from trosol.rdf.iris import local_name
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import ExplorerData, explorer_data
from trosol.views.maps.explorer_page import explorer_json
from trosol.views.tables.item_details import details_of

__all__ = ["ALONG", "MapContent"]

ALONG = 1500
"""Most claims whose details go along with the map; of more, those of an item go when it is chosen."""


@dataclass(frozen=True)
class MapContent:
    """The map of an ecosystem under a lens, in a language; each part is made once for everybody."""

    whole: Ecosystem
    lens: Lens
    language: str

    @property
    def chosen(self) -> Lens:
        """The lens, and what is to come: the map marks it."""
        return replace(self.lens, include_hypothetical=True)

    @cached_property
    def _drawable(self) -> dict[str, bool]:
        networks = sorted(self.whole.snapshot.ontology.networks.values(), key=lambda network: network.name)
        return {n.name: n.ranked for n in networks if local_name(n.kind) in ("ClaimNetwork", "BipartiteNetwork")}

    def _made(self) -> ExplorerData:
        study = self.chosen.with_study
        members = {
            name: [
                c
                for _a, _b, found in self.whole.network(name, include_hypothetical=True, with_study=study).edges(data="claims")
                for c in found
            ]
            for name in self._drawable
        }
        return explorer_data(self.whole.snapshot, MapFilter(lens=self.chosen), members, language=self.language)

    @cached_property
    def data(self) -> ExplorerData:
        """Items and links."""
        found: ExplorerData = VIEWS(("explorer-data", self.whole.snapshot.digest, self.chosen, self.language), self._made)
        return found

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Claims that are drawn."""
        return tuple(dict.fromkeys(claim for link in self.data.links for claim in link.claims))

    @cached_property
    def first(self) -> str:
        """What a whole network begins with: the largest that is ranked; empty where none is."""
        ranked = [number for number, group in enumerate(self.data.networks) if self._drawable[group.key]]
        sizes = {number: sum(number in link.networks for link in self.data.links) for number in ranked}
        return self.data.networks[max(ranked, key=sizes.__getitem__)].key if ranked else ""

    def text(self, can: Sequence[str]) -> str:
        """All of it as the page reads it. ``can``: what the page may ask of who shows it."""
        key = ("explorer-json", self.whole.snapshot.digest, self.chosen, self.language, tuple(can))

        def packed() -> str:
            items = [item.id for item in self.data.items]
            plain = self.chosen == replace(Lens(), include_hypothetical=True)
            return explorer_json(
                self.data,
                self.language,
                details=details_of(self.whole.snapshot, items, self.claims, self.language).to_json()
                if len(self.claims) <= ALONG
                else None,
                offered=offered(self.first, self.language),
                can=can,
                first=self.first,
                filters="" if plain else say_in(self.language, "only some claims count"),
            )

        found: str = VIEWS(key, packed)
        return found
