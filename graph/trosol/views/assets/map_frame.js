/* Runs inside a sandboxed frame (scripts only, no origin, no network). Names arrive as data and are drawn as text. */
"use strict";
(function () {
  const stage = document.getElementById("stage");
  const list = document.getElementById("list");
  const NARROW = 640;
  let network = null, nodes = null, edges = null, picture = null, theme = null;

  function tell(message) { parent.postMessage(Object.assign({ trosol: true }, message), "*"); }
  function pick(id) { if (id !== null && !String(id).startsWith("lane:")) { tell({ picked: String(id) }); } }
  function narrow() { return document.documentElement.clientWidth < NARROW; }

  function fade(id) {
    if (!nodes) { return; }
    const near = new Set([id]);
    picture.edges.forEach(function (e) { if (e.from === id) { near.add(e.to); } if (e.to === id) { near.add(e.from); } });
    const known = picture.nodes.some(function (n) { return n.id === id; });
    nodes.update(picture.nodes.map(function (n) {
      const off = known && !near.has(n.id) && !String(n.id).startsWith("lane:");
      return { id: n.id, opacity: off ? 0.25 : 1, borderWidth: n.id === id ? 5 : n.borderWidth };
    }));
    edges.update(picture.edges.map(function (e) {
      const off = known && e.from !== id && e.to !== id;
      return { id: e.id, color: Object.assign({}, e.color, { opacity: off ? 0.12 : 0.9 }) };
    }));
  }

  function drawList() {
    list.replaceChildren();
    const byLane = new Map();
    picture.nodes.forEach(function (n) {
      if (String(n.id).startsWith("lane:")) { return; }
      const key = n.laneTitle || "";
      if (!byLane.has(key)) { byLane.set(key, []); }
      byLane.get(key).push(n);
    });
    byLane.forEach(function (members, title) {
      if (title) { const h = document.createElement("h3"); h.textContent = title; list.append(h); }
      const ul = document.createElement("ul");
      members.forEach(function (n) {
        const li = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = String(n.label).replace(/\n/g, " ");
        button.style.borderLeftColor = n.colour;
        if (n.dashed) { button.className = "dashed"; }
        if (n.id === picture.selected) { button.setAttribute("aria-current", "true"); }
        button.addEventListener("click", function () { pick(n.id); });
        li.append(button); ul.append(li);
      });
      list.append(ul);
    });
  }

  /* The same picture in the colours of a dark page: lines, what is written on the page itself, and boxes that are only drawn round. */
  function darkened(given) {
    const paper = "#101918", ink = "#eef4f3";
    const line = function (colour) { return given.dark[colour] || colour; };
    const nodes = given.nodes.map(function (n) {
      const onPage = n.dashed || n.shape === "text";
      const color = n.color && Object.assign({}, n.color, n.dashed ? { background: paper } : {},
        { highlight: { background: n.dashed ? paper : n.color.highlight.background, border: ink } });
      return Object.assign({}, n, { font: Object.assign({}, n.font, onPage ? { color: ink } : {}) }, color ? { color: color } : {});
    });
    const edges = given.edges.map(function (e) {
      const color = Object.assign({}, e.color, { color: line(e.color.color), highlight: line(e.color.highlight) });
      return Object.assign({}, e, { color: color }, e.font ? { font: Object.assign({}, e.font, { color: ink, strokeColor: paper }) } : {});
    });
    return Object.assign({}, given, { nodes: nodes, edges: edges });
  }

  function drawPicture() {
    if (network) { network.destroy(); network = null; }
    nodes = new vis.DataSet(picture.nodes.map(function (n) {
      const copy = Object.assign({}, n); delete copy.laneTitle; delete copy.colour; delete copy.dashed; return copy;
    }));
    edges = new vis.DataSet(picture.edges);
    network = new vis.Network(stage, { nodes: nodes, edges: edges }, picture.options);
    network.on("click", function (event) {
      if (event.nodes.length) { pick(event.nodes[0]); }
    });
    network.on("hoverNode", function () { stage.style.cursor = "pointer"; });
    network.on("blurNode", function () { stage.style.cursor = "default"; });
    const fit = function () {
      const room = stage.clientWidth / (picture.width + 30);
      const scale = Math.min(1, room, stage.clientHeight / (picture.height + 10));
      network.moveTo({ position: { x: picture.width / 2, y: picture.height / 2 }, scale: scale, animation: false });
    };
    fit();
    const drawn = picture.nodes.length;
    network.once("afterDrawing", function () { setTimeout(function () { tell({ drawn: drawn }); }, 250); });
    if (picture.selected) { network.selectNodes(picture.nodes.some(function (n) { return n.id === picture.selected; }) ? [picture.selected] : []); fade(picture.selected); }
    window.trosolPoints = function () {
      return picture.nodes.map(function (n) { const p = network.canvasToDOM({ x: n.x, y: n.y }); return { id: n.id, x: p.x, y: p.y }; });
    };
  }

  function show() {
    if (!picture) { return; }
    document.documentElement.dataset.theme = theme || "light";
    const small = narrow() || picture.asList;
    const scale = Math.min(1, document.documentElement.clientWidth / (picture.width + 30));
    const tall = Math.max(320, Math.min(picture.frameHeight, Math.round((picture.height + 40) * scale)));
    stage.hidden = small; list.hidden = !small;
    drawList();
    if (!small) { stage.style.height = tall + "px"; drawPicture(); }
    tell({ height: small ? Math.min(900, list.scrollHeight + 16) : tall });
  }

  window.addEventListener("message", function (event) {
    if (event.source !== parent || !event.data || !event.data.trosolPicture) { return; }
    theme = event.data.theme; picture = event.data.trosolPicture;
    if (theme === "dark") { picture = darkened(picture); }
    show();
  });
  stage.tabIndex = 0;
  stage.addEventListener("keydown", function (event) {
    if (!network) { return; }
    const step = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
    const at = network.getViewPosition(), scale = network.getScale();
    if (step) { network.moveTo({ position: { x: at.x + step[0] / scale, y: at.y + step[1] / scale } }); event.preventDefault(); }
    if (event.key === "+" || event.key === "-") { network.moveTo({ scale: scale * (event.key === "+" ? 1.2 : 1 / 1.2) }); }
  });
  let width = 0;
  new ResizeObserver(function () {
    const now = document.documentElement.clientWidth;
    if (Math.abs(now - width) > 4) { width = now; show(); }
  }).observe(document.documentElement);

  const own = document.getElementById("picture");
  if (own) { picture = JSON.parse(own.textContent); theme = "light"; show(); } else { tell({ ready: true }); }
})();
