"""How an ecosystem is asked for findings: methods of :class:`trosol.Ecosystem`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, Unpack

from trosol.ecosystem_centrality import AsksCentrality
from trosol.networks.lens import Lens, LensFields, narrow
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings import (
        Gatekeepers,
        Horizons,
        Leverage,
        Matrix,
        NextEvidence,
        Pathways,
        Portfolio,
        Report,
        Scenario,
        Voices,
    )
    from trosol.findings.cache import Through

__all__ = ["AsksFindings"]

_P = ParamSpec("_P")
_R = TypeVar("_R")


class AsksFindings(AsksCentrality):
    """Part of an ecosystem: every finding with its own signature."""

    _snapshot: Snapshot
    _through: Through | None

    def gatekeepers(
        self,
        *,
        goals: Iterable[str] = (),
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Gatekeepers:
        """Who is named a gatekeeper, what each blocks, by rule or in practice, and how much lies behind it.

        ``goals``: ids that count as goals, the ecosystem's own by default. Here and below, ``lens`` says which claims count, ``draws`` how often
        their weights and passages are drawn for the tiers, ``worlds`` in how many possible worlds each time, and ``seed`` from where. What was
        worked out before comes from disk.
        """
        from trosol.findings import gatekeepers

        wanted, which = tuple(goals), narrow(lens, narrowed)
        return self._finding(gatekeepers, lens=which, goals=wanted, draws=draws, worlds=worlds, seed=seed)

    def leverage(
        self,
        *,
        k: int | None = None,
        kinds: Iterable[str] = (),
        goals: Iterable[str] = (),
        opened: Iterable[str] = (),
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Leverage:
        """What would help the goals most, a table for each kind: only these ``kinds``, with these ``goals`` (ids), and gates ``opened``.

        ``k``: the first so many rows of each table, and those that score as much as the last of them; all by default.
        """
        from trosol.findings import leverage

        kept = narrow(lens, narrowed)
        found = self._finding(leverage, kept, kinds=kinds, goals=goals, opened=opened, draws=draws, worlds=worlds, seed=seed)
        return found if k is None else found.shortened(k)

    def horizons(self, *, seed: int = 2022, lens: Lens | None = None, **narrowed: Unpack[LensFields]) -> Horizons:
        """What lies in each horizon, what leads on by which sign and in which share of worlds, what is stranded or trapped."""
        from trosol.findings import horizons

        return self._finding(horizons, lens=narrow(lens, narrowed), seed=seed)

    def pathways(
        self,
        start: str,
        goal: str,
        *,
        opened: Iterable[str] = (),
        most: int = 20,
        longest: int = 8,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Pathways:
        """The paths from one entity to another, by id or exact label, who holds a gate on the way, and what all of them pass.

        ``opened``: gates that are open, ``ACTOR`` or ``ACTOR:GATE``. ``most``: so many paths, of at most ``longest`` edges each.
        """
        from trosol.findings import pathways
        from trosol.views.tables.entity_view import find_entity

        a, b = (find_entity(self._snapshot, name) for name in (start, goal))
        return self._finding(
            pathways, a, b, lens=narrow(lens, narrowed), opened=tuple(opened), most=most, longest=longest, seed=seed
        )

    def scenario(
        self,
        pushes: Mapping[str, float] | Iterable[tuple[str, float]] = (),
        *,
        opened: Iterable[str] = (),
        removed: Iterable[str] = (),
        goals: Iterable[str] = (),
        everything: bool = False,
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Scenario:
        """What is helped and what is hurt if some entities are strengthened (id to 1) or weakened (-1), gates opened, others removed.

        ``opened``: gates, ``ACTOR`` or ``ACTOR:GATE``. ``removed``: ids. ``goals``: ids, the ecosystem's own by default. ``everything``:
        not only goals. ``draws`` and ``worlds``: of weights and passages, and of possible worlds in each, for the intervals.
        """
        from trosol.findings import scenario

        kept = narrow(lens, narrowed)
        return self._finding(
            scenario,
            pushes,
            lens=kept,
            opened=tuple(opened),
            removed=tuple(removed),
            goals=tuple(goals),
            everything=everything,
            draws=draws,
            worlds=worlds,
            seed=seed,
        )

    def portfolio(
        self,
        *,
        of: str = "actions",
        wanted: Iterable[str] = (),
        kind: str = "",
        among: str = "",
        budget: float | None = None,
        k: int = 3,
        resamples: int = 1000,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Portfolio:
        """Which few actions (``of="actors"``: actors) together address most challenges, or most of what is ``wanted`` (ids).

        ``kind``: all of one kind are wanted; ``among``: only candidates of one kind. ``budget``: also the best for a sum, where costs are
        coded. ``resamples``: possible worlds, each under other weights and passages.
        """
        from trosol.findings import portfolio

        return self._finding(
            portfolio,
            lens=narrow(lens, narrowed),
            of=of,
            wanted=tuple(wanted),
            kind=kind,
            among=among,
            budget=budget,
            k=k,
            resamples=resamples,
            seed=seed,
        )

    def matrix(self, *, rows: str = "", columns: str = "", lens: Lens | None = None, **narrowed: Unpack[LensFields]) -> Matrix:
        """Two kinds against each other, cell by cell: by default which action is claimed to address which challenge.

        ``rows`` and ``columns``: names of kinds or of groups of kinds.
        """
        from trosol.findings import matrix

        return self._finding(matrix, lens=narrow(lens, narrowed), rows=rows, columns=columns)

    def voices(
        self,
        *,
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Voices:
        """What each voice alone would say, and how far the whole rests on it."""
        from trosol.findings import voices_compared

        return self._finding(voices_compared, lens=narrow(lens, narrowed), draws=draws, worlds=worlds, seed=seed)

    def next_evidence(
        self,
        *,
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> NextEvidence:
        """Which claim, passage or gap would change which tier, and whom to ask what."""
        from trosol.findings import next_evidence

        return self._finding(next_evidence, lens=narrow(lens, narrowed), draws=draws, worlds=worlds, seed=seed)

    def report(
        self,
        *,
        draws: int = 400,
        worlds: int = 1024,
        seed: int = 2022,
        advance: Callable[[str], object] | None = None,
        lens: Lens | None = None,
        **narrowed: Unpack[LensFields],
    ) -> Report:
        """Every finding at once; ``advance`` is told the name of each part before it begins."""
        from trosol.findings import report

        drawn = {"draws": draws, "worlds": worlds, "seed": seed}
        return self._finding(report, lens=narrow(lens, narrowed), **drawn, advance=advance, through=self._way)

    @property
    def _way(self) -> Through:
        from trosol.findings.cache import kept

        return self._through or kept

    def _finding(self, finding: Callable[Concatenate[Snapshot, _P], _R], *args: _P.args, **options: _P.kwargs) -> _R:
        return self._way(self._snapshot, finding, *args, **options)
