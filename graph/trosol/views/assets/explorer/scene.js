/* From a state to what is drawn: rows and links with places, colours and words. Nothing here touches the page. */
"use strict";
Trosol.scenes = function (store, app) {
  const w = app.words;
  const L = Trosol.layouts, kept = new Map(), measure = document.createElement("canvas").getContext("2d");
  const data = store.data;

  function size(text, font) {
    measure.font = font + "px system-ui, sans-serif";
    const rows = text.split("\n");
    return [Math.max.apply(null, rows.map(function (row) { return measure.measureText(row).width; })), rows.length * font * 1.22];
  }
  function boxed(label, font) {
    const text = Trosol.look.wrap(label, 24).join("\n"), found = size(text, font), margin = 8;
    return { text: text, font: font, margin: margin, w: Math.max(96, Math.ceil(found[0]) + 2 * margin + 10), h: Math.ceil(found[1]) + 2 * margin, radius: 6 };
  }

  function laidOut(state, view) {
    if (state.layout !== "auto") { return state.layout; }
    return state.mode === "horizons" ? "horizons" : state.mode === "path" && view.rank ? "path" : state.mode === "around" && state.steps === 1 && !state.dots && view.items.length <= 34 && store.byId.has(state.focus) ? "star" : "lanes";
  }
  /* Places stay as they are while the same view is filtered, expanded or undone. */
  function placed(state, view, rows, shape, sized) {
    const way = laidOut(state, view), edges = view.links.map(function (l) { return [store.items[l.s].id, store.items[l.t].id]; });
    const key = JSON.stringify([way, state.mode, state.mode === "around" || state.mode === "path" ? state.focus : "", state.mode === "path" ? state.other : "", state.steps, state.network, state.dots, sized, state.most, state.tall]);
    const known = kept.get(key);
    const lanes = lane(way, state, view);
    rows.forEach(function (r) { r.lane = lanes.of(r.item); });
    let found = known;
    const fresh = known ? rows.filter(function (r) { return !known.places.has(r.id); }) : rows;
    if (known && fresh.length && fresh.length < rows.length && (state.open.length || state.added.length) && !state.dots) {
      L.beside(rows, known.places, state.open.length ? state.open[state.open.length - 1] : state.entity, new Set(fresh.map(function (r) { return r.id; })));
    } else if (!known || fresh.length) {
      found = way === "star" ? L.star(rows, state.focus, shape) : way === "force" ? L.force(rows, edges) : way === "circular" ? L.circular(rows, edges) : way === "layered" ? L.layered(rows, edges)
        : state.dots ? L.blocks(rows, lanes.titles) : L.lanes(rows, edges, lanes.titles, state.tall);
      kept.set(key, found);
      if (kept.size > 40) { kept.delete(kept.keys().next().value); }
    }
    rows.forEach(function (r) { const at = state.pins[r.id] || found.places.get(r.id); r.x = at[0]; r.y = at[1]; r.pinned = !!state.pins[r.id]; });
    return { heads: found.heads, way: way, laid: found };
  }
  function lane(way, state, view) {
    if (way === "path") { return { of: function (item) { return view.rank && view.rank.has(item.i) ? view.rank.get(item.i) : 99; }, titles: {} }; }
    if (way === "star") { return { of: function (item) { return item.kind; }, titles: {} }; }
    if (way === "horizons") {
      const none = data.horizons.length + 1, titles = data.horizons.map(function (h) { return h.label; });
      return { of: function (item) { return item.horizons.length === 1 ? item.horizons[0] : item.horizons.length ? none - 1 : none; }, titles: titles.concat([w("More than one horizon"), w("No horizon stated")]) };
    }
    const titles = {};
    data.lanes.forEach(function (l, i) { titles[2 * i + 1] = l.label; });
    return { titles: titles, of: function (item) { return 2 * item.lane + (item.id === state.focus && state.mode === "around" && view.items.some(function (other) { return other !== item && other.lane === item.lane; }) ? 0 : 1); } };
  }
  function bounds(rows, heads) {
    let x = Infinity, y = Infinity, X = -Infinity, Y = -Infinity;
    rows.forEach(function (r) { x = Math.min(x, r.x - r.w / 2); X = Math.max(X, r.x + r.w / 2); y = Math.min(y, r.y - r.h / 2); Y = Math.max(Y, r.y + r.h / 2); });
    heads.forEach(function (h) { y = Math.min(y, h.y - 14); x = Math.min(x, h.x - 70); X = Math.max(X, h.x + 70); });
    return rows.length ? { x: x, y: y, w: X - x, h: Y - y } : { x: 0, y: 0, w: 100, h: 100 };
  }
  function smooth(way, a, b) {
    if (way === "force" || way === "circular" || way === "star") { return { enabled: false }; }
    if (Math.abs(a.x - b.x) < 90) { return { enabled: true, type: "curvedCW", roundness: 0.3 }; }
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 };
  }

  function items(state, look, picked, said, shape) {
    const view = store.view(state), colour = look.colour(state), big = look.size(state), chosen = new Set(state.several);
    const rows = view.items.map(function (item) {
      const share = big(item), fill = colour(item), dashed = item.status !== "transcribed", status = { notTranscribed: w("wording not in the source"), hypothetical: w("does not exist yet") }[item.status];
      const box = state.dots ? { text: item.label, w: 22, h: 22, radius: state.size ? 4 + 10 * share : 4 + Math.min(8, Math.sqrt(item.claims)), font: 13, margin: 0 } : boxed(item.label, Math.round(14 + 9 * share));
      return Object.assign(box, { id: item.id, i: item.i, item: item, label: item.label, dashed: dashed, fill: dashed && !state.dots ? look.theme.paper : fill,
        ink: dashed ? look.theme.ink : Trosol.look.on(fill), rim: dashed ? fill : look.theme === Trosol.look.THEMES.dark ? look.theme.rim : fill,
        title: item.label + "\n" + item.type + (status ? " (" + status + ")" : "") + "\n" + said(item), here: item.id === state.entity, several: chosen.has(item.id) || item.id === picked.cursor });
    });
    const by = new Map(rows.map(function (r) { return [r.i, r]; })), where = placed(state, view, rows, shape, look.values(state.size) ? state.size : "");
    const at = store.byId.get(state.entity), here = at && by.has(at.i) ? at.i : -1, near = new Set([here]), line = picked.line;
    if (here >= 0) { view.links.forEach(function (l) { if (l.s === here) { near.add(l.t); } if (l.t === here) { near.add(l.s); } }); }
    const fade = here >= 0 && near.size > 1 && !state.several.length && !(state.mode === "around" && state.focus === state.entity && state.steps === 1 && !state.open.length);
    const inPath = state.mode === "path" && view.path;
    rows.forEach(function (r) { r.off = fade && !inPath && !near.has(r.i); r.told = Boolean(state.size || state.colour); });
    const own = view.links.filter(function (l) { return l.s === here || l.t === here; }).length;
    const links = view.links.map(function (l) {
      const a = by.get(l.s), b = by.get(l.t), mine = l.s === here || l.t === here;
      return { id: "k" + l.k, k: l.k, from: a.id, to: b.id, weight: l.claims.length, sign: l.sign, gate: l.gate, inferred: l.inferred, directed: l.directed,
        colour: look.link(l), label: l.relations.map(function (r) { return data.relations[r].label; }).join(", "), smooth: state.dots ? null : smooth(where.way, a, b),
        here: line === l.k, named: !state.dots && (line === l.k || mine && own <= 14 || inPath && view.links.length <= 16 || l.gate && (mine || view.links.length <= 40)), off: fade && !inPath && !mine,
        title: null };
    });
    return { rows: rows, links: links, heads: where.heads, box: bounds(rows, where.heads), dots: state.dots, view: view, way: where.way, laid: where.laid };
  }

  /* A box for each kind, a line with the number of claims between two kinds. */
  function kinds(state, look, shape) {
    const counted = new Map(), between = new Map();
    store.items.forEach(function (item) { counted.set(item.kind, (counted.get(item.kind) || 0) + 1); });
    store.links.forEach(function (l) {
      const a = Math.min(store.items[l.s].kind, store.items[l.t].kind), b = Math.max(store.items[l.s].kind, store.items[l.t].kind);
      if (a !== b) { between.set(a + ":" + b, (between.get(a + ":" + b) || 0) + l.claims.length); }
    });
    const rows = data.kinds.map(function (kind, k) {
      const fill = Trosol.look.safe(kind.colour);
      return Object.assign(boxed(kind.label + " (" + app.of(counted.get(k) || 0, kind.recorded) + ")", 17), { id: "kind:" + kind.key, i: k, label: kind.label, fill: fill, ink: Trosol.look.on(fill), rim: look.theme === Trosol.look.THEMES.dark ? look.theme.rim : fill, title: kind.label + "\n" + kind.says, lane: k, ranked: kind.ranked });
    }).filter(function (row) { return row.ranked && counted.get(row.i); });
    const by = new Map(rows.map(function (r) { return [r.i, r]; })), links = [];
    between.forEach(function (number, key) {
      const ends = key.split(":").map(Number);
      if (!by.has(ends[0]) || !by.has(ends[1])) { return; }
      links.push({ id: "b" + key, from: by.get(ends[0]).id, to: by.get(ends[1]).id, weight: Math.min(8, number / 15), sign: 0, directed: false, colour: look.theme.none, label: String(number), named: false,
        title: app.claims(number), smooth: { enabled: false } });
    });
    const found = L.star(rows.concat([{ id: "", w: 300, h: 60, lane: 0 }]), "", shape);
    rows.forEach(function (r) { const at = found.places.get(r.id); r.x = at[0]; r.y = at[1]; });
    numbers(rows, links, new Map(rows.map(function (r) { return [r.id, r]; })));
    return { rows: rows, links: links, heads: [], box: bounds(rows, []), dots: false, view: { items: [], links: [], total: rows.length, ofKind: new Map(), hidden: new Map() }, way: "circular", laid: null };
  }
  function aside(x, y, a, b) {
    const dx = b.x - a.x, dy = b.y - a.y, t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
  }
  /* Where the number of each line stands: on the line, as near to its middle as neither a box nor another number stands nor another line runs; the shortest lines, with least room, first. */
  function numbers(rows, links, by) {
    const taken = rows.map(function (r) { return { x: r.x, y: r.y, w: r.w, h: r.h }; }), far = function (l) { const a = by.get(l.from), b = by.get(l.to); return Math.hypot(a.x - b.x, a.y - b.y); };
    links.slice().sort(function (a, b) { return far(a) - far(b) || (a.id < b.id ? -1 : 1); }).forEach(function (l) {
      const a = by.get(l.from), b = by.get(l.to), own = size(l.label, 14), w = Math.ceil(own[0]) + 8, h = Math.ceil(own[1]) + 4;
      let best = null, least = Infinity;
      for (let i = 0; i <= 90; i++) {
        const t = 0.5 + (i % 2 ? 1 : -1) * Math.ceil(i / 2) / 100, x = a.x + (b.x - a.x) * t, y = a.y + (b.y - a.y) * t;
        let over = taken.reduce(function (sum, o) { return sum + Math.max(0, (w + o.w) / 2 + 3 - Math.abs(x - o.x)) * Math.max(0, (h + o.h) / 2 + 3 - Math.abs(y - o.y)); }, 0);
        links.forEach(function (o) { if (o !== l && aside(x, y, by.get(o.from), by.get(o.to)) < h / 2 + 3) { over += 20; } });
        if (over < least) { least = over; best = { x: x, y: y, w: w, h: h }; }
        if (!over) { break; }
      }
      l.number = best;
      taken.push(best);
    });
  }
  /* `shape`: width by height of the place for it. */
  return { of: function (state, look, picked, said, shape) { return state.mode === "kinds" ? kinds(state, look, shape) : items(state, look, picked, said, shape); } };
};
