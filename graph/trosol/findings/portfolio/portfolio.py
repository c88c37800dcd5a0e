"""Portfolio: the few actions, or actors, that between them do something about most of what one wants to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.portfolio.best_sets import BestSetStep, best_steps
from trosol.findings.portfolio.coverage import ACTIONS, ACTORS, CHALLENGE_ACTION, INFLUENCE, Touches, touches
from trosol.findings.portfolio.resampled_portfolios import Redrawn
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking, by_rank, ranked
from trosol.findings.text import basis, counted, listed
from trosol.measures import cover
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows

__all__ = ["Portfolio", "portfolio"]

_FEWEST = 2


@dataclass(frozen=True, slots=True, repr=False)
class Portfolio(Result):
    """Best sets of 1 to k, how each candidate ranks by itself, and what nothing does anything about.

    ``wanted``: what was to be covered; ``beyond``: the part of it that no candidate touches. ``unaddressed``: every challenge
    in the ecosystem that no action is claimed to address. ``smallest``: the fewest that touch all that can be touched.
    ``in_best``: how often each candidate is in a best set of ``in_best_of`` when claims are drawn anew. ``unsure``: claims that
    were not counted, because the source does not say which way they work.
    """

    _table = "ranking"
    _noun = "ranked"

    of: str
    wanted: tuple[str, ...]
    ranking: Ranking = field(metadata=as_json(inline=True))
    steps: Rows[BestSetStep]
    smallest: tuple[str, ...]
    smallest_exact: bool
    in_best: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict, digits=3))
    in_best_of: int
    beyond: tuple[str, ...]
    unaddressed: tuple[str, ...]
    unsure: tuple[str, ...]
    sentence: str

    @property
    def not_enough(self) -> str:
        """Why there is no portfolio; empty if there is one."""
        return self.ranking.not_enough


def portfolio(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    of: str = ACTIONS,
    wanted: Iterable[str] = (),
    k: int = 3,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Portfolio:
    """Choose the best 1, 2 … k actions or actors for the things ``wanted``.

    **Reads as**: with three of them, this much is touched; a fourth adds so much; this stays open whatever one chooses.

    **How**: every action has the challenges that it is claimed to address, or the goals that a claim says it furthers directly; the sets of k
    that together touch most are found by trying all (where that is affordable, else ``exact`` is false). All that tie are
    given. Then claims are drawn anew ``resamples`` times, to see how often each is in a best set.

    **Trap**: touching is not solving, every challenge counts as one, and an action that somebody has described in more detail
    touches more. An actor is counted for any action that a claim links them to, as its owner, its addressee or its target.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    if of not in (ACTIONS, ACTORS):
        raise WrongUse(
            Problem("measure-option", f"A portfolio cannot be made of '{shorten(of)}'.", f"Use {ACTIONS} or {ACTORS}.")
        )
    between("k", k, 1, 1000)
    between("resamples", resamples, 1, 1_000_000)
    touched = touches(snapshot, lens, of, wanted)
    sets = touched.sets
    networks = _networks(snapshot, touched, of)
    measure = f"challenges and goals touched, by {of}"
    if len(sets) < _FEWEST:
        reason = _thin(snapshot, touched, of)
        none = Ranking(
            ranking=Rows(),
            k=k,
            network=networks,
            measure=measure,
            lens=lens,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=reason,
        )
        return Portfolio(
            of=of,
            wanted=touched.wanted,
            ranking=none,
            steps=Rows(),
            smallest=(),
            smallest_exact=True,
            in_best=(),
            in_best_of=0,
            beyond=touched.wanted,
            unaddressed=touched.unaddressed,
            unsure=touched.unsure,
            sentence=reason,
        )
    drawn = Redrawn(touched, resamples, seed)
    size, shares = drawn.in_best(k)
    rows = _rows(snapshot, touched, drawn.places(k), shares, size)
    ranking = Ranking(
        ranking=Rows(rows),
        k=k,
        network=networks,
        measure=measure,
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        note=_note(snapshot, lens, touched),
    )
    steps = best_steps(snapshot, touched, k)
    whole = cover(sets, 1, touched.wanted)
    best = tuple(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
    return Portfolio(
        of=of,
        wanted=touched.wanted,
        ranking=ranking,
        steps=Rows(steps),
        smallest=tuple(str(key) for key in whole.smallest),
        smallest_exact=whole.smallest_exact,
        in_best=best,
        in_best_of=size,
        beyond=tuple(str(key) for key in whole.beyond),
        unaddressed=touched.unaddressed,
        unsure=touched.unsure,
        sentence=_summary(touched, steps, len(whole.beyond), len(whole.smallest), of),
    )


def _networks(snapshot: Snapshot, touched: Touches, of: str) -> str:
    """Which networks' claims are read; goals, and what actors do themselves, stand in the influence network."""
    declared = snapshot.ontology.network(CHALLENGE_ACTION)
    challenges = declared.left if declared else ()
    goals = any(not snapshot.ontology.is_a(snapshot.entity(key).type, challenges) for key in touched.wanted)
    names = CHALLENGE_ACTION + (f", {INFLUENCE}" if goals or of == ACTORS else "")
    return f"{names}, claims that link actors to actions" if of == ACTORS else names


def _note(snapshot: Snapshot, lens: Lens, touched: Touches) -> str:
    left = [key for key in touched.wanted if not lens.keeps_entity(snapshot.entity(key))]
    if not left:
        return ""
    return (
        f"{counted(len(left), 'thing')} chosen {'is' if len(left) == 1 else 'are'} only mentioned or imagined in the source, and "
        "count as touched by none; ask again with what is hypothetical included."
    )


def _thin(snapshot: Snapshot, touched: Touches, of: str) -> str:
    if not touched.wanted:
        return "Not enough evidence, because no claim that counts here says that an action addresses a challenge."
    names = listed([f"“{snapshot.entity(key).label()}”" for key in touched.wanted], 3)
    found = list(touched.sets)
    one = f"only “{snapshot.entity(found[0]).label()}” is" if found else f"none of the {of} is"
    return f"Not enough evidence, because {one} claimed to do anything about {names}; there is nothing to choose between."


def _rows(
    snapshot: Snapshot,
    touched: Touches,
    places: dict[str, tuple[int, tuple[int, int], float]],
    shares: dict[str, float],
    size: int,
) -> tuple[Ranked, ...]:
    rows = {}
    for key, things in touched.sets.items():
        claims = touched.claims([key])
        rank, band, p_top = places[key]
        label = snapshot.entity(key).label()
        names = listed([f"“{snapshot.entity(thing).label()}”" for thing in things], 3)
        text = (
            f"“{label}” touches {len(things)} of {len(touched.wanted)}: {names}, on {basis(snapshot, claims)}; "
            f"it is in a best set of {size} in {shares[key]:.0%} of resamples."
        )
        rows[key] = ranked(snapshot, key, (rank, band, p_top), float(len(things)), claims, text)
    return by_rank(rows)


def _summary(touched: Touches, steps: tuple[BestSetStep, ...], beyond: int, smallest: int, of: str) -> str:
    last = steps[-1]
    some = of if last.size > 1 else of[:-1]
    text = f"The best {last.size} {some} touch{'' if last.size > 1 else 'es'} {last.covered} of {counted(len(touched.wanted), 'thing')} chosen"
    text += f"; {smallest} would be needed to touch all that can be touched"
    if beyond:
        text += f"; {beyond} of those chosen {'is' if beyond == 1 else 'are'} touched by none"
    return f"{text}. In the whole ecosystem, no action is claimed to address {counted(len(touched.unaddressed), 'challenge').removeprefix('no ')}."
