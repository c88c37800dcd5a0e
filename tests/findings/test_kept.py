"""What was worked out before comes back equal, and only for the same content, question and code; no file is ever trusted or run."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import rows_with, tiny
from conftest import ROOT, WALES
from picked import few_first
from ports import HANG
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import (
    Leverage,
    compare,
    gatekeepers,
    horizons,
    leverage,
    matrix,
    next_evidence,
    pathways,
    portfolio,
    report,
    scenario,
    voices_compared,
)
from trosol.findings import fingerprint as fingerprints
from trosol.findings.cache import kept
from trosol.networks.lens import Lens
from trosol.store.disk_cache import Shelf, shelf
from trosol.store.snapshot import Snapshot

KEPT = sys.modules[kept.__module__]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a library is: a command that ran before in this process has left its way to say warnings."""
    monkeypatch.setattr(logging.getLogger("trosol"), "handlers", [logging.NullHandler()])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "findings"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Ecosystem.load(tiny(tmp_path_factory.mktemp("small"))).snapshot


class Counted:
    """A finding that counts how often it is worked out."""

    def __init__(self) -> None:
        self.times = 0
        self.__name__ = self.__qualname__ = "counted"

    def __call__(
        self,
        snapshot: Snapshot,
        lens: Lens | None = None,
        *,
        k: int = 5,
        resamples: int = 20,
        seed: int = 2022,
        advance: Callable[[str], None] | None = None,
    ) -> Leverage:
        self.times += 1
        return leverage(snapshot, lens, draws=resamples, seed=seed + k)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    monkeypatch.setattr(KEPT, "_kind", lambda _finding: Leverage)
    return made


FEW: dict[str, Any] = {"draws": 30, "worlds": 64}
QUESTIONS: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
    (gatekeepers, (), FEW),
    (leverage, (Lens(stated_only=True),), {"draws": 30}),
    (horizons, (), {}),
    (portfolio, (), {"resamples": 30, "of": "actors", "budget": 10.0}),
    (matrix, (), {}),
    (voices_compared, (), FEW),
    (next_evidence, (), FEW),
    (report, (), FEW),
    (pathways, ("action-embed", "innovation-in-social-care"), {}),
    (scenario, ({"action-embed": 1.0}, ["commissioners"]), {"draws": 20, "opened": ["middle-managers"], "everything": True}),
]


@pytest.mark.parametrize(
    ("finding", "given", "options"), few_first(QUESTIONS, (QUESTIONS[0], QUESTIONS[2])), ids=lambda v: getattr(v, "__name__", "")
)
def test_every_finding_comes_back_from_disk_as_it_was(
    finding: Any, given: tuple[Any, ...], options: dict[str, Any], wales: Ecosystem, folder: Path
) -> None:
    plain = finding(wales.snapshot, *given, **options)
    first = kept(wales.snapshot, finding, *given, **options)
    assert len(list(folder.glob("*.json"))) == 1
    again = kept(wales.snapshot, finding, *given, **options)
    assert plain == first == again
    assert type(again) is type(plain) and again is not first
    assert json.dumps(again.to_json()) == json.dumps(plain.to_json())
    assert dataclasses.is_dataclass(again)


def test_a_comparison_is_kept_by_both_contents(wales: Ecosystem, small: Snapshot, folder: Path) -> None:
    one = kept(wales.snapshot, compare, small, **FEW)
    assert kept(wales.snapshot, compare, small, **FEW) == one
    assert kept(wales.snapshot, compare, wales.snapshot, **FEW) != one
    assert len(list(folder.glob("*.json"))) == 2


def test_the_same_question_in_other_words_is_worked_out_once(small: Snapshot, folder: Path, counted: Counted) -> None:
    kept(small, counted)
    kept(small, counted, Lens(), k=5, resamples=20, seed=2022)
    kept(small, counted, None, advance=lambda _what: None)
    assert counted.times == 1


