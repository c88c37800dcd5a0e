"""Comparisons in sentences, in the reader's language: what changed first, then the claims responsible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trosol.findings.comparison.tier_changes import GATES, OTHER, OWN, TierChange, TierStanding
from trosol.findings.leverage.sentences import in_figures
from trosol.findings.text import listed_in
from trosol.language import counted_in, say_in

__all__ = ["change_sentence", "tiers_changed_sentence"]


def change_sentence(change: TierChange, label: Callable[[str], str], table: str, language: str = "en") -> str:
    """What one row's change says. ``label``: of an entity by id; ``table``: what its table is called."""
    was, now = change.before, change.after
    among = say_in(language, "gatekeepers") if change.table == GATES else table
    values = {"name": label(change.id), "table": among, "before": _tier(was, language), "after": _tier(now, language)}
    if was is None and now is not None:
        lead = say_in(language, "{name} is new among {table}: {after}", **values)
    elif now is None:
        lead = say_in(language, "{name} drops out of {table}, where it was in {before}", **values)
    elif was is not None and was.named != now.named and not _better(now, was) and not _better(was, now):
        lead = _named(bool(now.named), label(change.id), language)
    elif was is not None and _better(now, was):
        lead = say_in(language, "{name} rises from {before} to {after} among {table}", **values)
    else:
        lead = say_in(language, "{name} falls from {before} to {after} among {table}", **values)
    return f"{lead}{_scores(was, now, language)}{_because(change, language)}"


def _named(now: bool, name: str, language: str) -> str:
    if now:
        return say_in(language, "{name} is now named a gatekeeper", name=name)
    return say_in(language, "{name} is no longer named a gatekeeper", name=name)


def _tier(standing: TierStanding | None, language: str) -> str:
    if standing is None:
        return ""
    if standing.tier is None:
        return say_in(language, "“cannot be told apart”")
    return say_in(language, "tier {letter}", letter=standing.tier)


def _better(one: TierStanding, other: TierStanding) -> bool:
    first, second = (standing.tier or "A" for standing in (one, other))
    return (len(first), first) < (len(second), second)


def _scores(was: TierStanding | None, now: TierStanding | None, language: str) -> str:
    if was is None or now is None:
        return ""
    first, second = in_figures(was.score), in_figures(now.score)
    if first == second:
        return say_in(language, " (as before, {goals})", goals=counted_in(language, first, "goal"))
    return say_in(language, " ({goals} before, {after} now)", goals=counted_in(language, first, "goal"), after=second)


def _because(change: TierChange, language: str) -> str:
    if change.cause == OTHER:
        return say_in(language, "; no claim of this table differs, so it is the goals, the weights or the kinds that do.")
    kinds = []
    for keys, kind in (
        (change.added, say_in(language, "added")),
        (change.removed, say_in(language, "removed")),
        (change.changed, say_in(language, "changed")),
    ):
        if keys:
            kinds.append(f"{counted_in(language, len(keys), 'claim')} {kind} ({listed_in(keys, language)})")
    claims = listed_in(kinds, language)
    if change.cause == OWN:
        return say_in(language, "; responsible: {claims}.", claims=claims)
    return say_in(language, "; its own claims are the same, and those of others here are not: {claims}.", claims=claims)


def tiers_changed_sentence(changes: Sequence[TierChange], language: str = "en") -> str:
    """How many tiers changed, and in how many tables."""
    if not changes:
        return say_in(language, "No ranks changed.")
    tables = {change.table for change in changes}
    own = sum(change.cause == OWN for change in changes)
    return say_in(
        language,
        "{tiers} changed, in {tables}; {own} by claims of their own.",
        tiers=counted_in(language, len(changes), "tier"),
        tables=counted_in(language, len(tables), "table"),
        own=own,
    )
