"""Questions with the answers that a person read from the source: they fail when an edit breaks what could be asked before.

An ecosystem keeps them in ``questions/expected.csv``, one question a row::

    question,filled,status,answers,exact,rows,read_in
    which-actions-address,challenge=challenge-metrics,answered,action-embed,yes,1,c0634
    who-is-between,one=unpaid-carers|other=commissioners,notStated,,yes,0,no tie is told

``answers`` are ids (or values, where a question answers in numbers) that must be among the answers; with ``exact`` they are
all there are. Of a question whose wording is missing they are the gaps. ``rows`` is how many there must be. Further columns,
such as where somebody read it, are for people. Answers that are lost are an error; answers beyond those expected are a warning, since
a true claim adds some: somebody has to look at them and write them down (:mod:`trosol.questions.acceptance`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from trosol.errors import ERROR, WARNING, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, open_folder
from trosol.plain import ToJson, as_json
from trosol.questions.answering import ANSWERED, NOT_TRANSCRIBED, AnswerRow, Reply, reply_to
from trosol.questions.catalogue import NONE, NOT_STATED, Question, find_question, library
from trosol.read.sources import Reading
from trosol.read.tables import Row, Table, read_csv
from trosol.sparql.limits import Limits
from trosol.sparql.query_pool import Pool
from trosol.store.snapshot import Snapshot

__all__ = [
    "FILE",
    "Difference",
    "Expected",
    "asking",
    "check_expected",
    "check_questions",
    "differences",
    "key_of",
    "read_expected",
]

FILE = "questions/expected.csv"
_STATUSES = (ANSWERED, NONE, NOT_STATED, NOT_TRANSCRIBED)
_NEEDED, _OPTIONAL = ("question", "filled", "status", "answers"), ("exact", "rows")
_SHOWN = 4
_MORE_SHOWN = 20
MAX_SECONDS = 60.0
"""Seconds that all expected answers of an ecosystem together may take."""

_SECONDS = 10.0
"""Longer than people wait: a slow machine must not make a right answer wrong."""


@dataclass(frozen=True, slots=True)
class Expected(ToJson):
    """One row: the question, its blanks filled (name to id), and what must come. ``rows``: None where any number will do."""

    question: str
    values: Mapping[str, str]
    status: str
    answers: frozenset[str]
    exact: bool
    rows: int | None
    where: Where = field(metadata=as_json("row", made=lambda where: where.row))


def read_expected(folder: Folder) -> tuple[tuple[Expected, ...], list[Problem]]:
    """Rows of the file in an ecosystem's folder, and problems of those that cannot be read; nothing where there is none."""
    table, problems = read_csv(folder, FILE)
    if table is None:
        return (), problems
    if missing := [name for name in _NEEDED if name not in table.header]:
        wrong = Problem(
            "expected-row",
            f"The column '{missing[0]}' is missing.",
            f"The columns are: {', '.join(_NEEDED)}, and if you like {', '.join(_OPTIONAL)}.",
            table.where(1),
        )
        return (), [*problems, wrong]
    rows = []
    for row in table.rows:
        try:
            rows.append(_expected(table, row))
        except TrosolError as error:
            problems.extend(error.problems)
    return tuple(rows), problems


