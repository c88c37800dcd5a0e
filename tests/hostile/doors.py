"""Every door of Trosol, as a function that brings an item to it and says how it ended and what was told."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders import DATASET, TABLES, table_bytes
from conftest import ROOT
from hostile.items import Item, Traps, filled
from trosol import Ecosystem
from trosol.check import apart, check
from trosol.check.check_report import CheckReport
from trosol.cli.main import main
from trosol.errors import Problem, TrosolError
from trosol.export import export
from trosol.imports import propose

__all__ = ["CLIENT_DOORS", "DOORS", "Ended", "brought"]

CLIENT_DOORS = (
    "upload",
    "dashboard",
    "http",
    "http-words",
    "http-query",
    "http-query-slow",
    "socket",
    "mcp",
    "mcp-words",
    "mcp-query",
    "mcp-resource",
    "guard",
)
"""Doors behind which somebody else may sit: they are never told a path of this machine."""

EVERY_FORM = ("jsonld", "trig", "nanopub", "rdf12", "owl", "graphml", "gexf", "json", "ntriples", "xlsx")
WRITTEN: tuple[str, ...] = EVERY_FORM
"""Forms beside Turtle in which what was accepted is written."""

_ENDINGS = {"turtle": ".ttl", "ntriples": ".nt", "xlsx": ".xlsx"}


@dataclass
class Ended:
    """How it ended: refused, accepted or fault; the codes told, and all that was told."""

    outcome: str
    told: str = ""
    codes: tuple[str, ...] = ()
    placed: bool = True


def refused(problems: Sequence[Problem]) -> Ended:
    """The end of what was refused; a fault where a problem does not say what is wrong and how to mend it."""
    told = "\n".join(str(problem) for problem in problems) + json.dumps([problem.to_json() for problem in problems])
    # A shape's own message says how to mend it.
    mute = [
        p
        for p in problems
        if not p.message.strip() or not p.code or not (p.remedy.strip() or p.code in ("shape", "triple-not-understood"))
    ]
    if mute or not problems:
        return Ended("fault", f"a problem that says too little: {mute[:1]}")
    return Ended("refused", told, tuple(p.code for p in problems), any(p.where is not None for p in problems))


def files_of(folder: Path) -> dict[str, bytes]:
    """What a folder holds, the journal apart."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".trosol" not in p.parts
    }


def tiny_in(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """The tiny ecosystem, with some files replaced. ``name -> target`` makes a link, to a pipe for PIPE."""
    folder.mkdir(parents=True)
    plain = {"dataset.toml": DATASET.encode(), **{f"{name}.csv": table_bytes(rows) for name, rows in TABLES.items()}}
    for name, content in {**plain, **(files or {})}.items():
        short, arrow, target = name.partition(" -> ")
        path = folder / short
        if short.endswith(".csv/x"):
            path.parent.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not arrow:
            path.write_bytes(content)
            continue
        path.unlink(missing_ok=True)
        if target == "PIPE":
            os.mkfifo(path)
        elif target == "OUTSIDE":
            outside = folder.parent / "outside"
            outside.mkdir()
            path.symlink_to(outside)
        else:
            path.symlink_to(target)
    return folder


def file_of(item: Item, place: Path, traps: Traps) -> Path:
    """The one file of an item, on disk."""
    [(name, content)] = [(n, c) for n, c in item.contents(traps).items() if n != "m.toml"]
    path = place / name
    path.write_bytes(content)
    return path


def folder_of(item: Item, place: Path, traps: Traps) -> Path:
    """The tiny ecosystem with the files of an item in it."""
    return tiny_in(place / "tiny", item.contents(traps))


def cli(*words: str, given: bytes = b"ASK {}") -> Ended:
    """A command as a person would call it, in this process."""
    out, err = io.StringIO(), io.StringIO()
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(given))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(list(words))
            except SystemExit as stop:
                code = int(stop.code or 0)
    finally:
        sys.stdin = stdin
    told = (
        out.getvalue().encode("utf-8", "backslashreplace").decode() + err.getvalue().encode("utf-8", "backslashreplace").decode()
    )
    if code not in (0, 1, 2) or "Traceback" in told or (code and not told.strip()):
        return Ended("fault", f"exit code {code}: {told}")
    if steers := {char for char in out.getvalue() + err.getvalue() if _steers(char)}:
        return Ended("fault", f"what was printed steers a terminal: {sorted(map(ascii, steers))}")
    codes = [part.partition("]")[0] for part in told.split("[")[1:]]
    codes += [part.partition('"')[0] for part in told.split('"code": "')[1:]]
    return Ended("refused" if code else "accepted", told, tuple(codes))


