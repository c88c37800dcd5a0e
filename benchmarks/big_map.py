"""How quickly Trosol's own map draws, moves and filters thousands of items as dots, in a browser without a graphics card.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/big_map.py [--sizes 10000] [--runs 3]``. It needs Chromium. The page is
the one that people save from the map, so nothing of it is made for the measurement: items in eight kinds, three links an item, most of them
short. *drawn* is seconds from the start of the page to its dots; frames a second are counted while a mouse drags the map and while a wheel
zooms it, *worst* is the longest frame in milliseconds; *after* is how long it takes from letting go until all is drawn again; *filter* is
seconds from a press on a kind in the legend to the next frame that shows the map without it, *again* the same for showing it again. Medians.

Without a graphics card in three ways: ``plain`` is the browser as it comes, ``off`` takes WebGL away, ``emulated`` draws WebGL and the whole page
with an emulated card (SwiftShader), which costs the processor most.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph")]
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from trosol.views.maps.explorer_data import ExplorerData

FLAGS = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync"]
CARDS = {
    "plain": [],
    "emulated": ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    "off": ["--disable-gpu", "--disable-3d-apis"],
}
COLOURS = ("#3574cd", "#db2429", "#097b0b", "#5726cf", "#4a8067", "#5b3c00", "#475066", "#9d174d")
COUNT = "(() => { window.stamps = []; (function tick(t) { window.stamps.push(t); requestAnimationFrame(tick); })(0); })()"
PRESS = """which => new Promise(done => { const button = document.querySelectorAll("#legend li button")[which], begun = performance.now();
  button.click(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)); })"""


def network(size: int, seed: int = 2022) -> ExplorerData:
    """So many items in eight kinds with three links each, one in ten of them long."""
    from trosol.views.maps.explorer_data import ExplorerData, Group, Item, Link

    chance = random.Random(seed)
    kinds = tuple(Group(f"K{k}", f"Kind {k + 1}", colour, k) for k, colour in enumerate(COLOURS))
    items = tuple(
        Item(f"i{n}", f"Item number {n}", "Item", n * 7 % 8, n * 7 % 8, (), "transcribed", 3 + n % 9, 3 + n % 9)
        for n in range(size)
    )
    pairs = dict.fromkeys(
        (n, (n + chance.randrange(1, 60)) % size if chance.random() < 0.9 else chance.randrange(size))
        for n in range(size)
        for _ in range(3)
    )
    links = tuple(Link(a, b, (0,), k % 3 - 1, False, True, False, (), (f"c{k}",)) for k, (a, b) in enumerate(pairs) if a != b)
    return ExplorerData("Made up", "1", "", items, links, kinds, kinds, (), (), (Group("r", "acts on"),), size)


def measured(browser: Browser, file: Path) -> dict[str, float]:
    """One run."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(120_000)
    try:
        page.goto(file.as_uri())
        page.locator("#stage[data-by]").wait_for()
        drawn = (
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))") / 1000
        )
        page.evaluate(COUNT)
        page.wait_for_timeout(1000)
        page.mouse.move(600, 500)
        dragged, slow, after = _moved(page, lambda step: page.mouse.move(610 + step % 40 * 5, 510 + step % 25 * 5), drag=True)
        zoomed, slower, _after = _moved(page, lambda step: page.mouse.wheel(0, -60 if step // 8 % 2 else 60), drag=False)
        page.wait_for_timeout(1500)
        filtered, again = (page.evaluate(PRESS, 2) / 1000 for _ in range(2))
        return {
            "drawn": drawn,
            "drag": dragged,
            "zoom": zoomed,
            "worst": max(slow, slower),
            "after": after,
            "filter": filtered,
            "again": again,
        }
    finally:
        page.close()


def _moved(page: Page, move: object, *, drag: bool, seconds: float = 3.0) -> tuple[float, float, float]:
    """Frames a second and the longest frame while something is moved again and again, and milliseconds until the map is drawn again."""
    assert callable(move)
    if drag:
        page.mouse.down()
    page.evaluate("void (window.stamps.length = 0)")
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        move(step)
        step += 1
    stamps = page.evaluate("window.stamps.slice()")
    begun_at = page.evaluate("performance.now()")
    if drag:
        page.mouse.up()
    for _ in range(2000):
        if page.locator("#stage").get_attribute("data-painted") == "still":
            break
        page.wait_for_timeout(10)
    after = page.evaluate("performance.now()") - begun_at
    gaps = [b - a for a, b in pairwise(stamps)]
    return 1000 * len(gaps) / sum(gaps), max(gaps), after


def main() -> int:
    """Print a table."""
    from playwright.sync_api import sync_playwright

    from trosol.views.maps.explorer_page import explorer_json, explorer_standalone

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000], help="items (default 10,000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3)")
    parser.add_argument(
        "--card", choices=CARDS, nargs="+", default=list(CARDS), help="what stands in for a graphics card (default all)"
    )
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    columns = ("drawn", "drag", "zoom", "worst", "after", "filter", "again")
    print(f"{'items':>7}{'links':>8}  {'card':10}" + "".join(f"{name:>8}" for name in columns))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        for size in options.sizes:
            file, data = Path(place) / f"{size}.html", network(size)
            file.write_text(
                explorer_standalone(explorer_json(data), "Made up", {"mode": "network", "dots": "yes"}), encoding="utf-8"
            )
            for card in options.card:
                browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *CARDS[card]])
                rows = [measured(browser, file) for _ in range(options.runs)]
                browser.close()
                said = "".join(
                    f"{median(row[name] for row in rows):8.{0 if name in ('worst', 'after') else 1}f}" for name in columns
                )
                print(f"{size:7,}{len(data.links):8,}  {card:10}{said}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
