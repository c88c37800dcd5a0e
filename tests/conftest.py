"""What many tests share: the Wales ecosystem, a running dashboard, a browser."""

from __future__ import annotations

import asyncio
import atexit
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings

import ports
from ports import HANG
from trosol.ecosystem import Ecosystem

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Before anything is imported, and for every process that a test starts: no test reads or leaves anything in a person's cache, nor in
# the place where a person keeps what their journals are sealed with. Once in a process, however often this file is imported.
# The two processes of one run share the cache, so that a finding is worked out once; whoever started the run clears it away.
_OWN = f"trosol-tests-{os.getpid()}-"
_BEGUN = Path(os.environ.get("TROSOL_CACHE", "")).name
if not _BEGUN.startswith("trosol-tests-" if "PYTEST_XDIST_WORKER" in os.environ else _OWN):
    os.environ["TROSOL_CACHE"] = tempfile.mkdtemp(prefix=_OWN)
    atexit.register(shutil.rmtree, os.environ["TROSOL_CACHE"], ignore_errors=True)
CACHE = Path(os.environ["TROSOL_CACHE"])
os.environ["TROSOL_STATE"] = str(CACHE / f"state-{os.getpid()}")
# Every process that a test starts finds the program compiled, also where Python is told to write nothing down.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Streamlit sets this when it is first imported; a test that happens to be the first to do so is not to be blamed for it.
os.environ["MPLBACKEND"] = "Agg"

# The same examples at every run, and no deadline by the clock, so that a run says something of the change and not of luck or of a busy machine; `--hypothesis-profile search` looks for new ones, `many` tries more of the same.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("many", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]
WALES = "wales-social-care-2022"
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The usual run: one process tries a file, and works out once what its tests share; one has the browser and its dashboard, one the server."""
    if "not slow" not in config.option.markexpr:
        return None  # few long ones: as they come
    from xdist.scheduler import LoadFileScheduling

    class Rooms(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return next((room for room in ("tests/browser", "tests/serve") if file.startswith(f"{room}/")), file)

    config.option.loadscopereorder = False  # as collected: the many small ones are the last, so that both end together
    return Rooms(config, log)


LEFT_OUT = re.compile(r"^pytestmark = .*\bpytest\.mark\.(?:exhaustive|slow)\b", re.MULTILINE)


class WhatIsTried:
    """Of the whole house, not of the tests alone, as hooks of this file would be."""

    @pytest.hookimpl
    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> bool | None:
        """Files of which the usual run leaves out all are not even imported."""
        if "not exhaustive" not in config.option.markexpr or collection_path.suffix != ".py":
            return None
        return LEFT_OUT.search(collection_path.read_text(encoding="utf-8")) is not None or None

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """A module without examples is not looked through for them."""
        made = yield
        if file_path.suffix == ".py" and b">>>" not in file_path.read_bytes():
            return [each for each in made if not isinstance(each, DoctestModule)]
        return made


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(WhatIsTried())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays for the whole run: it is not looked through for what could go, neither now nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl
def pytest_collection_finish() -> None:
    """Each screen that AppTest opens would look through all installed packages for components; what is installed stays the same."""
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def surroundings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test leaves the environment and the working folder as they were; and without a browser in it, no event loop runs around it.

    For once Playwright has been started, its loop goes on in the thread of the tests, and asyncio would refuse to run another.
    """
    environment, place = dict(os.environ), Path.cwd()
    around = None if "browser" in request.fixturenames else asyncio._get_running_loop()
    if around is not None:
        asyncio._set_running_loop(None)
    yield
    if around is not None:
        asyncio._set_running_loop(around)
    left = {name for name, _ in {*environment.items()} ^ {*os.environ.items()}} - {"PYTEST_CURRENT_TEST"}
    elsewhere = Path.cwd() != place
    os.chdir(place)
    for name in left:
        os.environ.pop(name, None)
        if name in environment:
            os.environ[name] = environment[name]
    assert not left, f"it leaves other values in the environment: {sorted(left)}"
    assert not elsewhere, "it leaves the tests in another working folder"


@pytest.fixture(scope="session")
def wales() -> Ecosystem:
    return Ecosystem.load(WALES)


def source_text() -> Path | None:
    """The report's text, where this machine has it."""
    given = os.environ.get("TROSOL_SOURCE_TEXT")
    found = Path(given) if given else ROOT.parent / "shared" / "report" / "report.txt"
    return found if found.is_file() else None


free_port = ports.free_port


def start_dashboard(ecosystem: str = WALES) -> tuple[subprocess.Popen[bytes], str]:
    """Start ``trosol dashboard`` as a person would and wait until it answers."""
    return start("dashboard", ecosystem)


def start(*words: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start a command that opens the dashboard, and wait until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "trosol", *words, "--port", str(port), "--no-browser"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(HANG * 5):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=HANG) as answer:
                if answer.status == 200:
                    return process, address
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise RuntimeError("the dashboard did not start")


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    process, address = start_dashboard()
    yield address
    process.terminate()
    process.wait(timeout=HANG)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("TROSOL_REQUIRE_BROWSER"):
            pytest.fail("Chromium is needed here (TROSOL_REQUIRE_BROWSER is set) and is not installed.")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
