"""Leverage in sentences, in the reader's language: the answer first, then how sure it is and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trosol.findings.leverage.leverage_result import LeverageRow, LeverageTable
from trosol.language import counted_in, say_in

__all__ = ["in_figures", "row_sentence", "start_sentence", "tiers_sentence"]

_NAMED = 4
_NEAR = 0.9
"""A hub is named where the score without it is below this share."""


def in_figures(number: float, language: str = "en") -> str:
    """A score as people read it.

    >>> in_figures(7.412), in_figures(0.04), in_figures(0.0), in_figures(12.0)
    ('7.4', 'less than 0.1', '0', '12')
    """
    if 0 < number < 0.05:
        return say_in(language, "less than 0.1")
    text = f"{number:.1f}"
    return text.removesuffix(".0")


def row_sentence(row: LeverageRow, total: float, label: Callable[[str], str], language: str = "en") -> str:
    """What one row is expected to help. ``total``: the weight of all goals; ``label``: of an entity by id."""
    values = {
        "name": label(row.id),
        "score": in_figures(row.score, language),
        "goals": counted_in(language, in_figures(total, language), "goal"),
        "low": in_figures(row.interval[0], language),
        "high": in_figures(row.interval[1], language),
    }
    if row.score <= 0:
        lead = say_in(language, "{name}: no claim says that it would help any of {goals}.", **values)
    elif row.pushed < 0:
        lead = say_in(
            language,
            "If “{name}” were eased, {score} of {goals} would be helped, by what is claimed ({low} to {high}).",
            **values,
        )
    elif row.both_ways:
        lead = say_in(language, "More of {name} would help {score} of {goals}, by what is claimed ({low} to {high}).", **values)
    else:
        lead = say_in(language, "{name} would help {score} of {goals}, by what is claimed ({low} to {high}).", **values)
    return " ".join([lead, *_beside(row, label, language)])


def _beside(row: LeverageRow, label: Callable[[str], str], language: str) -> list[str]:
    said = []
    hurts = sum(share for _, share in row.hurts)
    if hurts >= 0.05:
        said.append(
            say_in(language, "Less of it would help {hurt}.", hurt=in_figures(hurts, language))
            if row.both_ways
            else say_in(language, "It would hurt {hurt}.", hurt=in_figures(hurts, language))
        )
    if row.claims_leaving > 3 and row.score > 0:
        said.append(
            say_in(
                language,
                "At three claims, as for every row, it would be {equal}.",
                equal=in_figures(row.score_equal_claims, language),
            )
        )
    elif row.score > 0:
        said.append(say_in(language, "Three claims or fewer lead on from it directly."))
    hub = row.without_hub
    if hub and row.score > 0 and hub.score < _NEAR * row.score:
        said.append(
            say_in(language, "Without “{hub}” it would be {less}.", hub=label(hub.hub), less=in_figures(hub.score, language))
        )
    if row.told_otherwise >= 0.1 and row.score > 0:
        said.append(say_in(language, "Longer paths tell {share} of it otherwise.", share=f"{row.told_otherwise:.0%}"))
    if len(row.hinges) == 1:
        said.append(say_in(language, "Its tier depends on a single claim."))
    elif row.hinges:
        said.append(say_in(language, "Its tier depends on {number} single claims.", number=len(row.hinges)))
    return said


def tiers_sentence(table: LeverageTable, label: Callable[[str], str], language: str = "en") -> str:
    """Which of a table come first, and whether that is so under other weights and passages too."""
    rows = [row for row in table.ranking if row.score > 0]
    if not rows:
        return say_in(language, "None of these is claimed to help a goal.")
    if len(rows) == 1:
        return say_in(language, "Only {name} would help a goal, by what is claimed.", name=label(rows[0].id))
    if all(row.tier is None for row in rows):
        return say_in(language, "The {number} cannot be told apart.", number=len(rows))
    first = [row for row in rows if row.tier == "A"]
    names = _listed([label(row.id) for row in first], language)
    return f"A: {names}{_elsewhere(first, rows, language)}{_unsure(rows, label, language)}."


def start_sentence(table: LeverageTable, kind: str, label: Callable[[str], str], language: str = "en") -> str:
    """What to do by this table, and how far that can be told; empty where nothing is claimed to help. ``kind``: what it is called.

    Nothing is recommended that is claimed to hurt more than it helps.
    """
    rows = [row for row in table.ranking if row.score > 0]
    first = [row for row in table.first if row.both_ways or row.score > sum(share for _, share in row.hurts)]
    if not first and table.first:
        return say_in(
            language,
            "Nothing is recommended here ({kind}): what is claimed to help most is claimed to hurt more than it helps.",
            kind=kind[:1].lower() + kind[1:],
        )
    if not first:
        return ""
    apart = any(row.tier for row in rows)
    names = _listed(
        [label(row.id) if apart or len(rows) == 1 else f"{label(row.id)} ({in_figures(row.score)})" for row in first], language
    )
    values = {"names": names, "kind": kind[:1].lower() + kind[1:]}
    eases = first[0].pushed < 0
    if len(rows) == 1 and eases:
        return say_in(language, "Ease {names} ({kind}): nothing else here is claimed to help a goal.", **values)
    if len(rows) == 1:
        return say_in(language, "Start with {names} ({kind}): nothing else here is claimed to help a goal.", **values)
    if not apart and eases:
        return say_in(
            language, "Ease any of these first ({kind}), which cannot be told apart, by goals helped: {names}.", **values
        )
    if not apart:
        return say_in(
            language, "Start with any of these ({kind}), which cannot be told apart, by goals helped: {names}.", **values
        )
    lead = (
        say_in(language, "Ease first ({kind}): {names}.", **values)
        if eases
        else say_in(language, "Start with {names} ({kind}).", **values)
    )
    return f"{lead} {say_in(language, 'Tier A')}{_elsewhere(first, rows, language)}{_unsure(rows, label, language)}."


def _elsewhere(first: Sequence[LeverageRow], rows: Sequence[LeverageRow], language: str) -> str:
    """Whether the same are first under weights alone, and under passages alone."""
    same = {
        name: {row.id for row in rows if getattr(row, name) in (None, "A")} == {row.id for row in first}
        for name in ("tier_weights", "tier_evidence")
    }
    if all(same.values()):
        return say_in(language, "; also under other weights and when single passages count for less")
    if same["tier_weights"]:
        return say_in(language, "; also under other weights, but not when single passages count for less")
    if same["tier_evidence"]:
        return say_in(language, "; also when single passages count for less, but not under other weights")
    return say_in(language, "; others join or leave under other weights alone, or when single passages count for less")


def _unsure(rows: Sequence[LeverageRow], label: Callable[[str], str], language: str) -> str:
    close = [label(row.id) for row in rows if row.borderline and row.tier in ("A", "B")]
    return say_in(language, " (borderline: {names})", names=_listed(close, language)) if close else ""


def _listed(names: Sequence[str], language: str) -> str:
    if len(names) > _NAMED:
        return say_in(language, "{names} and {number} more", names=", ".join(names[:_NAMED]), number=len(names) - _NAMED)
    if len(names) < 2:
        return "".join(names)
    return say_in(language, "{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
