"""What is around Trosol breaks: files arrive half, the clock goes back, fonts and browsers are missing, two work in one folder."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from builders import DATASET, TABLES, rows_with, tiny
from conftest import ROOT, free_port
from faults.test_disk import MOUNTS
from picked import few_first
from ports import HANG
from screens import APP
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files import history, undo, write_together

ENV = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
FUTURE = 2_500_000_000.0
"""A day in 2049: what was written then is older than what is written now, as after a clock that was set back."""


# Half-written files


@pytest.mark.parametrize(
    "name",
    few_first(
        [*(f"{table}.csv" for table in TABLES), "dataset.toml", "modules/own.ttl", "tiny.xlsx", "tiny.ttl"],
        ["claims.csv", "modules/own.ttl"],
    ),
)
def test_a_file_that_arrived_half_is_refused_by_name_or_was_whole(name: str, tmp_path: Path) -> None:
    """Cut at any place: read as it is where that is no mistake, else refused with the file's name; never anything else."""
    folder = tiny(tmp_path / "tiny")
    (folder / "modules").mkdir()
    (folder / "modules" / "own.ttl").write_text(
        "@prefix o: <https://w3id.org/trosol/tiny/ontology/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix tro: <https://w3id.org/trosol/ontology/> .\n"
        'o:Money a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Money"@en .\n',
        encoding="utf-8",
    )
    ecosystem = Ecosystem.load(folder)
    opened = folder
    if name.startswith("tiny."):
        opened = tmp_path / name
        opened.write_bytes(export(ecosystem.snapshot, {"xlsx": "xlsx", "ttl": "turtle"}[name[5:]]))
    path = opened if opened.is_file() else folder / name
    whole = path.read_bytes()
    luck, refused = random.Random(5), 0
    for end in sorted({0, len(whole) - 1, len(whole) // 2, *(luck.randrange(len(whole)) for _ in range(12))}):
        path.write_bytes(whole[:end])
        try:
            Ecosystem.load(opened)
        except TrosolError as error:
            refused += 1
            assert Path(name).stem in str(error), (end, str(error))
    assert refused
    path.write_bytes(whole)
    assert Ecosystem.load(opened).digest == ecosystem.digest


# The clock


def test_changes_made_after_the_clock_went_back_are_kept_in_order(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    write_together(folder, "first", {"NOTES.md": b"one"})
    for path in folder.rglob("*"):
        os.utime(path, (FUTURE, FUTURE))
    write_together(folder, "second", {"NOTES.md": b"two"})
    assert [entry.what for entry in history(folder)] == ["first", "second"]
    undo(folder)
    assert (folder / "NOTES.md").read_bytes() == b"one"


def test_findings_kept_before_the_clock_went_back_are_still_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path / "cache"))
    folder = tiny(tmp_path / "tiny")
    before = Ecosystem.load(folder).leverage(draws=20)
    for path in (tmp_path / "cache").rglob("*.json"):
        os.utime(path, (FUTURE, FUTURE))
    assert Ecosystem.load(folder).leverage(draws=20) == before
    changed = Ecosystem.load(tiny(folder, claims=rows_with("claims", 2, "stance", "negates"))).leverage(draws=20)
    assert changed.snapshot != before.snapshot


@pytest.mark.exhaustive
def test_the_dashboard_sees_an_edit_made_after_the_clock_went_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny(tmp_path / "tiny")
    for path in folder.iterdir():
        os.utime(path, (FUTURE, FUTURE))
    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(folder))
    page = AppTest.from_file(APP, default_timeout=HANG).run()
    assert "A tiny ecosystem" in page.title[0].value
    tiny(folder, dataset=DATASET.replace("A tiny ecosystem", "Another title"))
    os.utime(folder / "claims.csv", (FUTURE, FUTURE))  # one file still bears the later date
    assert "Another title" in page.run().title[0].value


# Fonts and browsers


@pytest.mark.skipif(not MOUNTS, reason="this account may not mount, so its fonts cannot be hidden")
@pytest.mark.parametrize("ending", few_first(["pdf", "docx", "html"], ["pdf"]))
def test_a_brief_is_written_where_the_system_has_no_font(ending: str, tmp_path: Path) -> None:
    folder, empty = tiny(tmp_path / "tiny"), tmp_path / "empty"
    empty.mkdir()
    hidden = [place for place in ("/usr/share/fonts", "/usr/local/share/fonts") if Path(place).is_dir()]
    mounts = " && ".join(f"mount --bind {empty} {place}" for place in hidden) or "true"
    script = f'{mounts} && exec "$0" -m trosol brief "$1" --draws 20 --output "$2"'
    out = tmp_path / f"brief.{ending}"
    command = ["unshare", "--mount", "bash", "-c", script, sys.executable, str(folder), str(out)]
    done = subprocess.run(command, env={**ENV, "HOME": str(empty)}, capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode == 0, done.stderr
    content = out.read_bytes()
    assert len(content) > 3000
    if ending == "pdf":
        assert b"Libertinus" in content  # the font that comes with the package
    if ending == "docx":
        assert zipfile.ZipFile(out).testzip() is None


@pytest.mark.exhaustive
def test_the_dashboard_starts_without_a_browser_and_says_where_it_is(tmp_path: Path) -> None:
    port = free_port()
    quiet = {key: value for key, value in ENV.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    process = subprocess.Popen(
        [sys.executable, "-m", "trosol", "dashboard", "circular-textiles-vellana", "--port", str(port)],
        env={**quiet, "PATH": str(tmp_path), "BROWSER": "no-such-browser"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(10 * HANG):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=HANG) as answer:
                    assert answer.status == 200
                    break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("it did not start")
        time.sleep(1.0)  # by now it has tried to open one
        assert process.poll() is None
    finally:
        process.terminate()
        _, said = process.communicate(timeout=HANG)
    assert f"http://127.0.0.1:{port}" in said
    assert "Traceback" not in said


# Two at once


@pytest.mark.exhaustive
def test_two_imports_at_once_into_one_folder_lose_nothing(tmp_path: Path) -> None:
    """Each either writes all of its rows or says that somebody else was quicker, and goes through when run again."""
    folder = tiny(tmp_path / "tiny")
    brought = []
    for number in range(2):
        entities = [*TABLES["entities"], [f"lamp-{number}", "KeyArea", f"Lamp {number}", "Light.", "transcribed", "e2"]]
        brought.append(tiny(tmp_path / f"more-{number}", entities=entities))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "trosol", "import", str(more), "--into", str(folder)],
            env=ENV,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for more in brought
    ]
    for number, process in enumerate(running):
        _, said = process.communicate(timeout=HANG)
        if process.returncode:
            assert "changed-meanwhile" in said
            assert main(["import", str(brought[number]), "--into", str(folder)]) == 0
    assert {"lamp-0", "lamp-1"} <= set(Ecosystem.load(folder).snapshot.records.entities)
