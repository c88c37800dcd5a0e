/* Brings the parts together, inside a sandboxed frame (no origin, no network). Names arrive as data and are shown as text. */
"use strict";
/* The page as it was written, before anything was drawn in it. */
Trosol.blank = document.documentElement.cloneNode(true);
(function () {
  const $ = function (id) { return document.getElementById(id); };
  const stage = $("stage"), board = $("board");
  const app = { details: { items: {}, claims: {} }, scores: {}, offered: [], basket: new Set(), tooLong: false, embedded: false, embed: null, base: "", can: function (what) { return allowed.includes(what); } };
  let allowed = [], texts = {}, theme = "light", store, scenes, history, panel, bar, over, renderer = null, kindOf = "", scene = null;
  let line = null, cursor = "", lasso = false, table = false, seq = 0, timer = 0, fitted = { view: "", seen: null }, names = {}, storied = false, sharing = false, room = "", roomFor = "", byHand = false;

  app.words = function (text, values) {
    let found = texts[text] || text;
    Object.entries(values || {}).forEach(function (each) { found = found.replace("{" + each[0] + "}", each[1]); });
    return found;
  };
  const w = app.words;
  app.steps = function (n) { return n === 1 ? w("1 step") : w("{n} steps", { n: n }); };
  /* A number that counts here, beside the number that is recorded. */
  app.of = function (n, recorded) { return recorded > n ? w("{n} of {total}", { n: n, total: recorded }) : String(n); };
  app.claims = function (n) { return n === 1 ? w("1 claim") : w("{n} claims", { n: n }); };
  function tell(message) { if (parent !== window) { parent.postMessage(Object.assign({ trosol: true }, message), "*"); } }
  app.state = function () { return history.now(); };
  app.renderer = function () { return renderer; };
  /* A network, or a kind with what is linked to it, as the map names it. */
  app.networkTitle = function (name) {
    const net = store.data.networks.find(function (n) { return n.key === name; });
    return net ? net.label : name.startsWith("kind:") ? w("{kind} and what is linked to it", { kind: names[name.slice(5)] }) : w("All links");
  };
  app.kindColour = function (item) { return Trosol.look.safe(store.data.kinds[item.kind].colour); };
  app.lassoing = function () { return lasso; };
  app.asTable = function () { return table; };
  app.statuses = function () { return { transcribed: w("wording in the source"), notTranscribed: w("wording not in the source"), hypothetical: w("does not exist yet") }; };
  app.shared = function (name) { return { horizon: w("horizon"), type: w("type"), status: w("whether it is in the source") }[name] || ""; };
  app.scene = function () { return scene; };
  app.names = function () { return names; };
  app.plain = function (state) { return scenes.of(state, Trosol.look.maker(store, app.scores, "light", app.statuses()), { line: null, cursor: "" }, said, 1.9); };
  app.save = Trosol.files(app);
  app.snippet = Trosol.snippet(app);

  /* For a story: where items stand that would stand elsewhere if the view were opened anew, and what of the map is in sight where a hand chose it. */
  app.moved = function () {
    const state = app.state(), places = {}, anew = new Map(Trosol.scenes(store, app).of(state, app.look, { line: null, cursor: "" }, said, shape()).rows.map(function (r) { return [r.id, r]; }));
    if (state.mode === "kinds") { return places; }
    scene.rows.forEach(function (r) { const other = anew.get(r.id); if (state.pins[r.id] || !state.dots && (!other || Math.abs(other.x - r.x) + Math.abs(other.y - r.y) > 2)) { places[r.id] = [Math.round(r.x), Math.round(r.y)]; } });
    return places;
  };
  app.framed = function () {
    const seen = renderer.window(), off = fitted.seen ? ["x", "y", "w", "h"].some(function (key) { return Math.abs(seen[key] - fitted.seen[key]) > 0.02 * seen.w; }) : true;
    return off ? [seen.x, seen.y, seen.w, seen.h].map(Math.round) : null;
  };
  app.display = function (state, seen) {
    history.set(known(state), true);
    line = null; table = false;
    fitted = { view: "", seen: null };
    draw();
    if (seen) { renderer.frame({ x: seen[0], y: seen[1], w: seen[2], h: seen[3] }); byHand = true; }
    report();
  };
  app.begins = function () { history.set({}); resized(); };
  app.ends = function () { resized(); draw(); report(); stage.focus(); };
  app.embedding = function (yes) { sharing = yes; if (yes && app.story.opened()) { app.story.open(false); } draw(); if (yes) { const title = $("panel-title"); if (title) { title.focus(); } } };
  app.sharing = function () { return sharing; };
  app.enter = function () { stage.focus(); };
  app.redraw = function () { draw(); };
  app.told = function () { storied = true; report(0); };

  app.change = function (change, quiet) {
    if ("entity" in change || "several" in change) { line = null; }
    renderer.hush();
    history.set(change, quiet || Object.keys(change).every(function (key) { return key === "entity" || key === "several"; }));
    draw();
    report();
  };
  app.pick = function (id, searched) {
    const state = app.state();
    if (id.startsWith("kind:")) { app.change({ mode: "network", network: id, entity: "", open: [], added: [], removed: [] }); return; }
    if (state.mode === "path" && state.focus && !state.other && id !== state.focus) { app.change({ other: id, entity: id }); return; }
    const shown = scene.rows.some(function (r) { return r.id === id; });
    if (state.mode === "kinds" || searched && !shown && state.mode !== "path" && state.mode !== "network") { app.change({ mode: "around", focus: id, entity: id, open: [], added: [], removed: [] }); }
    else if (shown) { app.change({ entity: id, several: [] }); }
    else { app.change({ entity: id, several: [], added: state.added.concat([id]), removed: state.removed.filter(function (each) { return each !== id; }), hide: state.hide.filter(function (kind) { return kind !== store.data.kinds[store.byId.get(id).kind].key; }) }); }
    const row = scene.rows.find(function (r) { return r.id === id; });
    if (row) { renderer.reveal([row.x, row.y]); }
  };
  app.open = function (id) {
    const state = app.state(), open = state.open.includes(id);
    app.change(open ? { open: state.open.filter(function (each) { return each !== id; }), added: [] } : { open: state.open.concat([id]), entity: id });
  };
  app.pathFrom = function (id) { app.change({ mode: "path", focus: id, other: "", entity: id, open: [], added: [], removed: [] }); };
  app.mode = function (mode) {
    const state = app.state(), focus = state.entity || state.focus;
    app.change({ mode: mode, focus: mode === "around" || mode === "path" ? focus : state.focus, other: state.other === focus ? "" : state.other, open: [], added: [], removed: [], network: networkOr(state.network) });
  };
  app.pin = function (id) {
    const pins = Object.assign({}, app.state().pins), row = scene.rows.find(function (r) { return r.id === id; });
    if (pins[id]) { delete pins[id]; } else if (row) { pins[id] = [row.x, row.y]; }
    app.change({ pins: pins });
  };
  app.hide = function (ids) { const state = app.state(); app.change({ removed: state.removed.concat(ids), added: state.added.filter(function (id) { return !ids.includes(id); }), entity: ids.includes(state.entity) ? "" : state.entity, several: [] }); };
  app.only = function (ids) { app.hide(scene.rows.map(function (r) { return r.id; }).filter(function (id) { return !ids.includes(id); })); };
  app.chosen = function (ids) { lasso = false; over.lasso(false); app.change({ several: ids, entity: "" }); };
  app.lasso = function () { lasso = !lasso; over.lasso(lasso); bar.draw(app.state(), history.can()); };
  app.table = function () { table = !table; draw(); };
  app.undo = function () { if (history.undo()) { renderer.hush(); draw(); report(); } };
  app.redo = function () { if (history.redo()) { renderer.hush(); draw(); report(); } };
  app.full = function () { tell({ full: true }); };
  app.go = function (page, id) { clearTimeout(timer); timer = 0; tell(message({ go: page, entity: id })); };
  /* Puts an item aside for the brief, or takes it out; the map stays. */
  app.brief = function (id) { if (!app.basket.delete(id)) { app.basket.add(id); } app.go("brief", id); draw(); };
  app.keep = function () { storied = true; app.go("keep", ""); };
  function message(more) {
    const told = Object.assign({ state: Trosol.state.address(app.state()), seq: ++seq }, more);
    if (storied) { told.story = app.story.value(); storied = false; }
    return told;
  }
  function networkOr(name) { return name === "all" || name.startsWith("kind:") && store.kindAt.includes(name.slice(5)) || store.networkAt.includes(name) ? name : store.data.first || "all"; }

  /* A state without what is not here: each choice shows what is chosen. */
  function known(state) {
    const horizons = store.data.horizons.length > 0, measure = function (name) { return name === "claims" || name in app.scores || app.offered.some(function (each) { return each[0] === name; }) ? name : ""; };
    return Object.assign(state, { network: networkOr(state.network), size: measure(state.size), colour: app.shared(state.colour) && (horizons || state.colour !== "horizon") ? state.colour : measure(state.colour),
      mode: state.mode === "horizons" && !horizons ? "kinds" : state.mode, layout: state.layout === "horizons" && !horizons || state.layout === "layered" && state.dots ? "auto" : state.layout });
  }
  function said(item) {
    const state = app.state(), parts = [app.claims(item.claims)];
    Array.from(new Set([state.size, state.colour])).forEach(function (name) { if (app.scores[name]) { parts.push(app.scores[name].label + " " + Trosol.look.number(app.scores[name].values[item.i])); } });
    return parts.join(" · ");
  }
  function lineSaid(l) {
    const told = l.claims.slice(0, 3).map(function (id) { return app.details.claims[id] ? app.details.claims[id].sentence : ""; }).filter(Boolean);
    return (told.length ? told.join("\n") : l.relations.map(function (r) { return store.data.relations[r].label; }).join(", ")) + "\n" + app.claims(l.claims.length);
  }
  /* What a state shows, with as many boxes in lanes as can be read at once where the window has room; all that it may show in a story, and where even few find no room. */
  function inSight() {
    const make = function () { return scenes.of(app.state(), app.look, { line: line, cursor: cursor }, said, shape()); }, state = app.state();
    const way = [state.mode, state.focus, state.steps, state.network, state.layout, state.size, Boolean(app.look.values(state.size)), state.dots, state.crowded, app.story.opened(), document.documentElement.clientWidth, document.documentElement.clientHeight].join("|");
    if (way === roomFor) { return make(); }
    roomFor = way;
    history.set({ most: Trosol.state.MOST, tall: 0 }, true);
    const whole = make();
    if (app.embedded || app.story.opened() || state.dots || state.crowded || whole.way !== "lanes" && whole.way !== "horizons") { return whole; }
    bar.legend(app.state(), whole.view);
    const scale = 12.2 / whole.rows.reduce(function (a, r) { return Math.min(a, r.font); }, 40), wide = (document.documentElement.clientWidth - beside()) / scale - 60, high = (board.clientHeight - $("legend").offsetHeight) / scale - 60;
    const mean = whole.rows.reduce(function (sum, r) { return sum + r.h; }, 0) / Math.max(1, whole.rows.length), tall = Math.max(4, Math.floor((high - 44) / (mean + 18)));
    for (let most = Math.min(whole.rows.length, Trosol.state.MOST); most >= 20; most -= 2) {
      for (const rows of [tall, tall - 1]) {
        history.set({ most: most, tall: rows }, true);
        const found = make();
        if (found.box.w <= wide && found.box.h <= high) { return found; }
      }
    }
    history.set({ most: Trosol.state.MOST, tall: 0 }, true);
    return whole;
  }
  function draw() {
    app.look = Trosol.look.maker(store, app.scores, theme, app.statuses());
    const sight = inSight(), state = app.state(), wanted = state.dots && state.mode !== "kinds" ? "dots" : "boxes";
    scene = sight;
    scene.links.forEach(function (l) { if (l.title === null) { l.title = state.dots ? "" : lineSaid(store.links[l.k]); } });
    if (renderer && kindOf !== wanted) { renderer.kill(); renderer = null; }
    if (!renderer) {
      kindOf = wanted;
      renderer = Trosol[wanted](stage, { pick: picked, open: app.open, line: pickLine, nothing: function () { app.change({ entity: "", several: [] }); }, moved: moved, drawn: function () { over.moved(); noticed(); }, hover: over.hover, said: function (l) { return lineSaid(store.links[l.k]); } });
      stage.dataset.by = renderer.by;
      fitted = { view: "", seen: null };
    }
    renderer.draw(scene.rows, scene.links, scene.heads, app.look.theme);
    over.show(scene);
    bar.draw(state, history.can());
    bar.legend(state, scene.view);
    const as = fitted.seen && !app.framed(), beside = panel.show(state, line === null ? null : store.links[line]), turned = document.body.dataset.beside !== String(beside);
    if (turned) { document.body.dataset.beside = String(beside); resized(); }
    $("rows").hidden = !table;
    if (table) { Trosol.table($("rows"), app, scene.view); }
    say(state);
    const view = [state.mode, state.focus, state.other, state.steps, state.network, state.layout, state.dots, state.crowded].join("|");
    /* Nothing stands under a panel that came up, unless a hand had moved the map; then what is chosen is in sight. */
    if (view !== fitted.view || turned && as || scene.laid !== fitted.laid && !byHand) { fitted.view = view; fitted.laid = scene.laid; fit(!app.embedded); }
    else if (turned) { const here = scene.rows.find(function (r) { return r.here; }); if (here) { renderer.reveal([here.x, here.y]); } }
  }
  function measured() { return board.clientWidth + "x" + board.clientHeight; }
  /* Whether somebody has moved or zoomed the map since it was fitted; not what the window did to it. */
  function noticed() { if (renderer && fitted.seen && measured() === room) { byHand = Boolean(app.framed()); } }
  function resized() { room = ""; renderer.resize(); over.moved(); room = measured(); }
  /* How much of the width the panel takes, or will. */
  function beside() { return document.documentElement.clientWidth < 700 || !app.state().entity ? 0 : $("panel").offsetWidth || Math.min(360, document.documentElement.clientWidth * 0.34); }
  function shape() {
    return (document.documentElement.clientWidth - beside() - 40) / Math.max(200, board.clientHeight - 120);
  }
  function fit(readable) {
    const most = function (a, b) { return !a || b.item && b.item.claims > a.item.claims ? b : a; };
    const row = scene.rows.find(function (r) { return r.here; }) || scene.rows.find(function (r) { return r.id === app.state().focus; }) || scene.rows.reduce(most, null);
    const least = scene.rows.reduce(function (a, r) { return Math.min(a, r.font); }, 40), narrow = document.documentElement.clientWidth < 700;
    renderer.hush();
    // Names are to be read at once: letters of 12 pixels or more; a little smaller where every lane is in sight then.
    const across = stage.clientWidth / (scene.box.w + 60), letters = scene.way === "lanes" && across * least >= 9.9 ? Math.min(12.2, across * least) : 12.2;
    renderer.fit(scene.box, readable && !scene.dots ? letters / least : 0, row ? [row.x, row.y] : null, narrow ? $("panel").offsetHeight : $("legend").offsetHeight);
    fitted.seen = renderer.window(); fitted.readable = readable; byHand = false;
  }
  function picked(id, more) {
    const state = app.state();
    if (more) { app.change({ several: state.several.includes(id) ? state.several.filter(function (each) { return each !== id; }) : state.several.concat(state.several.length || !state.entity ? [id] : [state.entity, id]) }); return; }
    app.pick(id);
  }
  function pickLine(id) {
    if (!String(id).startsWith("k")) { return; }
    history.set({ several: [] }, true);
    line = Number(String(id).slice(1));
    draw();
  }
  function moved(places) { app.change({ pins: Object.assign({}, app.state().pins, places) }); }

  /* The line above the map: what it shows, and if it is empty, why. */
  function say(state) {
    const box = $("says"), name = function (id) { return store.byId.has(id) ? store.byId.get(id).label : ""; }, view = scene.view;
    const acts = [];
    let text = "";
    if (state.mode === "kinds") { text = w("Each box is a kind, with how many of its recorded items have claims that count; the number on a line says how many claims link two kinds. Choose a box to see inside it."); }
    else if (state.mode === "around" && !name(state.focus)) { text = w("Nothing is chosen yet. Find an item by its name above, to see its neighbours."); }
    else if (state.mode === "path" && !name(state.focus)) { text = w("Choose where the path should begin, and where it should lead."); }
    else if (state.mode === "path" && !name(state.other)) { text = w("From {name}: now choose where the path should lead, on the map or by its name.", { name: name(state.focus) }); }
    else if (state.mode === "path" && !view.path) { text = w("No path is recorded from {a} to {b}. That is a question to ask, not a no.", { a: name(state.focus), b: name(state.other) }); }
    else if (state.mode === "path") { text = (view.path.along ? w("All shortest paths from {a} to {b}: {steps}.", { a: name(state.focus), b: name(state.other), steps: app.steps(view.path.far) }) : w("No path follows the links from {a} to {b}. Whichever way they run, it is {steps}.", { a: name(state.focus), b: name(state.other), steps: app.steps(view.path.far) })); }
    else if (state.mode === "around") { text = w("What is linked to {name}", { name: name(state.focus) }); }
    else if (state.mode === "horizons") { text = w("Today, what is tried, and what is hoped for"); }
    else { text = app.networkTitle(state.network); }
    app.title = text;
    let more = "";
    const hidden = Array.from(view.hidden.values()).reduce(function (a, b) { return a + b; }, 0);
    if (state.mode !== "kinds" && !view.links.length && (hidden || state.relations.length || state.removed.length) && (state.mode !== "around" || name(state.focus))) {
      more = w("Nothing is left: your choices hide {what}.", { what: Array.from(view.hidden).map(function (each) { return store.data.kinds[each[0]].label + " (" + each[1] + ")"; }).concat(state.relations.length ? [w("Relations") + " (" + state.relations.length + ")"] : []).concat(state.removed.length ? [w("chosen items") + " (" + state.removed.length + ")"] : []).join(", ") });
      acts.push([w("Show all again"), function () { app.change({ hide: [], relations: [], removed: [] }); }]);
    } else if (state.mode !== "kinds" && view.items.length < view.total) {
      more = w("Showing {shown} of {total} items: those with most claims.", { shown: view.items.length, total: view.total });
      if (state.most < Math.min(view.total, Trosol.state.MOST)) { acts.push([w("Show more boxes"), function () { app.change({ crowded: true }); }]); }
      acts.push([w("Show all as dots"), function () { app.change({ dots: true, layout: state.layout === "layered" ? "auto" : state.layout }); }]);
    } else if (state.removed.length) { acts.push([w("Show {n} hidden again", { n: state.removed.length }), function () { app.change({ removed: [] }); }]); }
    if (state.mode === "path" && view.path && app.can("pathways")) { acts.push([w("Read these paths step by step"), function () { app.go("pathways", state.focus); }]); }
    const waits = [state.size, state.colour].some(function (name) { return name && name !== "claims" && !app.shared(name) && !app.scores[name]; });
    if (waits) { more = w("Working out the measure …"); }
    box.replaceChildren.apply(box, [Trosol.parts.make("b", { text: text }), more ? Trosol.parts.make("span", { text: more }) : null].filter(Boolean).concat(acts.map(function (act) { return Trosol.parts.button(act[0], act[1]); })));
  }

  function report(wait) {
    clearTimeout(timer);
    timer = setTimeout(function () { timer = 0; tell(message({})); }, wait === undefined ? 350 : wait);
  }
  /* Arrows go from item to item, Enter chooses, plus and minus zoom; with Shift, arrows move the map. */
  function keys(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && event.shiftKey) { renderer.move(way[0] * 80, way[1] * 80); }
    else if (way) { step(way); }
    else if (event.key === "Enter" && cursor) { app.pick(cursor); }
    else if (event.key === "e" && (cursor || app.state().entity)) { app.open(cursor || app.state().entity); }
    else if (event.key === "+" || event.key === "=") { renderer.zoom(1.25); } else if (event.key === "-") { renderer.zoom(0.8); }
    else if (event.key === "0") { fit(false); }
    else if (event.key === "Escape") { cursor = ""; app.change({ entity: "", several: [] }); } else { return; }
    event.preventDefault();
  }
  function step(way) {
    const from = scene.rows.find(function (r) { return r.id === (cursor || app.state().entity); });
    let best = null, least = Infinity;
    scene.rows.forEach(function (r) {
      if (!from) { const far = r.x + r.y; if (far < least) { least = far; best = r; } return; }
      const dx = r.x - from.x, dy = r.y - from.y, ahead = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (r !== from && ahead > 4 && ahead + 2.5 * aside < least) { least = ahead + 2.5 * aside; best = r; }
    });
    if (!best) { return; }
    cursor = best.id;
    draw();
    renderer.reveal([best.x, best.y]);
    $("live").textContent = best.title.replace(/\n/g, ", ");
  }

  function begin(given) {
    const data = given.data;
    texts = data.words; allowed = data.can || []; app.offered = data.offered || [];
    names = Object.fromEntries(data.kinds.map(function (kind) { return [kind.key, kind.label]; }));
    app.given = data; app.embedded = typeof given.whole === "string";
    app.details = data.details || { items: {}, claims: {} };
    app.scores = data.scores || {};
    store = app.store = Trosol.store(data);
    scenes = Trosol.scenes(store, app);
    if (given.extra) { Object.assign(app.scores, given.extra.scores); }
    const first = known(Trosol.state.fresh(given.at || {}));
    first.pins = given.at && given.at.pins || {};
    if (app.embedded && !given.story) { first.entity = ""; }
    history = Trosol.state.history(first);
    app.look = Trosol.look.maker(store, app.scores, theme, app.statuses());
    if (renderer) { renderer.kill(); renderer = null; }
    panel = Trosol.panel($("panel"), app); bar = Trosol.bar($("bar"), $("legend"), app); over = over || Trosol.board(board, app);
    app.story = app.story || Trosol.story(app, $("player"));
    if (given.story) { app.story.take(given.story); }
    if (!$("legend").dataset.open) { $("legend").dataset.open = document.documentElement.clientWidth < (app.embedded ? 700 : 1100) || document.documentElement.clientHeight < (app.embedded ? 400 : 560) ? "no" : "yes"; }
    $("zoom").replaceChildren(Trosol.parts.button("+", function () { renderer.zoom(1.3); }, { "aria-label": w("Larger"), title: w("Larger") }),
      Trosol.parts.button("−", function () { renderer.zoom(1 / 1.3); }, { "aria-label": w("Smaller"), title: w("Smaller") }), Trosol.parts.icon("fit", w("Show all of it"), function () { fit(false); }));
    stage.setAttribute("aria-label", w("Map. Arrows go from item to item, Enter chooses, e expands, plus and minus zoom. The table holds the same."));
    if (app.embedded) { Trosol.source($("source"), app, given.whole); }
    if (given.extra) { Object.assign(app.details, given.extra.details || {}); }
    room = measured();
    draw();
    if (given.story) { app.story.play(0); }
    tell({ drawn: scene.rows.length });
  }
  /* What the server adds later: details of an item, scores of a measure; and where nothing was chosen since (`now`), what is put aside, and the story. */
  function more(extra, now) {
    let news = false;
    if (extra.details) { Object.assign(app.details.items, extra.details.items); Object.assign(app.details.claims, extra.details.claims); news = true; }
    Object.entries(extra.scores || {}).forEach(function (each) { if (!app.scores[each[0]]) { app.scores[each[0]] = each[1]; news = true; } });
    if (extra.embed) { app.embed = extra.embed; }
    const basket = new Set(extra.basket || []);
    if (now && extra.basket && (basket.size !== app.basket.size || extra.basket.some(function (id) { return !app.basket.has(id); }))) { app.basket = basket; news = true; }
    if (extra.stories && app.story.stories(extra.stories)) { news = true; }
    if (now && extra.story && app.story.take(extra.story)) { news = true; }
    if (now && "tooLong" in extra && extra.tooLong !== app.tooLong) { app.tooLong = extra.tooLong; news = true; }
    if (news) { draw(); }
  }
  function same(a, b) { return Object.keys(b).every(function (key) { return (a[key] || "") === (b[key] || ""); }); }
  let signature = "";
  window.addEventListener("message", function (event) {
    const sent = event.data && event.data.trosolExplorer;
    if (event.source !== parent || !sent) { return; }
    const dark = sent.theme !== theme;
    app.base = sent.base || ""; theme = sent.theme; document.documentElement.dataset.theme = theme;
    if (sent.signature !== signature) { signature = sent.signature; begin({ data: JSON.parse(sent.data), at: sent.at }); more(sent.extra || {}, true); return; }
    more(sent.extra || {}, !timer && sent.seq === seq);
    if (!timer && sent.seq === seq && !same(sent.at, Trosol.state.address(app.state()))) {
      history.set(Object.assign(known(Trosol.state.fresh(sent.at)), { pins: app.state().pins }));
      line = null;
      draw();
    } else if (dark) { draw(); }
  });
  stage.addEventListener("keydown", keys);
  stage.addEventListener("blur", function () { if (cursor) { cursor = ""; draw(); } });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { if (event.shiftKey) { app.redo(); } else { app.undo(); } event.preventDefault(); }
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y") { app.redo(); event.preventDefault(); }
    else if (event.key === "/" && !["INPUT", "SELECT"].includes(event.target.tagName)) { const find = document.querySelector("#bar input"); if (find) { find.focus(); event.preventDefault(); } }
  });
  new ResizeObserver(function () {
    if (renderer && measured() !== room) { resized(); if (!byHand) { draw(); fit(fitted.readable); } }
  }).observe(board);
  window.trosolPoints = function () { return scene.rows.map(function (r) { const p = renderer.point([r.x, r.y]); return { id: r.id, x: p.x, y: p.y }; }); };
  window.trosolView = function () { return { state: app.state(), items: scene.rows.map(function (r) { return r.id; }), links: scene.links.length, scale: renderer.scale(), byHand: byHand, font: Math.min.apply(null, scene.rows.map(function (r) { return r.font; }).concat([99])) }; };

  const own = $("picture");
  if (own) { begin(JSON.parse(own.textContent)); } else { tell({ ready: true }); }
})();
