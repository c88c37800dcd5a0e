"""The matrix in sentences, in the reader's language: how much of it is empty first, then which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trosol.findings.addressing import addressing
from trosol.findings.text import claim_sentence, listed_in
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings.portfolio.matrix import Matrix, MatrixCell

_NAMES = 6

__all__ = ["cell_sentence", "matrix_sentence", "open_rows_sentence"]


def matrix_sentence(snapshot: Snapshot, found: Matrix, language: str = "en") -> str:
    """How many cells are stated, inferred and empty, and which rows no column addresses."""
    cells = counted_in(language, len(found.rows) * len(found.columns), "cell")
    numbers = {"stated": found.stated, "inferred": found.inferred, "none": found.none}
    values = {**{key: f"{number:,}" for key, number in numbers.items()}, "cells": cells}
    said = [say_in(language, "{stated} stated, {inferred} inferred, {none} empty of {cells}.", **values)]
    if any(not row.filled for row in found.rows):
        said.append(open_rows_sentence(snapshot, found, language))
    return " ".join(said)


def open_rows_sentence(snapshot: Snapshot, found: Matrix, language: str = "en") -> str:
    """Which rows none of the columns addresses, of how many columns of what kind; and what else in the ecosystem addresses them."""
    rows = {row.id: f"“{snapshot.entity(row.id).label(language)}”" for row in found.rows if not row.filled}
    kind = next((kind for kind in snapshot.ontology.kinds if kind.name == found.column_kind), None)
    label = kind.label(language) if kind else say_in(language, "items")
    values = {
        "names": listed_in(list(rows.values()), language, _NAMES),
        "number": len(found.columns),
        "kind": label[:1].lower() + label[1:],
    }
    if found.says != "addresses":
        return say_in(language, "No link to any of the columns ({number} {kind}) is recorded for {names}.", **values)
    if found.rows[0].group != "difficulty":
        return say_in(language, "Not recorded as addressing any of the columns ({number} {kind}): {names}.", **values)
    if len(found.columns) == 1:
        only = snapshot.entity(found.columns[0].id).label(language)
        said = [say_in(language, "“{name}” is not recorded as addressing {names}.", name=only, **values)]
    else:
        said = [say_in(language, "None of the {number} {kind} looked at is recorded as addressing {names}.", **values)]
    every = addressing(snapshot, found.lens)
    others = {key: len({tie.action for tie in every.of(key)}) for key in rows}
    told = [f"{rows[key]} ({counted_in(language, number, 'action')})" for key, number in others.items() if number]
    if told:
        names = listed_in(told, language, _NAMES)
        said.append(say_in(language, "Elsewhere in the ecosystem, actions are recorded as addressing {names}.", names=names))
    left = [rows[key] for key, number in others.items() if not number]
    if left and told:
        names = listed_in(left, language, _NAMES)
        said.append(say_in(language, "Nothing in the ecosystem is recorded as addressing {names}.", names=names))
    elif left:
        said.append(say_in(language, "Nor is anything else in the ecosystem."))
    return " ".join(said)


def cell_sentence(snapshot: Snapshot, cell: MatrixCell, language: str = "en") -> str:
    """What one cell rests on, in the words of its claims."""
    claims = snapshot.records.claims
    lead = {
        "stated": say_in(language, "Stated"),
        "inferred": say_in(language, "Inferred by the coder"),
        "none": say_in(language, "Nothing for it"),
    }[cell.status]
    if cell.by_part:
        parts = listed_in([f"“{snapshot.entity(key).label(language)}”" for key in cell.by_part], language)
        lead = say_in(language, "{lead}, by parts only ({parts})", lead=lead, parts=parts)
    told = [claim_sentence(snapshot, claims[key], language) for key in cell.claims]
    text = f"{lead}: {listed_in(told, language, 3)}." if told else f"{lead}."
    if cell.against:
        against = listed_in([claim_sentence(snapshot, claims[key], language) for key in cell.against], language, 3)
        text += say_in(language, " Against it: {claims}.", claims=against)
    return text
