"""How a question to the map is answered: the network it is put to, the rows of the answer, and why there may be none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.result import voices_of
from trosol.findings.text import basis, counted, listed
from trosol.measures import signed_reach
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["INFLUENCE", "MapQuestion", "SubgraphRow", "Submap", "influence", "things"]

INFLUENCE = "influence"
"""The network in which ways are looked for."""

_EITHER = ("shared", "around")
"""Questions for which it does not matter which way an arrow runs."""

_VERDICTS = {
    "helps": "“{a}” tends to raise “{b}”",
    "hurts": "“{a}” tends to lower “{b}”",
    "both": "“{a}” raises “{b}” one way and lowers it another",
    "unknown": "“{a}” acts on “{b}”, but the source does not say which way",
}


@dataclass(frozen=True, slots=True, repr=False)
class SubgraphRow(TableRow):
    """One thing of a sub-map: how many steps away, by what verdict, along which way, on which claims.

    ``verdict``: ``helps``, ``hurts``, ``both``, ``unknown``, or empty where the question asks for no direction. ``way``: a
    shortest one.
    """

    id: str
    label: str
    type: str
    steps: int
    verdict: str
    way: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Submap(Result):
    """The answer to a question: what was found, nearest first, or why there is nothing."""

    _table = "found"

    question: str
    about: tuple[str, ...]
    found: Rows[SubgraphRow]
    network: str = field(metadata=as_json(before=("claims",)))
    lens: Lens
    snapshot: str
    sentence: str
    not_enough: str = ""
    note: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that some row rests on, sorted."""
        return tuple(sorted({key for row in self.found for key in row.claims}))


def influence(snapshot: Snapshot, lens: Lens, about: Iterable[str]) -> tuple[nx.DiGraph, str]:
    """The influence network, shared by whoever asks, and why it cannot answer about some of the things asked for (empty if it can).

    Raises :class:`WrongUse` for an id that the ecosystem does not have.
    """
    graph = shared_network(snapshot, INFLUENCE, lens)
    for key in about:
        if key not in snapshot.records.entities:
            raise WrongUse(
                Problem("entity-unknown", f"{snapshot.name} has no entity '{shorten(key)}'.", "Take an id from `trosol show`.")
            )
        entity = snapshot.entity(key)
        name = f"“{entity.label()}”"
        if not lens.keeps_entity(entity):
            return (
                graph,
                f"Not enough evidence, because {name} is only mentioned or imagined in the source; ask again with what is hypothetical included.",
            )
        if key not in graph:
            kind = snapshot.ontology.classes[entity.type].label()
            return (
                graph,
                f"Not enough evidence, because {name} is of a kind ({kind}) that takes no part in the influence network.",
            )
        if not graph.degree(key):
            return (
                graph,
                f"Not enough evidence, because no claim that counts here says that {name} acts on anything, or anything on it.",
            )
    return graph, ""


class MapQuestion:
    """One question being answered."""

    def __init__(
        self, snapshot: Snapshot, lens: Lens, graph: nx.DiGraph, question: str, about: tuple[str, ...], thin: str
    ) -> None:
        self.snapshot, self.lens, self.graph = snapshot, lens, graph
        self.question, self.about, self.thin = question, about, thin

    def row(self, key: str, steps: int, verdict: str, way: tuple[str, ...], text: str) -> SubgraphRow:
        """A thing found along a way; its claims are those of every arrow along it."""
        ids: set[str] = set()
        either = self.question in _EITHER
        for a, b in pairwise(way):
            for x, y in ((a, b), (b, a)):
                if self.graph.has_edge(x, y) and (x == a or either):
                    ids.update(self.graph.edges[x, y]["claims"])
        claims = tuple(sorted(ids))
        entity = self.snapshot.entity(key)
        kind = self.snapshot.ontology.classes[entity.type].name
        sentence = f"{text}, on {basis(self.snapshot, claims)}."
        return SubgraphRow(
            id=key,
            label=entity.label(),
            type=kind,
            steps=steps,
            verdict=verdict,
            way=way,
            claims=claims,
            voices=voices_of(self.snapshot, claims),
            sentence=sentence,
        )

    def signed(self, others: list[str], centre: str, opening: str, *, back: bool = False) -> Submap:
        """A row for each of the others, with the sign of the ways from the centre to it, or in ``back`` from it to the centre."""
        if not others:
            return self.answer([], f"{opening} nothing that the claims tell of.")
        graph = self.graph.reverse(copy=True) if back else self.graph
        reach = signed_reach(graph, centre, others)
        rows = []
        for key in others:
            ways = reach[key]
            known = [w for w in (ways.shortest_positive, ways.shortest_negative, ways.shortest_unknown) if w]
            way = tuple(str(v) for v in (min(known, key=len) if known else nx.shortest_path(graph, centre, key)))
            ends = [self.snapshot.entity(end).label() for end in (centre, key)]
            a, b = reversed(ends) if back else ends
            verdict = ways.verdict if known else "unknown"
            text = _VERDICTS[verdict].format(a=a, b=b) if known else f"“{a}” acts on “{b}” by a way too long to follow"
            over = f", over {counted(len(way) - 1, 'step')}" if len(way) > 2 else ""
            rows.append(self.row(key, len(way) - 1, verdict, way[::-1] if back else way, text + over))
        note = (
            "" if reach.complete else f"Signs are those of ways of up to {counted(reach.longest, 'step')}; there are longer ones."
        )
        return self.answer(rows, f"{opening} {things(rows)}.", note)

    def answer(self, rows: list[SubgraphRow], sentence: str, note: str = "") -> Submap:
        """The rows in order, nearest first."""
        found = tuple(sorted(rows, key=lambda row: (row.steps, row.label, row.id)))
        return Submap(
            question=self.question,
            about=self.about,
            found=Rows(found),
            network=INFLUENCE,
            lens=self.lens,
            snapshot=self.snapshot.digest,
            sentence=self.thin or sentence,
            not_enough=self.thin,
            note=note,
        )


def things(rows: list[SubgraphRow]) -> str:
    """How many rows there are, and the nearest of them, in words."""
    near = sorted(rows, key=lambda row: (row.steps, row.label, row.id))
    names = listed([f"“{row.label}”" for row in near[:3]])
    if not rows:
        return "nothing that the claims tell of"
    return f"{counted(len(rows), 'thing')}: {names}" if len(rows) <= 3 else f"{counted(len(rows), 'thing')}, nearest {names}"
