"""What the command line prints cannot steer a terminal, wherever it came from; and what cannot be written is one sentence."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from builders import DATASET, TABLES, tiny
from conftest import ROOT
from picked import few_first
from ports import HANG
from trosol.cli.main import VERBS, main
from trosol.cli.output import print_json, steps, table
from trosol.cli.printing import Printed, in_json, print_exactly, printing, visible
from trosol.errors import TrosolError

ODD = "N\x9b31m\x9d52;c;aGk=\x9c\u202eabc\u2066\u200f\u2028\u200bx"
"""What tables let in as a label, and what a terminal or a reader is led astray by."""
ONE_LINE = ODD.replace("\u2028", "")
ESC = f"\x1b]0;title\x07\x1b[31m\r\x08{ODD}"
"""What is refused in tables, and comes by way of maps, keys, arguments and names of files."""
STEERS = "steers"


def raw(text: str) -> set[str]:
    """Characters in what was printed that steer, turn or hide; not worked out as the printer does."""
    odd = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t"}
    turning = {c for c in text if unicodedata.bidirectional(c) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")}
    return odd | turning | (set(text) & set("\u061c\u200b\u200e\u200f\u2060\ufeff"))


def in_toml(text: str) -> str:
    """The text as it is written in TOML with escapes alone."""
    return "".join("\\u" + format(ord(char), "04x") for char in text)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two ecosystems and files whose every text is odd."""
    here = tmp_path_factory.mktemp(STEERS)

    def odd(name: str, *columns: str) -> list[list[str]]:
        head, *rows = TABLES[name]
        return [head, *[[f"{ODD} {c}" if h in columns and c else c for h, c in zip(head, row, strict=True)] for row in rows]]

    tables = {
        "sources": odd("sources", "title"),
        "evidence": odd("evidence", "section", "paraphrase"),
        "entities": odd("entities", "label", "description"),
        "claims": odd("claims", "rationale", "hedge"),
        "observations": odd("observations", "unit", "note"),
    }
    dataset = DATASET.replace("A tiny", f"A {in_toml(ODD)}")
    for name in ("eco", "eco2"):
        made = tiny(here / name, dataset, **tables)
        (made / "questions").mkdir()
        (made / "questions" / "odd.rq").write_text(
            f"# Question: Who bends {{thing}}{ONE_LINE}?\n# Audience: leader\n# Parameter: thing Friction\n"
            "SELECT ?answer WHERE { BIND($thing AS ?answer) }",
            encoding="utf-8",
        )
    broken = tiny(here / "broken", DATASET + '"key' + in_toml(ESC) + '" = 1\n')
    (broken / "modules").mkdir()
    (broken / "modules" / "m.ttl").write_text('<urn:\\u001b> <urn:p> "\\u009b', encoding="utf-8")
    (here / "talk.txt").write_text(f"# Forms{ONE_LINE}\nToo much paper stifles good care.\n", encoding="utf-8")
    kumu = {
        "elements": [
            {"_id": "a", "attributes": {"label": f"A{ESC}", "element type": f"kind{ESC}"}},
            {"_id": "b", "attributes": {"label": "B"}},
        ],
        "connections": [{"from": "a", "to": "b", "attributes": {"type": f"tie{ESC}", f"key{ESC}": ESC}}],
    }
    (here / "k.json").write_text(json.dumps(kumu), encoding="utf-8")
    said = (
        f"a <http://www.w3.org/2002/07/owl#Class> ; <http://www.w3.org/2000/01/rdf-schema#label> {json.dumps(ESC + ' company')}"
    )
    (here / "odd.owl").write_text(f"<http://example.org/Odd> {said} .", encoding="utf-8")
    (here / "h.csv").write_text(f"from,to,x{ESC}\na{ESC},b,c\n", encoding="utf-8", newline="")
    (here / "edges.csv").write_text(f"source,target\na{ODD},b\nb,c{ODD}\n", encoding="utf-8")
    (here / f"n{ESC.replace('/', '')}.csv").write_text("from,to\n", encoding="utf-8")
    (here / "q.rq").write_text(f'SELECT ("\x1b[31m{ODD}" AS ?a) ("\x9b31m\u202e" AS ?b) {{}}', encoding="utf-8")
    (here / "wrong.rq").write_text(f'SELECT ?x {{ ?s ?p "a{ESC}" . xx }}', encoding="utf-8", newline="")
    return here


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "eco"),
    ("check", "broken"),
    ("show", "eco", "nurses"),
    ("show", "eco", ESC),
    ("networks", "eco"),
    ("gatekeepers", "eco", "--draws", "20"),
    ("centrality", "eco", "--network", "influence"),
    ("leverage", "eco", "--draws", "20"),
    ("horizons", "eco"),
    ("pathways", "eco", "form", "care"),
    ("scenario", "eco", "--push", "form=+"),
    ("portfolio", "eco", "--k", "2", "--resamples", "5"),
    ("matrix", "eco"),
    ("voices", "eco", "--draws", "20"),
    ("next-evidence", "eco"),
    ("report", "eco", "--draws", "20"),
    ("brief", "eco", "--draws", "20", "--title", ESC, "--output", "brief.html"),
    ("compare", "eco", "eco2", "--draws", "20"),
    ("ask", "eco", "who bends too many forms"),
    ("ask", "eco", "odd", "--with", "thing=paper"),
    ("ask", "eco", ESC),
    ("questions", "eco"),
    ("query", "eco", "q.rq"),
    ("query", "eco", "wrong.rq"),
    ("measure", "edges.csv", "--measure", "betweenness"),
    ("new", "ecosystem", f"x{ODD}", "--title", ESC),
    ("new", "module", "terms", "--into", "eco", "--title", ODD),
    ("template", "eco", "--output", "t\x1b[31m.xlsx"),
    ("import", "k.json", "--into", "eco", "--preview"),
    ("import", "k.json", "--into", "eco", "--start-mapping", "m\x1b[31m.toml"),
    ("import", "h.csv", "--into", "eco"),
    ("import", f"n{ESC.replace('/', '')}.csv", "--into", "eco"),
    ("open", "k.json", "--into", "opened", "--yes", "--check"),
    ("merge", "eco", "nurses", "form", "--preview"),
    ("suggest", "eco", "talk.txt"),
    ("source", "show", "eco", "talk.txt"),
    ("source", "add", "talk.txt", "--into", "eco2", "--title", ESC),
    ("claim", "add", "eco", "--subject", ESC, "--relation", ESC, "--object", "care", "--source", "talk", "--lines", "1"),
    ("module", "add", "odd.owl", "--into", "eco", "--map", "--preview"),
    ("mend", "eco", "--preview"),
    ("preview", "eco", "--with", "k.json", "--check"),
    ("undo", "eco", "--list"),
    ("diff", "eco", "eco2", "--draws", "20"),
    ("diff", f"HEAD{ESC}:eco", "eco"),
    ("agree", "eco", "eco2", "--resamples", "5"),
    ("adjudicate", "eco", "eco2", "--into", "third\x1b[31m"),
    ("docs", "eco", "--output", "pages\x1b[31m"),
    ("release", "eco", "--unfinished", "--draws", "20", "--output", "."),
    ("export", "eco", "--format", "turtle", "--output", "x\x1b[31m.ttl"),
    ("export", ESC, "--format", ESC),
    ("store", "list", "--store", f"sparql:http://127.0.0.1:9/{ODD}"),
    ("serve", "eco", "--check"),
    ("mcp", "eco", "--check"),
    ("dashboard", "broken", "--no-browser"),
    (ESC,),
)


