"""Several files change together or not at all; every change can be undone; nobody's work is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import tiny
from conftest import ROOT
from ports import HANG
from trosol.errors import TrosolError, WrongUse
from trosol.files import Folder, history, open_folder, settle, undo, write_together
from trosol.files.journal import KEPT
from trosol.read.sources import read_ecosystem

WRITER = """
import sys
from pathlib import Path
from trosol.files import write_together
folder = Path(sys.argv[1])
for number in range(10**6):
    print(flush=True)
    text = str(number).encode() * 20_000
    write_together(folder, f"number {number}", {"claims.csv": text, "evidence.csv": text, "modules/c.ttl": text if number % 2 else None})
"""


def state(folder: Path) -> tuple[bytes | None, ...]:
    """The files as a reading command sees them."""
    seen = open_folder(folder)
    return tuple(seen.content(name) for name in ("claims.csv", "evidence.csv", "modules/c.ttl"))


def lying(folder: Path) -> dict[str, bytes]:
    """Every file as it lies there, the journal apart."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".trosol" not in p.parts}


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in sorted(folder.rglob("*"))}


def test_all_files_are_written_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_bytes(b"one")
    write_together(tmp_path, "second", {"claims.csv": b"two", "modules/b.ttl": b"new"})
    write_together(tmp_path, "third", {"claims.csv": None})
    assert [entry.what for entry in history(tmp_path)] == ["second", "third"]
    assert not (tmp_path / "claims.csv").exists()
    assert undo(tmp_path).undoes == 2
    assert (tmp_path / "claims.csv").read_bytes() == b"two"
    assert undo(tmp_path).undoes == 1
    assert (tmp_path / "claims.csv").read_bytes() == b"one"
    assert not (tmp_path / "modules" / "b.ttl").exists()
    with pytest.raises(WrongUse, match="nothing-to-undo"):
        undo(tmp_path)


