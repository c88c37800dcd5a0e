"""Somebody or something whose place is different: from where to where, and because of which claims."""

from __future__ import annotations

from dataclasses import dataclass, field

from trosol.findings.comparison.changed_records import ADDED, CHANGED, REMOVED, ChangedRecords, some
from trosol.findings.result import Ranked
from trosol.findings.text import listed
from trosol.plain import as_json
from trosol.table import TableRow

__all__ = ["CLAIMS", "FIRMNESS", "NETWORK", "PARTLY", "Moved", "Touching", "moved_row", "touching"]

CLAIMS, PARTLY, NETWORK = "claims", "partly", "network"
"""Why somebody moved: claims about them explain it; explain part of it or nothing; none touches them, so it is the network as a whole."""

FIRMNESS = 0.1
"""How much more or less often among the first k counts as firmer or less firm."""

_NEW = {
    "named": "is newly named a gatekeeper, at rank {rank}",
    "placed": "has ties now, and stands at rank {rank}",
    "levers": "reaches the goals now, and stands at rank {rank}",
}
_GONE = {
    "named": "is no longer named a gatekeeper",
    "placed": "has no ties any more, and stood at rank {rank}",
    "levers": "reaches no goal any more, and stood at rank {rank}",
}
_AMONG = {"named": "those named", "placed": "those placed", "levers": "what reaches the goals"}


@dataclass(frozen=True, slots=True)
class Touching:
    """Claims that touch one place of a ranking and are different: ids, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True, repr=False)
class Moved(TableRow):
    """One place of a ranking (``named``, ``placed`` or ``levers``) that is different.

    ``before`` and ``after``: the rows, None where there is none. ``added``, ``removed``, ``changed``: claims that touch this entity
    in this ranking. ``alone``: the rank that these by themselves would have given. ``cause``: see above. ``within``: the bands
    overlap, so that the difference is no larger than what drawing the claims anew also gives.
    """

    ranking: str
    id: str
    label: str
    before: Ranked | None = field(metadata=as_json(only=("rank", "band", "p_top")))
    after: Ranked | None = field(metadata=as_json(only=("rank", "band", "p_top")))
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    alone: int | None
    cause: str
    within: bool
    sentence: str


def touching(was: Ranked | None, now: Ranked | None, facts: ChangedRecords) -> Touching:
    """What is different about the claims of a row, where these are all that bear on it by themselves."""
    claims = [set(side.claims) if side else set() for side in (was, now)]
    changed = set(facts.ids("claims", CHANGED))
    new, gone = set(facts.ids("claims", ADDED)), set(facts.ids("claims", REMOVED))
    # A claim that is on both sides, but counts on one only, has changed, or an entity that it ties together has.
    other = ((claims[0] ^ claims[1]) - new - gone) | (claims[0] & claims[1] & changed)
    added, removed = (claims[1] - claims[0]) & new, (claims[0] - claims[1]) & gone
    return Touching(tuple(sorted(added)), tuple(sorted(removed)), tuple(sorted(other)))


def moved_row(ranking: str, was: Ranked | None, now: Ranked | None, by: Touching, alone: int | None, k: int) -> Moved:
    """Say what happened and why; ``alone``: the rank that the claims about this one by themselves would have given."""
    row = now or was
    assert row is not None
    rank = now.rank if now else None
    within = bool(was and now and was.band[0] <= now.band[1] and now.band[0] <= was.band[1])
    old = was.rank if was else None
    cause = NETWORK if not by else CLAIMS if alone == rank else PARTLY
    text = f"“{row.label}” {_way(ranking, was, now, k)}{_because(ranking, by, cause, alone, old, rank)}"
    if within and was and now and was.rank != now.rank:
        text += (
            f" The bands overlap ({was.band[0]}-{was.band[1]} and {now.band[0]}-{now.band[1]}): this may be no real difference."
        )
    return Moved(
        ranking=ranking,
        id=row.id,
        label=row.label,
        before=was,
        after=now,
        added=by.added,
        removed=by.removed,
        changed=by.changed,
        alone=alone,
        cause=cause,
        within=within,
        sentence=text,
    )


def _way(ranking: str, was: Ranked | None, now: Ranked | None, k: int) -> str:
    if was is None and now is not None:
        return _NEW[ranking].format(rank=now.rank)
    if now is None and was is not None:
        return _GONE[ranking].format(rank=was.rank)
    assert was is not None and now is not None
    if was.rank != now.rank:
        return f"{'rises' if now.rank < was.rank else 'falls'} from {was.rank} to {now.rank} among {_AMONG[ranking]}"
    firmer = "firmer" if now.p_top > was.p_top else "less firm"
    return (
        f"stays at {now.rank} among {_AMONG[ranking]}, but {firmer}: among the first {k} in {now.p_top:.0%} of resamples, "
        f"before in {was.p_top:.0%}"
    )


def _because(ranking: str, by: Touching, cause: str, alone: int | None, old: int | None, new: int | None) -> str:
    if cause == NETWORK:
        untouched = (
            "along its ways is different: it helps as many goals as before, and this"
            if ranking == "levers"
            else "that touches it is different: this"
        )
        return f"; no claim {untouched} is due to the network as a whole."
    kinds = ((by.added, ADDED), (by.removed, REMOVED), (by.changed, CHANGED))
    parts = [some(keys, "claim") + f" {kind}" for keys, kind in kinds if keys]
    text, one = f", with {listed(parts)}", sum(len(keys) for keys, _ in kinds) == 1
    if old == new:
        return f"{text}."
    if cause == CLAIMS:
        return f"{text}, which by {'itself explains' if one else 'themselves explain'} it."
    by_itself = f"would have put it at rank {alone}" if alone else "would have left it out"
    by_itself = "would have left it where it was" if alone == old else by_itself
    return f"{text}; {'this by itself' if one else 'these by themselves'} {by_itself}, and the rest is due to the network as a whole."
