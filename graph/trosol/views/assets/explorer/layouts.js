/* Places for what is shown: the same every time, without overlap. Nothing here touches the page. */
"use strict";
Trosol.layouts = (function () {
  const GAP = 18, LANE = 48, HEAD = 44;

  /* nodes: {id, w, h, lane}. edges: pairs of ids. titles: heading of each lane. most: boxes in a column, 0 for as it suits. Returns places by id and headings. */
  function lanes(nodes, edges, titles, most) {
    const by = new Map();
    nodes.forEach(function (n) { if (!by.has(n.lane)) { by.set(n.lane, []); } by.get(n.lane).push(n); });
    const order = Array.from(by.keys()).sort(function (a, b) { return a - b; });
    sweep(order.map(function (lane) { return by.get(lane); }), edges);
    const places = new Map(), heads = [];
    const tall = most || Math.max(14, Math.ceil(Math.max.apply(null, order.map(function (lane) { return by.get(lane).length; }).concat([1])) / 4));
    let x = 0;
    const columns = [];
    order.forEach(function (lane) {
      const members = by.get(lane), count = Math.max(1, Math.ceil(members.length / tall)), size = Math.ceil(members.length / count);
      const left = x;
      for (let c = 0; c < count; c++) {
        const column = members.slice(c * size, (c + 1) * size);
        const wide = Math.max.apply(null, column.map(function (n) { return n.w; }).concat([40]));
        let y = HEAD;
        column.forEach(function (n) { places.set(n.id, [x + wide / 2, y + n.h / 2]); y += n.h + GAP; });
        columns.push({ column: column, bottom: y });
        x += wide + (c < count - 1 ? 26 : 0);
      }
      heads.push({ label: titles[lane] || "", x: (left + x) / 2, y: 8, wide: x - left });
      x += LANE;
    });
    const bottom = Math.max.apply(null, columns.map(function (c) { return c.bottom; }).concat([0]));
    columns.forEach(function (c) {
      const shift = Math.round((bottom - c.bottom) / 2);
      c.column.forEach(function (n) { places.get(n.id)[1] += shift; });
    });
    return { places: places, heads: heads.filter(function (h) { return h.label; }) };
  }

  /* Order within lanes by the middle of neighbours (Sugiyama et al. 1981). */
  function sweep(members, edges) {
    const near = new Map();
    members.forEach(function (lane) { lane.sort(function (a, b) { return a.id < b.id ? -1 : 1; }).forEach(function (n) { near.set(n.id, []); }); });
    edges.forEach(function (e) { if (near.has(e[0]) && near.has(e[1])) { near.get(e[0]).push(e[1]); near.get(e[1]).push(e[0]); } });
    for (let turn = 0; turn < 6; turn++) {
      const place = new Map();
      members.forEach(function (lane) { lane.forEach(function (n, i) { place.set(n.id, i / Math.max(1, lane.length)); }); });
      (turn % 2 ? members.slice().reverse() : members).forEach(function (lane) {
        const own = new Set(lane.map(function (n) { return n.id; })), middle = new Map();
        lane.forEach(function (n) {
          const all = near.get(n.id), outside = all.filter(function (id) { return !own.has(id); }), used = outside.length ? outside : all;
          middle.set(n.id, used.length ? used.reduce(function (sum, id) { return sum + place.get(id); }, 0) / used.length : place.get(n.id));
        });
        lane.sort(function (a, b) { return middle.get(a.id) - middle.get(b.id) || (a.id < b.id ? -1 : 1); });
        lane.forEach(function (n, i) { place.set(n.id, i / Math.max(1, lane.length)); });
      });
    }
  }

  /* Layers by the longest path that leads to an item; links that close a circle do not count. */
  function layered(nodes, edges) {
    const out = new Map(nodes.map(function (n) { return [n.id, []]; })), into = new Map(nodes.map(function (n) { return [n.id, 0]; }));
    edges.forEach(function (e) { if (out.has(e[0]) && out.has(e[1]) && e[0] !== e[1]) { out.get(e[0]).push(e[1]); } });
    const state = new Map(), done = [];
    nodes.slice().sort(function (a, b) { return a.id < b.id ? -1 : 1; }).forEach(function (n) {
      const stack = [[n.id, 0]];
      if (state.has(n.id)) { return; }
      state.set(n.id, 1);
      while (stack.length) {
        const top = stack[stack.length - 1], next = out.get(top[0])[top[1]++];
        if (next === undefined) { state.set(top[0], 2); done.push(top[0]); stack.pop(); }
        else if (!state.has(next)) { state.set(next, 1); stack.push([next, 0]); }
        else if (state.get(next) === 1) { out.get(top[0]).splice(--top[1], 1); }
      }
    });
    done.reverse().forEach(function (id) { out.get(id).forEach(function (to) { into.set(to, Math.max(into.get(to), into.get(id) + 1)); }); });
    nodes.forEach(function (n) { n.lane = into.get(n.id); });
    return lanes(nodes, edges, {});
  }

  /* Linked items close to each other (Fruchterman and Reingold 1991), from fixed starts, then pushed off each other. */
  function force(given, edges) {
    const nodes = given.slice().sort(function (a, b) { return a.id < b.id ? -1 : 1; });
    const n = nodes.length, index = new Map(nodes.map(function (each, i) { return [each.id, i]; }));
    const wide = nodes.reduce(function (sum, each) { return sum + each.w; }, 0) / Math.max(1, n), flat = n && nodes[0].h < nodes[0].w ? 0.55 : 1;
    const ideal = wide * 1.25, x = new Float64Array(n), y = new Float64Array(n);
    const pull = edges.map(function (e) { return [index.get(e[0]), index.get(e[1])]; }).filter(function (e) { return e[0] !== undefined && e[1] !== undefined; });
    const degree = new Int32Array(n);
    pull.forEach(function (e) { degree[e[0]]++; degree[e[1]]++; });
    Array.from(nodes.keys()).sort(function (a, b) { return degree[b] - degree[a] || (nodes[a].id < nodes[b].id ? -1 : 1); }).forEach(function (i, rank) {
      const angle = rank * 2.39996322972865, far = ideal * 0.7 * Math.sqrt(rank);
      x[i] = far * Math.cos(angle); y[i] = far * Math.sin(angle);
    });
    const turns = n > 3000 ? 40 : n > 600 ? 90 : 220, reach = n > 400 ? ideal * 2.5 : Infinity, home = n > 400 ? 0.12 : 0.9;
    for (let turn = 0; turn < turns; turn++) {
      const dx = new Float64Array(n), dy = new Float64Array(n), hot = ideal * (1 - turn / turns) * 0.6 + 0.5;
      push(x, y, dx, dy, ideal, reach);
      pull.forEach(function (e) {
        const a = e[0], b = e[1], px = x[a] - x[b], py = y[a] - y[b], far = Math.sqrt(px * px + py * py) + 0.01, f = far / ideal;
        dx[a] -= px * f; dy[a] -= py * f; dx[b] += px * f; dy[b] += py * f;
      });
      for (let i = 0; i < n; i++) {
        dx[i] -= x[i] * home; dy[i] -= y[i] * home;
        const far = Math.sqrt(dx[i] * dx[i] + dy[i] * dy[i]) + 0.01, step = Math.min(far, hot);
        x[i] += dx[i] / far * step; y[i] += dy[i] / far * step;
      }
    }
    const places = new Map(nodes.map(function (each, i) { return [each.id, [x[i], y[i] * flat]]; }));
    apart(nodes, places);
    return { places: places, heads: [] };
  }

  function push(x, y, dx, dy, ideal, reach) {
    const n = x.length, cells = new Map();
    function repel(i, j) {
      const px = x[i] - x[j] || 0.01 * (i - j), py = y[i] - y[j] || 0.01, far = px * px + py * py, f = ideal * ideal / Math.max(far, 1);
      dx[i] += px * f; dy[i] += py * f; dx[j] -= px * f; dy[j] -= py * f;
    }
    if (reach === Infinity) {
      for (let i = 0; i < n; i++) { for (let j = i + 1; j < n; j++) { repel(i, j); } }
      return;
    }
    for (let i = 0; i < n; i++) {
      const cx = Math.floor(x[i] / reach), cy = Math.floor(y[i] / reach);
      for (let a = -1; a <= 1; a++) { for (let b = -1; b <= 1; b++) { (cells.get((cx + a) * 65536 + cy + b) || []).forEach(function (j) { repel(i, j); }); } }
      const own = cx * 65536 + cy;
      if (!cells.has(own)) { cells.set(own, []); }
      if (cells.get(own).length < 60) { cells.get(own).push(i); }
    }
  }

  /* Pushes boxes off each other by the shorter way; those in `still` stay where they are. */
  function apart(nodes, places, still) {
    const list = nodes.slice().sort(function (a, b) { return a.id < b.id ? -1 : 1; });
    if (list.length > 700) { return; }
    for (let turn = 0; turn < 300; turn++) {
      let moved = false;
      for (let i = 0; i < list.length; i++) {
        for (let j = i + 1; j < list.length; j++) {
          const a = list[i], b = list[j], p = places.get(a.id), q = places.get(b.id);
          const fixed = [still && still.has(a.id), still && still.has(b.id)];
          if (fixed[0] && fixed[1]) { continue; }
          const px = q[0] - p[0], py = q[1] - p[1];
          const ox = (a.w + b.w) / 2 + GAP - Math.abs(px), oy = (a.h + b.h) / 2 + GAP - Math.abs(py);
          if (ox <= 0 || oy <= 0) { continue; }
          moved = true;
          const axis = ox < oy ? 0 : 1, by = (Math.min(ox, oy) + 1) * ((axis ? py : px) >= 0 ? 1 : -1);
          if (fixed[0]) { q[axis] += by; } else if (fixed[1]) { p[axis] -= by; } else { p[axis] -= by / 2; q[axis] += by / 2; }
        }
      }
      if (!moved) { return; }
    }
  }

  function circular(nodes, edges) {
    const ring = nodes.slice();
    sweep([ring], edges);
    ring.sort(function (a, b) { return a.lane - b.lane; });
    const wide = Math.max.apply(null, nodes.map(function (n) { return n.w; }).concat([20]));
    const high = Math.max.apply(null, nodes.map(function (n) { return n.h; }).concat([20]));
    const across = Math.max(wide * 1.3, ring.length * (wide + high) / 9), down = Math.max(high * 3, ring.length * (high + GAP) / 5.2);
    const places = new Map();
    ring.forEach(function (n, i) {
      const angle = Math.PI + 2 * Math.PI * i / ring.length;
      places.set(n.id, [across * Math.cos(angle), down * Math.sin(angle)]);
    });
    apart(nodes, places);
    return { places: places, heads: [] };
  }

  /* One in the middle, the others around it, lane after lane, as far out as they need; no line to the middle runs behind another box. */
  function star(nodes, middle, wide) {
    const ring = nodes.filter(function (n) { return n.id !== middle; }).sort(function (a, b) { return a.lane - b.lane || (a.id < b.id ? -1 : 1); }), places = new Map([[middle, [0, 0]]]);
    for (let b = 200; ; b *= 1.06) {
      const a = b * Math.max(0.8, Math.min(2.4, wide || 1.9)), room = function (n, t) {
        const x = -a * Math.sin(t), y = b * Math.cos(t), far = Math.hypot(x, y);
        return Math.min((n.w + GAP) * far / (Math.abs(x) || 1e-6), (n.h + GAP) * far / (Math.abs(y) || 1e-6)) / far;
      };
      let used = 0;
      const angles = ring.map(function (n) { const t = Math.PI + used, half = room(n, t) / 2; used += half; const at = Math.PI + used; used += room(n, at) / 2; return at; });
      if (used > 2 * Math.PI && b < 20000) { continue; }
      const spare = used ? 2 * Math.PI / used : 1;
      ring.forEach(function (n, i) { const t = Math.PI + (angles[i] - Math.PI) * spare; places.set(n.id, [a * Math.cos(t), b * Math.sin(t)]); });
      break;
    }
    apart(nodes, places, new Set([middle]));
    return { places: places, heads: [] };
  }

  /* Blocks of dots side by side, each filled row by row in the order given. */
  function blocks(nodes, titles) {
    const by = new Map(), step = 30;
    nodes.forEach(function (n) { if (!by.has(n.lane)) { by.set(n.lane, []); } by.get(n.lane).push(n); });
    const down = Math.max(12, Math.round(Math.sqrt(nodes.length * 0.6))), places = new Map(), heads = [];
    let left = 0;
    Array.from(by.keys()).sort(function (a, b) { return a - b; }).forEach(function (lane) {
      const members = by.get(lane), across = Math.max(Math.ceil(members.length / down), Math.min(4, members.length));
      const wide = Math.max(180, (across + 2) * step), start = left + (wide - (across - 1) * step) / 2;
      members.forEach(function (n, i) { places.set(n.id, [start + i % across * step, HEAD + 16 + Math.floor(i / across) * step]); });
      heads.push({ label: titles[lane] || "", x: left + wide / 2, y: 8, wide: wide });
      left += wide;
    });
    return { places: places, heads: heads.filter(function (h) { return h.label; }) };
  }

  /* New items beside the one that was opened; what stands already does not move. */
  function beside(nodes, places, parent, fresh) {
    const at = places.get(parent) || [0, 0], still = new Set(nodes.filter(function (n) { return !fresh.has(n.id); }).map(function (n) { return n.id; }));
    const added = nodes.filter(function (n) { return fresh.has(n.id); });
    added.forEach(function (n, i) {
      const angle = 2 * Math.PI * i / added.length - Math.PI / 2, ring = 1 + Math.floor(i / 12) * 0.6;
      places.set(n.id, [at[0] + Math.cos(angle) * 300 * ring, at[1] + Math.sin(angle) * 190 * ring]);
    });
    apart(nodes, places, still);
    return places;
  }

  return { lanes: lanes, layered: layered, force: force, circular: circular, star: star, blocks: blocks, beside: beside, apart: apart };
})();
