"""Who is named a gatekeeper, beside who is placed at a gate.

Naming is a claim: the source says that a role controls the way to something, often with a hedge. Placing is a finding: in the
ties between actors that the source tells of, someone lies on the way between others. They are different things and are shown
side by side; where they disagree there is a question to ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from trosol.findings.ranking import RESAMPLES, SEED, Ranked, Ranking, by_rank, hedges_of, voices_of
from trosol.measures.between import betweenness
from trosol.measures.ranking import ranks
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.store.snapshot import Snapshot

__all__ = ["ACTORS", "Disagreement", "Gatekeepers", "gatekeepers"]

ACTORS = "actors"
"""The network in which places are looked at."""

_FEWEST_TIES = 5


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where naming and placing differ or agree, and the question that this asks."""

    id: str
    label: str
    kind: str
    question: str

    def to_json(self) -> dict[str, str]:
        """Plain values."""
        return {"id": self.id, "label": self.label, "kind": self.kind, "question": self.question}


@dataclass(frozen=True, slots=True)
class Gatekeepers:
    """Both rankings, and what their disagreements ask."""

    named: Ranking
    placed: Ranking
    disagreements: tuple[Disagreement, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "named": self.named.to_json(),
            "placed": self.placed.to_json(),
            "disagreements": [line.to_json() for line in self.disagreements],
        }


