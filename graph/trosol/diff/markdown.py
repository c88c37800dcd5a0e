"""Differences as Markdown, for a pull request: what changed, and what that changes."""

from __future__ import annotations

import re

from trosol.diff.differences import AnswerChange, Differences
from trosol.findings.comparison.tier_changes import TierChange

__all__ = ["to_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!])")


def to_markdown(found: Differences, most: int = 30) -> str:
    """The whole as Markdown. ``most``: so many lines in each part, then how many more there are.

    Text from data is escaped, so that no name can become a link, a picture, HTML or a mention.
    """
    if found.none:
        return "## Nothing is different\n\nSame terms, rows, tiers and answers.\n"
    parts = [f"## What changes\n\n{_plain(found.findings.sentence)}\n"]
    terms = [f"{t.kind}: **{_plain(t.label)}**" + (f" ({', '.join(t.what)})" if t.what else "") for t in found.terms]
    parts += _part("Terms", terms, most)
    sizes = [
        f"**{_plain(n.label)}**: {_from_to(n.nodes_before, n.nodes_after)} items, {_from_to(n.edges_before, n.edges_after)} edges"
        for n in found.networks
    ]
    parts += _part("Networks", sizes, most)
    rows = []
    for fact in found.findings.facts.rows:
        rows.append(f"{fact.kind} in {fact.table}: {_plain(fact.text)} ({_plain(fact.id)})")
        rows += [f"  - {column}: “{_plain(old)}” → “{_plain(new)}”" for column, old, new in fact.columns]
    parts += _part("Rows", rows, most)
    by_table: dict[str, list[str]] = {}
    for change in found.findings.changes:
        by_table.setdefault(change.table_label or "Gatekeepers", []).append(_change(change))
    for title, changes in by_table.items():
        parts += _part(f"Tiers: {_plain(title)}", changes, most)
    parts += _part(f"Answers ({len(found.answers)} of {found.asked} questions)", [_answer(each) for each in found.answers], most)
    parts += [f"> {_plain(note)}\n" for note in found.findings.notes]
    return "\n".join(parts)


def _from_to(before: int | None, after: int | None) -> str:
    old, new = ("none" if number is None else str(number) for number in (before, after))
    return new if old == new else f"{old} → {new}"


def _part(title: str, lines: list[str], most: int) -> list[str]:
    if not lines:
        return []
    shown = [line if line.startswith("  - ") else f"- {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"- … and {len(lines) - most} more")
    return [f"### {title}\n", "\n".join(shown) + "\n"]


def _change(change: TierChange) -> str:
    kinds = (("+", change.added), ("−", change.removed), ("±", change.changed))
    claims = [f"{sign}{key}" for sign, keys in kinds for key in keys]
    behind = f" [{', '.join(map(_plain, claims[:8]))}{' …' if len(claims) > 8 else ''}]" if claims else ""
    return f"{_plain(change.sentence)}{behind}"


def _answer(change: AnswerChange) -> str:
    more = [label for label in change.after if label not in change.before]
    gone = [label for label in change.before if label not in change.after]
    said = [f"now also {', '.join(map(_plain, more))}"] if more else []
    said += [f"no longer {', '.join(map(_plain, gone))}"] if gone else []
    if change.status_before != change.status_after:
        said.append(f"was {change.status_before}, is {change.status_after}")
    claims = [*(f"+{key}" for key in change.claims_added), *(f"−{key}" for key in change.claims_removed)]
    behind = f" [{', '.join(map(_plain, claims[:8]))}{' …' if len(claims) > 8 else ''}]" if claims else ""
    return f"*{_plain(change.question)}* {'; '.join(said) or 'the same answers, on other claims'}{behind}"


def _plain(text: str) -> str:
    # A code host looks for @names after it has taken the backslashes away; a word joiner, which nobody sees, keeps it from them.
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", "@\u2060")
