"""The whole default report: every finding that needs no further choice, and what in it is most stable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from trosol.findings.cache import Through, remembering, straight
from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gatekeepers import gatekeepers
from trosol.findings.horizons.horizons import Horizons, horizons
from trosol.findings.leverage.leverage import leverage
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.portfolio.portfolio import Portfolio, portfolio
from trosol.findings.report.evidence_coverage import Coverage, coverage_of
from trosol.findings.report.most_stable import RULE, MostStable, few_note, most_stable
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance
from trosol.findings.sensitivity.next_evidence import NextEvidence, next_evidence
from trosol.findings.voices.voices import Voices, voices_compared
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows

__all__ = ["PARTS", "Firmest", "Report", "firmest", "report"]

PARTS = ("leverage", "gatekeepers", "horizons", "portfolio", "voices", "next evidence")
"""The findings in it, in the order in which they are worked out."""


@dataclass(frozen=True, slots=True, repr=False)
class Firmest(Result):
    """The most stable first tiers; ``rule`` says how they were chosen, ``note`` why there are fewer than three, where there are."""

    _table = "strongest"

    strongest: Rows[MostStable]
    rule: str
    note: str


def firmest(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    through: Through = straight,
) -> Firmest:
    """Say which first tiers are most stable, in the tables of leverage and among the gate cards.

    **Reads as**: this is what you can lean on most.

    **How**: at most one of each kind of table, chosen by stability alone; the rule is in the result. ``through``: see :func:`report`.

    **Trap**: stable is not important, and stable is not true.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    levers = through(snapshot, leverage, lens, draws=draws, worlds=worlds, seed=seed)
    gates = through(snapshot, gatekeepers, lens, draws=draws, worlds=worlds, seed=seed)
    return _firmest(levers, gates)


def _firmest(levers: Leverage, gates: Gatekeepers) -> Firmest:
    found = most_stable(levers, gates)
    return Firmest(Rows(found, MostStable), RULE, few_note(len(found)))


@dataclass(frozen=True, slots=True, repr=False)
class Report(Result):
    """Every finding of one ecosystem under one lens.

    ``strongest``: the most stable first tiers, chosen by ``rule``, each with its own evidence; ``note`` says why there are fewer than
    three, where there are. ``coverage``: what all of it rests on.
    """

    _table = "strongest"

    strongest: Rows[MostStable]
    rule: str
    note: str
    coverage: Coverage
    gatekeepers: Gatekeepers
    leverage: Leverage
    horizons: Horizons
    portfolio: Portfolio
    voices: Voices
    next_evidence: NextEvidence
    about: Provenance = field(metadata=as_json(inline=True))

    @property
    def snapshot(self) -> str:
        """Digest of the content."""
        return self.about.snapshot


def report(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    advance: Callable[[str], object] | None = None,
    through: Through = straight,
) -> Report:
    """Work out every finding that needs no further choice, and say what in it is most stable.

    **Reads as**: this is what the claims say about levers, gates, horizons, sets of actions, voices and what to ask next; and
    this is what you can lean on most.

    **How**: each finding as it is by itself, with the same lens, ``draws``, ``worlds`` and ``seed``; leverage and the gate cards, which
    others are made of, once. The strongest are chosen by stability alone (see ``rule`` in the result). ``advance`` is told the name of
    each part before it is begun; ``through`` is how a part is got, for instance from a cache.

    **Trap**: stable is not important, and stable is not true: it says how far an order hangs on weights and single passages. There is
    no pathway and no scenario in it, because what to strengthen, and where from and to, is for people to choose.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    tell, get = advance or _silent, remembering(through)
    tell(PARTS[0])
    levers = get(snapshot, leverage, lens, draws=draws, worlds=worlds, seed=seed)
    tell(PARTS[1])
    gates = get(snapshot, gatekeepers, lens, draws=draws, worlds=worlds, seed=seed)
    tell(PARTS[2])
    lanes = get(snapshot, horizons, lens)
    tell(PARTS[3])
    sets = get(snapshot, portfolio, lens)
    tell(PARTS[4])
    heard = get(snapshot, voices_compared, lens, draws=draws, worlds=worlds, seed=seed, through=get)
    tell(PARTS[5])
    asks = get(snapshot, next_evidence, lens, draws=draws, worlds=worlds, seed=seed, through=get)
    firm = _firmest(levers, gates)
    return Report(
        strongest=firm.strongest,
        rule=firm.rule,
        note=firm.note,
        coverage=coverage_of(snapshot, levers),
        gatekeepers=gates,
        leverage=levers,
        horizons=lanes,
        portfolio=sets,
        voices=heard,
        next_evidence=asks,
        about=replace(levers.about, note="", not_enough=""),
    )


def _silent(_what: str) -> None:
    return None