def _steers(char: str) -> bool:
    turning = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    return (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char not in "\n\t") or (
        unicodedata.bidirectional(char) in turning
    )


def printed(item: Item, place: Path, traps: Traps) -> Ended:
    """What a person reads of a folder on a terminal."""
    made = str(folder_of(item, place, traps))
    ended = [cli("check", made), cli("show", made, "nurses"), cli("show", made, "nurses", "--json"), cli("questions", made)]
    worst = next((one for one in ended if one.outcome == "fault"), None)
    return worst or Ended("accepted", "".join(one.told for one in ended))


class _Full(io.RawIOBase):
    """A disk that is full."""

    def writable(self) -> bool:
        return True

    def write(self, _content: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def printed_nowhere(item: Item, place: Path, traps: Traps) -> Ended:
    """The same where standard output cannot be written."""
    made, told = folder_of(item, place, traps), io.StringIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BufferedWriter(_Full()))), contextlib.redirect_stderr(told):
        code = main(["show", str(made), "nurses"])
    if code != 1 or told.getvalue().count("[") != 1:
        return Ended("fault", f"exit code {code}: {told.getvalue()}")
    return Ended("refused", told.getvalue(), (told.getvalue().strip().rpartition("[")[2].rstrip("]"),))


def load(item: Item, place: Path, traps: Traps) -> Ended:
    """The library: load a file."""
    loaded = Ecosystem.load(file_of(item, place, traps))
    return Ended("accepted", repr(loaded))


def _report(report: CheckReport) -> Ended:
    errors = [problem for problem in report.problems if problem.severity == "error"]
    return refused(errors) if errors else Ended("accepted", json.dumps(report.to_json()))


def check_file(item: Item, place: Path, traps: Traps) -> Ended:
    """The library: check a file."""
    return _report(check(file_of(item, place, traps)))


def upload(item: Item, place: Path, traps: Traps) -> Ended:
    """What the dashboard does with a file that a browser sent."""
    sys.path[:0] = [str(ROOT / "dashboard")] if str(ROOT / "dashboard") not in sys.path else []
    from components.file_upload import checked, opened

    class Uploaded:
        name = f"../../{next(iter(item.files))}"

        def getvalue(self) -> bytes:
            return next(iter(item.contents(traps).values()))

    first = _report(checked(Uploaded()))
    if first.outcome == "refused":
        return first
    return Ended("accepted", repr(opened(Uploaded())) + first.told)


def _brought_in(paths: list[Path], into: Path, **options: Any) -> Ended:
    before = files_of(into)
    try:
        found = propose(paths, into, voice="nurses", **options)
        if not found.problems:
            found.write()
    except TrosolError:
        if files_of(into) != before:
            return Ended("fault", "refused, and yet something was written")
        raise
    if found.problems:
        same = files_of(into) == before
        return refused(found.problems) if same else Ended("fault", "refused, and yet something was written")
    return round_trip(into)


def round_trip(folder: Path) -> Ended:
    """What was accepted loads, is written in every form and reads back as it was."""
    loaded = Ecosystem.load(folder)
    long = any(
        len(text) > 32_000 for row in loaded.snapshot.records.entities.values() for _, text in (*row.labels, *row.descriptions)
    )
    for name in ("turtle", *WRITTEN):
        if name == "xlsx" and long:
            continue  # a cell of a workbook holds no more, which the export says
        written = export(loaded.snapshot, name)
        if name in _ENDINGS:
            again = folder.parent / f"again{_ENDINGS[name]}"
            again.write_bytes(written)
            if Ecosystem.load(again).digest != loaded.digest:
                return Ended("fault", f"it reads back from {name} as something else")
    return Ended("accepted", export(loaded.snapshot, "json").decode())


def import_file(item: Item, place: Path, traps: Traps) -> Ended:
    """The library: bring a file into a folder."""
    return _brought_in([file_of(item, place, traps)], tiny_in(place / "into"))


def import_folder(item: Item, place: Path, traps: Traps) -> Ended:
    """The library: bring a folder into another."""
    return _brought_in([folder_of(item, place, traps)], tiny_in(place / "into"), replacing=True)


def mapping(item: Item, place: Path, traps: Traps) -> Ended:
    """A mapping that somebody wrote."""
    path = place / "m.toml"
    path.write_bytes(item.contents(traps)["m.toml"])
    return _brought_in([file_of(item, place, traps)], tiny_in(place / "into"), mapping=path)


