"""How a question to the map is answered: the network it is put to, the rows of the answer, and why there may be none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.paths.shortest_signs import Shortest, leading_to, shortest_from
from trosol.findings.result import voices_of
from trosol.findings.text import basis, quoted
from trosol.findings.uncounted import uncounted
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, reference, worded

__all__ = ["INFLUENCE", "MapQuestion", "SubgraphRow", "Submap", "influence", "things"]

INFLUENCE = "influence"
"""The network in which paths are looked for."""

_EITHER = ("shared", "around")
"""Questions for which the direction of an edge does not matter."""


@dataclass(frozen=True, slots=True, repr=False)
class SubgraphRow(TableRow):
    """One entity of a sub-map: how many steps away, by what verdict, along which path, on which claims.

    ``verdict``: ``helps``, ``hurts``, ``both``, ``unknown``, or empty where the question asks for no direction. ``way``: a
    shortest path.
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
        name = quoted(snapshot, key)
        if not lens.keeps_entity(entity):
            return (
                graph,
                worded(
                    "Not enough evidence, because {name} is only mentioned or imagined in the source; ask again with what is hypothetical included.",
                    name=name,
                ),
            )
        if key not in graph:
            kind = reference("class", entity.type, snapshot.ontology.classes[entity.type].label())
            return (
                graph,
                joined(
                    (
                        worded(
                            "Not enough evidence, because {name} is of a kind ({kind}) that takes no part in the influence network.",
                            name=name,
                            kind=kind,
                        ),
                        uncounted(snapshot, INFLUENCE),
                    )
                ),
            )
        if not graph.degree(key):
            return (
                graph,
                joined(
                    (
                        worded(
                            "Not enough evidence, because no claim that counts here says that {name} acts on anything, or anything on it.",
                            name=name,
                        ),
                        uncounted(snapshot, INFLUENCE),
                    )
                ),
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
        """An entity along a path; its claims are those of every edge along it."""
        ids: set[str] = set()
        either = self.question in _EITHER
        for a, b in pairwise(way):
            for x, y in ((a, b), (b, a)):
                if self.graph.has_edge(x, y) and (x == a or either):
                    ids.update(self.graph.edges[x, y]["claims"])
        return self._row(key, steps, verdict, way, text, ids)

    def _row(self, key: str, steps: int, verdict: str, way: tuple[str, ...], text: str, ids: set[str]) -> SubgraphRow:
        claims = tuple(sorted(ids))
        entity = self.snapshot.entity(key)
        kind = self.snapshot.ontology.classes[entity.type].name
        sentence = worded("{text}, on {basis}.", text=text, basis=basis(self.snapshot, claims))
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

    def signed(self, centre: str, *, back: bool = False) -> Submap:
        """A row for each entity that a shortest path leads to from the centre, or in ``back`` from which one leads to it."""
        net = influence_worlds(self.snapshot, self.lens)
        if self.thin or centre not in net.number:
            return self.answer([], self._reached([], centre, back))
        near = (leading_to if back else shortest_from)(net, net.number[centre])
        rows = [self._along(net, near, node, centre, back) for node in near.before if net.keys[node] != centre]
        return self.answer(rows, self._reached(rows, centre, back))

    def _reached(self, rows: list[SubgraphRow], centre: str, back: bool) -> Worded:
        values = {"name": quoted(self.snapshot, centre), "items": things(self.snapshot, rows)}
        return worded("{name}: reached by {items}.", **values) if back else worded("{name}: reaches {items}.", **values)

    def _along(self, net: InfluenceWorlds, near: Shortest, node: int, centre: str, back: bool) -> SubgraphRow:
        signs, key = near.signs(node), net.keys[node]
        known = [sign for sign in signs if sign]
        verdict = "unknown" if not known else "both" if len(known) > 1 else "helps" if known[0] > 0 else "hurts"
        edges = near.path(node, max(signs, key=lambda sign: (sign != 0, sign)))
        way = [net.keys[net.signed.source[edges[0]]], *(net.keys[net.signed.target[edge]] for edge in edges)]
        ids = self.snapshot.coded.claims
        claims = {ids[claim] for edge in near.edges(node) for group in net.claims[edge] for claim in group}
        ends = {
            name: quoted(self.snapshot, end) for name, end in zip("ab", (key, centre) if back else (centre, key), strict=True)
        }
        text = {
            "helps": worded("More of {a} tends to raise {b}", **ends),
            "hurts": worded("More of {a} tends to lower {b}", **ends),
            "both": worded("More of {a} raises {b} by one path and lowers it by another", **ends),
            "unknown": worded("Not stated: the effect of {a} on {b}", **ends),
        }[verdict]
        if near.steps[node] > 1:
            text = worded("{text}, over {steps}", text=text, steps=counted_words(near.steps[node], "step"))
        return self._row(key, near.steps[node], verdict, tuple(way), text, claims)

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


def things(snapshot: Snapshot, rows: list[SubgraphRow]) -> Worded:
    """How many rows there are, and the nearest of them, in words."""
    near = sorted(rows, key=lambda row: (row.steps, row.label, row.id))
    if not rows:
        return worded("nothing that is recorded")
    values = {"items": counted_words(len(rows), "item"), "names": listed_words([quoted(snapshot, row.id) for row in near[:3]])}
    return worded("{items}: {names}", **values) if len(rows) <= 3 else worded("{items}, nearest {names}", **values)