def gatekeepers(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Gatekeepers:
    """Rank who is named and who is placed, each with its band under resampled claims.

    ``k``: how many count as the top. A list that the claims are too few for says so instead of giving numbers.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    named = _named(snapshot, lens, k, resamples, seed)
    placed = _placed(snapshot, lens, k, resamples, seed)
    return Gatekeepers(named, placed, _disagreements(named, placed))


def _named(snapshot: Snapshot, lens: Lens, k: int, resamples: int, seed: int) -> Ranking:
    relations = snapshot.ontology.for_purpose("gatekeeping")
    claims = [
        claim
        for claim in lens.claims(snapshot)
        if claim.predicate in relations and lens.keeps_entity(snapshot.entity(claim.subject))
    ]
    by_actor: dict[str, list[Claim]] = {}
    for claim in claims:
        by_actor.setdefault(claim.subject, []).append(claim)

    def score(drawn: Counter[str]) -> dict[str, float]:
        return {key: float(sum(drawn[c.id] for c in rows)) for key, rows in by_actor.items()}

    drawn = _drawn(sorted(by_actor), [c.id for c in claims], score, k, resamples, seed)
    rows = {}
    for key, own in by_actor.items():
        ids = tuple(sorted(c.id for c in own))
        rank, band, p_top = drawn[key]
        label = snapshot.entity(key).label()
        said = _listed([snapshot.entity(v).label() for v in voices_of(snapshot, ids)])
        things = _listed(sorted({snapshot.entity(c.object).label() for c in own}))
        hedges = hedges_of(snapshot, ids)
        hedged = f", hedged with {_listed([f'“{h}”' for h in hedges])}" if hedges else ""
        stated = sum(c.mode == "stated" for c in own)
        sentence = (
            f"{label}: named in {_claims(len(own))} ({stated} stated{hedged}) as holding the way to {things}, said by {said}."
        )
        rows[key] = Ranked(key, label, rank, band, p_top, float(len(own)), ids, voices_of(snapshot, ids), sentence)
    nobody = "" if rows else "Not enough evidence, because no claim that counts here names a gatekeeper."
    even = len(rows) > 1 and len({row.score for row in rows.values()}) == 1
    note = f"Each is named in {_claims(len(claims) // len(rows))}: the source gives no order among them." if even else ""
    return Ranking(
        by_rank(rows), k, "claims that name a gatekeeper", "claims", lens, resamples, seed, snapshot.digest, nobody, note
    )


def _placed(snapshot: Snapshot, lens: Lens, k: int, resamples: int, seed: int) -> Ranking:
    graph = _undirected(network(snapshot, ACTORS, lens))
    measure = "betweenness (raw, shortest ways between pairs of others)"
    if graph.number_of_edges() < _FEWEST_TIES:
        ties = graph.number_of_edges()
        reason = f"Not enough evidence, because only {ties} tie{'' if ties == 1 else 's'} between actors count here; {_FEWEST_TIES} are needed."
        return Ranking((), k, ACTORS, measure, lens, resamples, seed, snapshot.digest, reason)
    tied = sorted(graph)
    base = betweenness(graph).raw
    claims = sorted({claim for _, _, keys in graph.edges(data="claims") for claim in keys})

    def score(drawn: Counter[str]) -> dict[str, float]:
        kept = nx.Graph()
        kept.add_nodes_from(tied)
        kept.add_edges_from((a, b) for a, b, keys in graph.edges(data="claims") if any(drawn[c] for c in keys))
        return {key: float(value) for key, value in nx.betweenness_centrality(kept, normalized=False).items()}

    drawn = _drawn(tied, claims, score, k, resamples, seed)
    rows = {}
    for key in tied:
        ids = tuple(sorted({c for _, _, keys in graph.edges(key, data="claims") for c in keys}))
        rank, band, p_top = drawn[key]
        label = snapshot.entity(key).label()
        between = base[key]
        ways = (
            f"lies on the way between about {between:.0f} pair{'' if round(between) == 1 else 's'} of other actors"
            if between
            else "lies on no way between others"
        )
        sentence = f"{label} {ways}, through {_claims(len(ids))}; in {p_top:.0%} of resamples it is among the first {k}."
        rows[key] = Ranked(key, label, rank, band, p_top, float(between), ids, voices_of(snapshot, ids), sentence)
    return Ranking(by_rank(rows), k, ACTORS, measure, lens, resamples, seed, snapshot.digest)


def _undirected(graph: nx.DiGraph) -> nx.Graph:
    """Ties without direction, actors without ties left out; an edge keeps the claims of both directions."""
    ties = nx.Graph()
    for a, b, claims in sorted(graph.edges(data="claims")):
        before = ties.get_edge_data(a, b, {"claims": ()})["claims"]
        ties.add_edge(a, b, claims=tuple(sorted({*before, *claims})))
    return ties


def _drawn(
    keys: Sequence[str],
    claims: Sequence[str],
    score: Callable[[Counter[str]], Mapping[str, float]],
    k: int,
    resamples: int,
    seed: int,
) -> dict[str, tuple[int, tuple[int, int], float]]:
    """Rank, band and share in the top k of each key: claims are drawn with replacement, as many as there are."""
    if not keys:
        return {}
    everything = score(Counter(claims))
    base = ranks([everything[key] for key in keys])
    random = np.random.default_rng(seed)
    places = np.empty((resamples, len(keys)), dtype=int)
    for i in range(resamples):
        drawn = Counter(claims[j] for j in random.integers(0, len(claims), len(claims)))
        found = score(drawn)
        places[i] = ranks([found[key] for key in keys])
    low, high = (np.quantile(places, q, axis=0, method="nearest").astype(int) for q in (0.05, 0.95))
    top = (places <= k).mean(axis=0)
    return {
        key: (int(base[i]), (int(min(low[i], base[i])), int(max(high[i], base[i]))), float(top[i])) for i, key in enumerate(keys)
    }


def _disagreements(named: Ranking, placed: Ranking) -> tuple[Disagreement, ...]:
    said = {row.id: row for row in named.ranking}
    stands = {row.id: row for row in placed.ranking if row.score > 0}
    top = {row.id for row in placed.ranking[: placed.k] if row.score > 0}
    found = []
    for key, row in said.items():
        if key in top:
            text = f"Both: the source names {row.label}, and the ties place them between others. Whom do they let through, and on what terms?"
            found.append(Disagreement(key, row.label, "named and placed", text))
        elif key in stands:
            text = f"The source names {row.label}; the ties place them between some others, but not among the first. Which dealings of theirs were not told of?"
            found.append(Disagreement(key, row.label, "named, placed lower", text))
        else:
            text = f"The source names {row.label}, yet no tie it tells of puts them between others. Who has to go through them, and who else could open the way?"
            found.append(Disagreement(key, row.label, "only named", text))
    for key in (row.id for row in placed.ranking[: placed.k] if row.id in top and row.id not in said):
        row = stands[key]
        text = f"The ties place {row.label} between others, but nobody names them a gatekeeper. Do they hold anything up, or only connect, or is the report close to them?"
        found.append(Disagreement(key, row.label, "only placed", text))
    return tuple(found)


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nobody"
