"""The whole default report: every finding that needs no further choice, and what in it is firmest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trosol.findings.cache import Through, straight
from trosol.findings.gatekeepers.gatekeepers import Gatekeepers, gatekeepers
from trosol.findings.horizons.horizons import Horizons, horizons
from trosol.findings.leverage.leverage import leverage
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.leverage.table_ranking import table_ranking
from trosol.findings.portfolio.portfolio import Portfolio, portfolio
from trosol.findings.report.most_stable import LEAST, MOST, RULE, Strong, strongest
from trosol.findings.result import RESAMPLES, SEED
from trosol.findings.sensitivity.next_evidence import NextEvidence, next_evidence
from trosol.findings.voices.voices import Voices, voices_compared
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows
from trosol.templates import fill_message

__all__ = ["PARTS", "Firmest", "Report", "firmest", "report"]

PARTS = ("gatekeepers", "leverage", "horizons", "portfolio", "voices", "next evidence")
"""The findings in it, in the order in which they are worked out."""


@dataclass(frozen=True, slots=True, repr=False)
class Firmest(Result):
    """The firmest places of the findings that rank; ``rule`` says how they were chosen, ``note`` why there are fewer than three."""

    _table = "strongest"

    strongest: Rows[Strong]
    rule: str
    note: str


def firmest(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    through: Through = straight,
) -> Firmest:
    """Say which places stand firmest, from the findings that rank: gatekeepers, leverage, portfolio.

    **Reads as**: this is what you can lean on most.

    **How**: one of each ranking, chosen by firmness alone; the rule is in the result. ``through``: see :func:`report`.

    **Trap**: firm is not important, and firm is not true.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    gates = through(snapshot, gatekeepers, lens, k=k, resamples=resamples, seed=seed)
    levers = through(snapshot, leverage, lens, seed=seed)
    sets = through(snapshot, portfolio, lens, k=k, resamples=resamples, seed=seed)
    return _firmest(gates, levers, sets, k)


def _firmest(gates: Gatekeepers, levers: Leverage, sets: Portfolio, k: int) -> Firmest:
    firm = strongest(
        (
            ("gatekeepers", "named by the source as holding a gate", gates.named),
            ("gatekeepers", "placed between other actors", gates.placed),
            *(
                ("leverage", f"{table.label.lower()}, by expected goals helped", table_ranking(table, levers.about))
                for table in levers.kinds
            ),
            ("portfolio", "by what it touches", sets.ranking),
        )
    )
    return Firmest(Rows(firm), fill_message(RULE, {"k": k}), _note(len(firm)))


@dataclass(frozen=True, slots=True, repr=False)
class Report(Result):
    """Every finding of one ecosystem under one lens.

    ``strongest``: the firmest places, chosen by ``rule``; ``note`` says why there are fewer than three, where there are.
    """

    _table = "strongest"

    strongest: Rows[Strong]
    rule: str
    note: str
    gatekeepers: Gatekeepers
    leverage: Leverage
    horizons: Horizons
    portfolio: Portfolio
    voices: Voices
    next_evidence: NextEvidence
    k: int
    lens: Lens
    resamples: int
    seed: int
    snapshot: str


def report(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    advance: Callable[[str], object] | None = None,
    through: Through = straight,
) -> Report:
    """Work out every finding that needs no further choice, and say what in it is firmest.

    **Reads as**: this is what the claims say about gates, levers, horizons, sets of actions, voices and what to ask next; and
    this is what you can lean on most.

    **How**: each finding as it is by itself, with the same lens, ``k``, ``resamples`` and ``seed``. The strongest are chosen by
    firmness alone (see ``rule`` in the result), one of each finding that ranks. ``advance`` is told the name of each part
    before it is begun; ``through`` is how a part is got, for instance from disk (:func:`trosol.findings.cache.kept`).

    **Trap**: firm is not important, and firm is not true: it says that the claims we have would put the same name there
    again. There is no pathway and no scenario in it, because what to push, and where from and to, is for people to choose.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    tell = advance or _silent
    tell(PARTS[0])
    gates = through(snapshot, gatekeepers, lens, k=k, resamples=resamples, seed=seed)
    tell(PARTS[1])
    levers = through(snapshot, leverage, lens, seed=seed)
    tell(PARTS[2])
    lanes = through(snapshot, horizons, lens)
    tell(PARTS[3])
    sets = through(snapshot, portfolio, lens, k=k, resamples=resamples, seed=seed)
    tell(PARTS[4])
    heard = through(snapshot, voices_compared, lens, k=k, resamples=resamples, seed=seed)
    tell(PARTS[5])
    asks = through(snapshot, next_evidence, lens, k=k)
    firm = _firmest(gates, levers, sets, k)
    return Report(
        gatekeepers=gates,
        leverage=levers,
        horizons=lanes,
        portfolio=sets,
        voices=heard,
        next_evidence=asks,
        strongest=firm.strongest,
        rule=firm.rule,
        note=firm.note,
        k=k,
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
    )


def _silent(_what: str) -> None:
    return None


def _note(firm: int) -> str:
    if firm == MOST:
        return ""
    some = "No finding has" if not firm else f"Only {firm} of {MOST} findings that rank {'has' if firm == 1 else 'have'}"
    return f"{some} a place that stays among the first in at least {LEAST:.0%} of resamples."
