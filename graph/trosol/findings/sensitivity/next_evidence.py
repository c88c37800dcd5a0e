"""Next evidence: which missing, inferred or single-sourced claim would change which answer, and so whom to ask what."""

from __future__ import annotations

from dataclasses import dataclass, field

from trosol.findings.comparison.rank_shift import Standing, change, ties
from trosol.findings.gatekeepers.structural_rank import gate_rankings
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.result import SEED, Ranking
from trosol.findings.sensitivity.candidate import ADD, CONFIRM, NAMED, Candidate, confirm
from trosol.findings.sensitivity.leave_one_out import lever_falls
from trosol.findings.sensitivity.perturbation import TOO_LARGE, Probe
from trosol.findings.text import counted
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows

__all__ = ["NextEvidence", "next_evidence"]


@dataclass(frozen=True, slots=True, repr=False)
class NextEvidence(Result):
    """What to find out next, what changes most first.

    ``confirm``: claims without which the first k of a ranking would differ. ``add``: single ties, told of by nobody, that would
    change the first k of those placed. ``named``: who is named but not placed, and the ties to ask them for. ``weakest``: claims
    behind the first k that are inferred or have one piece of evidence, those that carry most first. ``tried``: how many of each
    were looked at.
    """

    _table = "asks"

    confirm: Rows[Candidate] = field(metadata=as_json(before=("asks",)))
    add: Rows[Candidate]
    named: Rows[Candidate]
    weakest: Rows[Candidate]
    tried: tuple[tuple[str, int], ...] = field(metadata=as_json(made=dict))
    k: int
    lens: Lens
    snapshot: str
    sentence: str
    searched: str
    not_enough: str = ""

    @property
    def asks(self) -> Rows[Candidate]:
        """All that would change an answer, what changes most first."""
        named = (ask for ask in self.named if ask.about[0] in ask.change.enters)
        return Rows(sorted((*self.confirm, *self.add, *named), key=lambda ask: ask.order), Candidate)


def next_evidence(snapshot: Snapshot, lens: Lens | None = None, *, k: int = 5) -> NextEvidence:
    """Take away each claim behind the first k, add each tie that could be missing, and see which answer changes.

    **Reads as**: this one claim, if it fell, would change who comes first; this one tie, if somebody told us of it, would too.

    **How**: the gatekeepers' rankings, and that of what reaches the goals most, are made anew without each claim that their first
    k rest on; that of who is placed also with each tie that the ontology allows, that nobody told of, and that involves an actor
    among or near the first k. The more actors or levers enter or leave the first k, and the further they move, the higher it
    stands; then what the source comes nearer to saying (it speaks of both in one place).

    **Trap**: this says what would matter if it were so, not how likely it is. That nobody told of a tie is no sign that there is
    none, or that there is one.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    between("k", k, 1, 1000)
    found = gate_rankings(snapshot, lens, k=k, resamples=1, seed=SEED)
    levers = goal_ranking(snapshot, lens, k=k, resamples=1, seed=SEED)
    if not found.named.ranking and not found.placed.ranking and not levers.ranking:
        reason = f"{found.named.not_enough} {found.placed.not_enough} {levers.not_enough}"
        return NextEvidence(
            confirm=Rows(),
            add=Rows(),
            named=Rows(),
            weakest=Rows(),
            tried=(),
            k=k,
            lens=lens,
            snapshot=snapshot.digest,
            sentence=reason,
            searched="",
            not_enough=reason,
        )
    falls = _named_falls(snapshot, found.named, k)
    behind = lever_falls(snapshot, lens, levers, k)
    adds: list[Candidate] = []
    only: list[Candidate] = []
    tried, searched = {ADD: 0, NAMED: 0}, found.placed.not_enough
    graph = ties(snapshot, lens)
    if graph.number_of_nodes() * graph.number_of_edges() > TOO_LARGE:
        searched = (
            f"Not looked at: what would change who is placed, for between {counted(graph.number_of_nodes(), 'actor')} with "
            f"{counted(graph.number_of_edges(), 'tie')} each change takes long to count. Take a narrower lens."
        )
    elif found.placed.ranking:
        search = Probe(snapshot, graph, k)
        behind += search.drops()
        adds, pairs = search.adds()
        only = search.places([row.id for row in found.named.ranking if row.id not in search.before.top])
        tried = {ADD: len(pairs), NAMED: search.placings}
        searched = search.words
    if levers.not_enough:
        searched = f"{searched} {levers.not_enough}".strip()
    tried = {CONFIRM: len({ask.claims for ask in (*falls, *behind)}), **tried}
    tells = sorted((ask for ask in (*falls, *behind) if ask.change), key=lambda ask: ask.order)
    weak = [ask for ask in behind if (ask.mode == "inferred" or len(ask.evidence) == 1) and ask.carries > 0]
    weak.sort(key=lambda ask: (-round(ask.carries, 9), ask.claims))
    adds.sort(key=lambda ask: ask.order)
    only.sort(key=lambda ask: (ask.order[:2], ask.about))
    text = _summary(tells, adds, tried, k)
    return NextEvidence(
        confirm=Rows(tells),
        add=Rows(adds),
        named=Rows(only),
        weakest=Rows(weak),
        tried=tuple(tried.items()),
        k=k,
        lens=lens,
        snapshot=snapshot.digest,
        sentence=text,
        searched=searched,
    )


def _named_falls(snapshot: Snapshot, named: Ranking, k: int) -> list[Candidate]:
    """Without each claim that names somebody: who would no longer be named, or less."""
    score = {row.id: row.score for row in named.ranking}
    before = Standing.by(score, k)
    return [
        confirm(
            snapshot, key, "named", change(snapshot, before, Standing.by({**score, row.id: row.score - 1}, k)), 1 / row.score, k
        )
        for row in named.ranking
        for key in row.claims
    ]


def _summary(tells: list[Candidate], adds: list[Candidate], tried: dict[str, int], k: int) -> str:
    enter = sum(ask.change.size[0] > 0 for ask in adds)
    tell = len({ask.claims for ask in tells})
    leave = len({ask.claims for ask in tells if ask.change.size[0] > 0})
    text = f"Of {counted(tried[CONFIRM], 'claim')} behind the first {k}, {tell} would change an answer if they fell, {leave} of them who or what is among the first {k}"
    if tried[ADD]:
        text += f". Of {counted(tried[ADD], 'tie')} that nobody told of, {len(adds)} would change the order, {enter} of them who is among the first {k}"
    return text + "."
