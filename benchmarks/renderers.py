"""How quickly renderers draw and move one big map in a browser: vis-network as Trosol uses it beside others.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/renderers.py [--sizes 2000 10000] [--runs 3]``. It needs
Chromium, and npm, which brings the others into a folder that is deleted afterwards. Every page has the policy of the Map's frame: no
request, no eval, no workers. The graph is the same for all: fixed places on a grid, three lines a node, most of them short, with
arrowheads. *drawn* is seconds from the start of the page to the first frame, *click* from the start of the page to the answer of a
click on a node; frames a second are counted while a mouse drags the map and while a wheel zooms it. The runs of the renderers
take turns; the numbers are medians.

``--webgl software`` draws WebGL with the processor (SwiftShader); ``--webgl off`` takes it away. A machine with a graphics card does
better with whatever uses WebGL; what draws on a canvas gains less.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph")]
if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from trosol.views.maps.picture import Picture

FLAGS = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync", "--enable-precise-memory-info"]
WEBGL = {
    "software": ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    "off": ["--disable-gpu", "--disable-3d-apis"],
}
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
PACKAGES = {
    "sigma": "sigma@3.0.3",
    "graphology": "graphology@0.26.0",
    "cytoscape": "cytoscape@3.34.4",
    "force-graph": "force-graph@1.52.0",
    "echarts": "echarts@6.1.0",
}
FILES = {
    "sigma": "dist/sigma.min.js",
    "graphology": "dist/graphology.umd.min.js",
    "cytoscape": "dist/cytoscape.min.js",
    "force-graph": "dist/force-graph.min.js",
    "echarts": "dist/echarts.min.js",
}
VIS = """const d = data.vis; d.nodes.forEach(n => { delete n.laneTitle; delete n.colour; delete n.dashed; }); %s
  const net = new vis.Network(stage, { nodes: new vis.DataSet(d.nodes), edges: new vis.DataSet(d.edges) }, d.options);
  net.moveTo({ position: { x: d.width / 2, y: d.height / 2 }, scale: Math.min(1400 / d.width, 900 / d.height), animation: false });
  net.on("click", e => { if (e.nodes.length) window.picked = e.nodes[0]; });
  return { point: n => net.canvasToDOM({ x: n.x, y: n.y }), camera: () => [net.getViewPosition(), net.getScale()] };"""
TUNED = """d.options = { physics: false, layout: { improvedLayout: false }, interaction: { dragNodes: false, hideEdgesOnDrag: true,
    hideEdgesOnZoom: true, hover: false }, nodes: { chosen: false }, edges: { smooth: false, arrows: "", chosen: false } };
  d.nodes.forEach(n => { n.shape = "dot"; n.size = 30; delete n.label; delete n.font; delete n.shapeProperties; delete n.title; });
  d.edges.forEach(e => { delete e.arrows; delete e.dashes; delete e.smooth; delete e.title; });"""
CYTOSCAPE = """const cy = cytoscape({ container: stage, layout: { name: "preset" }, autoungrabify: true, %s
    elements: data.nodes.map(n => ({ data: { id: n.id, label: n.label, c: n.colour }, position: { x: n.x, y: n.y } })).concat(
      data.edges.map((e, i) => ({ data: { id: "e" + i, source: e.source, target: e.target, c: e.colour } }))),
    style: [{ selector: "node", style: { "background-color": "data(c)", width: 60, height: 40, label: "data(label)", "font-size": 14,
        "min-zoomed-font-size": 9 } },
      { selector: "edge", style: { "line-color": "data(c)", "target-arrow-color": "data(c)", "target-arrow-shape": "triangle",
        "curve-style": "straight", width: 3 } }] });
  cy.fit(); cy.on("tap", "node", e => { window.picked = e.target.id(); });
  return { point: n => cy.getElementById(n.id).renderedPosition(), camera: () => [cy.pan(), cy.zoom()] };"""
DRAW = {
    "vis-network": (("vis",), VIS % ""),
    "vis-network, plain dots": (("vis",), VIS % TUNED),
    "sigma": (
        ("graphology", "sigma"),
        """const g = new graphology.Graph({ multi: true, type: "directed" });
  data.nodes.forEach(n => g.addNode(n.id, { x: n.x, y: -n.y, size: 4, label: n.label, color: n.colour }));
  data.edges.forEach((e, i) => g.addEdgeWithKey("e" + i, e.source, e.target, { size: 1, color: e.colour, type: "arrow" }));
  const s = new Sigma(g, stage, { zIndex: true, labelRenderedSizeThreshold: 8, hideEdgesOnMove: false });
  s.on("clickNode", e => { window.picked = e.node; });
  return { point: n => s.graphToViewport({ x: n.x, y: -n.y }), camera: () => s.getCamera().getState() };""",
    ),
    "cytoscape, canvas": (("cytoscape",), CYTOSCAPE % ""),
    "cytoscape, WebGL": (("cytoscape",), CYTOSCAPE % 'renderer: { name: "canvas", webgl: true },'),
    "force-graph": (
        ("force-graph",),
        """const f = new ForceGraph(stage).width(1400).height(900).cooldownTicks(0).enableNodeDrag(false).nodeColor("colour")
    .linkColor("colour").linkDirectionalArrowLength(12).nodeRelSize(20).nodeLabel(() => "").onNodeClick(n => { window.picked = n.id; })
    .graphData({ nodes: data.nodes.map(n => Object.assign({ fx: n.x, fy: n.y }, n)), links: data.edges.map(e => Object.assign({}, e)) });
  f.centerAt(data.width / 2, data.height / 2).zoom(Math.min(1400 / data.width, 900 / data.height));
  return { point: n => f.graph2ScreenCoords(n.x, n.y), camera: () => [f.centerAt(), f.zoom()] };""",
    ),
    "ECharts": (
        ("echarts",),
        """const chart = echarts.init(stage, null, { renderer: "canvas" });
  chart.setOption({ animation: false, series: [{ id: "g", type: "graph", layout: "none", roam: true, symbolSize: 8, label: { show: false },
    edgeSymbol: ["none", "arrow"], edgeSymbolSize: 5,
    data: data.nodes.map(n => ({ name: n.id, x: n.x, y: n.y, itemStyle: { color: n.colour } })),
    links: data.edges.map(e => ({ source: e.source, target: e.target, lineStyle: { color: e.colour } })) }] });
  chart.on("click", e => { if (e.dataType === "node") window.picked = e.name; });
  return { point: n => { const p = chart.convertToPixel({ seriesId: "g" }, [n.x, n.y]); return { x: p[0], y: p[1] }; },
    camera: () => { const o = chart.getOption().series[0]; return [o.center, o.zoom]; } };""",
    ),
}
PAGE = """<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">
<style>html,body{{margin:0}}#stage{{width:1400px;height:900px;position:relative}}</style><div id="stage"></div>
<script>window.onerror = m => {{ window.failed = String(m); }};</script>{library}
<script>const data = {data}; const stage = document.getElementById("stage"); window.picked = null;
window.map = (function () {{ {draw} }})();
requestAnimationFrame(() => requestAnimationFrame(() => {{ window.drawn = performance.now(); }}));
window.frames_ = []; (function tick(t) {{ window.frames_.push(t); requestAnimationFrame(tick); }})(0);</script>"""

_WHERE = "all => { const p = all.map(i => map.point(data.nodes[i])); return [(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2]; }"


def graph(size: int, seed: int = 2022) -> Picture:
    """A map with so many boxes on a grid and three lines a box, one in ten of them long."""
    from trosol.views.maps.picture import Edge, Node, Picture

    chance = random.Random(seed)
    wide = round((size * 1.6) ** 0.5)
    colours = ("#0b5cad", "#8a4b08", "#1b6e53", "#6b3fa0", "#8c1d40", "#365314", "#334155", "#9d174d")
    nodes = tuple(
        Node(
            f"n{i}",
            f"Thing number {i}",
            f"Thing number {i}",
            "",
            colours[i * 7 % 8],
            "dot",
            x=i % wide * 200.0,
            y=i // wide * 90.0,
        )
        for i in range(size)
    )
    edges = []
    for i in range(size):
        for _ in range(3):
            near = i + chance.choice((1, 2, wide, wide + 1, 2 * wide))
            other = chance.randrange(size) if chance.random() < 0.1 else near % size
            sign = chance.choice((1, -1, 0))
            edges.append(Edge(f"n{i}", f"n{other}", "leads to", "leads to", sign, chance.random() < 0.2, True, ()))
    return Picture(nodes, tuple(edges), (), (), wide * 200, size // wide * 90, size, size, "A map")


def scripts(folder: Path) -> dict[str, str]:
    """The code of every renderer, by name; brought by npm, but for vis-network, which pyvis ships."""
    from trosol.views.maps.vis_network import _library

    found = {"vis": _library()}
    for name, package in PACKAGES.items():
        said = subprocess.run(["npm", "pack", package], cwd=folder, check=True, capture_output=True, text=True).stdout
        with tarfile.open(folder / said.split()[-1]) as archive:
            file = archive.extractfile(f"package/{FILES[name]}")
            assert file is not None
            found[name] = file.read().decode("utf-8").replace("</script", "<\\/script")
    return found


def page_of(name: str, picture: Picture, vis: dict[str, Any], code: dict[str, str]) -> str:
    """The page that draws a map with one renderer."""
    needed, draw = DRAW[name]
    signs = {1: "#0b5cad", -1: "#b3261e", 0: "#7a8785"}
    data: dict[str, Any] = {
        "nodes": [{"id": n.id, "label": n.label, "x": n.x, "y": n.y, "colour": n.colour} for n in picture.nodes],
        "edges": [{"source": e.source, "target": e.target, "colour": signs[e.sign]} for e in picture.edges],
        "width": picture.width,
        "height": picture.height,
    }
    if needed == ("vis",):
        data["vis"] = vis
    library = "".join(f"<script>{code[part]}</script>" for part in needed)
    return PAGE.format(policy=POLICY, library=library, data=json.dumps(data), draw=draw)


def measured(browser: Browser, file: Path, middle: int, beside: int) -> dict[str, float]:
    """One run: seconds to the first frame and to an answered click, frames a second while moving, megabytes."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(90_000)
    try:
        page.goto(file.as_uri())
        _until(page, "window.drawn || window.failed", 90.0)
        if failed := page.evaluate("window.failed"):
            raise RuntimeError(failed)
        at = page.evaluate(_WHERE, [middle, middle])
        page.mouse.move(*at)
        click = float("nan")
        for _ in range(4):  # some look for what is under the mouse only now and then
            page.mouse.click(*at)
            if _until(page, "window.picked !== null", 3.0):
                click = float(page.evaluate("performance.now()")) / 1000
                break
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(300)
        x, y = page.evaluate(_WHERE, [middle, beside])  # between boxes: what is dragged is the map
        page.mouse.move(x, y)
        before = page.evaluate("JSON.stringify(map.camera())")
        dragged, worst = _frames(page, lambda step: page.mouse.move(x + 10 + step % 40 * 5, y + 10 + step % 25 * 5), drag=True)
        moved = page.evaluate("JSON.stringify(map.camera())") != before
        zoomed, slow = _frames(page, lambda step: page.mouse.wheel(0, -60 if step // 8 % 2 else 60), drag=False)
        return {
            "drawn": float(page.evaluate("window.drawn")) / 1000,
            "click": click,
            "drag": dragged if moved else float("nan"),
            "zoom": zoomed,
            "worst": max(worst, slow),
            "memory": float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6,
        }
    finally:
        page.close()


def _until(page: Any, what: str, seconds: float) -> bool:
    """Wait until an expression holds. Playwright's own way of waiting evaluates text in the page, which the policy forbids."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if page.evaluate(what):
            return True
        time.sleep(0.02)
    return False


def _frames(page: Any, move: Any, *, drag: bool, seconds: float = 2.0) -> tuple[float, float]:
    """Frames a second, and the longest frame in milliseconds, while something is moved again and again."""
    if drag:
        page.mouse.down()
    page.evaluate("window.frames_.length = 0")
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds or step < 3:
        move(step)
        step += 1
    page.evaluate("new Promise(requestAnimationFrame)")
    stamps = page.evaluate("window.frames_.slice()")
    if drag:
        page.mouse.up()
    gaps = [b - a for a, b in pairwise(stamps)]
    return (1000 * len(gaps) / sum(gaps), max(gaps)) if gaps else (0.0, float("inf"))


def main() -> int:
    """Print a table."""
    from playwright.sync_api import sync_playwright

    from trosol.views.maps.vis_network import vis_data

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 10_000], help="boxes (default 2,000 and 10,000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3)")
    parser.add_argument("--webgl", choices=WEBGL, default="software", help="how WebGL is drawn (default software)")
    parser.add_argument("--only", nargs="+", choices=DRAW, default=list(DRAW), help="renderers (default all)")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        code = scripts(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *WEBGL[options.webgl]])
        for size in options.sizes:
            picture = graph(size)
            begun = time.perf_counter()
            vis = vis_data(picture)
            print(
                f"\n{size:,} boxes, {len(picture.edges):,} lines; vis_data {time.perf_counter() - begun:.1f} s; {options.webgl=}"
            )
            print(
                f"{'renderer':26}{'drawn s':>9}{'click s':>9}{'drag f/s':>10}{'zoom f/s':>10}{'worst ms':>10}{'MB':>7}{'kB script':>11}"
            )
            results: dict[str, list[dict[str, float]]] = {name: [] for name in options.only}
            for run in range(options.runs):
                for name in options.only:
                    file = folder / f"page-{size}-{list(DRAW).index(name)}.html"
                    if not run:
                        file.write_text(page_of(name, picture, vis, code), encoding="utf-8")
                    try:
                        results[name].append(measured(browser, file, size // 2 + 7, size // 2 + 8 + round((size * 1.6) ** 0.5)))
                    except Exception as problem:  # what cannot draw here is a result too
                        print(f"{name:26}  {str(problem).splitlines()[0][:90]}", flush=True)
            for name, rows in results.items():
                if rows:
                    m = {key: median(row[key] for row in rows) for key in rows[0]}
                    script = sum(len(code[part]) for part in DRAW[name][0]) / 1000
                    print(
                        f"{name:26}{m['drawn']:9.2f}{m['click']:9.2f}{m['drag']:10.1f}{m['zoom']:10.1f}"
                        f"{m['worst']:10.0f}{m['memory']:7.0f}{script:11.0f}",
                        flush=True,
                    )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
