"""A brief as a file: HTML (one file, no script, nothing fetched), PDF (tagged, PDF/UA-1), Word, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from io import BytesIO
from typing import Any

from trosol.brief.brief_words import BriefWords, words_of
from trosol.brief.document import Brief, Part
from trosol.brief.pdf import drawn
from trosol.errors import Problem, WrongUse, shorten
from trosol.extras import needs_extra
from trosol.files.packed import packed_anew
from trosol.files.workbook_text import shown

__all__ = ["NEEDS", "WRITERS", "write"]


def write(brief: Brief, form: str) -> bytes:
    """The brief in one of :data:`WRITERS`. Raises :class:`WrongUse` for another."""
    writer = WRITERS.get(form.lower())
    if writer is None:
        raise WrongUse(
            Problem("format-unknown", f"A brief is not written as '{shorten(form)}'.", f"Use one of: {', '.join(WRITERS)}.")
        )
    return writer(brief)


def _asset(name: str) -> str:
    return files("trosol.brief").joinpath("assets", name).read_text(encoding="utf-8")


def _html(brief: Brief) -> bytes:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_asset("brief.html")).render(brief=brief, words=words_of(brief)).encode("utf-8")


def _pdf(brief: Brief) -> bytes:
    return drawn(brief)[0]


def _word(brief: Brief) -> bytes:
    with needs_extra("word"):
        from docx import Document
        from docx.shared import Pt

    words = words_of(brief)
    document = Document()
    document.core_properties.title = _plain(brief.title)
    document.core_properties.language = brief.language
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(_plain(brief.title), 1)
    document.add_paragraph(_plain(f"{brief.about} · {words.date} · {words.counts}: {brief.lens}."))
    if brief.recommendation:
        document.add_heading(words.recommends, 2)
        for line in brief.recommendation:
            document.add_paragraph(_plain(line), style="List Bullet")
    for part in brief.parts:
        document.add_heading(_plain(part.heading), 2)
        document.add_paragraph().add_run(_plain(part.answer)).bold = True
        if part.rows:
            _word_table(document, part, words)
        if part.against:
            document.add_heading(words.against, 3)
            for line in part.against:
                document.add_paragraph(_plain(line), style="List Bullet")
        if part.evidence:
            document.add_heading(words.evidence, 3)
            document.add_paragraph(words.showing(len(part.evidence), part.evidence_of))
            for proof in part.evidence:
                text = f"{proof.sentence} ({proof.mode}; {proof.voices}; {proof.place}) {proof.claim}"
                document.add_paragraph(_plain(text), style="List Bullet")
    document.add_heading(words.annex, 2)
    for part in brief.parts:
        document.add_heading(_plain(part.heading), 3)
        document.add_paragraph(_plain(part.method))
        document.add_paragraph(_plain(f"{words.again}: {part.command}"))
    for line in (f"{words.source}: {brief.credit}", words.made, f"{words.snapshot} {brief.snapshot}"):
        document.add_paragraph(_plain(line))
    out = BytesIO()
    document.save(out)
    return packed_anew(out.getvalue())


def _word_table(document: Any, part: Part, words: BriefWords) -> None:
    heads, rows = _cells(part, words)
    document.add_paragraph(words.showing(len(part.rows), part.rows_of))
    table = document.add_table(rows=1, cols=len(heads), style="Light List Accent 1")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = _plain(text)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(text)


def _plain(text: str) -> str:
    """A text as Word files can hold it: what XML cannot hold is shown as a mark."""
    return shown(text).replace("\r", "\n")


def _cells(part: Part, words: BriefWords) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of a part's table; without the columns that say nothing."""
    heads = words.heads(part.rows)
    return [*heads.values()], [[getattr(row, field) for field in heads] for row in part.rows]


def _markdown(brief: Brief) -> bytes:
    from trosol.views.plain_words import plain

    words = words_of(brief)
    about = f"{plain(brief.about)} · {words.date} · {words.counts}: {plain(brief.lens)}."
    lines = [f"# {plain(brief.title)}", "", about, ""]
    if brief.recommendation:
        lines += [f"## {words.recommends}", "", *(f"- {plain(line)}" for line in brief.recommendation), ""]
    for part in brief.parts:
        lines += [f"## {plain(part.heading)}", "", f"**{plain(part.answer)}**", ""]
        if part.rows:
            heads, rows = _cells(part, words)
            lines += [words.showing(len(part.rows), part.rows_of), ""]
            table = [heads, ["---"] * len(heads), *([plain(cell) for cell in row] for row in rows)]
            lines += [*(f"| {' | '.join(row)} |" for row in table), ""]
        if part.against:
            lines += [f"### {words.against}", "", *(f"- {plain(line)}" for line in part.against), ""]
        if part.evidence:
            lines += [f"### {words.evidence}", "", words.showing(len(part.evidence), part.evidence_of), ""]
            lines += [f"- {plain(p.sentence)} ({p.mode}; {plain(p.voices)}; {plain(p.place)}) `{p.claim}`" for p in part.evidence]
            lines.append("")
    lines += [f"## {words.annex}", ""]
    for part in brief.parts:
        lines += [f"### {plain(part.heading)}", "", plain(part.method), "", f"{words.again}: `{part.command}`", ""]
    lines += [f"{words.source}: {plain(brief.credit)}", "", plain(words.made), "", f"{words.snapshot} `{brief.snapshot}`", ""]
    return "\n".join(lines).encode("utf-8")


def _json(brief: Brief) -> bytes:
    return (json.dumps(brief.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


NEEDS = {"pdf": "pdf", "docx": "word"}
"""The extra that a form needs."""

WRITERS: Mapping[str, Callable[[Brief], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _word,
    "md": _markdown,
    "json": _json,
}
"""Every form that a brief can be written in, by the ending of its file."""
