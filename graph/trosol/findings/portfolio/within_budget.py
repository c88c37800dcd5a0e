"""The sets that address most for a given sum, of those whose cost is coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from trosol.findings.portfolio.best_sets import BestSet, best_set
from trosol.findings.portfolio.coverage import SetCoverage
from trosol.findings.text import quoted
from trosol.plain import as_json
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow
from trosol.worded import counted_words, joined, listed_words, worded

__all__ = ["BudgetChoice", "coded_costs", "coded_efforts", "within_budget"]

_TRIES = 200_000
_SHOWN = 50


@dataclass(frozen=True, slots=True, repr=False)
class BudgetChoice(TableRow):
    """The best for a sum. ``uncosted``: candidates whose cost is not coded; they are in no set. ``exact``: no better set exists."""

    budget: float = field(metadata=as_json(digits=2))
    covered: int
    number: int
    sets: Rows[BestSet]
    uncosted: tuple[str, ...]
    exact: bool
    sentence: str


def coded_costs(snapshot: Snapshot, keys: Sequence[str]) -> dict[str, float]:
    """What each costs, where the source gives a figure of at least 0."""
    found = {}
    for key in keys:
        for text in dict(snapshot.entity(key).properties).get(TRO + "cost", ())[:1]:
            try:
                value = Decimal(text)
            except InvalidOperation:
                continue
            if value.is_finite() and value >= 0:
                found[key] = float(value)
    return found


def coded_efforts(snapshot: Snapshot, keys: Sequence[str]) -> dict[str, str]:
    """How much work each takes, as its concept is called, where the source says so."""
    concepts = snapshot.ontology.concepts
    found = {}
    for key in keys:
        for iri in dict(snapshot.entity(key).properties).get(TRO + "effort", ())[:1]:
            found[key] = concepts[iri].notation if iri in concepts else iri
    return found


def within_budget(snapshot: Snapshot, coverage: SetCoverage, costs: Mapping[str, float], budget: float) -> BudgetChoice:
    """Every set that addresses most for the sum, the cheapest and smallest of them first; parts of a tie are never left out but beyond 50."""
    sets = {key: frozenset(covered) for key, covered in coverage.sets.items() if key in costs and costs[key] <= budget}
    uncosted = tuple(key for key in coverage.sets if key not in costs)
    names = sorted(sets, key=lambda key: (-len(sets[key]), costs[key], key))
    search = _Search(names, [sets[key] for key in names], [costs[key] for key in names], budget)
    search.run(0, frozenset(), 0.0, ())
    ordered = sorted(search.best, key=lambda members: (sum(costs[names[at]] for at in members), len(members), members))
    shown = [
        best_set(snapshot, coverage, tuple(sorted(names[at] for at in members)), costs) for members in ordered[:_SHOWN] if members
    ]
    exact = search.left > 0
    text = _sentence(snapshot, coverage, shown, len(ordered), search.most, budget, len(uncosted))
    return BudgetChoice(budget, search.most, len(ordered) if shown else 0, Rows(shown, BestSet), uncosted, exact, text)


class _Search:
    """Depth first: each candidate in turn is taken or left; what the rest could still add bounds it."""

    def __init__(self, names: list[str], sets: list[frozenset[str]], costs: list[float], budget: float) -> None:
        self.sets, self.costs, self.budget = sets, costs, budget
        self.rest = [frozenset[str]().union(*sets[at:]) for at in range(len(names) + 1)]
        self.most, self.best, self.left = 0, list[tuple[int, ...]](), _TRIES

    def run(self, at: int, covered: frozenset[str], spent: float, members: tuple[int, ...]) -> None:
        """Try what follows. A set in which some member adds nothing is no answer: it could be had for less."""
        self.left -= 1
        if len(covered) > self.most:
            self.most, self.best = len(covered), [members]
        elif members and len(covered) == self.most and members not in self.best:
            self.best.append(members)
        for place in range(at, len(self.sets)):
            if self.left <= 0 or len(covered | self.rest[place]) < max(self.most, len(covered) + 1):
                return
            wider = covered | self.sets[place]
            if len(wider) > len(covered) and spent + self.costs[place] <= self.budget + 1e-9:
                self.run(place + 1, wider, spent + self.costs[place], (*members, place))


def _sentence(
    snapshot: Snapshot, coverage: SetCoverage, sets: Sequence[BestSet], number: int, covered: int, budget: float, uncosted: int
) -> str:
    left = counted_words(uncosted, "candidate")
    apart = worded("The cost of {candidates} is not coded; they are left out.", candidates=left) if uncosted else ""
    if not sets:
        return joined((worded("Nothing whose cost is coded addresses any of these for {budget}.", budget=f"{budget:g}"), apart))
    first = sets[0]
    values = {
        "covered": covered,
        "total": len(coverage.wanted),
        "cost": f"{first.cost:g}",
        "budget": f"{budget:g}",
        "names": listed_words([quoted(snapshot, key) for key in first.members]),
        "sets": counted_words(number, "set"),
    }
    text = (
        worded("Addressed: {covered} of {total}, for {cost} of {budget}: {names}; {sets} tie, this one the cheapest.", **values)
        if number > 1
        else worded("Addressed: {covered} of {total}, for {cost} of {budget}: {names}.", **values)
    )
    return joined((text, apart))
