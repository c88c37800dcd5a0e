/* Draws hundreds or thousands of items as dots: lines and dots as pixels, names as text on a canvas above them, once nothing moves. */
"use strict";
Trosol.dots = function (stage, on) {
  const FORCED = 25, NAMES = 140, REST = 140, HAND = 1500, GRAB = 400, FONT = 13, QUICK = 1500000, FINE = 2500000;
  const paper = document.createElement("canvas"), writing = document.createElement("canvas"), pixels = Trosol.pixels();
  let rows = [], links = [], heads = [], theme = null, at = new Map(), here = -1, near = new Set(), colours = [], lines = [], order = new Int32Array(0), ranked = [];
  let camera = { x: 0, y: 0, k: 1 }, image = null, frame = 0, rest = 0, moving = false, length = 0, pressed = null, slid = false, hovered = "";
  const down = new Map(), px = { x: new Float32Array(0), y: new Float32Array(0) };
  stage.replaceChildren(paper, writing);

  function dense() { return moving ? 1 : Math.min(2, window.devicePixelRatio || 1); }
  function radius(n, k) { return Math.max(1.3, n.radius * k); }
  function faint(i) { return here >= 0 && !near.has(i); }
  function prepare() {
    at = new Map(rows.map(function (n, i) { return [n.id, i]; }));
    here = rows.findIndex(function (n) { return n.here; });
    near = new Set([here]);
    const strength = Math.max(0.14, Math.min(0.6, 60 / Math.sqrt(1 + links.length))), known = new Map();
    const mixed = function (colour, share) {
      const key = colour + share;
      if (!known.has(key)) { known.set(key, pixels.packed(Trosol.look.mixed(theme.paper, colour, share))); }
      return known.get(key);
    };
    lines = links.map(function (l) { return { a: at.get(l.from), b: at.get(l.to), l: l }; });
    lines.forEach(function (e) { e.own = e.a === here || e.b === here; if (e.own && here >= 0) { near.add(e.a); near.add(e.b); } });
    lines.forEach(function (e) { e.colour = mixed(e.l.colour, here < 0 ? strength : e.own ? 0.95 : strength / 5); });
    if (here >= 0) { lines.sort(function (a, b) { return a.own - b.own; }); }
    colours = rows.map(function (n, i) { return faint(i) ? n.told ? mixed(n.fill, 0.5) : pixels.packed(theme.faint) : mixed(n.fill, n.dashed ? 0.45 : 1); });
    order = Int32Array.from(rows.keys());
    if (here >= 0) { order.sort(function (a, b) { return faint(b) - faint(a) || a - b; }); }
    ranked = Array.from(rows.keys()).sort(function (a, b) { return forced(b) - forced(a) || rows[b].radius - rows[a].radius || a - b; });
    px.x = new Float32Array(rows.length); px.y = new Float32Array(rows.length);
  }
  function forced(i) { return i === here || rows[i].several || here >= 0 && near.has(i) && near.size < FORCED ? 1 : 0; }

  function paint() {
    frame = 0;
    const share = dense(), wide = Math.max(1, Math.round(stage.clientWidth * share)), high = Math.max(1, Math.round(stage.clientHeight * share));
    if (paper.width !== wide || paper.height !== high || !image) {
      paper.width = wide; paper.height = high;
      image = new ImageData(wide, high);
      pixels.size(wide, high, image.data.buffer);
    }
    const k = camera.k * share, x = px.x, y = px.y, left = wide / 2 - camera.x * k, top = high / 2 - camera.y * k;
    rows.forEach(function (n, i) { x[i] = left + n.x * k; y[i] = top + n.y * k; });
    pixels.clear(pixels.packed(theme.paper));
    drawLines(x, y);
    const ink = pixels.packed(theme.ink), blank = pixels.packed(theme.paper);
    order.forEach(function (i) {
      const n = rows[i], r = radius(n, k);
      if (i === here || n.several) { pixels.dot(x[i], y[i], r + 5 * share, ink); pixels.dot(x[i], y[i], r + 2 * share, blank); }
      pixels.dot(x[i], y[i], r, colours[i]);
    });
    paper.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
    writing.hidden = moving;
    if (!moving) { write(share, k); }
    stage.dataset.painted = moving ? "moving" : "still";
    on.drawn();
  }
  /* As many pixels of lines as can be drawn in a moment: while something moves every so-manieth line, and where there are too many without smoothing. */
  function drawLines(x, y) {
    const every = moving ? Math.max(1, Math.ceil(length / QUICK)) : 1, smooth = !moving && length > 0 && length < FINE;
    let drawn = 0;
    lines.forEach(function (e, i) { if (i % every === 0 || e.own) { drawn += pixels.line(x[e.a], y[e.a], x[e.b], y[e.b], e.colour, smooth, smooth && e.own); } });
    const before = length;
    length = drawn * every;
    if (!moving && !smooth && length > 0 && length < FINE && (before === 0 || before >= FINE)) { drawLines(x, y); }
  }
  /* Names of the largest that are large enough, and of what is chosen, where they do not lie upon each other. */
  function write(share, k) {
    writing.width = paper.width; writing.height = paper.height;
    const context = writing.getContext("2d", { willReadFrequently: true }), high = 18 * share, taken = new Map();
    const free = function (x, y, w) {
      const row = Math.round(y / high), spans = [row - 1, row, row + 1].flatMap(function (r) { return taken.get(r) || []; });
      if (spans.some(function (s) { return Math.abs(s.y - y) < high && x < s.to && x + w > s.from; })) { return false; }
      if (!taken.has(row)) { taken.set(row, []); }
      taken.get(row).push({ from: x, to: x + w, y: y });
      return true;
    };
    const say = function (text, x, y, strong, must) {
      context.font = (strong ? "600 " : "") + FONT * share + "px system-ui, sans-serif";
      const w = context.measureText(text).width;
      if (x > writing.width || y > writing.height || x + w < 0 || y < 0 || !free(x, y, w + 6 * share) && !must) { return false; }
      context.lineWidth = 4 * share; context.strokeStyle = theme.paper; context.lineJoin = "round";
      context.strokeText(text, x, y + FONT * share / 3);
      context.fillStyle = strong ? theme.soft : theme.ink;
      context.fillText(text, x, y + FONT * share / 3);
      return true;
    };
    heads.forEach(function (h) {
      context.font = "600 " + FONT * share + "px system-ui, sans-serif";
      say(h.label, writing.width / 2 + (h.x - camera.x) * k - context.measureText(h.label).width / 2, writing.height / 2 + (h.y - camera.y) * k, true, false);
    });
    let said = 0;
    for (const i of ranked) {
      const r = radius(rows[i], k), x = px.x[i], y = px.y[i], must = forced(i);
      if (said >= NAMES || !must && r < 6 * share) { break; }
      if (!must && faint(i) || x < -r || y < -r || x > paper.width + r || y > paper.height + r) { continue; }
      said += say(rows[i].label, x + r + 3 * share, y, false, i === here);
    }
  }
  function ask() { if (!frame) { frame = requestAnimationFrame(paint); } }
  /* While something moves, names wait; a moment after, all is drawn as it should be. */
  function stir() {
    moving = rows.length + links.length > HAND || (window.devicePixelRatio || 1) > 1;
    ask();
    clearTimeout(rest);
    rest = setTimeout(function () { if (!down.size) { moving = false; } ask(); }, REST);
  }
  function shift(from, to, by) {
    const k = Math.max(0.004, Math.min(12, camera.k * by)), mid = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
    camera = { x: camera.x + (from.x - mid.x) / camera.k - (to.x - mid.x) / k, y: camera.y + (from.y - mid.y) / camera.k - (to.y - mid.y) / k, k: k };
    stir();
  }
  function spot(event) { const box = stage.getBoundingClientRect(); return { x: event.clientX - box.x, y: event.clientY - box.y }; }
  function place(p) { return { x: (p.x - stage.clientWidth / 2) / camera.k + camera.x, y: (p.y - stage.clientHeight / 2) / camera.k + camera.y }; }
  function under(p, reach) {
    const g = place(p);
    let best = -1, least = Infinity;
    rows.forEach(function (n, i) {
      const far = Math.hypot(n.x - g.x, n.y - g.y) * camera.k - radius(n, camera.k);
      if (far < reach && far < least) { least = far; best = i; }
    });
    return best;
  }
  /* A line that can be told from others: one of the chosen item, or any where there are few. */
  function lineUnder(p) {
    const g = place(p);
    let best = null, least = 5 / camera.k;
    lines.forEach(function (e) {
      if (here >= 0 ? !e.own : lines.length > 800) { return; }
      const a = rows[e.a], b = rows[e.b], dx = b.x - a.x, dy = b.y - a.y, along = Math.max(0, Math.min(1, ((g.x - a.x) * dx + (g.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const far = Math.hypot(a.x + along * dx - g.x, a.y + along * dy - g.y);
      if (far < least) { least = far; best = e; }
    });
    return best;
  }

  function press(event) {
    if (event.button) { return; }
    down.set(event.pointerId, spot(event));
    if (down.size > 1) { pressed = null; slid = true; return; }
    slid = false;
    const p = spot(event), hit = rows.length <= GRAB ? under(p, 2) : -1;
    pressed = { p: p, hit: hit };
    try { stage.setPointerCapture(event.pointerId); } catch (_none) { return; }
  }
  function move(event) {
    const is = spot(event);
    if (!down.has(event.pointerId)) { hover(is, event); return; }
    const was = down.get(event.pointerId);
    if (down.size === 1 && !slid && pressed && Math.hypot(is.x - pressed.p.x, is.y - pressed.p.y) < 4) { return; }
    slid = true;
    on.hover("", null);
    down.set(event.pointerId, is);
    if (down.size === 1 && pressed && pressed.hit >= 0) {
      const g = place(is);
      rows[pressed.hit].x = g.x; rows[pressed.hit].y = g.y;
      stir();
    } else if (down.size === 1) { shift(was, is, 1); }
    else {
      const still = Array.from(down).find(function (each) { return each[0] !== event.pointerId; })[1];
      const middle = function (p) { return { x: (p.x + still.x) / 2, y: (p.y + still.y) / 2 }; }, far = function (p) { return Math.hypot(p.x - still.x, p.y - still.y) || 1; };
      shift(middle(was), middle(is), far(is) / far(was));
    }
  }
  function release(event) {
    if (!down.delete(event.pointerId)) { return; }
    if (down.size) { return; }
    const was = pressed;
    pressed = null;
    if (slid) {
      stir();
      if (was && was.hit >= 0) { const n = rows[was.hit]; on.moved(Object.fromEntries([[n.id, [n.x, n.y]]])); }
      return;
    }
    if (event.type === "pointercancel") { return; }
    const p = spot(event), hit = under(p, event.pointerType === "touch" ? 14 : 5);
    if (hit >= 0) { on.pick(rows[hit].id, event.ctrlKey || event.metaKey); return; }
    const line = lineUnder(p);
    if (line) { on.line(line.l.id); } else { on.nothing(); }
  }
  function hover(p, event) {
    if (moving || down.size || event.pointerType === "touch") { return; }
    const hit = under(p, 4), line = hit < 0 ? lineUnder(p) : null, found = hit >= 0 ? rows[hit].title : line ? on.said(line.l) : "";
    stage.style.cursor = found ? "pointer" : "default";
    if (found || hovered) { on.hover(found, found ? p : null); }
    hovered = found;
  }
  function wheel(event) {
    event.preventDefault();
    const p = spot(event);
    on.hover("", null);
    shift(p, p, Math.pow(1.0016, -event.deltaY));
  }
  function twice(event) { const hit = under(spot(event), 5); if (hit >= 0) { on.open(rows[hit].id); } }
  function gone() { hovered = ""; on.hover("", null); }
  const LISTENS = [["pointerdown", press], ["pointermove", move], ["pointerup", release], ["pointercancel", release], ["pointerleave", gone], ["wheel", wheel], ["dblclick", twice]];
  LISTENS.forEach(function (each) { stage.addEventListener(each[0], each[1], { passive: false }); });

  return {
    by: "pixels",
    draw: function (newRows, newLinks, newHeads, newTheme) {
      rows = newRows; links = newLinks; heads = newHeads; theme = newTheme;
      prepare();
      if (frame) { cancelAnimationFrame(frame); }
      length = 0;
      paint();
    },
    fit: function (box, _least, _centre, below) {
      const taken = Math.min(below || 0, stage.clientHeight / 2), high = stage.clientHeight - taken;
      const k = Math.min(2, Math.max(0.004, Math.min(stage.clientWidth / (box.w + 60), high / (box.h + 60))));
      camera = { x: box.x + box.w / 2, y: box.y + box.h / 2 + taken / 2 / k, k: k };
      ask();
    },
    frame: function (box) { camera = { x: box.x + box.w / 2, y: box.y + box.h / 2, k: Math.min(12, stage.clientWidth / (box.w || 1), stage.clientHeight / (box.h || 1)) }; ask(); },
    zoom: function (by) { const middle = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 }; shift(middle, middle, by); },
    move: function (x, y) { shift({ x: x, y: y }, { x: 0, y: 0 }, 1); },
    centre: function (p) { camera = { x: p[0], y: p[1], k: camera.k }; ask(); },
    reveal: function (p) {
      const seen = this.point(p);
      if (seen.x < 40 || seen.y < 40 || seen.x > stage.clientWidth - 40 || seen.y > stage.clientHeight - 40) { this.centre(p); }
    },
    window: function () { const w = stage.clientWidth / camera.k, h = stage.clientHeight / camera.k; return { x: camera.x - w / 2, y: camera.y - h / 2, w: w, h: h }; },
    point: function (p) { return { x: (p[0] - camera.x) * camera.k + stage.clientWidth / 2, y: (p[1] - camera.y) * camera.k + stage.clientHeight / 2 }; },
    scale: function () { return camera.k; },
    hush: gone,
    resize: function () { image = null; ask(); },
    kill: function () {
      clearTimeout(rest);
      cancelAnimationFrame(frame);
      LISTENS.forEach(function (each) { stage.removeEventListener(each[0], each[1]); });
      delete stage.dataset.painted;
      stage.replaceChildren();
    }
  };
};
