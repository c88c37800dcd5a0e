"""After a save: a quiet line on which tiers are others than before."""

from __future__ import annotations

import streamlit as st

import session
from trosol.findings.comparison.changed_records import facts_between
from trosol.findings.comparison.comparison_sentences import change_sentence, tiers_changed_sentence
from trosol.findings.comparison.tier_changes import TierChange, tier_changes
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from words import language

__all__ = ["tiers_moved"]

_MOST = 4


def tiers_moved() -> None:
    """Say which tiers the last save moved; nothing where nothing was saved."""
    before: Snapshot | None = st.session_state.get("coding-before")
    now = session.snapshot()
    if before is None or before.digest == now.digest:
        return
    with st.container(key="tiers-moved"):
        found = _changes(before, now)
        names = {kind.name: kind.label(language()) for kind in now.ontology.kinds}

        def label(key: str) -> str:
            side = now if key in now.records.entities else before
            return side.entity(key).label(language())

        said = [plain(tiers_changed_sentence(found, language()))]
        said += [plain(change_sentence(each, label, names.get(each.table, ""), language())) for each in found[:_MOST]]
        st.caption("  \n".join(said))


def _changes(before: Snapshot, now: Snapshot) -> list[TierChange]:
    levers = [session.finding("leverage", content=each) for each in (before, now)]
    gates = [session.finding("gatekeepers", content=each) for each in (before, now)]
    facts = facts_between(before, now)
    return list(tier_changes((levers[0], gates[0]), (levers[1], gates[1]), facts))
