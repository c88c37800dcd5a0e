"""Take the pictures in docs/pictures anew: every screen at two widths, from a dashboard that is running.

Run it with the environment of the tests: ``.venv/bin/python docs/take_pictures.py`` while ``python3 start.py dashboard --port 8501`` runs.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SCREENS = {
    "home": "/",
    "kinds": "/map?view=kinds",
    "map": "/map?entity=challenge-requirements&view=around",
    "entity": "/entity?entity=commissioners",
    "gatekeepers": "/gatekeepers",
}
WIDTHS = {1400: 1000, 390: 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main(address: str = "http://127.0.0.1:8501") -> None:
    """Write one PNG per screen and width."""
    folder = Path(__file__).resolve().parent / "pictures"
    folder.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width, height in WIDTHS.items():
            for name, path in SCREENS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(address + path)
                page.locator("h1").first.wait_for(timeout=60_000)
                if name in ("kinds", "map"):
                    page.frame_locator(".trosol-map iframe").locator("canvas, button").first.wait_for(timeout=60_000)
                page.wait_for_timeout(3000)
                page.screenshot(path=folder / f"{name}-{width}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
