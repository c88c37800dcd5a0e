"""Kills writers: each is started again and again as a process of its own, and dies by SIGKILL at its n-th touch of the disk.

``python nursery.py NAMES MOST`` prints a line of JSON for each kill: which writer, before which touch it died, whether what stands on
disk afterwards is exactly what stood there before (``old``), exactly what a whole run leaves (``new``), or neither (``torn``),
whether somebody's promise had to be kept, and whether the same command then goes through. ``MOST``: how many kills of each writer, 0 for
one before every touch, but no more than 25 of ``docs``, which touches the disk a thousand times.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TOUCHES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink"}


@dataclass(frozen=True)
class Writer:
    """A command that writes, what must be there before, and the folder with a journal, if it has one."""

    words: str
    before: Callable[[Path], object]
    folder: str = ""


def _tiny(place: Path) -> None:
    from builders import tiny

    tiny(place / "tiny")


def _written(place: Path) -> None:
    """An export, a brief, a template and a sheet from an earlier run, which are to be written over."""
    _tiny(place)
    for name in ("out.ttl", "out.xlsx", "out.docx", "out.pdf", "sheet.csv"):
        (place / name).write_bytes(b"from an earlier run " * 5000)


def _import(place: Path) -> None:
    from builders import TABLES, tiny

    tiny(place / "tiny")
    claims = [*TABLES["claims"], ["c9", "lamp", "addresses", "paper", *TABLES["claims"][1][4:]]]
    entities = [*TABLES["entities"], ["lamp", "KeyArea", "A lamp", "Light.", "transcribed", "e2"]]
    tiny(place / "more", entities=entities, claims=claims)


def _old_terms(place: Path) -> None:
    from builders import rows_with, tiny

    entities = rows_with("entities", 3, "type", "Paperwork")
    made = tiny(place / "tiny", entities=entities, claims=rows_with("claims", 1, "predicate", "hampers"))
    (made / "modules").mkdir(exist_ok=True)
    (made / "modules" / "old.ttl").write_text(OLD_TERMS, encoding="utf-8")


def _undo(place: Path) -> None:
    from trosol.files import write_together

    _tiny(place)
    held = {name: (place / "tiny" / name).read_bytes() for name in ("claims.csv", "entities.csv")}
    write_together(place / "tiny", "more", {**{name: content + b"\n" for name, content in held.items()}, "modules/a.ttl": b""})


def _two(place: Path) -> None:
    from builders import tiny

    tiny(place / "tiny")
    tiny(place / "second")


def _pages(place: Path) -> None:
    """An earlier site of another state."""
    from builders import rows_with, tiny

    run("docs tiny --output pages", tiny(place / "tiny", entities=rows_with("entities", 1, "label", "Nurse")).parent)
    tiny(place / "tiny")


OLD_TERMS = """\
@prefix own: <https://w3id.org/trosol/tiny/ontology/> .
@prefix tro: <https://w3id.org/trosol/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
own:Paperwork a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Paperwork"@en ; skos:definition "Forms."@en ;
    owl:deprecated true ; dcterms:isReplacedBy tro:Friction .
own:hampers a owl:ObjectProperty ; rdfs:subPropertyOf tro:stifles ; rdfs:label "hampers"@en ; skos:definition "Hampers."@en ;
    owl:deprecated true ; dcterms:isReplacedBy tro:stifles .
"""
WRITERS = {
    "import": Writer("import more --into tiny", _import, "tiny"),
    "mend": Writer("mend tiny", _old_terms, "tiny"),
    "undo": Writer("undo tiny", _undo, "tiny"),
    "claim": Writer(
        "claim add tiny --subject nurses --relation worksWith --object managers --source talk --lines 1 --voice nurses",
        _tiny,
        "tiny",
    ),
    "adjudicate": Writer("adjudicate tiny second --into both", _two, "both"),
    "new ecosystem": Writer("new ecosystem region", _tiny),
    "new module": Writer("new module money --into tiny", _tiny, "tiny"),
    "template": Writer("template tiny --output out.xlsx", _written),
    "export": Writer("export tiny --format turtle --output out.ttl", _written),
    "agree": Writer("agree tiny tiny --sheet sheet.csv --resamples 5", _written),
    "brief": Writer("brief tiny --draws 20 --no-cache --output out.docx", _written),
    "brief as PDF": Writer("brief tiny --draws 20 --no-cache --output out.pdf", _written),
    "kept findings": Writer("leverage tiny --draws 20", _tiny),
    "release": Writer("release tiny --unfinished", _tiny),
    "docs": Writer("docs tiny --output pages", _pages),
}


def run(words: str, place: Path) -> int:
    """One command, quietly, in a folder."""
    from trosol.cli.main import main

    os.chdir(place)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    return main(words.split())


def state(place: Path) -> dict[str, str]:
    """Every file that a person sees, by its checksum; without journals, kept findings and unfinished parts, which nobody reads."""
    found = {}
    for path in sorted(place.rglob("*")):
        parts = path.relative_to(place).parts
        if path.is_file() and not any(part in (".trosol", "cache") or part.endswith(".part") for part in parts):
            found["/".join(parts)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def state_read(folder: Path) -> dict[str, str | None]:
    """What a reading command sees of an ecosystem's folder."""
    from trosol.files import open_folder
    from trosol.files.ecosystem_files import belonging

    found, problems = belonging(open_folder(folder))
    assert not problems, problems
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def child(work: Callable[[], int]) -> int:
    """Do something in a process of its own; its exit code, or minus the signal that ended it."""
    number = os.fork()
    if number == 0:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def mortal(words: str, place: Path, at: int, count: Path | None = None) -> Callable[[], int]:
    """The command, in a process that kills itself before its ``at``-th touch of the disk; at 0 it lives, and writes which there were."""

    def work() -> int:
        touches: list[str] = []
        inside = str(place)

        def touch(what: str) -> None:
            touches.append(what)
            if len(touches) == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def hook(event: str, args: tuple[object, ...]) -> None:
            if event == "open":
                path, _, flags = args
                if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                    return
            elif event in TOUCHES:
                path = args[0]
            else:
                return
            name = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else "/"
            if name.startswith(inside) or not name.startswith("/"):  # it works in that folder
                touch(event)

        system: Any = os
        real = system.fsync

        def fsync(handle: int) -> None:
            touch("fsync")
            real(handle)

        system.fsync = fsync
        sys.addaudithook(hook)
        code = run(words, place)
        if count is not None:
            at_end = json.dumps(touches)
            count.write_text(at_end, encoding="utf-8")
        return code

    return work


