"""Put a brief together: a first page with recommendation, three findings, one chart and what speaks against it; the rest in an annex."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from trosol.brief.blocks import page_count
from trosol.brief.brief_parts import PartMaker
from trosol.brief.commands import lens_words
from trosol.brief.document import Brief, KeyFinding, Part
from trosol.brief.key_findings import KeyFindings, Told
from trosol.brief.sections import parts_of, wishes
from trosol.brief.word_count import MOST_WORDS, clipped
from trosol.findings.cache import Through, remembering, straight
from trosol.findings.influence_worlds import chosen_goals
from trosol.findings.result import DRAWS, SEED, WORLDS
from trosol.findings.text import goals_counted, listed_in
from trosol.language import say_in
from trosol.model.records import in_language
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["brief"]

_FIRST = ("leverage", "gatekeepers")
"""Parts that stand first, in this order, wherever they were named."""

_LINES, _FINDINGS, _PROOFS, _AGAINST = 3, 3, 2, 4
"""Lines of the recommendation, findings, claims of each and counter-evidence that the first page has at most."""
_CLIPS = (40, 26, 16, 8)
"""Words of a paraphrase or sentence, tried one after the other until the page is short enough."""

_COUNTING = ("leverage", "gatekeepers", "scenario")
"""Parts that say how many of the goals are helped."""


def brief(
    snapshot: Snapshot,
    parts: Iterable[str] = (),
    lens: Lens | None = None,
    *,
    items: Iterable[str] = (),
    goals: Iterable[str] = (),
    title: str = "",
    date: str = "",
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    language: str = "en",
    through: Through = straight,
) -> Brief:
    """Make a brief of the parts wanted (see :mod:`trosol.brief.sections`). Raises :class:`WrongUse` for an unknown one.

    ``items``: what was chosen elsewhere: ids of entities and claims, and parts; they come first, in their order. ``goals``: ids of
    what counts as a goal, each as one, the ecosystem's own by default. ``date``: the day it is of, by default the one that the ecosystem gives for itself. ``language``: of headings, explanations and all
    sentences that have a twin in it.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    aims = tuple(goals)
    chosen = wishes(snapshot, parts_of(snapshot, items))
    others = [wish for wish in wishes(snapshot, parts) if wish not in chosen]
    wanted = [*chosen, *sorted(others, key=lambda wish: _FIRST.index(wish.name) if wish.name in _FIRST else len(_FIRST))]
    maker = PartMaker(
        snapshot=snapshot,
        lens=lens,
        goals=aims,
        draws=draws,
        worlds=worlds,
        seed=seed,
        language=language,
        through=remembering(through),
        alone=len(wanted) == 1,
    )
    made = tuple(maker.part(wish) for wish in wanted)
    words = KeyFindings(maker, tuple(wish for wish in wanted if wish.name == "scenario"))
    told = [words.of(wish, part) for wish, part in zip(wanted, made, strict=True)]
    dataset = snapshot.records.dataset
    page, further = _divided(told)
    found = Brief(
        title=title.strip() or say_in(language, "What the evidence says"),
        ecosystem=snapshot.name,
        about=in_language(dataset.title, language) or snapshot.name,
        credit=dataset.credit,
        version=dataset.version,
        date=date or dataset.created,
        language=language,
        lens=_counts(snapshot, lens, aims, language),
        # What is recommended stands with its finding, so that what speaks against it stands on the same page.
        recommendation=tuple(dict.fromkeys(each.advice for each in page if each.advice))[:_LINES],
        findings=page,
        chart=next((part.chart for part in told if part.chart), None),
        against=tuple(dict.fromkeys(_in_turn([each.against for each in page])))[:_AGAINST],
        further=further,
        parts=_counting(made, goals_counted(chosen_goals(snapshot, aims), language)),
        draws=draws,
        worlds=worlds,
        seed=seed,
        snapshot=snapshot.digest,
    )
    return _fitted(found)


def _counts(snapshot: Snapshot, lens: Lens, goals: tuple[str, ...], language: str) -> str:
    """Which claims count, and which goals where some were chosen."""
    claims = lens_words(snapshot, lens, language)
    if not goals:
        return claims
    names = listed_in([snapshot.entity(key).label(language) for key in goals], language)
    return say_in(language, "{claims}; of the goals only: {names}", claims=claims, names=names)


def _counting(parts: tuple[Part, ...], told: str) -> tuple[Part, ...]:
    """The parts, with what a goal counts for told in the answer of the first that counts goals."""
    first = next((place for place, part in enumerate(parts) if part.name in _COUNTING and part.rows), None)
    return tuple(
        replace(part, answer=f"{part.answer} {told}".strip()) if place == first else part for place, part in enumerate(parts)
    )


def _divided(told: Sequence[Told]) -> tuple[tuple[KeyFinding, ...], tuple[KeyFinding, ...]]:
    """What stands on the first page, the first of every part before the second of any, and what comes after it; each as it was told."""
    every = [each for part in told for each in part.findings]
    start = 0
    turns: list[list[int]] = []
    for part in told:
        turns.append(list(range(start, start + len(part.findings))))
        start += len(part.findings)
    places = [at for turn in zip_longest(*turns) for at in turn if at is not None][:_FINDINGS]
    return tuple(every[at] for at in sorted(places)), tuple(each for at, each in enumerate(every) if at not in places)


def _in_turn(lists: Sequence[Sequence[str]]) -> list[str]:
    return [text for turn in zip_longest(*lists) for text in turn if text is not None]


def _fitted(brief: Brief) -> Brief:
    """The brief with as much evidence and counter-evidence on its first page as the page has room for, and at least one of each."""
    for most in _CLIPS:
        proofs, lines = [1] * len(brief.findings), 1
        made = _with(brief, proofs, lines, most)
        if page_count(made) > MOST_WORDS:
            continue
        more = [(None, 2), *((at, _PROOFS) for at in range(len(proofs))), (None, 3), (None, _AGAINST)]
        for at, number in more:
            tried = [number if place == at else one for place, one in enumerate(proofs)]
            longer = _with(brief, tried, number if at is None else lines, most)
            if page_count(longer) <= MOST_WORDS:
                made, proofs, lines = longer, tried, number if at is None else lines
        return made
    return made


def _with(brief: Brief, proofs: Sequence[int], lines: int, most: int) -> Brief:
    """The brief with so many claims of each finding, so many lines against it, and texts of so many words."""

    def short(found: KeyFinding, number: int) -> KeyFinding:
        kept = tuple(
            replace(proof, paraphrase=clipped(proof.paraphrase, most), sentence=clipped(proof.sentence, most))
            for proof in found.evidence[:number]
        )
        return replace(found, sentence=clipped(found.sentence, most + 20), evidence=kept)

    return replace(
        brief,
        recommendation=tuple(clipped(line, most) for line in brief.recommendation),
        findings=tuple(short(each, number) for each, number in zip(brief.findings, proofs, strict=True)),
        against=tuple(clipped(line, most) for line in brief.against[:lines]),
        further=tuple(short(each, _PROOFS) for each in brief.further),
    )