def _expected(table: Table, row: Row) -> Expected:
    cells = {name: cell.strip() for name, cell in zip(table.header, row.cells, strict=True)}

    def wrong(column: str, message: str, remedy: str) -> TrosolError:
        return TrosolError(Problem("expected-row", message, remedy, table.where(row.number, column)))

    status, rows, exact = cells["status"], cells.get("rows", ""), cells.get("exact", "")
    if status not in _STATUSES:
        raise wrong("status", f"'{shorten(status)}' is no status of an answer.", f"Use one of: {', '.join(_STATUSES)}.")
    if rows and not rows.isdecimal():
        raise wrong("rows", f"'{shorten(rows)}' is no number of rows.", "Give a whole number, or leave it empty.")
    if exact not in ("", "yes"):
        raise wrong("exact", f"'{shorten(exact)}' does not say whether these are all answers.", "Write yes, or leave it empty.")
    values = {}
    for pair in _several(cells["filled"]):
        name, equals, key = pair.partition("=")
        if not equals or not name or not key:
            raise wrong("filled", f"'{shorten(pair)}' fills no blank.", "Write blank=id, several separated by '|'.")
        values[name.strip()] = key.strip()
    return Expected(
        cells["question"],
        values,
        status,
        frozenset(_several(cells["answers"])),
        exact == "yes",
        int(rows) if rows else None,
        table.where(row.number),
    )


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a question answers now, beside what a row expects. ``said``: what was lost or is otherwise; ``more``: answers it gained.

    ``spare``: how many of ``more`` are too many; the row may name fewer answers than it counts.
    """

    row: Expected
    reply: Reply
    said: tuple[str, ...]
    more: tuple[AnswerRow, ...]
    spare: int


def check_expected(rows: Sequence[Expected], snapshot: Snapshot, questions: Sequence[Question], pool: Pool) -> list[Problem]:
    """Ask every question, and say of each whose answer is not the expected one what was expected and what came.

    An answer that lost something is an error; one that only gained something is a warning, for a true claim adds answers.
    """
    problems = []
    for found in differences(rows, snapshot, questions, pool):
        problems.append(found if isinstance(found, Problem) else _problem(found))
    return problems


def differences(
    rows: Sequence[Expected], snapshot: Snapshot, questions: Sequence[Question], pool: Pool
) -> Iterator[Difference | Problem]:
    """Ask every question; a difference for each answer that is not the expected one, a problem for each row that cannot be asked."""
    too_slow: set[str] = set()
    begun = time.monotonic()
    for number, row in enumerate(rows):
        if time.monotonic() - begun > MAX_SECONDS:
            left = f"{len(rows) - number:,} rows were not asked: those before took more than {MAX_SECONDS:g} seconds."
            yield Problem("expected-row", left, "Make the questions quicker, or expect fewer answers.", row.where)
            return
        if row.question in too_slow:
            continue
        try:
            question = find_question(questions, row.question)
            if unknown := sorted(set(row.values) - {parameter.name for parameter in question.parameters}):
                raise WrongUse(
                    Problem(
                        "question-blank",
                        f"“{question.title()}” has no blank '{shorten(unknown[0])}'.",
                        f"Its blanks are: {', '.join(p.name for p in question.parameters) or 'none'}.",
                    )
                )
            found = _difference(row, reply_to(question, snapshot, row.values, pool=pool))
            if found.said or found.spare:
                yield found
        except TrosolError as error:
            if any(each.code in ("query-time", "query-crashed") for each in error.problems):
                too_slow.add(row.question)  # once is enough
            # What makes a question impossible to ask is said in its own words; the row is what has to be looked at.
            for each in error.problems:
                yield Problem("expected-row", f"{row.question}: {each.message}", each.remedy, row.where, subject=row.question)


def _difference(row: Expected, reply: Reply) -> Difference:
    found = [key for key, _ in reply.gaps] if reply.status == NOT_TRANSCRIBED else [key_of(each) for each in reply.rows]
    said = []
    silent = row.status in (NONE, NOT_STATED)  # there were no answers: any answer is one more
    if reply.status != row.status and not (silent and reply.status == ANSWERED):
        said.append(f"expected {row.status}, but it is {reply.status}{_named(found) and f' ({_named(found)})'}")
        return Difference(row, reply, tuple(said), (), 0)
    if missing := sorted(row.answers - set(found)):
        said.append(f"expected {_named(missing)} among the answers, but came {_named(found) or 'nothing'}")
    if row.rows is not None and row.rows > len(found):
        said.append(f"expected {row.rows} rows, but came {len(found)}")
    more = tuple(each for each in reply.rows if key_of(each) not in row.answers) if reply.status == ANSWERED else ()
    spare = 0 if row.rows is None else max(0, len(found) - row.rows)
    spare = len(more) if row.exact or reply.status != row.status else min(spare, len(more))
    if reply.status == NOT_TRANSCRIBED and (spare or (row.exact and set(found) - row.answers)):
        said.append(f"expected no further things whose wording is missing, but came {_named(found)}")
    return Difference(row, reply, tuple(said), more, spare)


def key_of(answer: AnswerRow) -> str:
    """What a row of an answer is called in the file: its id, or the value where it has none."""
    return answer.id or answer.label


def _problem(found: Difference) -> Problem:
    row, more = found.row, [key_of(each) for each in found.more]
    gained = f"{found.spare} more than expected: {_named(more, _MORE_SHOWN)}" if found.spare else ""
    text = "; ".join([*found.said, *([gained] if gained else [])])
    code = "expected-answer" if found.said else "expected-more"
    remedy = (
        "See whether the data, the ontology or the question's query was changed by mistake; "
        "if the new answer is what the source says, correct the row."
        if found.said
        else "If that is what the source says, `trosol questions ECOSYSTEM --accept` writes it down; else see which claim is at fault."
    )
    return Problem(
        code,
        f"“{found.reply.understood_as}” ({row.question}): {text}.",
        remedy,
        row.where,
        ERROR if found.said else WARNING,
        row.question,
    )


def _named(keys: Sequence[str], most: int = _SHOWN) -> str:
    more = len(keys) - most
    return ", ".join(shorten(key) for key in keys[:most]) + (f" and {more} more" if more > 0 else "")


def check_questions(reading: Reading) -> list[Problem]:
    """Read the library of an ecosystem that was read, and ask what it expects. Nothing to ask: no problems.

    All questions go to one worker, one after the other, and no copies of it are made: nobody else's questions wait there.
    """
    folder = reading.path if reading.path and reading.path.is_dir() else None
    try:
        questions = library(reading.ontology, folder, dict(reading.questions))
    except TrosolError as error:
        return list(error.problems)
    if folder is None:
        return []
    rows, problems = read_expected(open_folder(folder))
    if not rows:
        return problems
    with asking(reading) as (snapshot, pool):
        return [*problems, *check_expected(rows, snapshot, questions, pool)]


@contextmanager
def asking(reading: Reading) -> Iterator[tuple[Snapshot, Pool]]:
    """What questions are put to: one worker that waits long enough for a slow machine."""
    snapshot = Snapshot.of(reading)
    pool = Pool((), Limits(seconds=_SECONDS), workers=1, copied=False, content=snapshot.ntriples)
    try:
        yield snapshot, pool
    finally:
        pool.close()