@pytest.mark.parametrize(
    "options", [{"k": 4}, {"resamples": 21}, {"seed": 1}, {"lens": Lens(stated_only=True)}, {"lens": Lens(voice="nurses")}]
)
def test_another_question_is_worked_out(small: Snapshot, folder: Path, counted: Counted, options: dict[str, Any]) -> None:
    kept(small, counted)
    kept(small, counted, **options)
    assert counted.times == 2


def test_another_content_is_worked_out(small: Snapshot, folder: Path, counted: Counted, tmp_path: Path) -> None:
    kept(small, counted)
    edited = Ecosystem.load(tiny(tmp_path / "edited", claims=rows_with("claims", 1, "predicate", "enables"))).snapshot
    assert kept(edited, counted) == leverage(edited, draws=20, seed=2027)
    assert counted.times == 2


def test_other_code_is_worked_out(small: Snapshot, folder: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(small, counted)
    monkeypatch.setattr(KEPT, "fingerprint", lambda: "f" * 64)
    kept(small, counted)
    kept(small, counted)
    assert counted.times == 2


def test_an_edit_of_any_source_is_other_code(tmp_path: Path) -> None:
    found: set[str | None] = set()
    for text in ("x = 1\n", "x = 2\n"):
        package = tmp_path / str(len(found)) / "package"
        (package / "measures").mkdir(parents=True)
        (package / "measures" / "degree.py").write_text(text, encoding="utf-8")
        found.add(fingerprints.fingerprint(package))
    assert len(found) == 2 and None not in found
    assert fingerprints.fingerprint(tmp_path / "nothing") is None


def test_a_process_whose_code_was_edited_under_it_keeps_nothing(tmp_path: Path) -> None:
    """It still runs the old code: its numbers must not stand in the name of the new."""
    source = tmp_path / "degree.py"
    source.write_text("x = 1\n", encoding="utf-8")
    assert fingerprints.fingerprint(tmp_path)
    source.write_text("x = 22\n", encoding="utf-8")
    assert fingerprints.fingerprint(tmp_path) is None


def entry(folder: Path) -> Path:
    (path,) = folder.glob("*.json")
    return path


def signed(text: str) -> bytes:
    return hashlib.sha256(text.encode()).hexdigest().encode() + b"\n" + text.encode()


def content(path: Path) -> Any:
    return json.loads(path.read_bytes().partition(b"\n")[2])


def with_result(path: Path, change: Callable[[Any], Any]) -> bytes:
    """The entry with a changed result and a right checksum."""
    whole = content(path)
    whole["result"] = change(whole["result"])
    return signed(json.dumps(whole, ensure_ascii=False))


DAMAGE: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda path: path.read_bytes()[:-40],
    "one letter": lambda path: path.read_bytes().replace(b"evidence", b"evidense", 1),
    "binary": lambda _: b"\x80\x04\x95\xff\x00",
    "a pickle that runs a command": lambda _: signed("cos\nsystem\n(S'exit 7'\ntR."),
    "another question": lambda path: signed(json.dumps({**content(path), "asked": "{}"})),
    "no result": lambda path: with_result(path, lambda _: None),
    "a list": lambda _: signed("[1, 2]"),
    "nested too deep": lambda _: signed("[" * 200_000),
    "not a number": lambda path: with_result(path, lambda r: {**r, "about": {**r["about"], "draws": float("nan")}}),
    "text where a number stands": lambda path: with_result(
        path, lambda r: {**r, "about": {**r["about"], "draws": str(r["about"]["draws"])}}
    ),
    "a field too many": lambda path: with_result(path, lambda r: {**r, "__class__": "os.system"}),
    "a field too few": lambda path: with_result(path, lambda r: {k: v for k, v in r.items() if k != "kinds"}),
    "a type by name": lambda path: with_result(path, lambda r: {**r, "kinds": {"_type": "subprocess.Popen", "args": ["false"]}}),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_no_whole_result_is_worked_out_anew_and_replaced(
    kind: str, small: Snapshot, folder: Path, counted: Counted, capsys: pytest.CaptureFixture[str]
) -> None:
    right = kept(small, counted)
    path = entry(folder)
    whole = path.read_bytes()
    path.write_bytes(DAMAGE[kind](path))
    assert path.read_bytes() != whole
    assert kept(small, counted) == right
    assert counted.times == 2
    assert path.read_bytes() == whole
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_or_a_pipe_in_place_of_an_entry_is_not_read(
    small: Snapshot, folder: Path, counted: Counted, tmp_path: Path
) -> None:
    kept(small, counted)
    path = entry(folder)
    elsewhere = tmp_path / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    kept(small, counted)
    assert counted.times == 2 and not path.is_symlink() and elsewhere.is_file()
    path.unlink()
    os.mkfifo(path)
    kept(small, counted)
    assert counted.times == 3


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_others_may_write_in_is_not_used(small: Snapshot, folder: Path, counted: Counted) -> None:
    kept(small, counted)
    assert folder.stat().st_mode & 0o777 == 0o700 and entry(folder).stat().st_mode & 0o777 == 0o600
    folder.chmod(0o777)
    kept(small, counted)
    kept(small, counted)
    assert counted.times == 3


def test_where_nothing_can_be_written_it_is_worked_out_each_time(
    small: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder", encoding="utf-8")
    for place in (str(blocked), str(blocked / "below"), "off"):
        monkeypatch.setenv("TROSOL_CACHE", place)
        assert kept(small, counted) == kept(small, counted)
    assert counted.times == 6
    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_a_read_only_folder_is_read_but_not_written(
    small: Snapshot, folder: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(small, counted)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root may write anywhere, so that the refusal is played here.
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr(os, "utime", refuse)
    kept(small, counted)
    assert counted.times == 1
    kept(small, counted, k=2)
    assert counted.times == 2 and len(list(folder.iterdir())) == 1


def test_a_wrong_question_is_refused_each_time_and_never_kept(small: Snapshot, folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(WrongUse):
            kept(small, leverage, Lens(voice="nobody"))
        with pytest.raises(TypeError):
            kept(small, leverage, nonsense=1)  # type: ignore[call-arg]
    assert not list(folder.glob("*.json"))


def test_the_newest_entries_stay_and_what_was_left_behind_goes(tmp_path: Path) -> None:
    here = Shelf(tmp_path / "shelf", most=3)
    for number in range(5):
        assert here.put(f"k{number}", str(number))
        os.utime(here.folder / f"k{number}.json", (1000 + number, 1000 + number))
    left = here.folder / "torn.part"
    left.write_text("half", encoding="utf-8")
    os.utime(left, (1000, 1000))
    here.put("k5", "5")
    assert {path.name for path in here.folder.iterdir()} == {"k3.json", "k4.json", "k5.json"}
    assert here.get("k4") == "4" and here.get("k0") is None


def test_the_users_own_cache_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TROSOL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = shelf()
    assert found is not None
    if sys.platform == "linux":
        assert found.folder == tmp_path / "trosol" / "findings"
    monkeypatch.setenv("TROSOL_CACHE", " OFF ")
    assert shelf() is None


@pytest.mark.exhaustive
def test_two_processes_at_once_give_the_same_and_leave_one_whole_entry(folder: Path) -> None:
    words = [sys.executable, "-m", "trosol", "leverage", WALES, "--draws", "50", "--json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "PYTHONIOENCODING": "utf-8"}
    running = [subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=HANG) for process in running]
    assert told[0][0] == told[1][0] and told[0][0]
    assert [process.returncode for process in running] == [0, 0]
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_a_command_says_once_what_is_wrong_with_the_disk_and_answers_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["horizons", WALES, "--json"]
    assert main(words) == 0
    first = capsys.readouterr()
    assert "warning" not in first.err
    entry(folder).write_bytes(b"torn")
    assert main(words) == 0
    again = capsys.readouterr()
    assert again.out == first.out
    assert again.err.count("warning:") == 1 and "damaged" in again.err


def test_no_cache_neither_reads_nor_writes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["horizons", WALES, "--json", "--no-cache"]) == 0
    assert not folder.exists()
