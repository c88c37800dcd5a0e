"""Checks written as SPARQL: one ``.rq`` file is one kind of problem, with a header that says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from trosol.check.apart import select_apart
from trosol.check.column_queries import ColumnQueries
from trosol.check.numbered_columns import Columns
from trosol.check.places import Places
from trosol.check.shapes import data_columns
from trosol.errors import ERROR, INFO, WARNING, Problem, TrosolError, Where, shorten
from trosol.rdf.claim_pattern import to_lines
from trosol.rdf.engine import Store, sorted_lines
from trosol.read.sources import Reading

__all__ = ["Query", "check_queries", "read_queries"]

_Answer = tuple[tuple[str, ...], list[tuple[str | None, ...]]]
_HEADER = re.compile(r"^#\s*(Problem|Solution|Severity):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Query:
    """One check: its name (the file's), what is wrong when it answers, how to mend it, how bad it is."""

    name: str
    problem: str
    solution: str
    severity: str
    text: str


def read_queries(folder: Path) -> tuple[Query, ...]:
    """Every ``.rq`` file of a folder, by name. Raises :class:`TrosolError` for one without its header."""
    queries = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        if not {"Problem", "Solution"} <= set(header) or header.get("Severity", ERROR) not in (ERROR, WARNING, INFO):
            raise TrosolError(
                Problem(
                    "query-header",
                    "The check has no complete header.",
                    "Begin it with lines '# Problem: …', '# Solution: …' and '# Severity: error|warning|info'.",
                    Where(f"checks/{path.name}"),
                )
            )
        queries.append(Query(path.stem, header["Problem"], header["Solution"], header.get("Severity", ERROR), text))
    return tuple(queries)


def check_queries(reading: Reading, folder: Path, data: Columns | None = None) -> list[Problem]:
    """Run every check on ontology and data together. ``data``: of :func:`trosol.check.shapes.data_columns`, where they are there already."""
    queries = read_queries(folder)
    answers = _answers(reading, [query.text for query in queries], data or data_columns(reading))
    places = Places(reading)
    problems = []
    for query, (columns, rows) in zip(queries, answers, strict=True):
        for row in sorted({tuple(value or "" for value in row) for row in rows}):
            found = dict(zip(columns, row, strict=True))
            subject, detail = found.get("subject", ""), found.get("detail", "")
            shown = f" ({shorten(places.name(detail) if detail.startswith('http') else detail)})" if detail else ""
            problems.append(
                Problem(
                    query.name,
                    f"{places.name(subject)}: {query.problem}{shown}",
                    query.solution,
                    places.where(subject),
                    query.severity,
                    subject,
                )
            )
    return problems


def _answers(reading: Reading, texts: Sequence[str], data: Columns) -> list[_Answer]:
    """Of each query: on columns; what is not read there, by the engine, and in a process of its own where terms came with the ecosystem."""
    terms = [line.decode() for line in sorted_lines(reading.vocabulary.triples)]
    columns = ColumnQueries(Columns(terms, data))
    found: list[_Answer | None] = [columns.answer(text) for text in texts]
    rest = [text for text, answer in zip(texts, found, strict=True) if answer is None]
    others: Iterator[_Answer] = iter(())
    if rest:
        lines = to_lines(reading.records, reading.ontology)
        if reading.vocabulary.own:
            others = iter(select_apart(chain(terms, chain.from_iterable(lines)), rest))
        else:
            store = Store(reading.vocabulary.triples, lines)
            others = ((answer.columns, list(answer.rows)) for answer in map(store.select, rest))
    return [next(others) if answer is None else answer for answer in found]