def prepared(writer: Writer, root: Path, name: str) -> Path:
    """A fresh folder with what the writer needs."""
    place = root / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    os.environ["TROSOL_CACHE"] = str(place / "cache")
    writer.before(place)
    return place


def chosen(touches: list[str], most: int) -> list[int]:
    """Which touches to die before: all, or the last renames, where files change places, the very last, and others spread evenly."""
    if not most or most >= len(touches):
        return list(range(1, len(touches) + 1))
    renames = [number for number, what in enumerate(touches, 1) if what == "os.rename"]
    found = {len(touches), *renames[-max(1, most // 3) :]}
    while len(found) < most:  # the middle of the widest gap, again and again
        low, high = max(pairwise([0, *sorted(found)]), key=lambda pair: pair[1] - pair[0])
        found.add((low + high) // 2 or 1)
    return sorted(found)


def kills(name: str, most: int, root: Path) -> None:
    """Kill one writer so many times, and say how that went."""
    from trosol.files import settle

    writer = WRITERS[name]
    count = root / "count"
    pristine = root / "pristine"
    shutil.rmtree(pristine, ignore_errors=True)
    code = child(lambda: 0 if prepared(writer, root, "pristine") else 1)
    assert code == 0, name
    place = root / "work"

    def fresh() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(pristine, place, symlinks=True)
        os.environ["TROSOL_CACHE"] = str(place / "cache")

    fresh()
    old = state(place)
    code = child(mortal(writer.words, place, 0, count))
    assert code == 0, (name, code)
    new, touches = state(place), json.loads(count.read_text(encoding="utf-8"))
    for at in chosen(touches, most or (25 if name == "docs" else 0)):
        fresh()
        died = child(mortal(writer.words, place, at))
        folder = place / writer.folder if writer.folder and (place / writer.folder).is_dir() else None
        lying, read = state(place), state_read(folder) if folder else {}
        # Whoever reads sees the old files or the new ones, and writes nothing; the next who writes finishes what was promised.
        quiet = state(place) == lying
        kept = bool(folder and settle(folder))
        now = state(place)
        what = "old" if now == old else "new" if now == new else "torn"
        if not quiet or (folder and read != state_read(folder)):
            what = "torn"
        again = 0
        if what == "old":
            again = child(lambda: run(writer.words, place))
            again = again or (0 if state(place) == new else 98)
        differ = sorted(key for key in {*now, *old} if now.get(key) != old.get(key))[:4] if what == "torn" else []
        said = {
            "writer": name,
            "at": at,
            "of": len(touches),
            "died": died == -signal.SIGKILL,
            "left": what,
            "kept": kept,
            "again": again,
        }
        print(json.dumps({**said, "differ": differ}), flush=True)


def main(names: str, most: str) -> None:
    """Kill the writers named, or all."""
    import trosol.brief
    import trosol.imports
    import trosol.pages
    import trosol.release  # noqa: F401
    from trosol.ecosystem import Ecosystem
    from trosol.files.secret import seal

    seal(b"")  # what it is made with is written once for a user, and would be one touch more the first time
    with tempfile.TemporaryDirectory(prefix="trosol-faults-") as root:
        warm = prepared(WRITERS["import"], Path(root), "warm")
        # What is done once for a process is done here, once for all children; not a check by shapes: its engine's threads outlive no fork.
        Ecosystem.load(warm / "tiny")
        for name in names.split(",") if names != "all" else WRITERS:
            kills(name, int(most), Path(root))


if __name__ == "__main__":
    main(*sys.argv[1:])