def folder(item: Item, place: Path, traps: Traps) -> Ended:
    """The library: load a folder, and check it."""
    made = folder_of(item, place, traps)
    ended = _report(check(made))
    if any((place / "outside").glob("*")) or Path("/tmp/owned").exists() or (place / "owned").exists():
        return Ended("fault", "something was written outside the folder")
    return ended if ended.outcome == "refused" else round_trip(made)


def tree(*places: Path) -> dict[str, object]:
    """All that lies there, journals among it, without following links."""
    found: dict[str, object] = {}
    for path in (each for place in places for each in (place, *sorted(place.rglob("*")))):
        about = path.lstat()
        found[str(path)] = (
            about.st_mode,
            about.st_mtime_ns,
            path.read_bytes() if stat.S_ISREG(about.st_mode) and about.st_size < 10**8 else about.st_size,
        )
    return found


def together(ends: Sequence[Ended]) -> Ended:
    """How several commands ended, as one end: a fault if one was, refused if one was."""
    outcome = next(word for word in ("fault", "refused", "accepted") if word in {end.outcome for end in ends})
    told = "\n".join(end.told for end in ends)
    return Ended(outcome, told, tuple(code for end in ends for code in end.codes))


def reading(item: Item, place: Path, traps: Traps) -> Ended:
    """Commands that only read: nothing is written, into the folder or beside it."""
    made = folder_of(item, place, traps)
    before = tree(place)
    ended = together([cli("check", str(made), "--json"), cli("show", str(made), "nurses"), cli("undo", str(made), "--list")])
    return ended if tree(place) == before else Ended("fault", "a command that reads has written")


def writers(item: Item, place: Path, traps: Traps) -> Ended:
    """Commands that write: nothing beside the folder changes, and in it only what makes up an ecosystem."""
    made = folder_of(item, place, traps)
    new = place / "new.csv"
    new.write_text("id,title\nnew,New source\n", encoding="utf-8")
    others = [path for path in (new, place / "outside", Path(traps.canary)) if path.exists()]
    before = tree(*others)
    ended = together(
        [
            cli("undo", str(made)),
            cli("import", str(new), "--into", str(made), "--json"),
            cli("new", "module", "money", "--into", str(made)),
            cli("mend", str(made)),
        ]
    )
    strange = {path.name for path in made.iterdir()} - {".trosol", "modules", "questions", "dataset.toml"}
    strange -= {f"{name}.csv" for name in TABLES}
    if tree(*others) != before or strange:
        return Ended("fault", f"something was written that must not be: {sorted(strange)}")
    return ended


def released(item: Item, place: Path, traps: Traps) -> Ended:
    """A release, as far as it goes, and one that is made although something is wrong."""
    made = folder_of(item, place, traps)
    ended = cli("release", str(made), "--output", str(place))
    again = cli("release", str(made), "--output", str(place), "--unfinished")
    for path in place.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            if any(traps.token.encode() in archive.read(name) for name in archive.namelist()):
                return Ended("fault", "a file from outside is in the archive")
    return ended if again.outcome != "fault" else again


def folder_hasty(item: Item, place: Path, traps: Traps) -> Ended:
    """The same where shapes of its own may take a second only."""
    patience, apart.MAX_SECONDS = apart.MAX_SECONDS, 1.5
    try:
        return folder(item, place, traps)
    finally:
        apart.MAX_SECONDS = patience


def questions(item: Item, place: Path, traps: Traps) -> Ended:
    """A question of the folder's own, asked by name."""
    from trosol.sparql import pool_of

    ecosystem = Ecosystem.load(folder_of(item, place, traps))
    assert len(ecosystem.questions) > 5
    try:
        return Ended("accepted", json.dumps(ecosystem.ask("odd").to_json()))
    finally:
        pool_of(ecosystem.snapshot).close()


