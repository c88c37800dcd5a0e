"""What nobody says: which way a link works, what an action leads to, whom a gate keeps out; each as a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from trosol.findings.base_worlds import fitting_worlds
from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.expected_goals import expected_goals
from trosol.findings.leverage.group_removals import Drawn
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.leverage.removals import hinges
from trosol.findings.result import voices_of
from trosol.findings.sensitivity.question import KEPT_OUT, ONWARD, SIGN, OpenQuestion
from trosol.findings.sensitivity.whom_to_ask import askable, places_of, those_who_said
from trosol.measures.influence.possible_worlds import draw_worlds
from trosol.store.snapshot import Snapshot

__all__ = ["gates_without_excluded", "not_coded_onward", "unsigned_links"]

_ACTION = "action"
_WORLDS = 512
_MOST = 24
"""Links of unknown sign of which both answers are tried, fewer in a large network; of more, the rest are asked about without it."""

_SHARE = 0.2
"""Of the time for one walk of leverage."""


def unsigned_links(snapshot: Snapshot, levers: Leverage, drawn: Drawn | None) -> Iterator[OpenQuestion]:
    """A question for each link on a path to a goal of which it is not recorded which way it works."""
    if drawn is None:
        return
    net, ids = drawn.net, snapshot.coded.claims
    gates = snapshot.ontology.for_purpose("gate")

    def asks(edge: int) -> bool:
        """Whether its claims say more than that somebody holds a gate, which helps nothing and hinders nothing by itself."""
        claims = (snapshot.records.claims[ids[claim]] for group in net.claims[edge] for claim in group)
        return any(claim.predicate not in gates for claim in claims)

    unsigned = [edge for edge in np.flatnonzero((net.signed.sign == 0) & ~net.signed.inert).tolist() if asks(edge)]
    moves = _either_way(snapshot, drawn, unsigned[:_MOST], levers.about.seed)
    for edge in unsigned:
        claims = tuple(sorted(ids[claim] for group in net.claims[edge] for claim in group))
        ends = (net.keys[net.signed.source[edge]], net.keys[net.signed.target[edge]])
        yield OpenQuestion(
            kind=SIGN,
            about=ends,
            claims=claims,
            evidence=tuple(dict.fromkeys(each for key in claims for each in snapshot.records.claims[key].evidence)),
            places=places_of(snapshot, claims),
            mode=snapshot.records.claims[claims[0]].mode,
            moves=moves.get(edge, ()),
            alone=(),
            whom=those_who_said(snapshot, claims),
            sentence="",
            question="",
        )


def _either_way(snapshot: Snapshot, drawn: Drawn, edges: Sequence[int], seed: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """For each edge, the rows whose tier would be another if it helped, or if it hindered."""
    net, starts = drawn.net, drawn.starts
    blocks, size = fitting_worlds(net, 1 + 2 * len(edges), _WORLDS, _SHARE)
    edges = edges[: (blocks - 1) // 2]
    if not edges:
        return {}
    (worlds,) = draw_worlds([net.probabilities(snapshot.claim_weights[None])], size, np.random.default_rng(seed))
    base = expected_goals(net, worlds, starts)[0]
    told = np.array([expected_goals(_signed(net, edge, sign), worlds, starts)[0] for edge in edges for sign in (1, -1)])
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = np.where(base > 0, told / base, 1.0)
    moved: dict[int, dict[tuple[str, str], None]] = {edge: {} for edge in edges}
    for kind in dict.fromkeys(drawn.kinds):
        places = [place for place, name in enumerate(drawn.kinds) if name == kind]
        for place, decisive in zip(places, hinges(drawn.scores[:, places], factors[:, places]), strict=True):
            new = np.flatnonzero((base[place] == 0) & (told[:, place] > 0)).tolist()
            for each in (*decisive, *new):
                moved[edges[each // 2]][kind, drawn.rows[place]] = None
    return {edge: tuple(keys) for edge, keys in moved.items()}


def _signed(net: InfluenceWorlds, edge: int, sign: int) -> InfluenceWorlds:
    signs = net.signed.sign.copy()
    signs[edge] = sign
    return replace(net, signed=replace(net.signed, sign=signs))


def not_coded_onward(snapshot: Snapshot, levers: Leverage) -> Iterator[OpenQuestion]:
    """A question for each action from which no claim leads to a goal: its own tier is what the answer would give it."""
    for table in levers.kinds:
        for key in table.not_coded_onward if table.group == _ACTION else ():
            about = [claim for claim in levers.about.lens.claims(snapshot) if key in (claim.subject, claim.object)]
            claims = tuple(claim.id for claim in about)
            others = [claim.object if claim.subject == key else claim.subject for claim in about]
            yield OpenQuestion(
                kind=ONWARD,
                about=(key,),
                claims=(),
                evidence=snapshot.entity(key).evidence,
                places=places_of(snapshot, claims),
                mode="",
                moves=((table.kind, key),),
                alone=(),
                whom=askable(snapshot, others, voices_of(snapshot, claims)),
                sentence="",
                question="",
            )


def gates_without_excluded(snapshot: Snapshot, gates: Gatekeepers) -> Iterator[OpenQuestion]:
    """A question for each named gate of which nobody says who is kept out."""
    for card in (*gates.cards, *gates.aggregates):
        if card.named and not card.kept_out:
            yield OpenQuestion(
                kind=KEPT_OUT,
                about=(card.id,),
                claims=card.named,
                evidence=tuple(dict.fromkeys(each for key in card.named for each in snapshot.records.claims[key].evidence)),
                places=card.places,
                mode="",
                moves=(),
                alone=(),
                whom=those_who_said(snapshot, card.named),
                sentence="",
                question="",
            )
