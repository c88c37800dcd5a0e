"""What each program's file brings, and that a damaged one is read or refused, whatever is wrong with it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from imports.document import WHAT_COMES_IN, came, written
from imports.incoming import FILES, incoming
from picked import few_first
from trosol import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.imports.file_kinds import look_into

TOLD = {"Kumu": {"tags", "strength"}, "Gephi": {"tag", "strength", "colour", "position"}, "Pajek": {"position", "shape"}}
"""Attributes of some files that have no place here: each is told."""


@pytest.mark.parametrize("program", few_first(FILES, ["UCINET", "Pajek"]))
def test_all_that_a_file_says_comes_in_or_is_told(tmp_path: Path, program: str) -> None:
    row = incoming(program, tmp_path)
    assert "no" not in came(row)[1]
    assert all(name in " ".join(row.told) for name in TOLD.get(program, ()))
    assert WHAT_COMES_IN.lines([came(row)])[2] in written(WHAT_COMES_IN)


@pytest.mark.exhaustive
def test_the_table_of_the_document_is_what_comes_in() -> None:
    """If this fails: PYTHONPATH=tests python -m imports.document writes it anew."""
    assert written(WHAT_COMES_IN) == WHAT_COMES_IN.made()


def damaged(text: str, chance: random.Random) -> str:
    """The text with a few of its words, marks, numbers and lines gone, doubled, exchanged or made too large."""
    parts = re.findall(r"\w+|\s+|[^\w\s]", text)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(parts))
        match chance.randrange(6):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[at])
            case 2:
                other = chance.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts[at] = chance.choice(("0", "-1", "99999999999999999999", "1e999", "", "null", '"', "\n", "\x00", "é", "*"))
            case 4:
                parts = parts[: at + 1]
            case _:
                numbers = [place for place, part in enumerate(parts) if part.isdigit()]
                if numbers:
                    parts[chance.choice(numbers)] = chance.choice(("0", "3", "7000000", "x"))
        if not parts:
            return ""
    return "".join(parts)


@pytest.mark.parametrize("program", few_first(FILES, ["UCINET", "Pajek", "GML"]))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, wales: Ecosystem, program: str) -> None:
    name, text = FILES[program]
    chance = random.Random(program)
    for _ in range(150):
        path = tmp_path / name
        path.write_text(damaged(text, chance), encoding="utf-8")
        try:
            look_into([path], wales.ontology, wales.snapshot.records.dataset)
        except (TrosolError, WrongUse) as refused:
            assert refused.problems
