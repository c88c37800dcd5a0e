"""Put a brief together: the recommendation first, then gates and the other parts, each with what speaks against it and its own evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trosol.brief.brief_parts import PartMaker
from trosol.brief.commands import lens_words
from trosol.brief.document import Brief, Part
from trosol.brief.sections import wishes
from trosol.findings.cache import Through, remembering, straight
from trosol.findings.result import DRAWS, SEED, WORLDS
from trosol.findings.text import goals_counted
from trosol.language import say_in
from trosol.model.records import in_language
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["brief"]

_FIRST = ("leverage", "gatekeepers")
"""Parts that stand first, in this order, wherever they were named."""

_LINES = 7

_COUNTING = ("leverage", "gatekeepers", "scenario")
"""Parts that say how many of the goals are helped."""


def brief(
    snapshot: Snapshot,
    parts: Iterable[str],
    lens: Lens | None = None,
    *,
    title: str = "",
    date: str = "",
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    language: str = "en",
    through: Through = straight,
) -> Brief:
    """Make a brief of the parts wanted (see :mod:`trosol.brief.sections`). Raises :class:`WrongUse` for an unknown one.

    ``date``: the day it is of, by default the one that the ecosystem gives for itself. ``language``: of headings, explanations and all
    sentences that have a twin in it.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    wanted = sorted(wishes(snapshot, parts), key=lambda wish: _FIRST.index(wish.name) if wish.name in _FIRST else len(_FIRST))
    maker = PartMaker(
        snapshot=snapshot,
        lens=lens,
        draws=draws,
        worlds=worlds,
        seed=seed,
        language=language,
        through=remembering(through),
        alone=len(wanted) == 1,
    )
    made = _counting(tuple(maker.part(wish) for wish in wanted), goals_counted(snapshot.goals, language))
    dataset = snapshot.records.dataset
    return Brief(
        title=title.strip() or say_in(language, "What the evidence says"),
        ecosystem=snapshot.name,
        about=in_language(dataset.title, language) or snapshot.name,
        credit=dataset.credit,
        version=dataset.version,
        date=date or dataset.created,
        language=language,
        lens=lens_words(snapshot, lens, language),
        recommendation=tuple(line for part in made for line in part.recommends)[:_LINES],
        parts=made,
        draws=draws,
        worlds=worlds,
        seed=seed,
        snapshot=snapshot.digest,
    )


def _counting(parts: tuple[Part, ...], told: str) -> tuple[Part, ...]:
    """The parts, with what a goal counts for told in the answer of the first that counts goals."""
    first = next((place for place, part in enumerate(parts) if part.name in _COUNTING and part.rows), None)
    return tuple(
        replace(part, answer=f"{part.answer} {told}".strip()) if place == first else part for place, part in enumerate(parts)
    )
