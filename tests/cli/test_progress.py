"""Whoever watches sees that something goes on; a file or another program gets nothing of it."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pathlib import Path

import pytest

from trosol.cli.main import VERBS, main

WALES = "wales-social-care-2022"
QUICK = {"dashboard", "mend", "new", "undo"}
"""What takes no time on any ecosystem, or shows its own window."""


class Terminal(io.StringIO):
    """Standard error as a person's terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("verb", sorted(set(VERBS) - QUICK))
def test_every_verb_that_may_take_long_shows_its_steps(verb: str) -> None:
    module = import_module(f"trosol.cli.{VERBS[verb].module}")
    assert hasattr(module, "steps") or VERBS[verb].reads_only


@pytest.mark.parametrize(
    "words",
    [
        ["horizons", WALES],
        ["networks", WALES, "--json"],
        ["ask", WALES, "which actions address risk?"],
        ["query", WALES, "query.rq", "--json"],
        ["template", WALES, "--output", "wales.xlsx"],
        ["agree", WALES, WALES, "--resamples", "5"],
        ["adjudicate", WALES, WALES, "--into", "both"],
        ["gatekeepers", WALES, "--draws", "20", "--json"],
    ],
    ids=lambda words: words[0],
)
def test_steps_are_seen_at_a_terminal_only(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "xterm")
    Path("query.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    with monkeypatch.context() as watched:
        seen = Terminal()
        watched.setattr(sys, "stderr", seen)
        assert main(words) == 0
    shown = capsys.readouterr().out
    assert "━" in seen.getvalue()
    assert "\x1b[" not in shown
    if words[0] in ("template", "adjudicate"):
        return  # what they write is there now
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path / "other"))
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stderr", piped)
    assert main(words) == 0
    assert "━" not in piped.getvalue() and "\x1b[" not in piped.getvalue()
    if "--json" in words and words[0] != "query":
        assert capsys.readouterr().out == shown