def revisions(item: Item, place: Path, traps: Traps) -> Ended:
    """A folder under git whose settings name programs."""
    from trosol.diff import opened_at, revisions_of

    made = tiny_in(place / "tiny")

    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(made), *who, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    # A commit that says it is signed, so that whoever asks about it starts the program for signatures.
    said = subprocess.run(["git", "-C", str(made), "cat-file", "commit", "HEAD"], check=True, capture_output=True).stdout
    head, _, rest = said.partition(b"\n\n")
    signed = head + b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n" + rest
    words = ["git", "-C", str(made), "hash-object", "-t", "commit", "-w", "--stdin"]
    key = subprocess.run(words, input=signed, check=True, capture_output=True).stdout.decode().strip()
    git("update-ref", "HEAD", key)
    contents = item.contents(traps)
    owned = place / "OWNED"
    [(revision, *_)] = revisions_of(made)
    if "config" not in contents:
        _damage(made, place, contents)
        with opened_at(made, revision) as found:
            return Ended("accepted", repr(found))
    (made / ".git" / "config").write_bytes(
        contents["config"].replace(b"OWNED", str(owned).encode()).replace(b"OWN.SH", str(made / "own.sh").encode())
    )
    (made / ".git" / "info").mkdir(exist_ok=True)
    (made / ".git" / "info" / "attributes").write_bytes(contents["attributes"])
    (made / "own.sh").write_text(f"#!/bin/sh\ntouch {owned}\n", encoding="utf-8")
    (made / "own.sh").chmod(0o755)
    assert revisions_of(made)
    with opened_at(made, revision) as found:
        told = repr(found)
    return Ended("fault", "a program was started") if owned.exists() else Ended("accepted", told)


def _damage(made: Path, place: Path, contents: Mapping[str, bytes]) -> None:
    """Take an object out of a repository, or put something in its place; or let the folder lead to another repository."""
    if "mark" in contents:
        (made / ".git").rename(place / "other.git")
        (made / ".git").write_bytes(contents["mark"].replace(b"@OTHER@", bytes(place / "other.git")))
        return
    words = ["git", "-C", str(made), "rev-parse", f"HEAD:{contents['lost'].decode()}"]
    key = subprocess.run(words, check=True, capture_output=True).stdout.decode().strip()
    path = made / ".git" / "objects" / key[:2] / key[2:]
    path.unlink()
    if "instead" in contents:
        path.write_bytes(contents["instead"])


def argv(item: Item, place: Path, traps: Traps) -> Ended:
    """A command line."""
    made = tiny_in(place / "tiny")
    for name in ("x.csv", "x.ttl"):
        os.mkfifo(place / f"pipe{name[1:]}")
        (place / f"zero{name[1:]}").symlink_to("/dev/zero")
    words = [
        word.replace("@FOLDER@", str(made)).replace("@PIPE@", str(place / "pipe")).replace("@ZERO@", str(place / "zero"))
        for word in item.words
    ]
    there = Path.cwd()
    os.chdir(place)
    try:
        before = files_of(made)
        ended = cli(*(_filled(word, traps) for word in words))
        return ended if files_of(made) == before else Ended("fault", "the folder was changed")
    finally:
        os.chdir(there)


def _filled(word: str, traps: Traps) -> str:
    return filled(word, traps).decode("utf-8", "surrogatepass")


def cli_file(*before: str, after: Callable[[Path], Sequence[str]] = lambda _place: ()) -> Callable[[Item, Path, Traps], Ended]:
    """A door of the command line that takes a file."""
    return lambda item, place, traps: cli(*before, str(file_of(item, place, traps)), *after(place))


def _into(place: Path) -> tuple[str, ...]:
    return ("--into", str(tiny_in(place / "into")), "--voice", "nurses", "--json")


DOORS: dict[str, Callable[[Item, Path, Traps], Ended]] = {
    "load": load,
    "check": check_file,
    "cli-check": cli_file("check", after=lambda _: ("--json",)),
    "upload": upload,
    "import": import_file,
    "cli-import": cli_file("import", after=_into),
    "measure": cli_file("measure", after=lambda _: ("--measure", "betweenness", "--json")),
    "mapping": mapping,
    "folder": folder,
    "folder-hasty": folder_hasty,
    "cli-folder": lambda item, place, traps: cli("check", str(folder_of(item, place, traps)), "--json"),
    "import-folder": import_folder,
    "questions": questions,
    "reading": reading,
    "writers": writers,
    "release": released,
    "revisions": revisions,
    "printed": printed,
    "printed-nowhere": printed_nowhere,
    "argv": argv,
}


def brought(item: Item, door: str, place: Path, traps: Traps) -> Ended:
    """Bring an item to a door. Whatever else than a refusal comes out of it is a fault."""
    try:
        return DOORS[door](item, place, traps)
    except TrosolError as error:
        return refused(error.problems)
    except Exception as error:
        import traceback

        return Ended("fault", f"{type(error).__name__}: {error}\n" + "".join(traceback.format_tb(error.__traceback__)[-3:]))