def test_git_does_not_see_the_journal(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    write_together(tmp_path, "first", {"claims.csv": b"x"})
    shown = subprocess.run(["git", "-C", tmp_path, "status", "--short"], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["??", "claims.csv"]


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_bytes(b"one")
    seen = {"claims.csv": Folder(tmp_path).digest("claims.csv")}
    (tmp_path / "claims.csv").write_bytes(b"theirs")
    with pytest.raises(TrosolError, match="changed-meanwhile"):
        write_together(tmp_path, "mine", {"claims.csv": b"mine"}, seen=seen)
    assert (tmp_path / "claims.csv").read_bytes() == b"theirs"
    assert history(tmp_path) == ()


def test_undo_does_not_lose_an_edit_made_by_hand(tmp_path: Path) -> None:
    write_together(tmp_path, "first", {"claims.csv": b"one"})
    (tmp_path / "claims.csv").write_bytes(b"by hand")
    with pytest.raises(TrosolError, match="changed-meanwhile"):
        undo(tmp_path)
    assert (tmp_path / "claims.csv").read_bytes() == b"by hand"


@pytest.mark.parametrize(
    "name",
    ["../claims.csv", "/etc/x", "a/../../b", ".trosol/lock", "..\\b", ".git/config", "Claims.csv", "modules/.x.ttl", "run.py"],
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse):
        write_together(tmp_path, "out", {name: b"x"})


def test_only_so_many_changes_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        write_together(tmp_path, str(number), {"claims.csv": str(number).encode()})
    assert len(history(tmp_path)) == KEPT
    for _ in range(KEPT):
        undo(tmp_path)
    assert (tmp_path / "claims.csv").read_bytes() == b"4"


def test_killed_at_any_moment_it_is_all_old_or_all_new(tmp_path: Path) -> None:
    for name in ("claims.csv", "evidence.csv"):
        (tmp_path / name).write_bytes(b"0")
    luck, finished = random.Random(11), 0
    for _ in range(15):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        for _ in range(luck.randrange(2, 5)):
            process.stdout.readline()  # it has written all but the last, and is about to write that
        time.sleep(luck.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        before = everything(tmp_path)
        seen = a, b, c = state(tmp_path)
        assert a == b
        assert c in (a, None)
        assert everything(tmp_path) == before, "reading writes nothing"
        finished += settle(tmp_path) is not None
        assert state(tmp_path) == seen
        names = zip(("claims.csv", "evidence.csv", "modules/c.ttl"), seen, strict=True)
        assert lying(tmp_path) == {name: content for name, content in names if content is not None}
        assert not [path for path in tmp_path.rglob("*.part") if ".trosol" not in path.parts]
    assert len(history(tmp_path)) > 3
    undo(tmp_path)  # the journal is sound, too


def test_a_promise_is_kept_from_every_step_of_its_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rename, deletion and flush in turn is the last thing that the process did. A reader sees what the next writer makes of it."""

    class Dead(BaseException):
        pass

    fsync, replace, unlink = os.fsync, os.replace, os.unlink
    old = {"claims.csv": b"old a", "evidence.csv": b"old b"}
    for step in range(1, 80):
        folder = tmp_path / str(step)
        folder.mkdir()
        for name, content in old.items():
            (folder / name).write_bytes(content)
        calls = 0

        def mortal(real: Callable[..., None], step: int = step) -> Callable[..., None]:
            def call(*given: object, **named: object) -> None:
                nonlocal calls
                calls += 1
                if calls >= step:
                    raise Dead
                real(*given, **named)

            return call

        with monkeypatch.context() as patch:
            for name, real in (("fsync", fsync), ("replace", replace), ("unlink", unlink), ("rmdir", os.rmdir)):
                patch.setattr(os, name, mortal(real))
            died = False
            try:
                write_together(folder, "change", {"claims.csv": b"new a", "evidence.csv": None, "entities.csv": b"new c"})
            except Dead:
                died = True
        reader = open_folder(folder)
        seen = {name: held for name in (*old, "entities.csv") if (held := reader.content(name)) is not None}
        settle(folder)
        assert lying(folder) == seen
        assert seen in (old, {"claims.csv": b"new a", "entities.csv": b"new c"})
        if not died:
            assert "entities.csv" in seen
            break
    else:
        pytest.fail("it never got to its end")


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol.files import journal

    (tmp_path / "claims.csv").write_bytes(b"one")
    real = journal._stage

    def full(folder: Folder, name: str, content: bytes | None) -> str | None:
        if name.endswith("evidence.csv"):
            raise OSError(28, "No space left on device")
        return real(folder, name, content)

    monkeypatch.setattr(journal, "_stage", full)
    with pytest.raises(TrosolError, match="No space left"):
        write_together(tmp_path, "change", {"claims.csv": b"two", "evidence.csv": b"two"})
    assert (tmp_path / "claims.csv").read_bytes() == b"one"
    assert history(tmp_path) == ()


@pytest.mark.exhaustive
def test_two_writers_take_turns(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("0")
    code = """
import sys
from pathlib import Path
from trosol.errors import TrosolError
from trosol.files import Folder, write_together
folder = Path(sys.argv[1])
done = 0
while done < 15:
    seen = {"sources.csv": Folder(folder).digest("sources.csv")}
    number = int((folder / "sources.csv").read_text())
    try:
        write_together(folder, "add one", {"sources.csv": str(number + 1).encode()}, seen=seen)
        done += 1
    except TrosolError as error:
        assert error.problems[0].code == "changed-meanwhile"
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=environment) for _ in range(3)]
    assert [writer.wait(HANG) for writer in writers] == [0, 0, 0]
    assert (tmp_path / "sources.csv").read_text() == "45"


def test_a_reader_never_sees_half_a_change(tmp_path: Path) -> None:
    """While claims come and go together with the evidence that they rest on, every reading is sound."""
    folder = tiny(tmp_path)
    code = """
import sys
from pathlib import Path
from trosol.files import write_together
folder = Path(sys.argv[1])
old = {name: (folder / name).read_bytes() for name in ("claims.csv", "evidence.csv")}
row = b"c9,form,addresses,paper,unspecified,negates,stated,high,nurses,coder-1,,e9,\\n"
new = {"claims.csv": old["claims.csv"] + row, "evidence.csv": old["evidence.csv"] + b"e9,talk,Opening,1,3,one shared form,More.,authorText\\n"}
while True:
    write_together(folder, "there", new)
    write_together(folder, "back", old)
"""
    writer = subprocess.Popen([sys.executable, "-c", code, str(folder)], env={**os.environ, "PYTHONPATH": str(ROOT / "graph")})
    try:
        sizes = {len(read_ecosystem(folder).records.claims) for _ in range(8)}
    finally:
        writer.kill()
        writer.wait()
    assert sizes <= {len(read_ecosystem(folder).records.claims), 3, 4, 5}


@pytest.mark.exhaustive
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["claims.csv", "evidence.csv", "modules/c.ttl"]), st.none() | st.binary(max_size=40), min_size=1
        ),
        min_size=1,
        max_size=6,
    )
)
def test_undoing_everything_comes_back_to_the_start(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, bytes | None]]
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    (folder / "claims.csv").write_bytes(b"start")

    start = lying(folder)
    for number, files in enumerate(changes):
        write_together(folder, str(number), files)
    for _ in changes:
        undo(folder)
    assert lying(folder) == start


def test_a_command_that_has_nothing_to_write_finishes_what_was_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run again after it was killed, a command finds its own work done already, and has to finish it all the same."""
    from trosol.cli.main import main
    from trosol.files import journal

    class Dead(BaseException):
        pass

    def dead(*_: object) -> None:
        raise Dead

    folder = tiny(tmp_path / "tiny")
    (tmp_path / "new.csv").write_text("id,title\nnew,New source\n", encoding="utf-8")
    words = ["import", str(tmp_path / "new.csv"), "--into", str(folder)]
    with monkeypatch.context() as patch:
        patch.setattr(journal, "_apply", dead)
        with pytest.raises(Dead):
            main(words)
    before = everything(folder)
    assert main([*words, "--preview"]) == 0
    assert main(["mend", str(folder), "--preview"]) == 0
    assert everything(folder) == before
    assert main(words) == 0
    assert "new,New source" in (folder / "sources.csv").read_text(encoding="utf-8")
