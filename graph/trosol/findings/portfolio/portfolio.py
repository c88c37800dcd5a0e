"""Portfolio: the few actions, or actors, that between them address most of what one wants to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.portfolio.best_sets import BestSetStep, best_steps
from trosol.findings.portfolio.coverage import ACTIONS, ACTORS, CHALLENGE_ACTION, INFLUENCE, SetCoverage, set_coverage
from trosol.findings.portfolio.resampled_portfolios import ResampledPortfolios
from trosol.findings.portfolio.within_budget import BudgetChoice, coded_costs, coded_efforts, within_budget
from trosol.findings.pushables import chosen_kinds
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking, by_rank, ranked
from trosol.findings.text import basis, quoted
from trosol.findings.uncounted import uncounted
from trosol.measures import cover
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows
from trosol.worded import counted_words, joined, listed_words, reference, worded

__all__ = ["Portfolio", "portfolio"]

_FEWEST = 2


_WORDS_OF = {ACTIONS: (worded("action"), worded("actions")), ACTORS: (worded("actor"), worded("actors"))}
"""What a set is of: of one, and of several."""


@dataclass(frozen=True, slots=True, repr=False)
class Portfolio(Result):
    """Best sets of 1 to k, how each candidate ranks by itself, and what nothing addresses.

    ``wanted``: what was to be covered; ``chosen``: whether that was asked for, and by which ``kind``; ``among``: the kind that candidates
    were taken from. ``beyond``: what no candidate addresses. ``unaddressed``: every challenge that no action is claimed to address, nor a
    part of it, nor what it is a part of; ``under``: those that are parts of one that is addressed, by that one. ``smallest``: the fewest
    that address all that can be. ``in_best``: in which share of worlds each candidate is in a best set of ``in_best_of``. ``budget``: the
    best for a sum, where one was given; ``costs`` and ``efforts``: where they are coded. ``unsure``: claims that were not counted, because
    the source does not say which way they work.
    """

    _table = "ranking"
    _noun = "ranked"

    of: str
    among: str
    kind: str
    chosen: bool
    wanted: tuple[str, ...]
    ranking: Ranking = field(metadata=as_json(inline=True))
    steps: Rows[BestSetStep]
    smallest: tuple[str, ...]
    smallest_exact: bool
    in_best: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict, digits=3))
    in_best_of: int
    budget: BudgetChoice | None
    costs: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict))
    efforts: tuple[tuple[str, str], ...] = field(metadata=as_json(made=dict))
    beyond: tuple[str, ...]
    unaddressed: tuple[str, ...]
    under: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(made=dict))
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
    kind: str = "",
    among: str = "",
    budget: float | None = None,
    k: int = 3,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Portfolio:
    """Choose the best 1, 2 … k actions or actors for what is ``wanted``.

    **Reads as**: with three of them, so many are addressed; a fourth adds so many; this stays open whatever one chooses.

    **How**: every action has the challenges that it or a part of it is claimed to address, themselves or by a part, and the goals that a
    claim says it furthers directly; the sets of k that together address most are found by trying all (where that is affordable, else
    ``exact`` is false). All that tie are given. Then possible worlds are drawn, to see in how many each is in a best set.

    ``wanted``: ids; or ``kind``: all of one kind (``challenge-areas``); by default the first kind of difficulties with two members. ``among``:
    only candidates of one kind (``action-areas``). ``budget``: also the best sets for that sum, where costs are coded.

    **Trap**: addressing is not solving, every challenge counts as one, and an action that somebody has described in more detail
    addresses more. An actor is counted for any action that a claim links them to, as its owner, its addressee or its target.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    if of not in (ACTIONS, ACTORS):
        raise WrongUse(
            Problem("measure-option", f"A portfolio cannot be made of '{shorten(of)}'.", f"Use {ACTIONS} or {ACTORS}.")
        )
    between("k", k, 1, 1000)
    between("resamples", resamples, 1, 1_000_000)
    if budget is not None and not (isfinite(budget) and budget >= 0):
        raise WrongUse(Problem("measure-range", f"A budget cannot be {budget:g}.", "Give a sum of at least 0."))
    wanted = tuple(wanted)
    coverage = set_coverage(snapshot, lens, of, wanted, kind=kind, among=among)
    sets = coverage.sets
    networks, measure = _networks(snapshot, coverage, of), f"challenges and goals addressed, by {of}"
    costs, efforts = coded_costs(snapshot, tuple(sets)), coded_efforts(snapshot, tuple(sets))
    reason = _thin(snapshot, coverage, of) if len(sets) < _FEWEST else ""
    drawn = None if reason else ResampledPortfolios(snapshot, coverage, resamples, seed)
    size, shares = drawn.in_best(k) if drawn else (0, {})
    steps = best_steps(snapshot, coverage, k, costs) if drawn else ()
    whole = cover(sets, 1, coverage.wanted) if drawn else None
    beyond = coverage.wanted if whole is None else tuple(str(key) for key in whole.beyond)
    smallest = () if whole is None else tuple(str(key) for key in whole.smallest)
    names = _what(snapshot, coverage, bool(wanted or kind))
    ranking = Ranking(
        ranking=Rows(_rows(snapshot, coverage, drawn.places(k), shares, size) if drawn else (), Ranked),
        k=k,
        network=networks,
        measure=measure,
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        not_enough=reason,
        note="" if reason else _note(snapshot, lens, coverage),
    )
    return Portfolio(
        of=of,
        among=among,
        kind=coverage.kind,
        chosen=bool(wanted or kind),
        wanted=coverage.wanted,
        ranking=ranking,
        steps=Rows(steps, BestSetStep),
        smallest=smallest,
        smallest_exact=whole is None or whole.smallest_exact,
        in_best=tuple(sorted(shares.items(), key=lambda item: (-item[1], item[0]))),
        in_best_of=size,
        budget=None if budget is None else within_budget(snapshot, coverage, costs, budget),
        costs=tuple(sorted(costs.items())),
        efforts=tuple(sorted(efforts.items())),
        beyond=beyond,
        unaddressed=coverage.unaddressed,
        under=tuple(coverage.under.items()),
        unsure=coverage.unsure,
        sentence=reason or _summary(coverage, steps, (len(beyond), len(smallest)), of, names),
    )


