"""A file that somebody brings: read from a folder of its own that is gone afterwards, within the reader's limits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from screen_parts import table
from trosol.check.check_report import CheckReport
from trosol.check.check_run import check
from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, TrosolError
from trosol.table import Rows
from trosol.views.plain_words import plain
from words import _

__all__ = ["ENDINGS", "brought", "checked", "nameless", "opened", "problems_table"]

ENDINGS = ["xlsx", "ttl"]


def _kept(folder: str, uploaded: Any) -> Path:
    # The name that a browser sends is not used: it could be a path.
    ending = Path(str(uploaded.name)).suffix.lower()
    path = Path(folder) / f"upload{ending if ending.lstrip('.') in ENDINGS else '.xlsx'}"
    path.write_bytes(uploaded.getvalue())
    return path


def opened(uploaded: Any) -> Ecosystem:
    """The ecosystem in an uploaded file. Raises :class:`TrosolError` with every problem, none of which names a path of this machine."""
    with tempfile.TemporaryDirectory(prefix="trosol-") as folder:
        try:
            return Ecosystem.load(_kept(folder, uploaded))
        except TrosolError as error:
            raise type(error)(tuple(nameless(problem, folder) for problem in error.problems)) from None


def brought() -> Ecosystem | None:
    """Ask for a file and read it; None where there is none or where it cannot be read, which is then said."""
    uploaded = st.file_uploader(_("Workbook or Turtle file"), type=ENDINGS, max_upload_size=20)
    if uploaded is None:
        return None
    try:
        return opened(uploaded)
    except TrosolError as error:
        for problem in error.problems[:20]:
            st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
        return None


def checked(uploaded: Any) -> CheckReport:
    """The whole check of an uploaded file."""
    with tempfile.TemporaryDirectory(prefix="trosol-") as folder:
        report = check(_kept(folder, uploaded))
        return CheckReport(
            "upload",
            Rows(nameless(problem, folder) for problem in report.problems),
            report.counts,
            report.ran,
            report.skipped,
        )


def problems_table(problems: Iterable[Problem]) -> None:
    """What is wrong, where, and how to mend it, as a table."""
    words = {"error": _("error"), "warning": _("warning"), "info": _("remark")}
    rows = [(words[p.severity], str(p.where or ""), p.message, p.remedy, p.code) for p in problems]
    columns = [_("How bad"), _("Where"), _("What is wrong"), _("How to mend it"), _("Code")]
    table("problems", columns, rows, says=_("Problems found"))


def nameless(problem: Problem, folder: str) -> Problem:
    """The problem without the path of the folder that the upload was put into."""

    def without(text: str) -> str:
        return text.replace(f"{Path(folder).resolve()}/", "").replace(f"{folder}/", "")

    where = problem.where
    if where is not None:
        where = replace(where, file=without(where.file))
    return replace(problem, message=without(problem.message), remedy=without(problem.remedy), where=where)
