"""What one claim less, or one tie more, does to who is placed first among the actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, islice

import networkx as nx

from trosol.findings.comparison.rank_shift import Standing, change
from trosol.findings.sensitivity.candidate import ADD, NAMED, Candidate, confirm, effect, name
from trosol.findings.sensitivity.missing_links import absent, legal, together
from trosol.findings.text import counted, listed
from trosol.measures.centrality.betweenness import on_all_cores
from trosol.measures.graph_view import plain
from trosol.store.snapshot import Snapshot

__all__ = ["TOO_LARGE", "Probe"]

_EFFORT = 12_000_000
_LEAST, _MOST = 30, 1500
_LONG = 250_000_000
"""Actors times ties times counts: about ten seconds of counting on one core."""

TOO_LARGE = 100_000_000
"""Actors times ties: from there on a single count takes seconds, and none is tried."""


class Probe:
    """The ties as they are, and what one more or less does."""

    def __init__(self, snapshot: Snapshot, graph: nx.Graph, k: int) -> None:
        """Look at the ties once; ``budget``: how many changes of a kind are tried, fewer where each takes longer."""
        self.snapshot, self.graph, self.k = snapshot, graph, k
        self.tied = sorted(key for key in graph if graph.degree(key))
        self.untied = [key for key in sorted(graph) if not graph.degree(key)]
        self.small = graph.subgraph(self.tied)
        self.view = plain(self.small)
        self.alone: dict[str, list[tuple[str, str]]] = {}
        """Ties that rest on one claim alone, by that claim."""
        for a, b, claims in self.small.edges(data="claims"):
            if len(claims) == 1:
                self.alone.setdefault(claims[0], []).append((a, b))
        self.before = Standing.of(self.view, k)
        self.placings = self._spent = 0
        cost = max(1, self.small.number_of_nodes() * self.small.number_of_edges())
        self.budget = min(_MOST, max(_LEAST, _EFFORT // cost))
        self._counts = max(_LEAST, _LONG // cost)
        kinds: dict[frozenset[str], int] = {}
        self._kind = {key: kinds.setdefault(frozenset(self.small[key]), len(kinds)) for key in self.tied}
        self._said: list[str] = []

    @property
    def words(self) -> str:
        """What was looked at, and what was not."""
        return " ".join(self._said)

    def drops(self) -> list[Candidate]:
        """Without each claim behind the first k, one at a time; where counting all would take long, without the weakest of them."""
        behind = sorted({key for _, _, keys in self.graph.edges(self.before.top, data="claims") for key in keys})
        claims = self.snapshot.records.claims
        bare = sorted(
            (key for key in behind if key in self.alone),
            key=lambda key: (claims[key].mode != "inferred", len(claims[key].evidence), key),
        )
        left = set(bare[self._counts :])
        if left:
            self._said.append(
                f"Of {counted(len(behind), 'claim')} behind the first {self.k} who are placed, {len(behind) - len(left)} were looked at, "
                "inferred ones and those with the fewest pieces of evidence first; the others were left out for want of time."
            )
        return [self.drop(key) for key in behind if key not in left]

    def drop(self, key: str) -> Candidate:
        """Without this claim."""
        alone = self.alone.get(key, ())
        after = Standing.of(self.view.less(alone), self.k) if alone else self.before
        whole = sum(self.before.score[top] for top in self.before.top)
        lost = sum(max(0.0, self.before.score[top] - after.score[top]) for top in self.before.top)
        return confirm(
            self.snapshot, key, "placed", change(self.snapshot, self.before, after), lost / whole if whole else 0.0, self.k
        )

    def adds(self) -> tuple[list[Candidate], list[tuple[str, str]]]:
        """With each absent tie of an actor among or near the first k; and those ties."""
        near = [key for key in self.tied if self.before.rank[key] <= 2 * self.k and self.before.score[key] > 0]
        pairs = absent(self.snapshot, self.small, near, self.tied)
        kept = pairs[: self.budget]
        asks = [self._add(pair) for pair in kept]
        newcomers = [(key, other) for key in near if (other := self._newcomer(key))]
        asks += [self._add(pair, newcomer=True) for pair in newcomers]
        left = f"; {len(pairs) - len(kept)} more were left out for want of time" if len(pairs) > len(kept) else ""
        self._said.append(
            f"Looked at {counted(len(kept), 'absent tie')} between {counted(len(near), 'actor')} among or near the first {self.k} and the "
            f"{len(self.tied)} actors with ties{left}; and, for each of the {len(near)}, at one tie to any of the "
            f"{len(self.untied)} actors of whom no tie is told."
        )
        return [ask for ask in asks if ask.change], [*kept, *newcomers]

    def _newcomer(self, key: str) -> str | None:
        """One of the actors without ties, all of which would change the same: the first that may be tied to this one."""
        return next((other for other in self.untied if legal(self.snapshot, key, other)), None)

    def _with(self, pairs: Iterable[tuple[str, str]]) -> Standing:
        with on_all_cores():  # only ranks are read off it
            return Standing.of(self.view.plus(pairs), self.k)

    def _add(self, pair: tuple[str, str], *, newcomer: bool = False) -> Candidate:
        snapshot, (a, b) = self.snapshot, pair
        found = change(snapshot, self.before, self._with([pair]))
        shared = () if newcomer else together(snapshot, a, b)
        if newcomer:
            some = listed([name(snapshot, key) for key in self.untied], 3)
            other = f"an actor of whom no tie is told ({some})"
            ask = f"Does {name(snapshot, a)} deal with anybody whom the source tells no tie of, such as {some}?"
        else:
            other = name(snapshot, b)
            ask = f"Do {name(snapshot, a)} and {name(snapshot, b)} deal with each other, or has one a say over the other?"
            ask += " The source speaks of both in the same place, without saying so." if shared else ""
        text = f"If somebody told of a tie between {name(snapshot, a)} and {other}, {effect(snapshot, found, self.k)}."
        same = len(self.untied) - 1 if newcomer else 0
        about = (a,) if newcomer else (a, b)
        return Candidate(
            kind=ADD,
            ranking="placed",
            about=about,
            ties=((a, b),),
            change=found,
            claims=self._around(a, b),
            evidence=shared,
            mode="",
            carries=0.0,
            same=same,
            sentence=text,
            question=ask,
        )

    def places(self, keys: Sequence[str]) -> list[Candidate]:
        """For each of those named, the ties that would place them among the first k; for the first of them where that takes long."""
        share = max(4, self._counts // (2 * len(keys))) if keys else 0
        asks, short = [], 0
        for key in keys:
            if self._spent >= self._counts:
                break
            ask, whole = self._place(key, share)
            asks.append(ask)
            short += not whole
        if len(asks) < len(keys) or short:
            some = f"Of the {len(keys)} who are named and not placed, {len(asks)} were looked at"
            self._said.append(f"{some}, {short} of them with some of their choices of ties only." if short else f"{some}.")
        return asks

    def _place(self, key: str, most: int) -> tuple[Candidate, bool]:
        """The one tie, or failing that the two, that would place someone named; and whether every choice was looked at."""
        snapshot = self.snapshot
        base = self.graph.subgraph([*self.tied, key])
        every = absent(snapshot, base, [key], self.tied)
        pairs = every[: self.budget]
        tries: list[tuple[tuple[str, str], ...]] = [(pair,) for pair in pairs]
        best, same, whole = self._best(key, tries, most)
        whole = whole and len(pairs) == len(every)
        if not best or key not in best[1].top:
            double = list(islice(combinations(pairs, 2), self.budget))
            more, number, all_ = self._best(key, double, most)
            whole = whole and all_ and len(double) == len(pairs) * (len(pairs) - 1) // 2
            if more and (not best or more[1].rank[key] < best[1].rank[key] or key in more[1].top):
                best, same = more, number
        who = name(snapshot, key)
        if not best:
            text = f"{who} is named a gatekeeper; none of the ties tried, one or two at a time, would place them between others."
            nothing = change(snapshot, self.before, self.before)
            return Candidate(
                kind=NAMED,
                ranking="placed",
                about=(key,),
                ties=(),
                change=nothing,
                claims=(),
                evidence=(),
                mode="",
                carries=0.0,
                same=0,
                sentence=text,
                question=f"Who has to go through {who}?",
            ), whole
        chosen, after = best
        found = change(snapshot, self.before, after)
        others = [b if a == key else a for a, b in chosen]
        names = listed([name(snapshot, other) for other in others])
        some = f"{'a tie' if len(others) == 1 else 'ties'} to {names}"
        text = f"{who} is named a gatekeeper but not placed among the first {self.k}. "
        if key in after.top:
            text += f"With {some}, {effect(snapshot, found, self.k)}"
        else:
            text += f"None of the ties tried, one or two at a time, would place them there; nearest come {some}"
        text += f" ({same} other choices would do as much)." if same > 1 else " (one other would do as much)." if same else "."
        ask = f"Who has to go through {who}? Do they deal with {names}, or have a say over them?"
        shared = tuple(sorted({piece for a, b in chosen for piece in together(snapshot, a, b)}))
        return Candidate(
            kind=NAMED,
            ranking="placed",
            about=(key,),
            ties=chosen,
            change=found,
            claims=self._around(key, *others),
            evidence=shared,
            mode="",
            carries=0.0,
            same=same,
            sentence=text,
            question=ask,
        ), whole

    def _around(self, *keys: str) -> tuple[str, ...]:
        """Claims of the ties that these actors have."""
        own = [key for key in keys if key in self.small]
        return tuple(sorted({claim for _, _, claims in self.small.edges(own, data="claims") for claim in claims}))

    def _best(
        self, key: str, tries: Sequence[tuple[tuple[str, str], ...]], most: int
    ) -> tuple[tuple[tuple[tuple[str, str], ...], Standing] | None, int, bool]:
        """The choice of ties that brings someone highest (of several, the likeliest), how many others do as much, and if all were tried.

        Actors with ties to just the same others are in each other's place: what a tie to one of them does, a tie to another
        does too, and it is counted once. ``most``: how often at most.
        """
        around = set(self.small[key]) if key in self.small else set()
        seen: dict[tuple[int, ...], tuple[tuple[tuple[str, str], ...], Standing] | None] = {}
        found, whole = [], True
        for chosen in tries:
            others = [b if a == key else a for a, b in chosen]
            kind = tuple(sorted(self._kind[other] for other in others))
            if kind not in seen:
                if not self._lets_through(around.union(others)):
                    seen[kind] = None
                elif sum(each is not None for each in seen.values()) >= most:
                    whole = False
                    break
                else:
                    self._spent += 1
                    seen[kind] = (chosen, self._with(chosen))
            self.placings += 1
            if (known := seen[kind]) and known[1].score.get(key, 0) > 0:
                found.append(known)
        if not found:
            return None, 0, whole
        top = min(after.rank[key] for _, after in found)
        equal = [pair for pair in found if pair[1].rank[key] == top]
        return equal[0], len(equal) - 1, whole

    def _lets_through(self, others: Iterable[str]) -> bool:
        """Whether somebody tied to these, and to nobody else, would lie between two of them."""
        return any(not self.small.has_edge(a, b) for a, b in combinations(others, 2))