def test_every_verb_is_called() -> None:
    assert set(VERBS) <= {words[0] for words in COMMANDS}


WRONG = {"broken", ESC, "wrong.rq", "h.csv", f"HEAD{ESC}:eco"}
"""What a command is given so that it complains; without one of these it has to do its work."""


def run(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> str:
    with suppress(SystemExit):
        main(list(words))
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize("as_json", few_first([False, True], [False]), ids=["text", "json"])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: visible(" ".join(words))[:60].encode("ascii", "replace").decode())
def test_no_verb_prints_what_steers_a_terminal(
    words: tuple[str, ...], as_json: bool, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    shown = run((*words, "--json") if as_json else words, capsys)
    assert shown
    assert not raw(shown)
    assert WRONG & set(words) or "usage:" not in shown


class Full(io.RawIOBase):
    """A disk that is full, or a pipe whose reader has gone."""

    def __init__(self, error: int) -> None:
        self.error, self.tried = error, 0

    def writable(self) -> bool:
        return True

    def write(self, _content: object) -> int:
        self.tried += 1
        raise OSError(self.error, os.strerror(self.error))


ONCE = {words[0]: words for words in reversed(COMMANDS) if words[0] in VERBS and words[1:2] != ("broken",)}


@pytest.mark.parametrize(
    "error",
    few_first((errno.ENOSPC, errno.EPIPE, errno.EIO), (errno.ENOSPC,)),
    ids=["full", "pipe", "broken"],
)
@pytest.mark.parametrize("verb", sorted(set(ONCE)))
def test_what_cannot_be_written_is_one_sentence(
    verb: str, error: int, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    disk = Full(error)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(disk), encoding="utf-8"))
    code = main([*ONCE[verb], "--json"])
    said = capsys.readouterr().err
    assert "Traceback" not in said
    if error == errno.EPIPE:
        assert code == 0 and "output-unwritable" not in said
    else:
        assert code in (1, 2) and said.count("[output-unwritable]") == 1
    assert disk.tried


