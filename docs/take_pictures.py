"""Take pictures of every screen at two widths, from a dashboard that is started for it.

Run it with the environment of the tests: ``.venv/bin/python docs/take_pictures.py [NAME …]``. They land in ``docs/pictures``; only those that
documents show are kept in the repository.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SCREENS = {
    "overview": "",
    "cell": "?cell=challenge-requirements~action-embed",
    "evidence": "evidence",
    "kinds": "map?view=kinds",
    "map": "map?entity=commissioners&view=around",
    "network": "map?view=network&network=influence&lanes=free",
    "entity": "entity?entity=commissioners",
    "horizons": "horizons",
    "voices": "evidence?view=voices",
    "priorities": "priorities?kind=challenge-areas",
    "quadrant": "priorities?view=drives&entity=action-embed",
    "questions": "priorities?view=prompts",
    "gatekeepers": "gatekeepers",
    "doors": "gatekeepers?view=doors",
    "gates": "gatekeepers?view=gates",
    "together": "gatekeepers?view=together",
    "centrality": "gatekeepers?view=centrality",
    "opened": "scenarios?open=commissioners",
    "pathways": "pathways?from=action-embed&to=innovation-in-social-care",
    "scenario": "scenarios?push=action-embed~plus",
    "two-scenarios": "scenarios?push=action-embed~plus&push2=social-care-wales~plus",
    "best-sets": "priorities?view=sets",
    "ask": "ask?text=which+actions+address+risk",
    "next-evidence": "evidence?view=next",
    "compare": "compare",
    "brief": "brief",
    "extend": "extend",
    "ontology": "ontology",
    "about": "about",
    "cymraeg": "gatekeepers?lang=cy",
}
CODING = {"code-source": "code-source?lines=83"}
"""Screens of a folder that may be written to, with the text of its source beside it."""
SHORT = {"overview", "map", "priorities", "gatekeepers", "code-source"}
"""Pictures that documents show: of one screenful, the others of the whole page."""

WIDTHS = {1400: 1000, 390: 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def shoot(browser: Browser, address: str, folder: Path, screens: Mapping[str, str]) -> None:
    """Write one PNG per screen and width."""
    for width, height in WIDTHS.items():
        for name, path in screens.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{address}/{path}")
            page.locator(".st-key-next-step").wait_for(timeout=120_000)
            page.wait_for_timeout(2500)
            if name not in SHORT:
                # Streamlit scrolls inside the page, so the window has to be as high as what is in it.
                high = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
                page.set_viewport_size({"width": width, "height": min(int(high) + 20, 6000)})
                page.wait_for_timeout(1200)
            page.screenshot(path=folder / f"{name}-{width}.png")
            print(f"{name}-{width}.png")
            page.close()


def textiles(place: Path) -> Path:
    """The second ecosystem in a folder of its own, with the text of its workshop beside it."""
    into = Path(shutil.copytree(ROOT / "data" / "circular-textiles-vellana", place / "circular-textiles-vellana"))
    (into / "sources").mkdir()
    shutil.copy(ROOT / "docs" / "examples" / "textiles" / "workshop.txt", into / "sources" / "workshop-notes.txt")
    return into


def taken(chromium: str, words: Sequence[str], screens: Mapping[str, str]) -> None:
    """Start a dashboard, take the pictures, stop it."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-P", "-m", "trosol", "dashboard", *words, "--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "graph")}, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.2)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            shoot(browser, address, folder, screens)
            browser.close()
    finally:
        process.terminate()
        process.wait(timeout=20)


def main() -> int:
    """Take all pictures, or those that are named."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is needed to take pictures, and is not installed.", file=sys.stderr)
        return 1
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="trosol-") as place:
        for words, screens in (((), SCREENS), ((str(textiles(Path(place))), "--edit"), CODING)):
            chosen = {name: path for name, path in screens.items() if not wanted or name in wanted}
            if chosen:
                taken(chromium, words, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
