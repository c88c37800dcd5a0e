"""The matrix in sentences, in the reader's language: how much of it is empty first, then which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trosol.findings.text import claim_sentence, listed_in
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings.portfolio.matrix import Matrix, MatrixCell

__all__ = ["cell_sentence", "matrix_sentence"]


def matrix_sentence(snapshot: Snapshot, found: Matrix, language: str = "en") -> str:
    """How many cells are stated, inferred and empty, and which rows no column addresses."""
    cells = counted_in(language, len(found.rows) * len(found.columns), "cell")
    values = {"stated": found.stated, "inferred": found.inferred, "none": found.none, "cells": cells}
    said = [say_in(language, "{stated} stated, {inferred} inferred, {none} empty of {cells}.", **values)]
    empty = [f"“{snapshot.entity(row.id).label(language)}”" for row in found.rows if not row.filled]
    if empty:
        names = listed_in(empty, language, 6)
        if found.says == "addresses" and found.rows[0].group == "difficulty":
            said.append(say_in(language, "Nothing here is recorded as addressing {names}.", names=names))
        elif found.says == "addresses":
            said.append(say_in(language, "Not recorded as addressing any of these: {names}.", names=names))
        else:
            said.append(say_in(language, "No link is recorded here for {names}.", names=names))
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
