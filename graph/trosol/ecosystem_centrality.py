"""How an ecosystem is asked for centrality: methods of :class:`trosol.Ecosystem`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, Unpack

from trosol.networks.lens import Lens, LensFields, narrow

if TYPE_CHECKING:
    from trosol.findings.centrality.centrality import Centrality
    from trosol.findings.centrality.lens_contrast import CentralityContrast

__all__ = ["AsksCentrality"]

_R = TypeVar("_R")


class _Asked(Protocol):
    """Whoever gets findings of a snapshot."""

    def _finding(self, finding: Callable[..., _R], *args: Any, **options: Any) -> _R: ...


class AsksCentrality:
    """Part of an ecosystem."""

    def centrality(
        self: _Asked,
        network: str,
        *,
        measures: Iterable[str] = (),
        weight: str = "none",
        direction: str = "in",
        kinds: Iterable[str] = (),
        recompute: bool = False,
        starts: Iterable[str] = (),
        goals: Iterable[str] = (),
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Centrality:
        """Every measure of centrality for each node of a declared network, and the network as a whole; ``to_frame()``: a row a node.

        ``measures``: only these, by name. ``weight``: ``none``, ``claims`` or ``firmness``. ``direction``: ``in``, ``out`` or ``all``. ``kinds``: only items of these
        classes, with ``recompute`` as if there were no others. ``starts`` and ``goals``: ids, for a path network.
        """
        from trosol.findings.centrality.centrality import centrality

        return self._finding(
            centrality,
            network,
            lens=narrow(lens, narrowed),
            measures=measures,
            weight=weight,
            direction=direction,
            kinds=kinds,
            recompute=recompute,
            starts=starts,
            goals=goals,
        )

    def compare_centrality(
        self: _Asked,
        network: str,
        *,
        other: Lens,
        measures: Iterable[str] = (),
        weight: str = "none",
        direction: str = "in",
        kinds: Iterable[str] = (),
        recompute: bool = False,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> CentralityContrast:
        """What moves in :meth:`centrality` when the claims of another lens count."""
        from trosol.findings.centrality.lens_contrast import compare_centrality

        return self._finding(
            compare_centrality,
            network,
            lens=narrow(lens, narrowed),
            other=other,
            measures=measures,
            weight=weight,
            direction=direction,
            kinds=kinds,
            recompute=recompute,
        )