PROGRAM = [sys.executable, "-m", "trosol"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words",
    few_first(
        ["--help", "show eco nurses", "export eco --format turtle", "query eco q.rq --format csv"],
        ["--help", "query eco q.rq --format csv"],
    ),
)
def test_a_full_disk_in_a_process_of_its_own(words: str, place: Path) -> None:
    """As the interpreter ends it flushes again: nothing more is said then."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *words.split()], cwd=place, env=ENV, stdout=full, stderr=subprocess.PIPE, check=False, timeout=HANG
        )
    assert done.returncode == 1
    assert done.stderr.decode().strip().splitlines()[-1].endswith("[output-unwritable]")
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
@pytest.mark.parametrize(
    "words", few_first(["--help", "show eco nurses", "export eco --format turtle", "questions eco"], ["show eco nurses"])
)
def test_a_reader_that_has_seen_enough_and_streams_that_are_not_there(words: str, place: Path) -> None:
    begin = f"'{sys.executable}' -m trosol {words}"
    ended = subprocess.run(f"{begin} | true; echo ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash", cwd=place, env=ENV, capture_output=True, check=True, timeout=HANG)  # fmt: skip
    assert ended.stdout.split()[-1] == b"0" and b"Traceback" not in ended.stderr and b"Exception" not in ended.stderr
    closed = subprocess.run(f"{begin} >&-", shell=True, executable="/bin/bash", cwd=place, env=ENV, capture_output=True, check=False, timeout=HANG)  # fmt: skip
    assert closed.returncode == 1 and b"[output-unwritable]" in closed.stderr and b"Traceback" not in closed.stderr
    silent = subprocess.run(f"{begin} 2>&-", shell=True, executable="/bin/bash", cwd=place, env=ENV, capture_output=True, check=False, timeout=HANG)  # fmt: skip
    assert silent.returncode == 0 and silent.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize(
    "words",
    [
        ["export", "eco", "--format", "turtle", "--output", "out.ttl"],
        pytest.param(["export", "eco", "--format", "parquet", "--output", "out-parquet"], marks=pytest.mark.exhaustive),
        pytest.param(["brief", "eco", "--draws", "20", "--output", "out.html"], marks=pytest.mark.exhaustive),
        pytest.param(["docs", "eco", "--output", "out-pages"], marks=pytest.mark.exhaustive),
        pytest.param(["template", "eco", "--output", "out.xlsx"], marks=pytest.mark.exhaustive),
        pytest.param(["release", "eco", "--unfinished", "--draws", "20", "--output", "."], marks=pytest.mark.exhaustive),
        pytest.param(["adjudicate", "eco", "eco2", "--into", "out-third"], marks=pytest.mark.exhaustive),
        pytest.param(["new", "ecosystem", "out-new"], marks=pytest.mark.exhaustive),
        ["import", "k.json", "--into", "eco", "--start-mapping", "out.toml"],
    ],
    ids=lambda words: words[0] + "-" + words[-1],
)
def test_a_disk_without_room_for_the_file(words: list[str], place: Path) -> None:
    """No file may grow: a sentence with the file's name, and nothing is left behind."""
    before = files_in(place)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.dont_write_bytecode = True;"
        "from trosol.cli.main import main; import trosol.export, trosol.brief, trosol.pages, trosol.release;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16)); sys.argv[0] = 'trosol'; sys.exit(main())"
    )
    env = {**ENV, "TROSOL_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=place, env=env, capture_output=True, text=True, check=False, timeout=HANG
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (1, 2) and re.search(r"\[(file|output)-\w+\]$", done.stderr.strip()), done.stderr
    assert files_in(place) == before


def files_in(folder: Path) -> set[Path]:
    """All files but those by which Trosol itself keeps order: a lock, and what a later writer clears away."""
    return {path for path in folder.rglob("*") if path.is_file() and ".trosol" not in path.parts}


@pytest.mark.parametrize(
    "char", [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2069\u200e\u061c\u2028\ud800\udfff"]
)
def test_what_steers_is_shown_and_reads_the_same_in_json(char: str) -> None:
    shown = visible(f"a{char}b")
    assert shown == f"a{char}b" if char in "\n\t" else (shown.startswith("a\\") and not raw(shown))
    text = json.dumps({char: char}, ensure_ascii=False)
    assert json.loads(in_json(text)) == {char: char}
    assert visible(in_json(text)) == in_json(text) and not raw(in_json(text))


@pytest.mark.parametrize("text", ["Tŷ Gŵyr", "العربية", "עברית", "தமிழ்", "می‌خواهم", "👩‍👩‍👧", "e\u0301"])
def test_writing_of_every_script_stays(text: str) -> None:
    assert visible(text) == text


def test_markup_of_the_progress_bar_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with printing(for_good=False), steps(1) as advance:
        advance("[red]a[/red] [link=x]\x9b31m\u202eb")
    assert "[red]a[/red] [link=x]\\x9b31m\\u202eb" in stream.getvalue()


def test_tables_warnings_tracebacks_and_prints_of_others_go_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    import traceback
    import warnings

    with printing(for_good=False):
        print(table([ESC], [[ESC], ["x"]]))
        print_json({ESC: ESC})
        logging.getLogger("somebody.else").error("an error: %s", ESC)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning(UserWarning(ESC), UserWarning, f"{ESC}.py", 1)
        try:
            raise ValueError(ESC)
        except ValueError:
            traceback.print_exc()
        sys.stdout.writelines([ESC, ODD])
    shown = capsys.readouterr()
    assert "Traceback" in shown.err and not raw(shown.out + shown.err)


def test_a_fault_of_the_program_is_shown_through_it_too(tmp_path: Path) -> None:
    code = (
        "import sys, trosol.cli.show as show\nfrom trosol.cli.main import main\n"
        "def run(options): raise RuntimeError('odd \\x1b[31m\\x9b \\u202e')\nshow.run = run\nsys.argv = ['trosol', 'show', 'x', 'y']\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**ENV, "TROSOL_CACHE": "off"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=HANG,
    )
    assert b"RuntimeError" in done.stderr and not raw(done.stderr.decode())


class Screen(io.TextIOWrapper):
    """Standard output as a person's terminal."""

    def isatty(self) -> bool:
        return True


def test_what_programs_read_keeps_its_bytes_and_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    content = f"a,{ESC}\n".encode()
    pipe, screen = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="utf-8"))
    with printing(for_good=False):
        print("first")
        print_exactly(content)
    assert pipe.getvalue() == b"first\n" + content
    monkeypatch.setattr(sys, "stdout", Screen(screen, encoding="utf-8"))
    with printing(for_good=False):
        print_exactly(content + b"\xff")
        sys.stdout.flush()
    assert (
        not raw(screen.getvalue().decode())
        and b"\\x1b]0;title\\x07" in screen.getvalue()
        and screen.getvalue().endswith(b"\\xff")
    )


def test_an_old_terminal_gets_escapes_for_what_it_cannot_show() -> None:
    into = io.BytesIO()
    stream = Printed(io.TextIOWrapper(into, encoding="cp1252"), results=True)
    stream.write("Tŷ → €")
    stream.flush()
    assert into.getvalue() == b"T\\u0177 \\u2192 \x80"


def test_a_problem_is_one_line() -> None:
    from trosol.errors import Problem, Where

    assert "\n" not in str(Problem("x", "a\nb", "c\rd", Where("e\nf")))
    assert str(TrosolError(Problem("x", "a\nerror: all is well [fine]"))).count("\n") == 0


def test_library_calls_give_the_streams_back() -> None:
    before = (sys.stdout, sys.stderr)
    sink: Callable[[], int] = lambda: main(["questions", "no-such-place"])  # noqa: E731
    assert sink() == 2
    assert (sys.stdout, sys.stderr) == before
