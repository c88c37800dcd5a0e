"""Who holds the gates: who is named, what each blocks, who has a formal say, and what could open them.

**Reads as**: these roles are said to hold a gate, this is what they are said to block, this much lies behind it, these have a say over
them, and this speaks against it.

**How**: four kinds of claims are laid side by side in a matrix without ranks: who is named a gatekeeper, which difficulties are
attributed to whom or what they are said to stifle, who has a formal say over others, and which actions are aimed at whom, with the
claims that deny it. Each role that is named or blocks something has a card; what lies behind its gates is the *gate weight*
(:mod:`trosol.findings.gatekeepers.gate_weight`), with and without the naming, in tiers (:mod:`trosol.findings.tiers`). Whole sectors
stand apart: nobody there can say no.

**Trap**: being named is not blocking, and position in a network is neither; who stands between others in the ties that are told is in
the centrality explorer. A gate that nobody speaks of is in none of the lists.

**Source**: Oliver and others 2013, *Who runs public health? A mixed-methods study combining qualitative and network analyses*, for
naming beside position and method; Tsebelis 2002, *Veto Players*, for vetoes by rule and in practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trosol.findings.gate_claims import ActorClaims, actor_claims, is_aggregate, openers
from trosol.findings.gatekeepers.gate_cards import Blocked, GateCard, Gatekeepers, GateRow
from trosol.findings.gatekeepers.gate_sentences import card_sentence, gate_tiers_sentence
from trosol.findings.gatekeepers.gate_weight import GateWeights, gate_weights
from trosol.findings.influence_worlds import influence_graph
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, hedges_of
from trosol.findings.tiers import middle_nine_tenths, tiers_of
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.worded import worded

__all__ = ["gatekeepers"]


def gatekeepers(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    goals: Iterable[str] = (),
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> Gatekeepers:
    """The matrix and the cards. ``goals``: ids that count as goals, the ecosystem's own by default; ``draws``, ``worlds``: see :class:`Provenance`.

    Raises WrongUse for an unknown goal and for a lens that names what is not there.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    claimed = actor_claims(snapshot, lens)
    holding = {key: own for key, own in claimed.items() if own.named or own.blocks}
    roles = {key: own for key, own in holding.items() if not is_aggregate(snapshot, key)}
    wholes = {key: own for key, own in holding.items() if key not in roles}
    weights = gate_weights(snapshot, lens, holding, goals=goals, draws=draws, worlds=worlds, seed=seed)
    network = str(influence_graph(snapshot, lens).graph["name"])
    nobody = "" if holding else worded("Nobody is named a gatekeeper here, and nothing that is blocked is attributed to anybody.")
    cards, apart = _cards(snapshot, lens, roles, weights), _cards(snapshot, lens, wholes, weights)
    return Gatekeepers(
        matrix=Rows(_matrix(snapshot, claimed, [card.id for card in (*cards, *apart)])),
        cards=Rows(cards),
        aggregates=Rows(apart),
        tiers_sentence=gate_tiers_sentence(cards, lambda key: snapshot.entity(key).label()),
        about=Provenance(
            lens=lens,
            network=network,
            draws=len(weights.draws),
            worlds=weights.worlds,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=nobody,
        ),
    )


def _cards(snapshot: Snapshot, lens: Lens, some: Mapping[str, ActorClaims], weights: GateWeights) -> list[GateCard]:
    """Cards by tier, then label."""
    places = [weights.actors.index(key) for key in some]
    drawn = weights.draws[:, places]
    tiers = tiers_of(drawn)
    opened = openers(snapshot, lens, some)
    cards = []
    for row, ((key, own), place) in enumerate(zip(some.items(), places, strict=True)):
        weight = float(weights.weight[place])
        card = GateCard(
            id=key,
            label=snapshot.entity(key).label(),
            named=own.named,
            hedges=hedges_of(snapshot, own.named),
            places=_places(snapshot, own.named),
            blocks=Rows(
                Blocked(
                    id=gate.entity,
                    label=snapshot.entity(gate.entity).label(),
                    opens=gate.pushed,
                    relation=gate.relation,
                    claims=gate.claims,
                    stated=any(snapshot.records.claims[claim].mode == "stated" for claim in gate.claims),
                    opened_by=opened[key, gate],
                )
                for gate in own.blocks
            ),
            kept_out=own.kept_out,
            weight=weight,
            weight_without_naming=float(weights.without_naming[place]),
            interval=middle_nine_tenths(drawn[:, row]) if len(drawn) else (weight, weight),
            tier=tiers.letters[row],
            borderline=tiers.borderline[row],
            goals=tuple(sorted(weights.goals[place].items(), key=lambda pair: (-pair[1], pair[0]))),
            by_rule=own.by_rule,
            by_practice=own.by_practice,
            say_over=own.say_over,
            aimed_at=own.aimed_at,
            against=own.against,
            sentence="",
        )
        cards.append(replace(card, sentence=card_sentence(card, weights.total, lambda key: snapshot.entity(key).label())))
    return sorted(cards, key=lambda card: (card.tier is None, len(card.tier or ""), card.tier or "", card.label, card.id))


def _matrix(snapshot: Snapshot, claimed: Mapping[str, ActorClaims], first: Sequence[str]) -> list[GateRow]:
    """Everybody who is named, blocks something, has a formal say or is spoken for; those with a card first."""
    told = {key: own for key, own in claimed.items() if own.named or own.blocks or own.by_rule or own.against}
    others = sorted(set(told) - set(first), key=lambda key: (snapshot.entity(key).label(), key))
    return [
        GateRow(
            id=key,
            label=snapshot.entity(key).label(),
            named=told[key].named,
            blocks=told[key].by_practice,
            by_rule=told[key].by_rule,
            aimed_at=told[key].aimed_at,
            against=told[key].against,
        )
        for key in (*first, *others)
    ]


def _places(snapshot: Snapshot, claims: Sequence[str]) -> tuple[str, ...]:
    """Pages, or lines where there is no page, of the evidence of some claims, in order of the claims."""
    evidence = (snapshot.records.evidence[key] for claim in claims for key in snapshot.records.claims[claim].evidence)
    named = (f"p. {each.page}" if each.page else f"l. {each.lines}" if each.lines else "" for each in evidence)
    return tuple(dict.fromkeys(filter(None, named)))
