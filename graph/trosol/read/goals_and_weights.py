"""``[weights]`` and ``[goals]`` of ``dataset.toml``: how firmly claims stand here, and what this ecosystem wants to reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

from trosol.errors import Problem, Where, shorten
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.rdf.claim_pattern import NEGATES, decimal_text
from trosol.read.tables import bad_character

__all__ = ["FAMILIES", "Settings", "read_settings", "settings_problems"]

FAMILIES = "families"
"""The table in ``[goals]`` that groups goals."""

_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,20})?")


@dataclass(frozen=True)
class Settings:
    """What the two tables say; see :class:`~trosol.model.records.Dataset`."""

    weights: tuple[tuple[str, float], ...] = ()
    goals: tuple[tuple[str, float], ...] = ()
    families: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_settings(found: Mapping[str, Any], where: Where) -> tuple[Settings, list[Problem]]:
    """The settings in the values of a data set, and what is wrong with them. Numbers may be numbers or text.

    Whether there are such values and entities is another matter: :func:`settings_problems`.
    """
    reader = _Reader(where)
    weights = reader.numbers("weights", reader.table(found, "weights"), most=1.0)
    if weights.get(NEGATES):
        remedy = "Leave it out: a claim that something is not so asserts no link, so it weighs nothing."
        reader.wrong(f"The weight of '{NEGATES}' in [weights] is not 0.", remedy, f"weights.{NEGATES}")
    goals = dict(reader.table(found, "goals"))
    families = reader.families(goals.pop(FAMILIES, {}))
    marked = reader.numbers("goals", goals)
    if "goals" in found and not marked and not families and not reader.problems:
        reader.wrong(
            "[goals] names no goal.", "Write id = weight for each, or leave the table out: then all of its kind are.", "goals"
        )
    seen: dict[str, str] = dict.fromkeys(marked, "[goals]")
    for name, members in families.items():
        for key in members:
            if key in seen:
                remedy = f"Keep it in one of them: it is in {seen[key]}, too."
                reader.wrong(f"The goal '{shorten(key)}' is counted twice.", remedy, f"goals.{FAMILIES}.{name}")
            seen.setdefault(key, f"the family '{shorten(name)}'")
    settings = Settings(tuple(sorted(weights.items())), tuple(sorted(marked.items())), tuple(sorted(families.items())))
    return settings, reader.problems


def settings_problems(dataset: Dataset, ontology: Ontology, entities: Collection[str], where: Where) -> list[Problem]:
    """Weights of values, and goals, that are not there."""
    known = sorted(ontology.weights().table)
    problems = [
        Problem(
            "weight-unknown",
            f"'{shorten(name)}' has no weight that could be changed.",
            f"Use one of: {', '.join(known)}.",
            Where(where.file, None, "weights"),
        )
        for name, _ in dataset.weights
        if name not in known
    ]
    asked = [("goals", key) for key, _ in dataset.goals]
    asked += [(f"goals.{FAMILIES}.{shorten(name)}", key) for name, members in dataset.families for key in members]
    for place, key in asked:
        if key in entities:
            continue
        near = get_close_matches(key[:100], list(entities), n=1, cutoff=0.6)
        hint = f"Did you mean '{near[0]}'? Otherwise take" if near else "Take"
        problems.append(
            Problem(
                "goal-unknown",
                f"The goal '{shorten(key)}' is no id of entities.",
                f"{hint} it out, or add a row with that id to entities.",
                Where(where.file, None, place),
            )
        )
    return problems[:_MOST]


_MOST = 20


class _Reader:
    """Reads the tables; ``problems`` gathers what is wrong."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def wrong(self, message: str, remedy: str, key: str) -> None:
        self.problems.append(Problem("dataset-bad", message, remedy, Where(self.where.file, None, shorten(key))))

    def table(self, found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = found.get(name, {})
        if isinstance(value, Mapping):
            return value
        self.wrong(f"'{name}' is no table.", f"Write a line [{name}], and below it a name = number for each.", name)
        return {}

    def numbers(self, table: str, values: Mapping[str, Any], most: float | None = None) -> dict[str, float]:
        """Numbers by name: above 0, or from 0 to ``most`` where that is given."""
        sound = {}
        for name, value in values.items():
            number = _number(value)
            if number is not None and (number > 0 if most is None else 0 <= number <= most):
                sound[name] = number
            else:
                wanted = "a number above 0" if most is None else f"a number from 0 to {decimal_text(most)}"
                self.wrong(
                    f"The weight of '{shorten(name)}' in [{table}] is not {wanted}.", f"Write {wanted}.", f"{table}.{name}"
                )
        return sound

    def families(self, values: Any) -> dict[str, tuple[str, ...]]:
        place = f"goals.{FAMILIES}"
        if not isinstance(values, Mapping):
            self.wrong(f"'{FAMILIES}' in [goals] is no table.", f'Write [{place}], and below it "name" = ["id", "id"].', place)
            return {}
        sound = {}
        for name, members in values.items():
            keys = members if isinstance(members, list) else []
            if not keys or not all(isinstance(key, str) and key for key in keys) or len(set(keys)) < len(keys):
                self.wrong(
                    f"The family '{shorten(name)}' is no list of different ids.",
                    'Write "name" = ["id", "id"]; a family holds goals and no further family.',
                    f"{place}.{name}",
                )
            elif not name.strip() or bad_character(name):
                self.wrong("A family has no name, or one that cannot be shown.", "Give it a name in letters.", place)
            elif nested := sorted(set(keys) & set(values)):
                self.wrong(
                    f"The family '{shorten(name)}' holds the family '{shorten(nested[0])}'.",
                    "Families do not nest.",
                    f"{place}.{name}",
                )
            else:
                sound[name] = tuple(sorted(keys))
        return sound


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e12:
        return None
    return float(value) if isfinite(value) else None
