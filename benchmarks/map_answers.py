"""How long the map takes to answer on Wales: a click, filters in the page and over the server, another view, a story, a file.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/map_answers.py [--runs 5]``. It needs Chromium. *page* is
milliseconds from the press to the frame that shows the answer, worked out in the page; *server* is from the choice among the filters of all screens until the
map is drawn from the claims that are left, the first time and again. Medians, and the slowest.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks"), str(ROOT / "tests")]
if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

CHOICES = {
    "two steps": ("How far", "2"),
    "one step": ("How far", "1"),
    "whole network": ("What to see", "network"),
    "kinds": ("What to see", "kinds"),
}
PRESS = """selector => new Promise(done => { const begun = performance.now(); document.querySelector(selector).click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)); })"""
CHOOSE = """([label, value]) => new Promise(done => { const begun = performance.now(), select = document.querySelector(`select[aria-label="${label}"]`);
  select.value = value; select.dispatchEvent(new Event("change")); requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)); })"""


def click(page: Page, frame: Frame, item: str) -> float:
    """A real click on an item, until its panel stands there."""
    box = frame.locator("#board").bounding_box()
    point = next(p for p in frame.evaluate("window.trosolPoints()") if p["id"] == item)
    assert box is not None
    frame.evaluate("void (window.answered = null, window.pressed = 0)")
    frame.evaluate(
        """void (document.addEventListener("pointerdown", () => { window.pressed = performance.now(); }, { capture: true, once: true }),
        new MutationObserver((_all, watch) => { watch.disconnect(); requestAnimationFrame(() => setTimeout(() => { window.answered = performance.now() - window.pressed; }, 0)); })
        .observe(document.getElementById("panel"), { childList: true }))"""
    )
    page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])
    for _ in range(500):
        if (found := frame.evaluate("window.answered")) is not None:
            return float(found)
        page.wait_for_timeout(10)
    return float("nan")


def lensed(page: Page, frame: Frame, name: str) -> float:
    """A filter of all screens, until the map holds other links."""
    before = frame.evaluate("window.trosolView().links")
    page.get_by_role("button", name="Filters").first.click()
    choice = page.get_by_text(name, exact=True)
    choice.wait_for()
    page.wait_for_timeout(300)
    frame.evaluate(
        """before => { const begun = performance.now(); window.lensed = null;
        (function look() { if (window.trosolView().links !== before) { window.lensed = performance.now() - begun; } else { setTimeout(look, 5); } })(); }""",
        before,
    )
    choice.click()
    for _ in range(2000):
        if (found := frame.evaluate("window.lensed")) is not None:
            page.keyboard.press("Escape")
            page.wait_for_timeout(1500)
            return float(found)
        page.wait_for_timeout(10)
    return float("nan")


def main() -> int:
    """Print a table."""
    from playwright.sync_api import sync_playwright

    from dashboard import FLAGS, started
    from exploring import opened

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each is done (default 5)")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    found: dict[str, list[float]] = {}
    words = [sys.executable, "-m", "trosol", "dashboard", "wales-social-care-2022", "--port", "{port}", "--no-browser"]
    with started(words) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(60_000)
        frame = opened(page, f"{address}/map?entity=commissioners")
        for run in range(options.runs):
            for item in ("action-embed", "commissioners"):
                found.setdefault("page: a click on an item", []).append(click(page, frame, item))
            for _ in range(2):
                found.setdefault("page: a kind in the legend", []).append(frame.evaluate(PRESS, "#legend li button"))
            for name, choice in CHOICES.items():
                found.setdefault(f"page: {name}", []).append(frame.evaluate(CHOOSE, choice))
                page.wait_for_timeout(300)
            frame.evaluate(CHOOSE, ("What to see", "network"))
            page.wait_for_timeout(800)
            for name in ("stated by the text only", "stated and inferred"):
                found.setdefault(
                    f"server: {name}" + (", first time" if not run and name.startswith("stated by") else ""), []
                ).append(lensed(page, frame, name))
            frame = opened(page, f"{address}/map?entity=commissioners")
        browser.close()
    print(f"{'':44}{'median ms':>10}{'slowest':>9}")
    for name, times in found.items():
        print(f"{name:44}{median(times):10.0f}{max(times):9.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
