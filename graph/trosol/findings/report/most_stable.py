"""The firmest place of each finding that ranks: what the claims carry best, whoever it is.

The rule is about firmness only, never about who or what comes out. It is told with the result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from trosol.findings.result import Ranked, Ranking
from trosol.findings.text import listed
from trosol.plain import as_json
from trosol.table import TableRow

__all__ = ["LEAST", "MOST", "RULE", "Strong", "strongest"]

MOST = 3
"""How many are shown at most."""

LEAST = 0.5
"""In what share of resamples a place has to be among the first k to be called firm."""

RULE = (
    "From each finding, the place that is most often among the first {k} when claims are drawn anew, over and above what chance "
    "alone would give in a list of that length; at equal shares the one with the narrower band, then the higher rank. A place that "
    "is there in less than half of the resamples is left out, and so is a list that is no longer than {k}."
)


@dataclass(frozen=True, slots=True, repr=False)
class Strong(TableRow):
    """One firm place: the finding and list it comes from, the place with its band, and how many places the list has.

    ``beyond_chance``: the share of resamples in which it is among the first k, from 0 (as often as chance would give) to 1
    (always). ``alike``: ids of others in the list that may be just as firm: their shares differ by no more than the drawing does
    by itself (two standard errors).
    """

    finding: str
    ranked_by: str
    place: Ranked
    places: int
    beyond_chance: float = field(metadata=as_json(digits=3))
    alike: tuple[str, ...]
    sentence: str


def strongest(rankings: Iterable[tuple[str, str, Ranking]]) -> tuple[Strong, ...]:
    """The firmest places, firmest first, one of each finding, three at most.

    ``rankings``: the finding, what its list ranks in words (*named as holding a gate*), and the list.
    """
    best: dict[str, Strong] = {}
    for finding, words, ranking in rankings:
        found = _firmest(finding, words, ranking)
        if found and (finding not in best or _order(found) < _order(best[finding])):
            best[finding] = found
    return tuple(sorted(best.values(), key=_order)[:MOST])


def _firmest(finding: str, words: str, ranking: Ranking) -> Strong | None:
    rows, k = ranking.ranking, ranking.k
    firm = [row for row in rows if row.rank <= k and row.score > 0 and row.p_top >= LEAST]
    if not firm or len(rows) <= k:
        return None
    first = min(firm, key=_firmness)
    alike = [row for row in firm if row.id != first.id and first.p_top - row.p_top <= _noise(first.p_top, ranking.resamples)]
    low, high = first.band
    shared = sum(row.rank == first.rank for row in rows)
    place = _place(first.rank) + (f" (a place that {shared} share)" if shared > 1 else "")
    others = f" As far as the drawing can tell, just as firm: {listed([row.label for row in alike])}." if alike else ""
    text = (
        f"{first.label} is {place} of {len(rows)} {words}, with a band from {low} to {high}, "
        f"and {f'among the first {k}' if k > 1 else 'first'} in {first.p_top:.0%} of {ranking.resamples} resamples.{others}"
    )
    chance = k / len(rows)
    beyond = (first.p_top - chance) / (1 - chance)
    return Strong(finding, words, first, len(rows), beyond, tuple(row.id for row in alike), text)


def _noise(share: float, resamples: int) -> float:
    """Two standard errors of the difference between two shares of about this size.

    >>> round(_noise(0.5, 1000), 3), _noise(1.0, 1000)
    (0.045, 0.0)
    """
    return 2 * sqrt(2 * share * (1 - share) / resamples)


def _firmness(row: Ranked) -> tuple[float, int, int, str, str]:
    """Within one list: chance is the same for all. Label and id only make the order the same every time."""
    return (-round(row.p_top, 9), row.band[1] - row.band[0], row.rank, row.label, row.id)


def _order(found: Strong) -> tuple[float, int, str, str]:
    low, high = found.place.band
    return (-round(found.beyond_chance, 9), high - low, found.finding, found.ranked_by)


def _place(rank: int) -> str:
    """A rank in words.

    >>> _place(1), _place(2), _place(3), _place(11), _place(22)
    ('1st', '2nd', '3rd', '11th', '22nd')
    """
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