def _what(snapshot: Snapshot, coverage: SetCoverage, chosen: bool) -> str:
    """What the share is of, in words."""
    number = len(coverage.wanted)
    if not coverage.kind:
        if chosen:
            return worded("the {number} chosen", number=number)
        return (
            worded("all {challenges} recorded", challenges=counted_words(number, "challenge"))
            if number != 1
            else worded("the one challenge recorded")
        )
    (own,) = chosen_kinds(snapshot, [coverage.kind])
    values = {"number": number, "kind": reference("kind", own.name, own.label())}
    if chosen:
        return worded("the {number} in “{kind}”", **values)
    return worded("the {number} in “{kind}”, for want of a choice", **values)


def _networks(snapshot: Snapshot, coverage: SetCoverage, of: str) -> str:
    """Which networks' claims are read; goals, and what actors do themselves, stand in the influence network."""
    declared = snapshot.ontology.network(CHALLENGE_ACTION)
    challenges = declared.left if declared else ()
    goals = any(not snapshot.ontology.is_a(snapshot.entity(key).type, challenges) for key in coverage.wanted)
    names = CHALLENGE_ACTION + (f", {INFLUENCE}" if goals or of == ACTORS else "")
    return f"{names}, claims that link actors to actions" if of == ACTORS else names


def _note(snapshot: Snapshot, lens: Lens, coverage: SetCoverage) -> str:
    left = [key for key in coverage.wanted if not lens.keeps_entity(snapshot.entity(key))]
    if not left:
        return ""
    return worded(
        "Of those chosen, {items} only mentioned or imagined in the source: they count as touched by none; ask again with what is hypothetical included.",
        items=counted_words(len(left), "item"),
    )


def _thin(snapshot: Snapshot, coverage: SetCoverage, of: str) -> str:
    if not coverage.wanted:
        reason = worded("Not enough evidence, because no claim that counts here says that an action addresses a challenge.")
        return joined((reason, uncounted(snapshot, "challenge-action")))
    names = listed_words([quoted(snapshot, key) for key in coverage.wanted], 3)
    found = list(coverage.sets)
    if found:
        reason = worded(
            "Not enough evidence, because only {one} is claimed to do anything about {names}; there is nothing to choose between.",
            one=quoted(snapshot, found[0]),
            names=names,
        )
    else:
        reason = worded(
            "Not enough evidence, because none of the {of} is claimed to do anything about {names}; there is nothing to choose between.",
            of=_WORDS_OF[of][1],
            names=names,
        )
    return joined((reason, uncounted(snapshot, "challenge-action")))


def _rows(
    snapshot: Snapshot,
    coverage: SetCoverage,
    places: dict[str, tuple[int, tuple[int, int], float]],
    shares: dict[str, float],
    size: int,
) -> tuple[Ranked, ...]:
    rows = {}
    for key, covered in coverage.sets.items():
        claims = coverage.claims([key])
        text = worded(
            "{name}: addresses {covered} of {total}: {names}, on {basis}; in a best set of {size} in {share} of worlds.",
            name=quoted(snapshot, key),
            covered=len(covered),
            total=len(coverage.wanted),
            names=listed_words([_named(snapshot, coverage, key, each) for each in covered], 3),
            basis=basis(snapshot, claims),
            size=size,
            share=f"{shares[key]:.0%}",
        )
        rows[key] = ranked(snapshot, key, places[key], float(len(covered)), claims, text)
    return by_rank(rows)


def _named(snapshot: Snapshot, coverage: SetCoverage, candidate: str, key: str) -> str:
    """What is addressed, and by which of its parts where only by these."""
    parts = coverage.through([candidate], key)
    name = quoted(snapshot, key)
    told = listed_words([quoted(snapshot, part) for part in parts], 2)
    return worded("{name} (by its part {parts})", name=name, parts=told) if parts else name


def _summary(coverage: SetCoverage, steps: tuple[BestSetStep, ...], rest: tuple[int, int], of: str, whole: str) -> str:
    last, (beyond, smallest) = steps[-1], rest
    values = {"covered": last.covered, "whole": whole, "size": last.size, "some": _WORDS_OF[of][last.size > 1]}
    said = [
        worded(
            "Addressed: {covered} of {whole}, by the best {size} {some} ({sets} tie)",
            sets=counted_words(last.number, "set"),
            **values,
        )
        if last.number > 1
        else worded("Addressed: {covered} of {whole}, by the best {size} {some}", **values),
        worded("{number} would be needed to address all that can be", number=smallest),
    ]
    if beyond:
        said.append(worded("addressed by none: {number}", number=beyond))
    parts = sum(map(len, coverage.under.values()))
    told = {"number": counted_words(len(coverage.unaddressed), "challenge", none=False), "parts": parts}
    more = (
        worded(
            "In the whole ecosystem, no action is claimed to address {number}, and {parts} more are parts of one that is addressed.",
            **told,
        )
        if parts
        else worded("In the whole ecosystem, no action is claimed to address {number}.", number=told["number"])
    )
    return joined((worded("{said}.", said=joined(said, "; ")), more))
