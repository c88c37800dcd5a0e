"""Wheel and sdist: what is installed from them finds ontology, data and screens from any folder."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, WALES, free_port
from ports import HANG


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def run(installed: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from trosol.cli.main import main; sys.exit(main(sys.argv[1:]))", *words],
        cwd=cwd,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG,
    )


@pytest.mark.exhaustive
def test_check_from_the_wheel_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "check", WALES)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "clean" in done.stdout
    where = run(installed, tmp_path, "networks", WALES, "--json")
    assert where.returncode == 0


@pytest.mark.exhaustive
def test_the_wheel_uses_its_own_files_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = (
        "from trosol.resources import ontology_dir, data_dir, dashboard_dir; print(ontology_dir(), data_dir(), dashboard_dir())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True
    ).stdout.split()
    assert all(path.startswith(str(installed)) for path in shown)


@pytest.mark.exhaustive
def test_the_dashboard_from_the_wheel_answers(installed: Path, tmp_path: Path) -> None:
    import time
    import urllib.request

    port = free_port()
    code = "import sys; from trosol.cli.main import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "dashboard", "--port", str(port), "--no-browser"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(5 * HANG):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=HANG) as page:
                    assert page.status == 200
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the dashboard did not answer")
    finally:
        process.terminate()
        process.wait(timeout=HANG)


@pytest.mark.exhaustive
def test_the_sdist_holds_what_the_wheel_is_built_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in (
        "ontology/trosol.ttl",
        f"data/{WALES}/claims.csv",
        "dashboard/app.py",
        "graph/trosol/cli/main.py",
        "start.py",
        "LICENSE",
    ):
        assert wanted in names


def test_the_dashboard_binds_to_this_machine_only_and_sends_nothing() -> None:
    from trosol.cli.dashboard import settings

    chosen = settings(8501)
    assert chosen["server.address"] == "127.0.0.1"
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.showErrorDetails"] == "none"
    assert chosen["server.maxUploadSize"] == 20
