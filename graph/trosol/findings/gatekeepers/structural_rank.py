"""Who is named a gatekeeper, beside who is placed at a gate.

Naming is a claim: the source says that a role controls the way to something, often with a hedge. Placing is a finding: in the
ties between actors that the source tells of, someone lies on the way between others. They are different things and are shown
side by side; where they disagree there is a question to ask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx

from trosol.findings.gatekeepers.betweenness_rank import placing
from trosol.findings.rank_intervals import rank_intervals
from trosol.findings.result import RESAMPLES, SEED, Ranking, by_rank, hedges_of, ranked, voices_of
from trosol.findings.text import counted, listed
from trosol.measures import robustness
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.networks.undirected import undirected
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ACTORS", "Disagreement", "GateRankings", "gate_rankings"]

ACTORS = "actors"
"""The network in which places are looked at."""

_FEWEST_TIES = 5


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement(TableRow):
    """Where naming and placing differ or agree, and the question that this asks."""

    id: str
    label: str
    kind: str
    question: str


@dataclass(frozen=True, slots=True, repr=False)
class GateRankings(Result):
    """Both rankings, and what their disagreements ask."""

    _table = "placed"

    named: Ranking
    placed: Ranking
    disagreements: Rows[Disagreement]

    def to_frame(self) -> pd.DataFrame:
        """Both rankings, one row for each place, indexed by ``named`` or ``placed`` and id."""
        import pandas as pd

        return pd.concat({"named": self.named.to_frame(), "placed": self.placed.to_frame()}, names=["ranking"])

    def _repr_html_(self) -> str:
        """The first k of both rankings."""
        return f"<p>named</p>{self.named._repr_html_()}<p>placed</p>{self.placed._repr_html_()}"


def gate_rankings(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> GateRankings:
    """Rank who is named and who is placed, each with its band under resampled claims.

    ``k``: how many count as the top. A list that the claims are too few for says so instead of giving numbers.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    named = _named(snapshot, lens, k, resamples, seed)
    placed = _placed(snapshot, lens, k, resamples, seed)
    return GateRankings(named, placed, Rows(_disagreements(named, placed)))


def _named(snapshot: Snapshot, lens: Lens, k: int, resamples: int, seed: int) -> Ranking:
    relations = snapshot.ontology.for_purpose("gatekeeping")
    claims = [
        claim
        for claim in lens.claims(snapshot)
        if claim.predicate in relations and lens.keeps_entity(snapshot.entity(claim.subject))
    ]
    by_actor: dict[str, list[Claim]] = {}
    gates = nx.DiGraph()
    for claim in claims:
        by_actor.setdefault(claim.subject, []).append(claim)
        kept = gates.get_edge_data(claim.subject, claim.object, {"claims": ()})["claims"]
        gates.add_edge(claim.subject, claim.object, claims=(*kept, claim.id))

    def named(drawn: nx.DiGraph) -> dict[str, float]:
        """How many of the claims that were drawn name each actor."""
        return {key: float(drawn.out_degree(key, weight="weight")) for key in by_actor}

    found = robustness(gates, named, min(k, len(by_actor)), resamples, seed, tau=False) if gates else None
    bands = rank_intervals(found) if found else {}
    rows = {}
    for key, own in by_actor.items():
        ids = tuple(sorted(c.id for c in own))
        rank, band, p_top = bands[key]
        label = snapshot.entity(key).label()
        said = listed([snapshot.entity(v).label() for v in voices_of(snapshot, ids)], None) or "nobody"
        things = listed(sorted({snapshot.entity(c.object).label() for c in own}), None)
        hedges = hedges_of(snapshot, ids)
        hedged = f", hedged with {listed([f'“{h}”' for h in hedges], None)}" if hedges else ""
        stated = sum(c.mode == "stated" for c in own)
        sentence = f"{label}: named in {counted(len(own), 'claim')} ({stated} stated{hedged}) as holding the way to {things}, said by {said}."
        rows[key] = ranked(snapshot, key, (rank, band, p_top), float(len(own)), ids, sentence)
    nobody = "" if rows else "Not enough evidence, because no claim that counts here names a gatekeeper."
    even = len(rows) > 1 and len({row.score for row in rows.values()}) == 1
    note = f"Each is named in {counted(len(claims) // len(rows), 'claim')}: the source gives no order among them." if even else ""
    return Ranking(
        ranking=Rows(by_rank(rows)),
        k=k,
        network="claims that name a gatekeeper",
        measure="claims",
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        not_enough=nobody,
        note=note,
    )


