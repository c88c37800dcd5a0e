"""What lies in a folder is opened below it only, without links, and only where it is an ordinary file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from trosol.errors import TrosolError
from trosol.files import folder as folders
from trosol.files.ecosystem_files import belonging, belongs, strangers
from trosol.files.folder import FILE, FOLDER, LINK, OTHER, Folder
from trosol.files.secret import is_sealed, seal

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes and links to try")


@pytest.fixture(params=[True, False], ids=["from one to the next", "looked at first"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything in it that must not be followed; tried both ways in which systems open files."""
    monkeypatch.setattr(folders, "_AT", folders._AT and request.param)
    inside = tmp_path / "inside"
    (inside / "modules").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.ttl").write_bytes(b"secret")
    (inside / "plain.csv").write_bytes(b"plain")
    (inside / "modules" / "own.ttl").write_bytes(b"own")
    (inside / "modules" / ".#own.ttl").symlink_to("an editor's lock")
    (inside / "link.csv").symlink_to(tmp_path / "outside" / "secret.ttl")
    (inside / "near.csv").symlink_to("plain.csv")
    (inside / "gone.csv").symlink_to("nowhere")
    (inside / "ring.csv").symlink_to("ring.csv")
    (inside / "zero.csv").symlink_to("/dev/zero")
    os.mkfifo(inside / "pipe.csv")
    (inside / "folder.csv").mkdir()
    (inside / "questions").symlink_to(tmp_path / "outside")
    return inside


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(TrosolError) as caught:
        call()
    (problem,) = caught.value.problems
    assert problem.remedy
    assert problem.where
    return problem.code


def test_ordinary_files_are_read_and_nothing_else(place: Path) -> None:
    folder = Folder(place)
    assert folder.content("plain.csv") == b"plain"
    assert folder.content("modules/own.ttl") == b"own"
    assert folder.content("nothing.csv") is None
    assert folder.content("nothing/at/all.csv") is None
    for name in ("link.csv", "near.csv", "gone.csv", "ring.csv", "zero.csv", "pipe.csv", "folder.csv", "questions/secret.ttl"):
        assert refused(partial(folder.content, name)) == "file-not-plain", name
        assert refused(partial(folder.digest, name)) == "file-not-plain", name
        problem = folder.problem(name)
        assert problem is not None, name
    assert folder.problem("plain.csv") is None


@pytest.mark.parametrize(
    "name", ["../outside/secret.ttl", "/etc/passwd", "modules/../plain.csv", "./plain.csv", "", "a\0b", "modules//own.ttl"]
)
def test_names_that_lead_elsewhere_name_nothing(place: Path, name: str) -> None:
    assert Folder(place).content(name) is None
    assert Folder(place).kind(name) is None


def test_kinds_and_names(place: Path) -> None:
    folder = Folder(place)
    kinds = {
        "plain.csv": FILE,
        "modules": FOLDER,
        "link.csv": LINK,
        "gone.csv": LINK,
        "questions/secret.ttl": LINK,
        "pipe.csv": OTHER,
    }
    assert {name: folder.kind(name) for name in kinds} == kinds
    assert folder.names("modules", ".ttl") == ("modules/own.ttl",)
    assert "link.csv" in folder.names("", ".csv"), "so that whoever reads it says what is wrong"
    assert folder.names("nothing") == ()
    assert refused(lambda: folder.names("questions")) == "file-not-plain"
    assert refused(lambda: folder.names("plain.csv")) == "file-not-plain"


def test_no_more_is_read_than_may_be(place: Path) -> None:
    assert Folder(place).content("plain.csv", 5) == b"plain"
    assert refused(lambda: Folder(place).content("plain.csv", 4)) == "file-too-large"


def test_the_folder_that_is_named_may_be_reached_by_a_link(place: Path) -> None:
    (place.parent / "by-link").symlink_to(place)
    assert Folder(place.parent / "by-link").content("modules/own.ttl") == b"own"


def test_what_was_promised_stands_for_what_lies_there(place: Path) -> None:
    folder = Folder(place, {"plain.csv": b"new", "modules/own.ttl": None, "modules/more.ttl": b"more", "link.csv": b"no link"})
    assert folder.content("plain.csv") == b"new"
    assert folder.content("modules/own.ttl") is None
    assert folder.names("modules") == ("modules/more.ttl",)
    assert folder.content("link.csv") == b"no link"


def test_what_belongs_to_a_folder_is_told_from_what_is_left_out(place: Path) -> None:
    (place / "claims.csv").write_bytes(b"id")
    (place / "run.py").write_bytes(b"")
    (place / "README.md").symlink_to("/etc/hostname")
    found, problems = belonging(Folder(place))
    assert set(found) == {"claims.csv", "modules/own.ttl"}
    assert {problem.where.file for problem in problems if problem.where} == {"README.md", "questions"}


@pytest.mark.parametrize(
    "name",
    [
        *(".git/config", "g/config", ".trosol/lock", "modules/.git/x.ttl", "MODULES/x.ttl", "modules/x.TTL", "Dataset.toml"),
        *(
            "modules/x.ttl/",
            "modules/x.ttl ",
            "modules/x.",
            "modules/",
            ".ttl",
            "modules/.ttl",
            "modules\\x.ttl",
            "modules/a:b.ttl",
        ),
        *("modules/a\u200b.ttl", "modules/a\n.ttl", "modules/" + "x" * 300 + ".ttl", "notes.csv", "questions/x.py", "CON", ""),
    ],
)
def test_names_that_no_ecosystem_has(name: str) -> None:
    assert not belongs(name)
    assert strangers([name]) == [name]


def test_two_names_that_some_systems_take_for_one() -> None:
    assert strangers(["modules/a.ttl", "modules/A.ttl"]) == ["modules/A.ttl"]
    assert strangers(["modules/\u00e9.ttl", "modules/e\u0301.ttl"]) == ["modules/e\u0301.ttl"]
    assert strangers(["modules/a.ttl", "modules/b.ttl", "dataset.toml", "modules/Cynllun gofal.ttl"]) == []


# The seal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TROSOL_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "journal-secret"


def test_a_seal_is_ones_own_and_of_that_content(home: Path) -> None:
    mine = seal(b"content")
    assert mine is not None
    assert is_sealed(b"content", mine)
    assert not is_sealed(b"contents", mine)
    others: tuple[object, ...] = (None, "", "0" * 64, 5, [], "\u00e9" * 64, mine[:-1])
    for other in others:
        assert not is_sealed(b"content", other)
    assert stat.S_IMODE(home.stat().st_mode) == 0o600
    assert [path.name for path in home.parent.iterdir()] == [home.name]
    home.unlink()
    assert not is_sealed(b"content", mine), "another machine has another secret"
    assert not home.exists(), "and to look at a seal makes none"


def test_a_secret_that_others_could_know_is_none(home: Path) -> None:
    mine = seal(b"content")
    home.chmod(0o644)
    assert not is_sealed(b"content", mine)
    assert seal(b"content") is None
    home.unlink()
    home.symlink_to("elsewhere")
    assert seal(b"content") is None
    assert not (home.parent / "elsewhere").exists()


def test_without_a_place_to_keep_it_nothing_has_a_seal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TROSOL_STATE", "off")
    assert seal(b"content") is None
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("TROSOL_STATE", str(tmp_path / "file"))
    assert seal(b"content") is None
    assert not is_sealed(b"content", "0" * 64)
