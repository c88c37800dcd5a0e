"""Whether a locked package has a known weakness: told where somebody could be asked, and told loudly where nobody could."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from ports import HANG

ALL = sorted(
    {
        pin
        for path in (ROOT / "requirements").glob("*.txt")
        if not path.name.startswith("left-out")
        for pin in re.findall(r"(?m)^([a-z0-9.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"))
    }
)
CLEAN: dict[str, Any] = {"dependencies": [{"name": name, "version": version, "vulns": []} for name, version in ALL]}


def audited(*words: str) -> tuple[int, str, dict[str, Any]]:
    """Exit code, what is said, and the line for programs."""
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "audited.py"), *words], capture_output=True, text=True, check=False, timeout=HANG
    )
    assert not done.stderr
    *lines, last = done.stdout.splitlines()
    return done.returncode, "\n".join(lines), json.loads(last.removeprefix("audit: "))


def of_pip_audit(folder: Path, found: object) -> tuple[int, str, dict[str, Any]]:
    path = folder / "found.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return audited(str(path))


def of_advisories(folder: Path, *advisories: object) -> tuple[int, str, dict[str, Any]]:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, each in enumerate(advisories):
            archive.writestr(f"X-{number}.json", each if isinstance(each, str) else json.dumps(each))
    return audited("--advisories", str(path))


def advisory(name: str, *events: dict[str, str], **more: object) -> dict[str, Any]:
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}
    return {"id": "X-1", "modified": "2026-11-02T00:00:00Z", "summary": "One\nof two", "affected": [affected], **more}


def test_all_clean_is_said_only_where_all_were_asked_after(tmp_path: Path) -> None:
    code, says, counts = of_pip_audit(tmp_path, CLEAN)
    assert (code, counts["checked"], counts["locked"], counts["known"]) == (0, len(ALL), len(ALL), 0)
    assert "NOT CHECKED" not in says


@pytest.mark.parametrize(
    ("found", "unchecked"),
    [
        ({"dependencies": [{"name": name, "skip_reason": "not there"} for name, _ in ALL]}, len(ALL)),
        ({"dependencies": CLEAN["dependencies"][1:]}, 1),
        ({"dependencies": [{"name": ALL[0][0], "version": "0", "vulns": []}, *CLEAN["dependencies"][1:]]}, 1),
        ({}, len(ALL)),
        ([], len(ALL)),
        ({"dependencies": [{"name": "a"}]}, len(ALL)),
    ],
)
def test_what_nobody_was_asked_about_is_said_in_capitals_and_by_a_code_of_its_own(
    tmp_path: Path, found: object, unchecked: int
) -> None:
    code, says, counts = of_pip_audit(tmp_path, found)
    assert code == 3
    assert f"NOT CHECKED: KNOWN WEAKNESSES OF {unchecked} OF {len(ALL)} LOCKED PACKAGES WERE NOT LOOKED FOR" in says
    assert "SECURITY.md" in says
    assert counts["checked"] == len(ALL) - unchecked


def test_no_file_at_all_is_not_checked() -> None:
    code, says, counts = audited("/nowhere/found.json")
    assert (code, counts["checked"]) == (3, 0)
    assert "NOT CHECKED" in says


def test_a_known_weakness_fails_even_where_not_all_were_checked(tmp_path: Path) -> None:
    weak = {"name": ALL[0][0], "version": ALL[0][1], "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
    code, says, counts = of_pip_audit(tmp_path, {"dependencies": [weak]})
    assert (code, counts["known"]) == (1, 1)
    assert f"{ALL[0][0]} {ALL[0][1]}: X-1, mended in 2" in says
    assert "NOT CHECKED" in says


# Without a network, from a list that somebody brought


STREAMLIT = dict(ALL)["streamlit"]


@pytest.mark.parametrize(
    ("events", "known"),
    [
        ([{"introduced": "0"}], 1),
        ([{"introduced": "0"}, {"fixed": STREAMLIT}], 0),
        ([{"introduced": "0"}, {"fixed": "999"}], 1),
        ([{"introduced": STREAMLIT}, {"last_affected": STREAMLIT}], 1),
        ([{"introduced": "0"}, {"last_affected": "0.1"}], 0),
        ([{"fixed": "0.2"}, {"introduced": "0"}], 0),
        ([{"introduced": "0"}, {"fixed": "0.2"}, {"introduced": "0.3"}], 1),
        ([{"introduced": "999"}], 0),
    ],
)
def test_a_list_says_which_versions_are_meant(tmp_path: Path, events: list[dict[str, str]], known: int) -> None:
    code, says, counts = of_advisories(tmp_path, advisory("Streamlit", *events))
    assert (code, counts["known"]) == (known, known)
    assert ("audit: streamlit " + STREAMLIT + ": X-1, One of two" in says) is bool(known)
    assert "2026-11-02" in counts["source"]


@pytest.mark.parametrize(
    "given",
    [
        advisory("streamlit", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"),
        advisory("streamlit-of-another", {"introduced": "0"}),
        {**advisory("streamlit"), "affected": [{"package": {"ecosystem": "npm", "name": "streamlit"}, "versions": [STREAMLIT]}]},
    ],
)
def test_what_is_not_meant_is_not_told(tmp_path: Path, given: dict[str, Any]) -> None:
    assert of_advisories(tmp_path, given)[0] == 0


def test_versions_that_a_list_names_one_by_one_are_found(tmp_path: Path) -> None:
    named = {"package": {"ecosystem": "PyPI", "name": "streamlit"}, "versions": [STREAMLIT]}
    assert of_advisories(tmp_path, {**advisory("x"), "affected": [named]})[0] == 1


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"affected": 1, "modified": "2026"}', '{"affected": [{"package": {"ecosystem": "PyPI"}}]}']
)
def test_a_list_that_cannot_be_read_is_not_checked(tmp_path: Path, broken: str) -> None:
    code, says, counts = of_advisories(tmp_path, advisory("streamlit"), broken)
    assert (code, counts["checked"]) == (3, 0)
    assert "cannot be read" in says


def test_an_empty_list_and_a_file_that_is_none_are_not_checked(tmp_path: Path) -> None:
    assert of_advisories(tmp_path)[0] == 3
    (tmp_path / "list.zip").write_bytes(b"no zip")
    assert audited("--advisories", str(tmp_path / "list.zip"))[0] == 3


# What is said of it


def test_ci_tells_not_checked_without_failing_and_fails_for_what_is_known(tmp_path: Path) -> None:
    """The lines of .ci/run that call it, with another program in its place."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    first = lines.index("audited=0")
    part = "\n".join(["set -euo pipefail", *lines[first : first + 4], "echo went on"])
    (tmp_path / ".ci").mkdir()
    for code, goes_on in ((0, True), (3, True), (1, False), (2, False), (127, False)):
        fake = tmp_path / ".ci" / "audit"
        fake.write_text(f"#!/bin/sh\necho audit: said so\nexit {code}\n", encoding="utf-8")
        fake.chmod(0o755)
        done = subprocess.run(["bash", "-c", part], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "audit: said so" in done.stdout
        assert ("went on" in done.stdout) is goes_on is (done.returncode == 0)


def test_security_says_what_is_not_checked_and_how_to_check_it() -> None:
    told = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    assert "known weaknesses of the packages are not checked" in told
    assert ".ci/audit" in told and "PyPI/all.zip" in told
