"""The command that gives the same answer again, and the lens in words."""

from __future__ import annotations

import shlex

from trosol.brief.sections import ITEM, Section
from trosol.findings.result import DRAWS, SEED, WORLDS
from trosol.language import say_in
from trosol.lens_fields import LENS_FIELDS
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["command", "lens_words"]

_TIERED = ("leverage", "gatekeepers", "voices", "next-evidence", "scenario")
_AIMED = ("leverage", "gatekeepers", "scenario")
_SEEDED = (*_TIERED, "portfolio", "pathways")


def command(snapshot: Snapshot, wish: Section, lens: Lens, goals: tuple[str, ...], drawn: tuple[int, int, int]) -> str:
    """What to type to get the same answer as JSON. ``drawn``: numbers of draws and worlds, and the seed."""
    draws, worlds, seed = drawn
    if wish.name == ITEM:
        claim = snapshot.records.claims.get(wish.ends[0])
        return shlex.join(["trosol", "show", snapshot.name, claim.subject if claim else wish.ends[0], "--json"])
    words = ["trosol", wish.name, snapshot.name, *wish.ends]
    if wish.kind:
        words += ["--kind", wish.kind]
    for key in wish.wanted:
        words += ["--for", key]
    for key, value in wish.pushed:
        words += ["--push", f"{key}={'+' if value > 0 else '-'}"]
    for key in wish.opened:
        words += ["--open", key]
    for key in wish.removed:
        words += ["--remove", key]
    for field in LENS_FIELDS:
        value = getattr(lens, field.name)
        if value and value != field.default:
            words += [field.flag] if value is True else [field.flag, value]
    if goals and wish.name in _AIMED:
        words += ["--goals", ",".join(goals)]
    if wish.name in _TIERED and draws != DRAWS:
        words += ["--draws", str(draws)]
    if wish.name in _TIERED and worlds != WORLDS:
        words += ["--worlds", str(worlds)]
    if wish.name in _SEEDED and seed != SEED:
        words += ["--seed", str(seed)]
    return shlex.join([*words, "--json"])


def lens_words(snapshot: Snapshot, lens: Lens, language: str = "en") -> str:
    """Which claims count, in one sentence."""

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    parts = [
        say_in(language, "only what {voice} said", voice=label(lens.voice)) if lens.voice else "",
        say_in(language, "only what the text states") if lens.stated_only else "",
        say_in(language, "only {horizon}", horizon=label(lens.horizon)) if lens.horizon else "",
        {
            "medium": say_in(language, "medium confidence or more"),
            "high": say_in(language, "high confidence only"),
        }.get(lens.min_confidence, ""),
        say_in(language, "also what does not exist yet") if lens.include_hypothetical else "",
        say_in(language, "also the study that the data come from") if lens.with_study else "",
    ]
    chosen = [part for part in parts if part]
    return "; ".join(chosen) if chosen else say_in(language, "all claims, stated and inferred")
