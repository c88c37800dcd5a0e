"""What would help the goals most, kind by kind, and how sure that is.

**Reads as**: this action area would help 7 of 38 goals, by what is claimed; the other two cannot be told apart; and these claims decide it.

**How**: L(x) = Σ over goals of w · Pr[x helps g], where each claim holds with its weight and the shortest surviving paths decide
(:mod:`trosol.measures.influence.possible_worlds`). Each kind has a table of its own (:mod:`trosol.findings.pushables`); a whole helps where a
part does and none hurts. The score is of the ecosystem's own weights; intervals and tiers are of weights and passages that are drawn
(:mod:`trosol.findings.weight_draws`, :mod:`trosol.findings.tiers`). Beside each score: at equal claims, its own share, without its busiest
intermediate, and the claims that its tier hangs on.

**Trap**: what the source tells at length has more claims, and so helps more: read the score at equal claims beside it. What no claim
leads on from is not useless; it is listed apart. Tiers say nothing of what another report would tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from trosol.findings.base_worlds import base_count, base_worlds, drawn_worlds, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds, influence_graph
from trosol.findings.leverage.assumptions import ToldOf, prompts
from trosol.findings.leverage.equal_claims import equal_claims
from trosol.findings.leverage.expected_goals import effect_shares, expected_goals, reaches_any
from trosol.findings.leverage.influence_dependence import positions
from trosol.findings.leverage.joint_draws import JointDraws, hold_joint
from trosol.findings.leverage.leverage_result import Leverage, LeverageGoal, LeverageTable
from trosol.findings.leverage.leverage_tables import Scored, leverage_tables
from trosol.findings.leverage.own_share import otherwise_shares, own_shares, shared_words
from trosol.findings.leverage.ranked_network import own_streams, ranked_network
from trosol.findings.leverage.removals import removals
from trosol.findings.pushables import Pushable, chosen_kinds
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance
from trosol.findings.weight_draws import weight_floors
from trosol.findings.whole_ties import whole_ties
from trosol.measures.influence.possible_worlds import WorldBits
from trosol.networks.lens import Lens
from trosol.rdf.iris import BASE, TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.worded import counted_words, joined, worded

__all__ = ["leverage"]

_MEADOWS = BASE + "schemes/leverage-points"
_ACTION = "action"
_ASKED = 3
"""Rows of each table that the questions are about, at most."""


def leverage(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    kinds: Iterable[str] = (),
    goals: Iterable[str] = (),
    opened: Iterable[str] = (),
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> Leverage:
    """Say what each thing that can be pushed is expected to help, in a table for each kind, with tiers and the claims behind them.

    ``kinds``: names of the kinds that are shown, all by default; those left out change no number. ``goals``: ids of what counts as a
    goal, each of weight 1, by default those of the ecosystem. ``opened``: gates that are open, ``ACTOR`` or ``ACTOR:GATE``. ``draws`` and
    ``worlds``: of weights and passages, and of possible worlds in each; a network too large for them gets fewer, and the result says so.
    Raises WrongUse for an unknown name or a number out of range.
    """
    lens, goals, opened = lens or Lens(), tuple(goals), tuple(opened)
    wanted = chosen_kinds(snapshot, kinds)
    begun = ranked_network(snapshot, lens, (draws, worlds, seed), goals, opened)
    whole, net, rows, tables = begun.whole, begun.net, begun.rows, begun.tables
    scored = None if begun.not_enough else _scored(snapshot, net, tables, (draws, worlds, seed))
    made = [] if scored is None else leverage_tables(snapshot, net, wanted, tables, scored)
    ran = (0, 0) if scored is None else fitting_worlds(net, draws, worlds)
    if scored is not None:
        hold_joint(JointDraws(snapshot, lens, goals, opened, *ran, seed), scored.joint)
    graph = influence_graph(snapshot, lens)
    return Leverage(
        goals=Rows(LeverageGoal(goal.id, goal.label, goal.weight, goal.family) for goal in (*whole.goals, *whole.absent)),
        frame="system and study" if lens.with_study else "system",
        weights=tuple(sorted(snapshot.weights.table.items())),
        drawn=tuple(sorted(weight_floors(snapshot).items())),
        kinds=Rows(made),
        opened=opened,
        absent_goals=tuple(goal.id for goal in whole.absent),
        positions=Rows(positions(snapshot, graph)),
        meadows=_meadows(snapshot, [row.id for row in rows]),
        prompts=prompts(snapshot, lens, graph, whole, [row.id for row in rows], _first(snapshot, made, scored), _helped(made)),
        about=Provenance(
            lens=lens,
            network=graph.graph["name"],
            draws=ran[0],
            worlds=ran[1],
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=begun.not_enough,
            note=_note(net, ran, (draws, worlds)),
        ),
    )


def _scored(
    snapshot: Snapshot, net: InfluenceWorlds, tables: Mapping[str, Sequence[Pushable]], numbers: tuple[int, int, int]
) -> Scored:
    """All numbers of all rows, in the order of the tables. Each part draws from a stream of its own, so that none moves another."""
    draws, worlds, seed = numbers
    rows = [row for table in tables.values() for row in table]
    starts = [row.starts for row in rows]
    four, five = own_streams(seed)
    own = snapshot.claim_weights
    blocks, size = fitting_worlds(net, draws, worlds)
    base = base_worlds(snapshot, net, base_count(net), seed)
    worlds_of = drawn_worlds(snapshot, net, blocks, size, seed, ("joint", "weights", "evidence"))
    effects = effect_shares(net, base, starts)
    shared = WorldBits(np.ascontiguousarray(base.bits[:, : shared_words(base, len(rows) * len(net.goals))]), 1)
    return Scored(
        rows=rows,
        reaches=reaches_any(net, starts),
        effects=effects,
        scores=effects[0] @ net.goal_weights,
        joint=expected_goals(net, worlds_of[0], starts),
        weights=expected_goals(net, worlds_of[1], starts),
        evidence=expected_goals(net, worlds_of[2], starts),
        equal=equal_claims(net, rows, own, four),
        own=np.concatenate(own_shares(net, shared, list(tables.values()))),
        otherwise=otherwise_shares(net, shared, rows),
        removed=removals(net, rows, own, five),
    )


def _first(snapshot: Snapshot, made: Sequence[LeverageTable], scored: Scored | None) -> list[ToldOf]:
    """The rows that the questions are about: tier A of each table of actions, else of each table."""
    if scored is None:
        return []
    tables = [table for table in made if table.group == _ACTION] or made
    place = {row.id: at for at, row in enumerate(scored.rows)}
    ids, losses = snapshot.coded.claims, scored.removed.losses
    return [
        ToldOf(
            row.id,
            row.score,
            {
                ids[claim]: float(losses[at, place[row.id]])
                for at, claim in enumerate(scored.removed.claims)
                if losses[at, place[row.id]] > 0
            },
            row.hinges,
        )
        for table in tables
        for row in whole_ties(table.first, _ASKED, lambda row: row.score)
    ]


def _helped(made: Sequence[LeverageTable]) -> frozenset[str]:
    return frozenset(goal for table in made for row in (*table.ranking, *table.folded) for goal, _ in row.helps)


def _note(net: InfluenceWorlds, ran: tuple[int, int], asked: tuple[int, int]) -> str:
    unsigned = int((net.signed.sign == 0).sum())
    notes = []
    if unsigned:
        links = counted_words(unsigned, "link")
        notes.append(worded("Whether it helps or hinders is not recorded for {links} on paths to a goal.", links=links))
    if ran != asked and ran[0]:
        values = {"draws": ran[0], "worlds": f"{ran[1]:,}", "asked": asked[0], "of": f"{asked[1]:,}"}
        notes.append(worded("For its size, {draws} draws of {worlds} worlds were made instead of {asked} of {of}.", **values))
    return joined(notes)


def _meadows(snapshot: Snapshot, keys: Sequence[str]) -> str:
    concepts = snapshot.ontology.concepts
    coded = sum(
        any(
            each in concepts and concepts[each].scheme == _MEADOWS
            for each in dict(snapshot.entity(key).properties).get(TRO + "concept", ())
        )
        for key in keys
    )
    if not coded:
        return "Not known: no Meadows leverage point is coded on anything here that can be pushed, and none is guessed at."
    things = counted_words(len(keys), "thing")
    return f"Meadows' leverage points are coded on {coded} of the {things} that can be pushed."
