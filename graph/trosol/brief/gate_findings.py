"""Gatekeepers on the first page: who is named, with the hedge, whose gates have most behind them, and what is not said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trosol.brief.document import BriefChart
from trosol.brief.word_count import first_sentence
from trosol.findings.gatekeepers.gate_cards import GateCard, Gatekeepers
from trosol.findings.gatekeepers.gate_sentences import card_sentence, gate_tiers_sentence, gates_to_open_sentence
from trosol.findings.text import listed_in
from trosol.findings.whole_ties import whole_ties
from trosol.language import say_in
from trosol.views.charts.bars import ScoreBar, legend_of_bars

__all__ = ["GateFinding", "gate_finding", "gates_chart", "gates_finding"]

_BARS = 6


@dataclass(frozen=True, slots=True)
class GateFinding:
    """Advice, sentence, claims, what speaks against it, and whom it is about."""

    advice: str
    sentence: str
    claims: tuple[str, ...]
    against: tuple[str, ...]
    about: tuple[str, ...]


def gates_finding(found: Gatekeepers, label: Callable[[str], str], language: str, stated: Callable[[str], bool]) -> GateFinding:
    """All gates in one finding. ``stated``: whether a claim is, by its id."""
    named = [card for card in found.cards if card.named]
    shown = named or [card for card in found.cards if card.weight > 0 and card.tier in (None, "A")]
    names = hedged_names(shown, label, language)
    if named:
        advice = first_sentence(gates_to_open_sentence(found.cards, label, language))
    else:
        advice = say_in(language, "Open what {names} hold back.", names=names) if shown else ""
    silent = [label(card.id) for card in named if not card.kept_out]
    open_one = say_in(language, "Who is kept out is not said for {names}.", names=listed_in(silent, language)) if silent else ""
    claims = _in_turn([_first(card, stated) for card in shown])
    doubted = [label(card.id) for card in shown if card.against]
    denied = say_in(language, "Claims speak against it for {names}.", names=listed_in(doubted, language)) if doubted else ""
    return GateFinding(
        advice,
        gate_tiers_sentence(found.cards, label, language),
        claims,
        tuple(filter(None, (open_one, denied))),
        tuple(card.id for card in shown),
    )


def gate_finding(
    card: GateCard, total: float, label: Callable[[str], str], language: str, stated: Callable[[str], bool]
) -> GateFinding:
    """One card."""
    names = hedged_names([card], label, language)
    advice = (
        say_in(language, "Work with {name}.", name=names)
        if card.named
        else say_in(language, "Open what {names} hold back.", names=names)
    )
    sentence = card_sentence(card, total, label, language, listing=False)
    claims = (*_first(card, stated), *card.by_rule)
    return GateFinding(advice, sentence, tuple(dict.fromkeys(claims)), (), (card.id,))


def gates_chart(found: Gatekeepers, label: Callable[[str], str], language: str) -> BriefChart | None:
    """What lies behind each gate."""
    cards = sorted((card for card in found.cards if card.weight > 0), key=lambda card: (-card.weight, card.id))
    shown = whole_ties(cards, _BARS, lambda card: card.weight, 2 * _BARS)
    bars = tuple(ScoreBar(card.id, label(card.id), card.weight, *card.interval, card.tier or "") for card in shown)
    if not bars:
        return None
    title = say_in(language, "What lies behind each gate")
    axis = say_in(language, "Goals helped on average if it opened, by what is claimed")
    return BriefChart(title, axis, legend_of_bars(bars, language), False, bars)


def hedged_names(cards: Sequence[GateCard], label: Callable[[str], str], language: str) -> str:
    """Names, those of one hedge together with it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for card in sorted(cards, key=lambda card: (not card.hedges, label(card.id))):
        groups.setdefault(card.hedges, []).append(label(card.id))
    told = [
        ", ".join(names) + (f" ({listed_in([f'“{each}”' for each in hedges], language)})" if hedges else "")
        for hedges, names in groups.items()
    ]
    return "; ".join(told)


def _first(card: GateCard, stated: Callable[[str], bool]) -> tuple[str, ...]:
    """The claims that name it, then those on what it blocks; of each what is stated first."""
    return tuple(key for keys in (card.named, card.by_practice) for key in sorted(keys, key=lambda key: not stated(key)))


def _in_turn(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    longest = max(map(len, lists), default=0)
    return tuple(each[at] for at in range(longest) for each in lists if at < len(each))
