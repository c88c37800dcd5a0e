/* Draws items as boxes with vis-network; what is drawn already is changed in place. Names are text on a canvas. */
"use strict";
Trosol.boxes = function (stage, on) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let network = null, about = new Map(), lines = new Map(), shown = null, hovered = null;
  const options = { physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: true, dragNodes: true, zoomView: true, dragView: true, multiselect: true, tooltipDelay: 180, keyboard: false, navigationButtons: false, selectConnectedEdges: false },
    edges: { selectionWidth: 1, hoverWidth: 1, chosen: false }, nodes: { chosen: false } };

  function bare(id) { return String(id).startsWith("n:") ? String(id).slice(2) : null; }
  function start() {
    network = new vis.Network(stage, { nodes: nodes, edges: edges }, options);
    let moved = 0;
    network.on("click", function (event) {
      if (performance.now() - moved < 60) { return; }
      const hit = bare(network.getNodeAt(event.pointer.DOM)), line = network.getEdgeAt(event.pointer.DOM), source = event.event.srcEvent;
      if (hit !== null) { on.pick(hit, source.ctrlKey || source.metaKey); } else if (line !== undefined) { on.line(line); } else { on.nothing(); }
    });
    network.on("doubleClick", function (event) { const hit = bare(network.getNodeAt(event.pointer.DOM)); if (hit !== null) { on.open(hit); } });
    network.on("hoverNode", function () { stage.style.cursor = "pointer"; });
    network.on("blurNode", function () { stage.style.cursor = "default"; });
    network.on("hoverEdge", function (event) { hovered = event.edge; label(event.edge, true); });
    network.on("blurEdge", function (event) { hovered = null; label(event.edge, lines.has(event.edge) && lines.get(event.edge).named); });
    network.on("dragEnd", function (event) {
      if (!event.nodes.length) { return; }
      moved = performance.now();
      const places = network.getPositions(event.nodes);
      on.moved(Object.fromEntries(Object.keys(places).filter(bare).map(function (id) { return [bare(id), [places[id].x, places[id].y]]; })));
    });
    network.on("afterDrawing", function () { on.drawn(); });
  }
  function hush() {
    const hand = network && network.interactionHandler;
    if (!hand) { return; }
    clearTimeout(hand.popupTimer);
    hand.popupTimer = undefined; hand.popupObj = undefined;
    if (hand.popup) { hand.popup.hide(); }
  }
  stage.addEventListener("pointerleave", hush);
  function label(id, named) {
    const line = lines.get(id);
    if (line && edges.get(id)) { edges.update({ id: id, label: named ? line.label : " " }); }
  }
  function change(set, rows) {
    const keep = new Set(rows.map(function (row) { return row.id; }));
    set.remove(set.getIds().filter(function (id) { return !keep.has(id); }));
    set.update(rows);
  }
  return {
    by: "vis-network",
    /* rows: {id, label, title, x, y, w, fill, ink, rim, dashed, font, off, here, several, pinned}; links: {id, from, to, label, title, colour, …}. */
    draw: function (rows, links, heads, theme) {
      about = new Map(rows.map(function (row) { return [row.id, row]; }));
      lines = new Map(links.map(function (line) { return [line.id, line]; }));
      const face = "system-ui, sans-serif";
      const boxes = rows.map(function (n) {
        const round = n.off ? n.told ? 0.55 : 0.25 : 1;
        return { id: "n:" + n.id, label: n.text, title: n.title, x: n.x, y: n.y, shape: "box", opacity: round, margin: n.margin,
          widthConstraint: { minimum: n.w - 2 * n.margin - 6 },
          color: { background: n.fill, border: n.here || n.several ? theme.ink : n.rim, hover: { background: n.fill, border: theme.ink } },
          font: { color: n.off && n.told ? theme.ink : n.off ? n.ink + "66" : n.ink, size: n.font, face: face }, borderWidth: n.here ? 5 : n.several ? 4 : n.dashed ? 2 : 1,
          shapeProperties: { borderDashes: n.dashed ? [6, 4] : false, borderRadius: n.here ? 10 : 6 } };
      }).concat(heads.map(function (h, i) {
        return { id: "h:" + i, label: h.label, x: h.x, y: h.y, shape: "text", fixed: true, chosen: false,
          font: { size: 15, color: theme.soft, face: face, bold: true }, widthConstraint: { maximum: Math.max(190, h.wide + 60) } };
      })).concat(links.filter(function (l) { return l.number; }).map(function (l) {
        return { id: "m:" + l.id, label: l.label, title: l.title, x: l.number.x, y: l.number.y, shape: "box", fixed: true, chosen: false, margin: 2, borderWidth: 0,
          color: { background: theme.paper, border: theme.paper, hover: { background: theme.paper, border: theme.paper } }, font: { size: 14, color: theme.ink, face: face } };
      }));
      const drawn = links.map(function (l) {
        const strong = l.off ? 0.1 : 0.95;
        return { id: l.id, from: "n:" + l.from, to: "n:" + l.to, title: l.title, width: (l.gate ? 3 : 1.2 + Math.min(4, l.weight) * 0.4) + (l.here ? 1.5 : 0),
          label: l.named && !l.off ? l.label : " ",
          color: { color: l.colour, hover: l.colour, highlight: l.colour, inherit: false, opacity: strong },
          dashes: l.gate ? [2, 4] : l.inferred ? [8, 6] : false, smooth: l.smooth,
          arrows: { to: { enabled: l.directed, type: l.gate ? "circle" : l.sign < 0 ? "bar" : "arrow", scaleFactor: l.gate ? 0.7 : 0.8 } },
          font: { size: 13, color: theme.ink, face: face, strokeWidth: 4, strokeColor: theme.paper, align: "horizontal" } };
      });
      if (!network) { nodes.add(boxes); edges.add(drawn); start(); } else { change(nodes, boxes); change(edges, drawn); }
      shown = rows;
      if (hovered !== null) { label(hovered, true); }
    },
    /* `least`: scale below which names cannot be read. `centre`: what stays in sight then. `below`: height that is taken at the bottom. */
    fit: function (box, least, centre, below) {
      const wide = stage.clientWidth, taken = Math.min(below || 0, stage.clientHeight / 2), high = stage.clientHeight - taken, all = Math.min(wide / (box.w + 60), high / (box.h + 60));
      const scale = Math.max(least || 0.05, Math.min(1.15, all));
      let x = box.x + box.w / 2, y = box.y + box.h / 2;
      if (scale > all) {
        const inside = function (at, from, size, room) { return size * scale <= room ? from + size / 2 : Math.max(from + room / 2 / scale - 30, Math.min(from + size - room / 2 / scale + 30, at)); };
        x = inside(centre ? centre[0] : box.x, box.x, box.w, wide); y = inside(centre ? centre[1] : box.y, box.y, box.h, high);
      }
      network.moveTo({ position: { x: x, y: y + taken / 2 / scale }, scale: scale, animation: false });
    },
    /* Shows what lies in a frame, all of it. */
    frame: function (box) { network.moveTo({ position: { x: box.x + box.w / 2, y: box.y + box.h / 2 }, scale: Math.min(4, stage.clientWidth / (box.w || 1), stage.clientHeight / (box.h || 1)), animation: false }); },
    zoom: function (by) { network.moveTo({ scale: Math.max(0.05, Math.min(4, network.getScale() * by)), animation: false }); },
    move: function (x, y) {
      const at = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, animation: false });
    },
    centre: function (at) { network.moveTo({ position: { x: at[0], y: at[1] }, animation: false }); },
    reveal: function (at) {
      const p = network.canvasToDOM({ x: at[0], y: at[1] });
      if (p.x < 60 || p.y < 60 || p.x > stage.clientWidth - 60 || p.y > stage.clientHeight - 60) { this.centre(at); }
    },
    window: function () {
      const a = network.DOMtoCanvas({ x: 0, y: 0 }), b = network.DOMtoCanvas({ x: stage.clientWidth, y: stage.clientHeight });
      return { x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y };
    },
    point: function (at) { return network.canvasToDOM({ x: at[0], y: at[1] }); },
    scale: function () { return network.getScale(); },
    /* What was pointed at is no longer: what was said of it goes too. */
    hush: hush,
    resize: function () { if (network) { network.setSize("100%", "100%"); network.redraw(); } },
    kill: function () { stage.removeEventListener("pointerleave", hush); if (network) { network.destroy(); network = null; } nodes.clear(); edges.clear(); stage.replaceChildren(); }
  };
};
