"""What a part of a brief is of, by the names of its items, where another of its kind could stand beside it."""

from __future__ import annotations

from trosol.brief.sections import ITEM, Section
from trosol.findings.scenario.scenario_sentences import is_eased
from trosol.findings.text import listed_in
from trosol.language import say_in
from trosol.store.snapshot import Snapshot

__all__ = ["advice_of_scenario", "section_names"]


def section_names(snapshot: Snapshot, wish: Section, language: str = "en") -> str:
    """*Embed, Metrics (eased), Commissioners (opened)* of a scenario, the ends of a path, the kind of a table; empty of what needs none."""

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    if wish.kind:
        return next(kind.label(language) for kind in snapshot.ontology.kinds if kind.name == wish.kind)
    if wish.name == "pathways":
        return " → ".join(map(label, wish.ends))
    if wish.name == ITEM:
        return label(wish.ends[0]) if wish.ends[0] in snapshot.records.entities else wish.ends[0]
    names = [label(key) for key in wish.wanted]
    names += [label(key) for key, way in wish.pushed if way > 0]
    for key, way in wish.pushed:
        if way < 0:
            eased = say_in(language, "eased") if is_eased(snapshot, key) else say_in(language, "weakened")
            names.append(f"{label(key)} ({eased})")
    opened = dict.fromkeys(gate.partition(":")[0] for gate in wish.opened)
    names += [f"{label(key)} ({say_in(language, 'opened')})" for key in opened]
    names += [f"{label(key)} ({say_in(language, 'removed')})" for key in wish.removed]
    return listed_in(names, language)


def advice_of_scenario(snapshot: Snapshot, wish: Section, language: str = "en") -> str:
    """What a scenario comes to as advice; empty where it only weakens what is wanted, or removes."""

    def names(keys: list[str]) -> str:
        return listed_in([f"“{snapshot.entity(key).label(language)}”" for key in keys], language)

    up = [key for key, way in wish.pushed if way > 0]
    eased = [key for key, way in wish.pushed if way < 0 and is_eased(snapshot, key)]
    opened = list(dict.fromkeys(gate.partition(":")[0] for gate in wish.opened))
    said = [say_in(language, "Strengthen {names}.", names=names(up))] if up else []
    said += [say_in(language, "Ease {names}.", names=names(eased))] if eased else []
    said += [say_in(language, "Open what {names} hold back.", names=names(opened))] if opened else []
    return " ".join(said)
