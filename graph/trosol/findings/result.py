"""A ranking that is honest: no rank without its band, its evidence and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from trosol.findings.whole_ties import place_words, shared_places
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DRAWS",
    "RESAMPLES",
    "SEED",
    "WORLDS",
    "Provenance",
    "Ranked",
    "Ranking",
    "WithProvenance",
    "by_rank",
    "hedges_of",
    "ranked",
    "voices_of",
]

DRAWS, WORLDS = 400, 1024
"""Draws of weights and passages that tiers are made of, and possible worlds in each."""

RESAMPLES = 1000
"""How often claims are drawn anew to see how firm a rank is."""

SEED = 2022
"""Where the drawing starts; fixed, so that the same data gives the same bands."""


@dataclass(frozen=True, slots=True, repr=False)
class Provenance(TableRow):
    """How a result came about: which claims count, in which network, and what was drawn from which seed.

    ``draws`` and ``worlds``: as many as there was time for, which may be fewer than were asked for. ``not_enough`` says why there is no
    result, where there is none; ``note`` says what the result cannot tell.
    """

    lens: Lens
    network: str
    draws: int
    worlds: int
    seed: int
    snapshot: str
    not_enough: str = ""
    note: str = ""


class WithProvenance(Result):
    """What a result inherits from that keeps how it came about in ``about``; it answers the two questions that every reader asks of it."""

    __slots__ = ()
    if TYPE_CHECKING:
        about: Provenance

    @property
    def not_enough(self) -> str:
        """Why there is nothing to say, where there is nothing; empty otherwise."""
        return self.about.not_enough

    @property
    def snapshot(self) -> str:
        """Digest of the content that it was worked out from."""
        return self.about.snapshot


@dataclass(frozen=True, slots=True, repr=False)
class Ranked(TableRow):
    """One place of a ranking.

    ``band``: ranks between which the middle 90 % of resamples put it. ``p_top``: share of resamples in which it is among the
    first k. ``score``: the number it is ranked by. ``claims`` and ``voices``: what it rests on.
    """

    id: str
    label: str
    rank: int
    band: tuple[int, int]
    p_top: float = field(metadata=as_json(digits=3))
    score: float = field(metadata=as_json(digits=6))
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Ranking(Result):
    """Places in order, and how they came about.

    ``not_enough`` says why there are none, where there are none; ``note`` says what the order cannot tell.
    """

    _table = "ranking"
    _noun = "ranked"

    ranking: Rows[Ranked]
    k: int
    network: str
    measure: str
    lens: Lens
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""
    note: str = ""

    def top(self, k: int | None = None) -> tuple[Ranked, ...]:
        """The rows ranked k or better (of the ranking's own k if left out): a cut never splits a tie, so there may be more."""
        return tuple(row for row in self.ranking if row.rank <= (self.k if k is None else k))

    def to_frame(self) -> pd.DataFrame:
        """One row for each place, indexed by id: rank, band, how often among the first k, label, claims, voices, sentence."""
        import pandas as pd

        columns = ["rank", "best", "worst", "p_top", "label", "claims", "voices", "sentence"]
        rows = [[r.rank, *r.band, r.p_top, r.label, [*r.claims], [*r.voices], r.sentence] for r in self.ranking]
        return pd.DataFrame(rows, columns=columns, index=pd.Index([r.id for r in self.ranking], name="id"))

    def _repr_html_(self) -> str:
        """The first k in a notebook, each with its band and sentence, or why there are none."""
        if self.not_enough:
            return f"<p>{escape(self.not_enough)}</p>"
        rows = "".join(
            f"<tr><td>{place_words(place)}</td><td>{row.band[0]} to {row.band[1]}</td><td>{row.p_top:.0%}</td>"
            f"<th scope='row'>{escape(row.label)}</th><td>{len(row.claims)}</td><td>{escape(row.sentence)}</td></tr>"
            for place, row in zip(shared_places([row.rank for row in self.ranking]), self.ranking, strict=True)
            if row.rank <= self.k
        )
        head = "".join(f"<th scope='col'>{name}</th>" for name in ("rank", "band", f"in top {self.k}", "what", "claims", "says"))
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"


def ranked(
    snapshot: Snapshot, key: str, place: tuple[int, tuple[int, int], float], score: float, claims: tuple[str, ...], sentence: str
) -> Ranked:
    """An entity at its place (rank, interval, share of resamples in the top k), with its label and whoever said the claims."""
    rank, band, p_top = place
    return Ranked(
        id=key,
        label=snapshot.entity(key).label(),
        rank=rank,
        band=band,
        p_top=p_top,
        score=score,
        claims=claims,
        voices=voices_of(snapshot, claims),
        sentence=sentence,
    )


def voices_of(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    """Groups that said any of the claims, sorted."""
    return tuple(sorted({voice for key in claims for voice in snapshot.records.claims[key].voices}))


def hedges_of(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    """Qualifying words that the source put on any of the claims, sorted."""
    found = {hedge for key in claims for hedge in snapshot.records.claims[key].property(TRO + "hedge")}
    return tuple(sorted(found))


def by_rank(rows: Mapping[str, Ranked]) -> tuple[Ranked, ...]:
    """Rows in order of rank; ties by label, so that the order is the same every time."""
    return tuple(sorted(rows.values(), key=lambda row: (row.rank, row.label, row.id)))
