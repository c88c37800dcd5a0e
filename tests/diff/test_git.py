"""Repositories that came from elsewhere: broken, partial, oddly named, or made to lead somewhere else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import tiny
from trosol.diff import git as reading
from trosol.diff import opened, opened_at, revisions_of
from trosol.diff.git import GitTrouble, files_at
from trosol.errors import TrosolError, WrongUse

WHO = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always")


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    done = subprocess.run(["git", "-C", str(folder), *WHO, *words], input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an ecosystem in a folder, committed once."""
    top = tmp_path / "r"
    tiny(top / "eco")
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "one")
    monkeypatch.chdir(top)
    return top


def trouble(call: Callable[[], object]) -> str:
    with pytest.raises(WrongUse) as raised:
        call()
    (problem,) = raised.value.problems
    assert problem.code == "revision-unknown" and "\n" not in str(problem)
    return problem.message


def at(name: str = "HEAD:eco") -> str:
    with opened(name) as found:
        return found.dataset.name


def blob(place: Path, name: str = "eco/claims.csv") -> Path:
    key = git(place, "rev-parse", f"HEAD:{name}")
    path = place / ".git" / "objects" / key[:2] / key[2:]
    path.chmod(0o644)
    return path


def test_a_whole_one_is_read_from_the_top_and_from_a_folder_below(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert at() == "tiny"
    monkeypatch.chdir(place / "eco")
    assert at() == "tiny"
    [(revision, moment, version, note)] = revisions_of(place / "eco")
    assert note == "one" and len(moment) == 16 and version
    with opened_at(place / "eco", revision) as found:
        assert found.dataset.name == "tiny"


@pytest.mark.parametrize("content", [None, b"", b"garbage\n", b"\x78\x9c\x00"], ids=["missing", "empty", "garbage", "cut"])
@pytest.mark.parametrize("name", ["eco/claims.csv", "eco"])
def test_what_is_missing_or_damaged_is_told(place: Path, content: bytes | None, name: str) -> None:
    revision = git(place, "rev-parse", "--short", "HEAD")
    path = blob(place, name)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert "cannot be read from git" in trouble(at)

    def there() -> None:
        with opened_at(place / "eco", revision):
            pass

    trouble(there)


def test_nothing_is_fetched_and_no_program_is_started_for_it(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned = tmp_path / "OWNED"
    helpers = tmp_path / "bin"
    helpers.mkdir()
    (helpers / "git-remote-foo").write_text(f"#!/bin/sh\ntouch {owned}\n", encoding="utf-8")
    (helpers / "git-remote-foo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{helpers}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_ASKPASS", str(helpers / "git-remote-foo"))
    blob(place).unlink()
    for name, value in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
    ):
        git(place, "config", name, value)
    for url in (f"ext::sh -c touch% {owned}", "ssh://x/y", "foo::x", "https://127.0.0.1:9/x", str(place)):
        git(place, "config", "remote.origin.url", url)
        git(place, "config", "core.sshCommand", f"touch {owned};")
        git(place, "config", "remote.origin.uploadpack", f"touch {owned};")
        for name in ("protocol.ext.allow", "protocol.foo.allow", "protocol.allow"):
            git(place, "config", name, "always")
        trouble(at)
        assert not owned.exists()


def test_odd_names_links_and_journals(place: Path) -> None:
    (place / "eco" / "questions").mkdir()
    (place / "eco" / "questions" / "l.rq").symlink_to("/etc/passwd")
    (place / "eco" / "modules").symlink_to("/etc")
    (place / "eco" / ".trosol" / "journal" / "1").mkdir(parents=True)
    (place / "eco" / ".trosol" / "journal" / "1" / "entry.json").write_text("{}", encoding="utf-8")
    for name in (b"a\nb.txt", b"\xff\xfe.txt", b"\x1b[31m.txt", b":(glob)*", "é.txt".encode()):
        (Path(os.fsdecode(os.fsencode(place / "eco") + b"/" + name))).write_text("x", encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "sub\tject \x1b[31m <b>")
    found = files_at(place, "HEAD", "eco", whole_tree=True)
    odd = {name.removeprefix("eco/") for name in found} - {path.name for path in (place / "eco").glob("*.*v*")}
    assert odd >= {"a\nb.txt", os.fsdecode(b"\xff\xfe.txt"), "\x1b[31m.txt", ":(glob)*", "é.txt", "dataset.toml"}
    assert not any(".trosol" in name for name in found)
    # Links stay links, so that whoever reads one says so; where they led is not looked at.
    assert {name for name, content in found.items() if content is None} == {"eco/questions/l.rq", "eco/modules"}
    with pytest.raises(TrosolError) as caught:
        at()
    assert {problem.code for problem in caught.value.problems} == {"file-not-plain"}
    assert "\x1b" not in str(revisions_of(place / "eco"))


@pytest.mark.parametrize("name", ["eco/../../x", "/x", "a/.git/config", ".GIT/hooks/x", "eco/.Trosol/journal/1/done", ".."])
def test_names_that_no_checkout_would_write(name: str) -> None:
    assert not reading._may_be_written(name)


def test_trees_that_name_each_other_have_an_end(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten folders of ten folders of ten …: a hundred objects, and a list of 10^20 names."""
    kind, key = "blob", git(place, "hash-object", "-w", "--stdin", given=b"x")
    for _ in range(20):
        mode = "100644" if kind == "blob" else "040000"
        key = git(place, "mktree", given="".join(f"{mode} {kind} {key}\tn{n}\n" for n in range(10)).encode())
        kind = "tree"
    commit = git(place, "commit-tree", key, "-m", "bomb")
    monkeypatch.setattr(reading, "MAX_LISTING", 100_000)
    assert "too large" in trouble(lambda: at(f"{commit}:n0"))
    listing = len(git(place, "ls-tree", "-r", "-l", "-z", "HEAD", "--", "eco"))
    monkeypatch.setattr(reading, "MAX_LISTING", listing)
    assert at() == "tiny"
    monkeypatch.setattr(reading, "MAX_LISTING", listing - 1)
    assert "too large" in trouble(at)


def test_settings_do_not_lead_to_another_repository(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working tree that the settings name elsewhere is not where files are read."""
    private = tmp_path / "private"
    tiny(private / "eco", (private / "x").name and "not toml")
    git(private, "init", "-q")
    git(private, "add", ".")
    git(private, "commit", "-qm", "secret")
    git(place, "config", "core.worktree", str(private))
    try:
        assert at() == "tiny"
    except TrosolError as error:
        assert "revision-unknown" in str(error)


@pytest.mark.parametrize("how", ["file", "relative", "link", "commondir", "worktree"])
def test_a_mark_that_leads_to_another_repository_is_refused(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    came = tmp_path / "came"
    tiny(came / "eco")
    mark = came / ".git"
    if how == "file":
        mark.write_text(f"gitdir: {place / '.git'}\n", encoding="utf-8")
    elif how == "relative":
        mark.write_text("gitdir: ../r/.git\n", encoding="utf-8")
    elif how == "link":
        mark.symlink_to(place / ".git")
    elif how == "commondir":
        git(came, "init", "-q")
        (mark / "commondir").write_text(f"{place / '.git'}\n", encoding="utf-8")
    else:
        made = came / "x" / "worktrees" / "y"
        made.mkdir(parents=True)
        mark.write_text("gitdir: x/worktrees/y\n", encoding="utf-8")
        (made / "gitdir").write_text(f"{mark}\n", encoding="utf-8")
        (made / "commondir").write_text(f"{place / '.git'}\n", encoding="utf-8")
        (made / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    monkeypatch.chdir(came)
    assert "does not know of it" in trouble(lambda: at("HEAD:eco"))
    assert revisions_of(came / "eco") == ()


def test_worktrees_and_submodules_that_git_made_are_read(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(place, "worktree", "add", "-q", str(tmp_path / "beside"))
    monkeypatch.chdir(tmp_path / "beside")
    assert at() == "tiny"
    above = tmp_path / "above"
    above.mkdir()
    git(above, "init", "-q")
    git(above, "submodule", "add", "-q", str(place), "part")
    monkeypatch.chdir(above / "part")
    assert at() == "tiny"


def test_a_git_that_goes_on_for_ever_is_ended(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(place / "pipe")
    (place / ".git" / "config").open("a").write(f"[include]\n\tpath = {place / 'pipe'}\n")
    monkeypatch.setattr(reading, "_SECONDS", 0.5)
    assert "too long" in trouble(at)


def test_without_git_it_says_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "not installed" in trouble(at)


@pytest.mark.parametrize(
    "stream", [b"", b"x missing\n", b"%s blob 9\n", b"%s tree 3\nabc\n", b"%s blob 3\nab", b"%s blob -1\nabc\n"]
)
def test_what_git_says_is_read_with_care(stream: bytes) -> None:
    key = b"0" * 40
    with pytest.raises(GitTrouble, match="whole"):
        reading._contents([("a", key, 3)], stream.replace(b"%s", key))
    assert reading._contents([("a", key, 3)], key + b" blob 3\nabc\n") == {"a": b"abc"}
