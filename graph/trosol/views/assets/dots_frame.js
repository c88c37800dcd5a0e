/* Draws thousands of dots at fixed places, inside the frame of the map. Names are drawn as text on a canvas. */
"use strict";
window.trosolDots = function (stage, picture, pick) {
  const LINES = { "1": [11, 92, 173], "-1": [179, 38, 30], "0": [110, 126, 123] };
  const strength = Math.max(0.12, Math.min(0.5, 60 / Math.sqrt(1 + picture.lines.length)));
  const at = picture.nodes.findIndex(function (n) { return n.id === picture.selected; });
  const near = new Set([at]);
  if (at >= 0) { picture.lines.forEach(function (l) { if (l[0] === at) { near.add(l[1]); } if (l[1] === at) { near.add(l[0]); } }); }
  function faint(i) { return at >= 0 && !near.has(i); }
  function line(l) {
    const off = at >= 0 && l[0] !== at && l[1] !== at;
    const share = off ? strength / 4 : at >= 0 ? 0.9 : strength;
    return mixed(LINES[String(l[2])], share);
  }
  function mixed(parts, share) {
    // With the paper rather than see-through: what lies over another does not get darker, and both renderers draw the same.
    return "#" + parts.map(function (c) { return Math.round(255 - (255 - c) * share).toString(16).padStart(2, "0"); }).join("");
  }
  function colour(n, i) {
    if (faint(i)) { return "#d3dbd9"; }
    if (!n.dashed || !/^#[0-9a-f]{6}$/i.test(n.colour)) { return n.colour; }
    return mixed([1, 3, 5].map(function (at) { return parseInt(n.colour.slice(at, at + 2), 16); }), 0.4);
  }

  function bySigma() {
    const probe = document.createElement("canvas").getContext("webgl2");
    if (!probe) { return null; }
    const lost = probe.getExtension("WEBGL_lose_context");
    if (lost) { lost.loseContext(); }
    const graph = new graphology.Graph({ multi: true, type: "directed" });
    picture.nodes.forEach(function (n, i) {
      graph.addNode(String(i), { x: n.x, y: -n.y, size: n.size, label: n.label, color: colour(n, i), zIndex: faint(i) ? 0 : 1,
        forceLabel: at >= 0 && near.has(i) && near.size < 25, highlighted: i === at });
    });
    picture.lines.forEach(function (l) { graph.addEdge(String(l[0]), String(l[1]), { size: 1, color: line(l) }); });
    picture.heads.forEach(function (h, i) {
      graph.addNode("head" + i, { x: h.x, y: -16, size: 1, color: "#ffffff", label: h.label, forceLabel: true, head: true });
    });
    const drawn = new Sigma(graph, stage, { zIndex: true, itemSizesReference: "positions", zoomToSizeRatioFunction: function (r) { return r; },
      labelRenderedSizeThreshold: 7, labelGridCellSize: 160, labelDensity: 0.7, minEdgeThickness: 1.5, stagePadding: 34, labelSize: 13, labelColor: { color: "#10201f" }, labelFont: "system-ui, sans-serif",
      defaultDrawNodeLabel: function (context, data, settings) {
        if (!data.label) { return; }
        context.font = (data.head ? "600 " : "") + settings.labelSize + "px " + settings.labelFont;
        const wide = context.measureText(data.label).width;
        const x = data.head ? data.x - wide / 2 : data.x + data.size + 3, y = data.y + settings.labelSize / 3;
        context.lineWidth = 4; context.strokeStyle = "#ffffff"; context.lineJoin = "round";
        context.strokeText(data.label, x, y);
        context.fillStyle = data.head ? "#2f4442" : "#10201f";
        context.fillText(data.label, x, y);
      } });
    // The wheel scrolls the page; buttons and keys zoom.
    stage.addEventListener("wheel", function (event) { event.stopPropagation(); }, { capture: true });
    drawn.on("clickNode", function (event) {
      const n = picture.nodes[Number(event.node)];
      if (n) { pick(n.id); }
    });
    drawn.on("enterNode", function () { stage.style.cursor = "pointer"; });
    drawn.on("leaveNode", function () { stage.style.cursor = "default"; });
    const camera = drawn.getCamera();
    return {
      by: "sigma",
      kill: function () { drawn.kill(); stage.replaceChildren(); },
      zoom: function (by) { camera.setState({ ratio: camera.getState().ratio / by }); },
      move: function (x, y) {
        const now = camera.getState();
        camera.setState({ x: now.x + x * now.ratio, y: now.y - y * now.ratio });
      },
      points: function () {
        return picture.nodes.map(function (n) { const p = drawn.graphToViewport({ x: n.x, y: -n.y }); return { id: n.id, x: p.x, y: p.y }; });
      }
    };
  }

  function byVis() {
    const size = Math.max(1, picture.nodes.length);
    const nodes = picture.nodes.map(function (n, i) {
      return { id: i, x: n.x, y: n.y, shape: "dot", size: n.size, fixed: true, title: n.label,
        color: { background: colour(n, i), border: n.colour } };
    });
    picture.heads.forEach(function (h, i) {
      nodes.push({ id: "lane:" + i, x: h.x, y: 10, shape: "text", label: h.label, fixed: true, font: { color: "#2f4442", size: 15 } });
    });
    const edges = picture.lines.map(function (l, i) { return { id: i, from: l[0], to: l[1], color: { color: line(l) }, width: 1 }; });
    const drawn = new vis.Network(stage, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, {
      physics: false, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { smooth: false, chosen: false },
      interaction: { dragNodes: false, zoomView: false, hover: false, hideEdgesOnDrag: size > 500, tooltipDelay: 150 } });
    const fit = Math.min(1, stage.clientWidth / (picture.width + 30), stage.clientHeight / (picture.height + 10));
    drawn.moveTo({ position: { x: picture.width / 2, y: picture.height / 2 }, scale: fit, animation: false });
    drawn.on("click", function (event) {
      const n = picture.nodes[event.nodes[0]];
      if (n) { pick(n.id); }
    });
    return {
      by: "vis-network",
      kill: function () { drawn.destroy(); },
      zoom: function (by) { drawn.moveTo({ scale: drawn.getScale() * by }); },
      move: function (x, y) {
        const now = drawn.getViewPosition(), scale = drawn.getScale();
        drawn.moveTo({ position: { x: now.x + x * stage.clientWidth / scale, y: now.y + y * stage.clientHeight / scale } });
      },
      points: function () {
        return picture.nodes.map(function (n) { const p = drawn.canvasToDOM({ x: n.x, y: n.y }); return { id: n.id, x: p.x, y: p.y }; });
      }
    };
  }

  return bySigma() || byVis();
};
