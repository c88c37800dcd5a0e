/* Draws hundreds or thousands of items as dots: with sigma.js where there is WebGL, else with vis-network. Names are text on a canvas. */
"use strict";
Trosol.dots = function (stage, on) {
  const MANY = 2500;
  let graph = null, drawn = null, rows = [], links = [], heads = [], theme = null, at = new Map(), here = -1, near = new Set(), rest = 0, away = null, shot = null, slid = false;
  const probe = document.createElement("canvas").getContext("webgl2");
  const webgl = !!probe;
  if (probe && probe.getExtension("WEBGL_lose_context")) { probe.getExtension("WEBGL_lose_context").loseContext(); }

  const down = new Map();

  function lineColour(l, off, strength) { return Trosol.look.mixed(theme.paper, l.colour, off ? strength / 5 : here >= 0 ? 0.9 : strength); }
  function strength() { return Math.max(0.14, Math.min(0.6, 60 / Math.sqrt(1 + links.length))); }
  function faint(i) { return here >= 0 && !near.has(i); }
  function colour(n, i) { return faint(i) ? theme.faint : n.dashed ? Trosol.look.mixed(theme.paper, n.fill, 0.45) : n.fill; }
  function chosen() {
    here = rows.findIndex(function (n) { return n.here; });
    near = new Set([here]);
    if (here >= 0) { links.forEach(function (l) { if (at.get(l.from) === here) { near.add(at.get(l.to)); } if (at.get(l.to) === here) { near.add(at.get(l.from)); } }); }
  }

  function bySigma() {
    graph = new graphology.Graph({ multi: true, type: "directed" });
    const share = strength();
    rows.forEach(function (n, i) {
      graph.addNode(String(i), { x: n.x, y: -n.y, size: n.radius, label: n.label, color: colour(n, i), zIndex: faint(i) ? 0 : 1,
        forceLabel: n.several || here >= 0 && near.has(i) && near.size < 25, highlighted: i === here });
    });
    links.forEach(function (l) {
      const a = at.get(l.from), b = at.get(l.to);
      graph.addEdge(String(a), String(b), { size: 1, color: lineColour(l, here >= 0 && a !== here && b !== here, share) });
    });
    heads.forEach(function (h, i) { graph.addNode("head" + i, { x: h.x, y: -h.y, size: 1, color: theme.paper, label: h.label, forceLabel: true, head: true }); });
    if (drawn) { const camera = drawn.getCamera().getState(); drawn.setGraph(graph); drawn.getCamera().setState(camera); return; }
    drawn = new Sigma(graph, stage, { zIndex: true, itemSizesReference: "positions", zoomToSizeRatioFunction: function (r) { return r; },
      labelRenderedSizeThreshold: 7, labelGridCellSize: 160, labelDensity: 0.7, minEdgeThickness: 1.4, stagePadding: 34, labelSize: 13, labelFont: "system-ui, sans-serif",
      minCameraRatio: 0.01, maxCameraRatio: 4, defaultDrawNodeLabel: name, defaultDrawNodeHover: name });
    drawn.on("clickNode", function (event) {
      const n = rows[Number(event.node)], source = event.event.original;
      if (n && !slid) { on.pick(n.id, source.ctrlKey || source.metaKey); }
    });
    drawn.on("clickStage", function () { if (!slid) { on.nothing(); } });
    drawn.on("doubleClickNode", function (event) { event.preventSigmaDefault(); const n = rows[Number(event.node)]; if (n) { on.open(n.id); } });
    drawn.on("enterNode", function (event) { stage.style.cursor = "pointer"; const n = rows[Number(event.node)]; on.hover(n ? n.title : "", event.event); });
    drawn.on("leaveNode", function () { stage.style.cursor = "default"; on.hover("", null); });
    drawn.on("afterRender", function () { on.drawn(); });
  }
  function name(context, data, settings) {
    if (!data.label) { return; }
    context.font = (data.head ? "600 " : "") + settings.labelSize + "px " + settings.labelFont;
    const wide = context.measureText(data.label).width;
    const x = data.head ? data.x - wide / 2 : data.x + data.size + 3, y = data.y + settings.labelSize / 3;
    context.lineWidth = 4; context.strokeStyle = theme.paper; context.lineJoin = "round";
    context.strokeText(data.label, x, y);
    context.fillStyle = data.head ? theme.soft : theme.ink;
    context.fillText(data.label, x, y);
  }

  /* While it moves, thousands of dots are moved as one picture; they are drawn again when it rests. */
  function settle() {
    if (!away) { return; }
    if (shot) { shot.remove(); shot = null; stage.classList.remove("moving"); }
    const camera = drawn.getCamera(), size = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
    const middle = drawn.viewportToFramedGraph({ x: (size.x - away.x) / away.k, y: (size.y - away.y) / away.k });
    camera.setState({ x: middle.x, y: middle.y, ratio: camera.getState().ratio / away.k });
    away = null;
    drawn.refresh({ skipIndexation: true, schedule: false });
  }
  /* All layers as one picture: drawn in the same breath, as what WebGL drew is gone after it. */
  function freeze() {
    shot = document.createElement("canvas");
    shot.className = "shot"; shot.width = stage.clientWidth; shot.height = stage.clientHeight;
    const context = shot.getContext("2d");
    drawn.refresh({ skipIndexation: true, schedule: false });
    stage.querySelectorAll("canvas").forEach(function (layer) { context.drawImage(layer, 0, 0, shot.width, shot.height); });
    stage.append(shot);
    stage.classList.add("moving");
  }
  function shift(x, y, k) {
    if (!drawn || !drawn.getCamera) { return; }
    const before = away || { x: 0, y: 0, k: 1 };
    away = { x: (before.x - x.from) * k + x.to, y: (before.y - y.from) * k + y.to, k: before.k * k };
    clearTimeout(rest);
    if (rows.length + links.length < MANY) { settle(); return; }
    if (!shot) { freeze(); }
    shot.style.transform = "translate(" + away.x + "px," + away.y + "px) scale(" + away.k + ")";
    rest = down.size ? 0 : setTimeout(settle, 220);
  }
  function spot(event) { const box = stage.parentElement.getBoundingClientRect(); return { x: event.clientX - box.x, y: event.clientY - box.y }; }
  function pressed(event) { slid = false; down.set(event.pointerId, spot(event)); }
  /* Moving the map is done here; sigma hears of clicks only. */
  function kept(event) { if (webgl) { event.stopPropagation(); } }
  function dragged(event) {
    if (!down.has(event.pointerId) || !webgl) { return; }
    const was = down.get(event.pointerId), is = spot(event);
    slid = slid || down.size > 1 || Math.abs(is.x - was.x) + Math.abs(is.y - was.y) >= 3;
    if (down.size === 1) {
      if (Math.abs(is.x - was.x) + Math.abs(is.y - was.y) < 3) { return; }
      down.set(event.pointerId, is);
      shift({ from: was.x, to: is.x }, { from: was.y, to: is.y }, 1);
    } else {
      const still = Array.from(down).find(function (each) { return each[0] !== event.pointerId; })[1];
      const far = function (p) { return Math.hypot(p.x - still.x, p.y - still.y) || 1; };
      down.set(event.pointerId, is);
      shift({ from: (was.x + still.x) / 2, to: (is.x + still.x) / 2 }, { from: (was.y + still.y) / 2, to: (is.y + still.y) / 2 }, far(is) / far(was));
    }
  }
  function released(event) {
    down.delete(event.pointerId);
    if (away && !down.size) { clearTimeout(rest); rest = setTimeout(settle, 60); }
  }
  /* What lies under the pointer is not looked up while a hand moves the map: that reads a picture back for every move. */
  function quiet(event) { if (away) { event.stopImmediatePropagation(); } }
  function wheeled(event) {
    if (!webgl) { return; }
    event.preventDefault();
    event.stopPropagation();
    const p = spot(event), k = Math.pow(1.0016, -event.deltaY);
    shift({ from: p.x, to: p.x }, { from: p.y, to: p.y }, k);
  }
  stage.addEventListener("pointerdown", pressed);
  ["mousedown", "touchstart", "touchmove"].forEach(function (kind) { stage.addEventListener(kind, kept, { capture: true, passive: true }); });
  window.addEventListener("pointermove", dragged);
  window.addEventListener("mousemove", quiet, true);
  window.addEventListener("pointerup", released);
  window.addEventListener("pointercancel", released);
  stage.addEventListener("wheel", wheeled, { capture: true, passive: false });

  function byVis() {
    const share = strength();
    const nodes = rows.map(function (n, i) {
      return { id: i, x: n.x, y: n.y, shape: "dot", size: n.radius, fixed: true, title: n.title, color: { background: colour(n, i), border: n.fill } };
    }).concat(heads.map(function (h, i) { return { id: "h" + i, x: h.x, y: h.y, shape: "text", label: h.label, fixed: true, font: { color: theme.soft, size: 15 } }; }));
    const edges = links.map(function (l, i) {
      const a = at.get(l.from), b = at.get(l.to);
      return { id: i, from: a, to: b, color: { color: lineColour(l, here >= 0 && a !== here && b !== here, share), inherit: false }, width: 1 };
    });
    const view = drawn && { position: drawn.getViewPosition(), scale: drawn.getScale(), animation: false };
    if (drawn) { drawn.destroy(); }
    drawn = new vis.Network(stage, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, {
      physics: false, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { smooth: false, chosen: false },
      interaction: { dragNodes: false, hover: false, hideEdgesOnDrag: rows.length > 500, hideEdgesOnZoom: rows.length > 500, tooltipDelay: 150 } });
    drawn.on("click", function (event) { const n = rows[event.nodes[0]]; if (n) { on.pick(n.id, false); } else { on.nothing(); } });
    drawn.on("doubleClick", function (event) { const n = rows[event.nodes[0]]; if (n) { on.open(n.id); } });
    drawn.on("afterDrawing", function () { on.drawn(); });
    if (view) { drawn.moveTo(view); }
  }
  function camera() { return drawn.getCamera(); }
  return {
    by: webgl ? "sigma" : "vis-network",
    draw: function (newRows, newLinks, newHeads, newTheme) {
      rows = newRows; links = newLinks; heads = newHeads; theme = newTheme;
      at = new Map(rows.map(function (n, i) { return [n.id, i]; }));
      chosen();
      if (webgl) { bySigma(); } else { byVis(); }
    },
    fit: function (box) {
      if (webgl) { settle(); camera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); return; }
      drawn.moveTo({ position: { x: box.x + box.w / 2, y: box.y + box.h / 2 }, scale: Math.min(1, stage.clientWidth / (box.w + 60), stage.clientHeight / (box.h + 60)), animation: false });
    },
    zoom: function (by) {
      if (!webgl) { drawn.moveTo({ scale: drawn.getScale() * by }); return; }
      const x = stage.clientWidth / 2, y = stage.clientHeight / 2;
      shift({ from: x, to: x }, { from: y, to: y }, by);
    },
    move: function (x, y) {
      if (webgl) { shift({ from: 0, to: -x }, { from: 0, to: -y }, 1); return; }
      const p = drawn.getViewPosition(), scale = drawn.getScale();
      drawn.moveTo({ position: { x: p.x + x / scale, y: p.y + y / scale } });
    },
    centre: function (p) {
      if (!webgl) { drawn.moveTo({ position: { x: p[0], y: p[1] } }); return; }
      const seen = this.point(p);
      shift({ from: seen.x, to: stage.clientWidth / 2 }, { from: seen.y, to: stage.clientHeight / 2 }, 1);
    },
    reveal: function (p) {
      const seen = this.point(p);
      if (seen.x < 40 || seen.y < 40 || seen.x > stage.clientWidth - 40 || seen.y > stage.clientHeight - 40) { this.centre(p); }
    },
    window: function () {
      const corner = webgl ? function (p) { const g = drawn.viewportToGraph(p); return { x: g.x, y: -g.y }; } : function (p) { return drawn.DOMtoCanvas(p); };
      const a = corner({ x: 0, y: 0 }), b = corner({ x: stage.clientWidth, y: stage.clientHeight });
      return { x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y };
    },
    point: function (p) { return webgl ? drawn.graphToViewport({ x: p[0], y: -p[1] }) : drawn.canvasToDOM({ x: p[0], y: p[1] }); },
    scale: function () { return webgl ? 1 / camera().getState().ratio : drawn.getScale(); },
    resize: function () { if (drawn && webgl) { drawn.resize(); drawn.refresh({ skipIndexation: true }); } else if (drawn) { drawn.redraw(); } },
    kill: function () {
      clearTimeout(rest);
      ["mousedown", "touchstart", "touchmove"].forEach(function (kind) { stage.removeEventListener(kind, kept, { capture: true }); });
      stage.removeEventListener("pointerdown", pressed); window.removeEventListener("pointermove", dragged);
      window.removeEventListener("mousemove", quiet, true);
      window.removeEventListener("pointerup", released); window.removeEventListener("pointercancel", released);
      stage.removeEventListener("wheel", wheeled, { capture: true });
      if (drawn && webgl) { drawn.kill(); } else if (drawn) { drawn.destroy(); }
      drawn = null; stage.classList.remove("moving"); stage.replaceChildren();
    }
  };
};
