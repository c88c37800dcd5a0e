"""Each known name in an ecosystem's folder in turn is a link, a pipe or something else that it must not be; then every command is run.

``python -m hostile.links SCRATCH NAMES VERBS EACH``: so many of the verbs for each kind, moving on from one to the next; a line of JSON for each command (name, kind, verb, exit code, codes told, faults). It has
a limit of memory. A fault: something beside the folder was read or written, a command that reads wrote into it, or it ended otherwise
than by an answer or by saying what is wrong.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from builders import TABLES, table_bytes, tiny
from hostile.doors import cli, tree

CANARY = "canary5e1d"
QUESTION = "# Question: Who is told of?\n# Audience: leader\nSELECT ?answer { ?answer a ?kind }\n"
MODULE = "@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://w3id.org/trosol/tiny/ontology/module/own> a owl:Ontology .\n"
EXPECTED = "question,filled,status,answers\n"
MAP = {"elements": [{"_id": "elem-1", "attributes": {"label": "Queues", "element type": "Friction"}}], "connections": []}
CONTENTS = {
    **{f"{name}.csv": table_bytes(rows) for name, rows in TABLES.items()},
    "modules/own.ttl": MODULE.encode(),
    "questions/who.rq": QUESTION.encode(),
    "questions/expected.csv": EXPECTED.encode(),
    "README.md": b"About it.\n",
}
READ = ("dataset.toml", *(f"{name}.csv" for name in TABLES), "modules", "modules/own.ttl", "questions", "questions/who.rq")
"""Names that every reading (or asking) needs: none of them may be anything but what it has to be."""

JOURNAL = (".trosol", ".trosol/journal", ".trosol/lock", ".trosol/journal/000001", ".trosol/journal/000001/entry.json")
NAMES = (*READ, "questions/expected.csv", "README.md", *JOURNAL, ".trosol/journal/000001/put/claims.csv")
FOLDERS = ("modules", "questions", ".trosol", ".trosol/journal", ".trosol/journal/000001")
KINDS = ("link", "link to nothing", "link to a folder", "link to itself", "pipe", "endless", "folder or file", "huge")

Run = Callable[[Path, Path], tuple[str, ...]]
READING: dict[str, Run] = {
    "check": lambda f, _: ("check", str(f)),
    "show": lambda f, _: ("show", str(f), "nurses"),
    "undo --list": lambda f, _: ("undo", str(f), "--list"),
    "merge --preview": lambda f, _: ("merge", str(f), "form", "care", "--preview"),
    "mend --preview": lambda f, _: ("mend", str(f), "--preview"),
    "import --preview": lambda f, p: ("import", str(p / "new.csv"), "--into", str(f), "--preview"),
    "import from": lambda f, p: ("import", str(f), "--into", str(p / "mine"), "--replace"),
    "export": lambda f, p: ("export", str(f), "--format", "turtle", "--output", str(p / "out" / "a.ttl")),
    "questions": lambda f, _: ("questions", str(f)),
    "networks": lambda f, _: ("networks", str(f)),
    "diff": lambda f, p: ("diff", str(p / "mine"), str(f), "--draws", "20"),
    "agree": lambda f, p: ("agree", str(f), str(p / "mine"), "--resamples", "5", "--sheet", str(p / "out" / "s.csv")),
    "adjudicate": lambda f, p: ("adjudicate", str(f), str(f), "--into", str(p / "out" / "both")),
    "preview": lambda f, p: ("preview", str(f), "--with", str(p / "new.csv"), "--check", "--draws", "20"),
    "ask": lambda f, _: ("ask", str(f), "who"),
    "matrix": lambda f, _: ("matrix", str(f)),
    "suggest": lambda f, _: ("suggest", str(f), "report"),
    "source": lambda f, _: ("source", "show", str(f), "report"),
    "query": lambda f, p: ("query", str(f), str(p / "ask.rq")),
    "store put": lambda f, _: ("store", "put", str(f), "--preview", "--store", "sparql:http://127.0.0.1:9/query"),
    "release": lambda f, p: ("release", str(f), "--output", str(p / "out"), "--unfinished"),
    "docs": lambda f, p: ("docs", str(f), "--output", str(p / "out" / "pages")),
    "brief": lambda f, p: ("brief", str(f), "--draws", "20", "--no-cache", "--output", str(p / "out" / "b.html")),
}
WRITING: dict[str, Run] = {
    "undo": lambda f, _: ("undo", str(f)),
    "undo --trust-journal": lambda f, _: ("undo", str(f), "--trust-journal"),
    "mend": lambda f, _: ("mend", str(f)),
    "claim": lambda f, _: (
        *("claim", "add", str(f), "--subject", "nurses", "--relation", "worksWith", "--object", "managers"),
        *("--source", "talk", "--lines", "1", "--voice", "nurses"),
    ),
    "import": lambda f, p: ("import", str(p / "new.csv"), "--into", str(f)),
    "open": lambda f, p: ("open", str(p / "map.json"), "--into", str(f), "--voice", "nurses", "--yes", "--check"),
    "merge": lambda f, _: ("merge", str(f), "form", "care"),
    "module": lambda f, p: ("module", "add", str(p / "new.ttl"), "--into", str(f), "--map"),
    "new module": lambda f, _: ("new", "module", "money", "--into", str(f)),
}
QUICK = ("show", "undo --list", "import from", "questions", "store put", "preview", *WRITING)
"""Commands that take no second."""


def laid(place: Path, name: str, kind: str) -> Path:
    """The folder, with something odd under that name, and what lies beside it: a folder with files that nobody may read."""
    from trosol.files import write_together

    folder = tiny(place / "tiny")
    write_together(folder, "first", {name: content for name, content in CONTENTS.items() if "/" in name or name.endswith(".md")})
    write_together(folder, "second", {"README.md": b"About it, again.\n"})
    tiny(place / "mine")
    (place / "out").mkdir()
    (place / "new.csv").write_text("id,title\nnew,New source\n", encoding="utf-8")
    (place / "new.ttl").write_text("<http://example.org/Firm> a <http://www.w3.org/2002/07/owl#Class> .\n", encoding="utf-8")
    (place / "ask.rq").write_text("ASK {}", encoding="utf-8")
    (place / "map.json").write_text(json.dumps(MAP), encoding="utf-8")
    outside = place / "outside"
    shutil.copytree(folder, outside / "all")
    content = (folder / name).read_bytes() if (folder / name).is_file() else b""
    (outside / "file").write_bytes(content.replace(b"Forms take up", CANARY.encode()) + (b"" if content else CANARY.encode()))
    for number in ("202401", "202402"):
        (outside / number).mkdir()
        (outside / number / "bill").write_text(CANARY, encoding="utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "huge":
        path.touch()
        os.truncate(path, 2 * 10**9)
    elif kind == "folder or file":
        path.write_bytes(b"x") if name in FOLDERS else path.mkdir()
    else:
        same = outside / "all" / name if name in FOLDERS and name != ".trosol/journal" else outside
        targets: dict[str, str | Path] = {
            "link": outside / "file",
            "link to nothing": outside / "nothing",
            "link to a folder": same,
        }
        path.symlink_to({**targets, "link to itself": path.name, "endless": "/dev/zero"}[kind])
    return folder


def written(place: Path) -> bytes:
    """Everything that a command wrote, archives opened."""
    found = []
    for path in (each for part in ("out", "mine") for each in sorted((place / part).rglob("*")) if each.is_file()):
        found.append(path.read_bytes())
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return b"\n".join(found)


def tried(scratch: Path, name: str, kind: str, verb: str) -> dict[str, object]:
    """Run one command on such a folder."""
    place = scratch / "place"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    folder = laid(place, name, kind)
    beside, inside = tree(place / "outside"), tree(folder)
    words = {**READING, **WRITING}[verb](folder, place)
    os.chdir(place)
    ended = cli(*words)
    faults = [ended.told[-800:]] if ended.outcome == "fault" else []
    if tree(place / "outside") != beside:
        faults.append("something beside the folder was changed")
    if verb in READING and tree(folder) != inside:
        faults.append("a command that reads has written into the folder")
    if CANARY in ended.told or CANARY.encode() in written(place):
        faults.append("something beside the folder was read")
    return {"name": name, "kind": kind, "verb": verb, "ended": ended.outcome, "codes": sorted(set(ended.codes)), "faults": faults}


def main() -> int:
    """Try these names with these commands, in every kind."""
    scratch, names, verbs = Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3].split(",")
    each = int(sys.argv[4])
    out, sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8"), io.StringIO()
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + 1_500_000_000,) * 2)
    for name in names:
        for number, kind in enumerate(KINDS):
            for verb in (verbs[(number * each + step) % len(verbs)] for step in range(each)):
                out.write(json.dumps(tried(scratch, name, kind, verb)) + "\n")
                out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
