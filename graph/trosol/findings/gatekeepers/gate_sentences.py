"""Gatekeepers in sentences, in the reader's language: what was said first, then what it blocks and what lies behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from trosol.findings.gatekeepers.gate_cards import Blocked, GateCard
from trosol.findings.leverage.sentences import in_figures
from trosol.findings.text import listed_in
from trosol.language import counted_in, say_in
from trosol.rdf.number_agreement import is_plural

__all__ = ["card_sentence", "gate_tiers_sentence", "gates_to_open_sentence", "most_behind_sentence", "names_at_gates"]


def card_sentence(
    card: GateCard, total: float, label: Callable[[str], str], language: str = "en", *, listing: bool = True
) -> str:
    """What one card says. ``total``: the weight of all goals; ``label``: of an entity by id; ``listing``: name also what it blocks."""
    naming = set(card.named)
    reading = say_in(language, "a reading")

    def quoted(blocks: Iterable[Blocked]) -> list[str]:
        told = {each.id: any(one.stated for one in card.blocks if one.id == each.id) for each in blocks}
        return [f"“{label(key)}”{'' if stated else f' ({reading})'}" for key, stated in told.items()]

    named = quoted(each for each in card.blocks if each.opens > 0 and naming & {*each.claims})
    gates = quoted(each for each in card.blocks if each.opens > 0 and not naming & {*each.claims})
    difficulties = quoted(each for each in card.blocks if each.opens < 0)
    said = [_named(card, named, label, language)]
    if gates and listing:
        said.append(say_in(language, "Said to hold back: {gates}.", gates=listed_in(gates, language)))
    if difficulties and listing:
        text = counted_in(language, len(difficulties), "difficulty", "difficulties")
        names = listed_in(difficulties, language)
        said.append(say_in(language, "Attributed to them: {difficulties} ({names}).", difficulties=text, names=names))
    if card.weight > 0:
        figures = {
            "weight": in_figures(card.weight, language),
            "goals": counted_in(language, in_figures(total, language), "goal"),
        }
        figures |= {"bare": in_figures(card.weight_without_naming, language)}
        figures |= {"low": in_figures(card.interval[0], language), "high": in_figures(card.interval[1], language)}
        said.append(
            say_in(
                language,
                "Opening and easing all of it would help {weight} of {goals}, by what is claimed ({low} to {high}; {bare} without the naming itself).",
                **figures,
            )
            if card.named
            else say_in(
                language,
                "Opening and easing all of it would help {weight} of {goals}, by what is claimed ({low} to {high}).",
                **figures,
            )
        )
    if card.named and not card.kept_out:
        said.append(say_in(language, "Who is kept out is not said: ask."))
    if card.against:
        said.append(
            say_in(
                language, "{claims} against it.", claims=counted_in(language, len(card.against), "claim speaks", "claims speak")
            )
        )
    return " ".join(said)


def _named(card: GateCard, gates: Sequence[str], label: Callable[[str], str], language: str) -> str:
    values = {
        "name": label(card.id),
        "hedges": listed_in([f"“{each}”" for each in card.hedges], language),
        "place": f" ({'; '.join(card.places)})" if card.places else "",
        "gates": listed_in(gates, language),
    }
    several = is_plural(values["name"])
    if not card.named:
        return (
            say_in(language, "{name}: not named as gatekeepers.", **values)
            if several
            else say_in(language, "{name}: not named as a gatekeeper.", **values)
        )
    if not gates:
        return (
            say_in(language, "{name}: named as gatekeepers{place}; of what is not said.", **values)
            if several
            else say_in(language, "{name}: named as a gatekeeper{place}; of what is not said.", **values)
        )
    if card.hedges:
        return (
            say_in(language, "{name}: named as gatekeepers to {gates}, with the hedge {hedges}{place}.", **values)
            if several
            else say_in(language, "{name}: named as a gatekeeper to {gates}, with the hedge {hedges}{place}.", **values)
        )
    return (
        say_in(language, "{name}: named as gatekeepers to {gates}{place}.", **values)
        if several
        else say_in(language, "{name}: named as a gatekeeper to {gates}{place}.", **values)
    )


def gate_tiers_sentence(cards: Sequence[GateCard], label: Callable[[str], str], language: str = "en") -> str:
    """Who is named, with the hedge; then whose gates have most behind them, and whether that can be told."""
    named = _all_named(cards, label, language)
    return f"{named} {most_behind_sentence(cards, label, language)}".strip()


def gates_to_open_sentence(cards: Sequence[GateCard], label: Callable[[str], str], language: str = "en") -> str:
    """What to do about gates: with whom to work, with the hedge that they are named with, and where most lies behind them."""
    named = names_at_gates(cards, label, language)
    lead = say_in(language, "Work with those named as gatekeepers: {names}.", names=named) if named else ""
    return f"{lead} {most_behind_sentence(cards, label, language)}".strip()


def _all_named(cards: Sequence[GateCard], label: Callable[[str], str], language: str) -> str:
    told = names_at_gates(cards, label, language)
    return say_in(language, "Named as gatekeepers: {names}.", names=told) if told else ""


def names_at_gates(cards: Sequence[GateCard], label: Callable[[str], str], language: str = "en", most: int = 0) -> str:
    """Those named as gatekeepers, each with the hedge. ``most``: so many are named, and how many more there are; 0: all."""
    groups: dict[tuple[str, ...], list[str]] = {}
    named = sorted((card for card in cards if card.named), key=lambda card: (not card.hedges, label(card.id)))
    for card in named[: most or None]:
        groups.setdefault(card.hedges, []).append(label(card.id))
    told = [
        listed_in(names, language) + (f" ({listed_in([f'“{each}”' for each in hedges], language)})" if hedges else "")
        for hedges, names in groups.items()
    ]
    more = len(named) - most if most else 0
    return "; ".join((*told, say_in(language, "{number} more", number=more)) if more > 0 else told)


def most_behind_sentence(cards: Sequence[GateCard], label: Callable[[str], str], language: str = "en") -> str:
    """Behind whose gates most lies, and whether that can be told."""
    rows = [card for card in cards if card.weight > 0]
    if not rows:
        return say_in(language, "Nobody here is claimed to block something that would help a goal.")
    if len(rows) == 1:
        return say_in(language, "{name} alone: the others hold nothing that is claimed to help a goal.", name=label(rows[0].id))
    first = [card for card in rows if card.tier == "A"]
    if not first:
        return say_in(language, "The {number} cannot be told apart by what lies behind their gates.", number=len(rows))
    near = say_in(language, "borderline")
    names = listed_in([f"{label(card.id)}{f' ({near})' if card.borderline else ''}" for card in first], language)
    return say_in(language, "Most lies behind the gates of {names}.", names=names)
