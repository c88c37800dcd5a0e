"""New answers, one by one, into ``questions/expected.csv``: each looked at by somebody who knows that the source says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trosol.errors import Problem, TrosolError, WrongUse, shorten
from trosol.files import open_folder, write_together
from trosol.questions.answering import ANSWERED, AnswerRow
from trosol.questions.catalogue import library
from trosol.questions.expected import FILE, Difference, asking, differences, key_of, read_expected
from trosol.read.sources import Reading
from trosol.read.tables import Row, read_csv, to_csv

__all__ = ["NewAnswer", "accept", "chosen_answers", "new_answers"]

_READ_IN = "read_in"


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer that a row does not expect. ``row``: its number in the file. ``key``: id or value; ``claims``: what it rests on."""

    row: int
    question: str
    asked: str
    key: str
    label: str
    claims: tuple[str, ...]


def new_answers(reading: Reading) -> tuple[NewAnswer, ...]:
    """Every answer beyond those expected, by row of the file. Raises :class:`TrosolError` for rows or questions that cannot be asked.

    Raises :class:`WrongUse` where the ecosystem is no folder: what it expects stands in a file there.
    """
    if reading.path is None or not reading.path.is_dir():
        raise WrongUse(
            Problem(
                "folder-needed",
                "Only an ecosystem in a folder keeps what its questions must answer.",
                f"Name a folder; it is written to its {FILE}.",
            )
        )
    rows, problems = read_expected(open_folder(reading.path))
    if problems:
        raise TrosolError(problems)
    questions = library(reading.ontology, reading.path, dict(reading.questions))
    with asking(reading) as (snapshot, pool):
        found = list(differences(rows, snapshot, questions, pool))
    if unasked := [each for each in found if isinstance(each, Problem)]:
        raise TrosolError(unasked)
    return tuple(
        NewAnswer(
            each.row.where.row or 0, each.row.question, each.reply.understood_as, key_of(answer), answer.label, answer.claims
        )
        for each in found
        if isinstance(each, Difference) and each.spare
        for answer in _once(each.more)
    )


def _once(answers: Iterable[AnswerRow]) -> Iterable[AnswerRow]:
    """Answers of the same key together, with the claims of all."""
    claims: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for answer in answers:
        labels.setdefault(key_of(answer), answer.label)
        claims.setdefault(key_of(answer), set()).update(answer.claims)
    return [AnswerRow(key, labels[key], (), tuple(sorted(claims[key]))) for key in labels]


def chosen_answers(new: Iterable[NewAnswer], wanted: Iterable[str]) -> tuple[NewAnswer, ...]:
    """Those that ``QUESTION:ID`` names, or ``QUESTION:ID@ROW`` where it is new in several rows. Raises :class:`WrongUse` otherwise."""
    there = tuple(new)
    chosen: dict[NewAnswer, None] = {}
    for text in wanted:
        question, _, rest = text.partition(":")
        key, at, row = rest.rpartition("@")
        if not at or not row.isdecimal():
            key, row = rest, ""
        fits = [each for each in there if (each.question, each.key) == (question, key) and row in ("", str(each.row))]
        if len(fits) == 1:
            chosen[fits[0]] = None
            continue
        if fits:
            what = f"'{shorten(text)}' is new in {len(fits)} rows of {FILE}."
            remedy = f"Say which: {' or '.join(f'{question}:{key}@{each.row}' for each in fits)}."
        else:
            what = f"'{shorten(text)}' is no new answer."
            known = [f"{each.question}:{each.key}" for each in there if each.question == question] or [
                f"{each.question}:{each.key}" for each in there
            ]
            remedy = f"New are: {', '.join(map(shorten, known[:5]))}." if known else "Every answer is one that was expected."
        raise WrongUse(Problem("answer-unknown", what, remedy))
    return tuple(chosen)


def accept(folder: Path, answers: Iterable[NewAnswer]) -> int:
    """Write the answers into their rows, and the claims that they rest on beside them; nothing else is touched. How many were written.

    A row that expected silence expects an answer from then on. Raises :class:`TrosolError` where somebody else wrote meanwhile.
    """
    inside = open_folder(folder)
    before = inside.digest(FILE)
    table, problems = read_csv(inside, FILE)
    if table is None or problems:
        raise TrosolError(problems)
    place = {name: table.header.index(name) for name in ("status", "answers", "rows", _READ_IN) if name in table.header}
    rows = {row.number: list(row.cells) for row in table.rows}
    written = 0
    for answer in answers:
        cells = rows[answer.row]
        cells[place["answers"]] = "|".join(part for part in (cells[place["answers"]].strip(), answer.key) if part)
        cells[place["status"]] = ANSWERED
        if "rows" in place and cells[place["rows"]].strip():
            cells[place["rows"]] = str(int(cells[place["rows"]]) + 1)
        if _READ_IN in place:
            cells[place[_READ_IN]] = " ".join(part for part in (cells[place[_READ_IN]].strip(), *answer.claims) if part)
        written += 1
    if written:
        content = to_csv(table.header, (Row(tuple(cells), number).cells for number, cells in rows.items()))
        write_together(folder, "accept", {FILE: content}, seen={FILE: before})
    return written