def _placed(snapshot: Snapshot, lens: Lens, k: int, resamples: int, seed: int) -> Ranking:
    graph = undirected(shared_network(snapshot, ACTORS, lens))
    graph.remove_nodes_from(list(nx.isolates(graph)))
    measure = "betweenness (raw, shortest ways between pairs of others)"
    if graph.number_of_edges() < _FEWEST_TIES:
        ties = graph.number_of_edges()
        reason = f"Not enough evidence, because only {ties} tie{'' if ties == 1 else 's'} between actors count here; {_FEWEST_TIES} are needed."
        return Ranking(
            ranking=Rows(),
            k=k,
            network=ACTORS,
            measure=measure,
            lens=lens,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=reason,
        )
    found = placing(graph, min(k, len(graph)), resamples, seed)
    base, bands = found.score, rank_intervals(found.bands)
    rows = {}
    for key in sorted(graph):
        ids = tuple(sorted({c for _, _, keys in graph.edges(key, data="claims") for c in keys}))
        rank, band, p_top = bands[key]
        label = snapshot.entity(key).label()
        between, about = base[key], "an estimated" if found.estimated else "about"
        ways = (
            f"lies on the way between {about} {between:.0f} pair{'' if round(between) == 1 else 's'} of other actors"
            if between
            else f"lies on no way between others{' that was drawn' if found.estimated else ''}"
        )
        sentence = f"{label} {ways}, through {counted(len(ids), 'claim')}; in {p_top:.0%} of resamples it is among the first {k}."
        rows[key] = ranked(snapshot, key, (rank, band, p_top), float(between), ids, sentence)
    ranking = Ranking(
        ranking=Rows(by_rank(rows)),
        k=k,
        network=ACTORS,
        measure=measure,
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        note=found.note,
    )
    if not found.estimated:
        return ranking
    # Of those that are not told apart, the likelier ones first.
    order = tuple(sorted(rows.values(), key=lambda row: (row.rank, -row.score, row.label, row.id)))
    return replace(ranking, ranking=Rows(order), measure=f"{measure}, estimated", estimated=found.estimated)


def _disagreements(named: Ranking, placed: Ranking) -> tuple[Disagreement, ...]:
    said = {row.id: row for row in named.ranking}
    stands = {row.id: row for row in placed.ranking if row.score > 0}
    drawn = {row.id for row in placed.ranking} if placed.estimated else set()
    top = {row.id for row in placed.ranking[: placed.k] if row.score > 0}
    found = []
    for key, row in said.items():
        if key in top:
            text = f"Both: the source names {row.label}, and the ties place them between others. Whom do they let through, and on what terms?"
            found.append(Disagreement(key, row.label, "named and placed", text))
        elif key in stands:
            text = f"The source names {row.label}; the ties place them between some others, but not among the first. Which dealings of theirs were not told of?"
            found.append(Disagreement(key, row.label, "named, placed lower", text))
        elif key in drawn:
            text = f"The source names {row.label}; of the ways between others that were drawn, none leads through them. Who has to go through them, and who else could open the way?"
            found.append(Disagreement(key, row.label, "named, placed lower", text))
        else:
            text = f"The source names {row.label}, yet no tie it tells of puts them between others. Who has to go through them, and who else could open the way?"
            found.append(Disagreement(key, row.label, "only named", text))
    for key in (row.id for row in placed.ranking[: placed.k] if row.id in top and row.id not in said):
        row = stands[key]
        text = f"The ties place {row.label} between others, but nobody names them a gatekeeper. Do they hold anything up, or only connect, or is the report close to them?"
        found.append(Disagreement(key, row.label, "only placed", text))
    return tuple(found)
