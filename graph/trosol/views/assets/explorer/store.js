/* Items and links as they came, and which of them a view shows. Nothing here touches the page. */
"use strict";
window.Trosol = {};
Trosol.store = function (data) {
  const items = data.items.map(function (r, i) {
    return { i: i, id: r[0], label: r[1], type: r[2], kind: r[3], lane: r[4], horizons: r[5], status: r[6], claims: r[7], recorded: r[8], links: [] };
  });
  const links = data.links.map(function (r, k) {
    return { k: k, s: r[0], t: r[1], relations: r[2], sign: r[3], inferred: !!(r[4] & 1), directed: !!(r[4] & 2), gate: !!(r[4] & 4), networks: r[5], claims: r[6] };
  });
  links.forEach(function (l) { items[l.s].links.push(l); items[l.t].links.push(l); });
  const byId = new Map(items.map(function (item) { return [item.id, item]; }));
  function other(link, i) { return link.s === i ? link.t : link.s; }
  function key(group) { return group.key; }
  const kindAt = data.kinds.map(key), networkAt = data.networks.map(key), relationAt = data.relations.map(key), horizonAt = data.horizons.map(key);

  /* What the choices leave: which items and links may be drawn. The items in `keep` stay whatever is hidden. */
  function choices(state, keep) {
    const kinds = new Set(state.hide), relations = new Set(state.relations);
    const hides = data.kinds.map(function (kind) { return kinds.has(kind.key); });
    const only = data.relations.map(function (relation) { return !relations.has(relation.key); });
    const gone = new Set(state.removed), kept = new Set(keep);
    const network = state.mode === "network" ? networkAt.indexOf(state.network) : -1;
    const inside = state.mode === "network" && state.network.startsWith("kind:") ? kindAt.indexOf(state.network.slice(5)) : -1;
    return {
      item: function (item) { return kept.has(item.i) || !(hides[item.kind] || gone.has(item.id)); },
      link: function (link) {
        return (network < 0 || link.networks.includes(network)) && (inside < 0 || items[link.s].kind === inside || items[link.t].kind === inside) && link.relations.some(function (r) { return only[r]; });
      }
    };
  }

  function degrees(allowed) {
    const counted = new Int32Array(items.length);
    links.forEach(function (l) {
      if (allowed.link(l) && allowed.item(items[l.s]) && allowed.item(items[l.t])) { counted[l.s] += l.claims.length; counted[l.t] += l.claims.length; }
    });
    return counted;
  }

  function best(found, counted, most, first) {
    const ranked = Array.from(found).sort(function (a, b) {
      return (first ? first(a) - first(b) : 0) || counted[b] - counted[a] || (items[a].id < items[b].id ? -1 : 1);
    });
    return ranked.slice(0, most);
  }

  function steps(from, allowed, far, along) {
    const distance = new Map([[from, 0]]);
    let edge = [from];
    for (let step = 1; step <= far && edge.length; step++) {
      const next = [];
      edge.forEach(function (i) {
        items[i].links.forEach(function (l) {
          if (!allowed.link(l) || (along && l.directed && (along > 0 ? l.s : l.t) !== i)) { return; }
          const j = other(l, i);
          if (!distance.has(j) && allowed.item(items[j])) { distance.set(j, step); next.push(j); }
        });
      });
      edge = next;
    }
    return distance;
  }

  /* Every shortest path from one item to another: along the links; where there is none, whichever way they run. */
  function paths(a, b, allowed) {
    for (const along of [1, 0]) {
      const ahead = steps(a, allowed, 99, along), behind = steps(b, allowed, 99, -along);
      if (!ahead.has(b)) { continue; }
      const far = ahead.get(b), at = new Map();
      ahead.forEach(function (step, i) { if (behind.has(i) && step + behind.get(i) === far) { at.set(i, step); } });
      const drawn = links.filter(function (l) {
        if (!at.has(l.s) || !at.has(l.t) || !allowed.link(l)) { return false; }
        const step = at.get(l.t) - at.get(l.s);
        return along && l.directed ? step === 1 : Math.abs(step) === 1;
      });
      return { at: at, links: drawn, far: far, along: along === 1 };
    }
    return null;
  }

  /* Which items and links a state shows, and what there is to say of it. */
  function view(state) {
    const focus = byId.get(state.focus), target = byId.get(state.other), chosen = byId.get(state.entity);
    const keep = [focus, state.mode === "path" ? target : null].filter(Boolean).map(function (item) { return item.i; });
    const allowed = choices(state, keep);
    let kept = [], every = [], drawn = null, found = null, rank = null;
    if (state.mode === "path" && target) {
      found = focus && target ? paths(focus.i, target.i, allowed) : null;
      if (found) { kept = Array.from(found.at.keys()); drawn = found.links; rank = found.at; }
      else { kept = keep; }
      every = kept;
    } else if (state.mode === "around" || state.mode === "path") {
      if (focus) {
        const counted = degrees(allowed), distance = steps(focus.i, allowed, state.mode === "path" ? 2 : state.steps);
        every = Array.from(distance.keys());
        kept = best(distance.keys(), counted, state.dots ? items.length : state.most, function (i) { return distance.get(i); });
      }
    } else {
      const counted = degrees(allowed);
      const wanted = items.filter(function (item) {
        return counted[item.i] && allowed.item(item) && (state.mode !== "horizons" || item.horizons.length && !horizonAt.includes(item.id));
      }).map(function (item) { return item.i; });
      every = wanted;
      kept = best(wanted, counted, state.dots ? items.length : state.most);
      if (chosen && wanted.includes(chosen.i) && !kept.includes(chosen.i)) { kept.push(chosen.i); }
    }
    const shown = new Set(kept);
    state.open.forEach(function (id) {
      const item = byId.get(id);
      if (item && shown.has(item.i)) { around(item, allowed).forEach(function (i) { shown.add(i); }); }
    });
    state.added.forEach(function (id) { const item = byId.get(id); if (item && allowed.item(item)) { shown.add(item.i); } });
    if (!drawn || state.open.length || state.added.length) {
      const extra = links.filter(function (l) { return shown.has(l.s) && shown.has(l.t) && allowed.link(l); });
      drawn = drawn ? Array.from(new Set(drawn.concat(extra.filter(function (l) { return !kept.includes(l.s) || !kept.includes(l.t); })))) : extra;
    }
    /* How many there are of each kind where all of the view are drawn. */
    const all = new Set(every), ofKind = new Map();
    shown.forEach(function (i) { all.add(i); });
    all.forEach(function (i) { ofKind.set(items[i].kind, (ofKind.get(items[i].kind) || 0) + 1); });
    return { items: Array.from(shown).map(function (i) { return items[i]; }), links: drawn, total: all.size, ofKind: ofKind, path: found, rank: rank, hidden: hidden(state, focus) };
  }

  function around(item, allowed) {
    const near = new Set();
    item.links.forEach(function (l) { const i = other(l, item.i); if (allowed.link(l) && allowed.item(items[i])) { near.add(i); } });
    return best(near, items.map(function (each) { return each.claims; }), 24);
  }

  /* Neighbours of the focus, or items of the map, that choices hide: number by kind. */
  function hidden(state, focus) {
    const counted = new Map(), near = new Set();
    if (!state.hide.length && !state.relations.length) { return counted; }
    (focus && state.mode === "around" ? focus.links : links).forEach(function (l) { near.add(l.s); near.add(l.t); });
    near.forEach(function (i) {
      if (state.hide.includes(kindAt[items[i].kind]) && !(focus && focus.i === i)) { counted.set(items[i].kind, (counted.get(items[i].kind) || 0) + 1); }
    });
    return counted;
  }

  function folded(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  const names = items.map(function (item) { return folded(item.label + " " + item.id.replace(/-/g, " ")); });
  function search(text, most) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    if (!words.length) { return []; }
    return items.filter(function (item) { return words.every(function (word) { return names[item.i].includes(word); }); })
      .sort(function (a, b) {
        const start = function (item) { return names[item.i].startsWith(words[0]) ? 0 : names[item.i].includes(" " + words[0]) ? 1 : 2; };
        return start(a) - start(b) || b.claims - a.claims || (a.id < b.id ? -1 : 1);
      }).slice(0, most || 8);
  }

  return { data: data, items: items, links: links, byId: byId, other: other, view: view, search: search, kindAt: kindAt,
    networkAt: networkAt, relationAt: relationAt, horizonAt: horizonAt };
};
