/* The row of controls above the map, and the legend that is a filter too. */
"use strict";
Trosol.bar = function (box, legend, app) {
  const P = Trosol.parts, make = P.make, w = app.words, data = app.store.data;

  function measures(first) {
    return first.concat([["claims", w("Number of claims")]]).concat(Object.keys(app.scores).map(function (name) { return [name, app.scores[name].label]; }))
      .concat(app.offered.filter(function (each) { return !app.scores[each[0]]; }));
  }
  function modes(state) {
    const names = { around: w("Around one item"), path: w("Path from A to B"), horizons: w("Horizons"), network: w("Whole network"), kinds: w("Kinds") };
    const offered = Trosol.state.MODES.filter(function (mode) { return mode !== "horizons" || data.horizons.length; });
    return P.choice(w("What to see"), offered.map(function (mode) { return [mode, names[mode]]; }), state.mode, app.mode);
  }
  function extra(state) {
    if (state.mode === "around") {
      return [P.choice(w("How far"), [1, 2, 3].map(function (n) { return [String(n), app.steps(n)]; }), String(state.steps), function (v) { app.change({ steps: Number(v), open: [], added: [] }); })];
    }
    if (state.mode === "network") {
      return [P.choice(w("Which network"), data.networks.map(function (n) { return [n.key, n.label]; }).concat([["all", w("All links")]]).concat(state.network.startsWith("kind:") ? [[state.network, app.names()[state.network.slice(5)]]] : []), state.network, function (v) { app.change({ network: v, open: [], added: [], removed: [] }); })];
    }
    if (state.mode === "path") {
      const a = app.store.byId.get(state.focus), b = app.store.byId.get(state.other);
      return [Trosol.finder(w("From"), app.store, function (item) { app.change({ focus: item.id, open: [], added: [] }); }, a && a.label),
        P.button("⇄", function () { app.change({ focus: state.other, other: state.focus, open: [], added: [] }); }, { "aria-label": w("Turn round"), title: w("Turn round") }),
        Trosol.finder(w("To"), app.store, function (item) { app.change({ other: item.id, open: [], added: [] }); }, b && b.label)];
    }
    return [];
  }
  function filters() {
    const state = app.state();
    const rows = data.relations.map(function (relation, r) {
      const used = app.store.links.filter(function (l) { return l.relations.includes(r); }).length;
      return make("label", { class: "tick" }, [make("input", Object.assign({ type: "checkbox", on: { change: function (event) {
        const off = new Set(app.state().relations);
        if (event.target.checked) { off.delete(relation.key); } else { off.add(relation.key); }
        app.change({ relations: Array.from(off) });
      } } }, state.relations.includes(relation.key) ? {} : { checked: true })), make("span", { text: relation.label + " (" + used + ")" })]);
    });
    return [make("div", { class: "row" }, [P.button(w("All"), function () { app.change({ relations: [] }); }), P.button(w("None"), function () { app.change({ relations: data.relations.map(function (r) { return r.key; }) }); })]),
      make("h3", { text: w("Relations, with their number of links") })].concat(rows);
  }
  function saves() {
    const kinds = [["svg", w("Picture as SVG")], ["png", w("Picture as PNG")], ["pdf", w("Picture as PDF")], ["html", w("Page that opens anywhere (HTML)")], ["graphml", w("Network with scores as GraphML")], ["csv", w("Links as CSV")]];
    return kinds.filter(function (each) { return app.state().mode !== "kinds" || !["graphml", "csv"].includes(each[0]); }).map(function (each) { return P.button(each[1], function () { app.save(each[0]); }); }).concat(app.embed ? [P.button(w("Embed in another page"), function () { setTimeout(function () { app.embedding(true); }, 0); })] : []);
  }
  function draw(state, can) {
    const opened = box.querySelector(".menu:not([hidden])"), which = opened && opened.previousSibling.className, seen = opened && opened.scrollTop;
    const held = document.activeElement && box.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") || document.activeElement.textContent : null;
    const typed = held && document.activeElement.type === "search" && document.activeElement.getAttribute("aria-expanded") === "true" ? document.activeElement.value : "";
    const layouts = { auto: w("As it suits"), lanes: w("Lanes by kind"), horizons: w("Lanes by horizon"), layered: w("Layers of effect"), force: w("Linked close together"), circular: w("Circle") };
    const offered = Trosol.state.LAYOUTS.filter(function (name) { return (name !== "horizons" || data.horizons.length) && (!state.dots || name !== "layered"); });
    const free = state.mode !== "kinds", prefixed = function (label, options) { return options.map(function (o) { return [o[0], label + ": " + o[1]]; }); };
    const looks = function () {
      return [P.choice(w("Layout"), prefixed(w("Layout"), offered.map(function (name) { return [name, layouts[name]]; })), app.state().layout, function (v) { app.change({ layout: v, pins: {} }); }),
        P.choice(w("Size by"), prefixed(w("Size"), measures([["", w("all the same")]])), app.state().size, function (v) { app.change({ size: v }); }),
        P.choice(w("Colour by"), prefixed(w("Colour"), measures([["", w("kind")]].concat(["horizon", "type", "status"].filter(function (name) { return name !== "horizon" || data.horizons.length; }).map(function (name) { return [name, app.shared(name)]; })))), app.state().colour, function (v) { app.change({ colour: v }); })];
    };
    const rest = extra(state).concat(!free ? [] : document.documentElement.clientWidth > 1290 ? looks() : [P.menu(w("Look"), looks, { class: "looks" })]).concat(free ? [
      P.menu(state.relations.length ? w("Filter") + " (" + state.relations.length + ")" : w("Filter"), filters, { class: "filters" }),
      P.button(w("Dots"), function () { app.change({ dots: !state.dots, layout: state.layout === "layered" ? "auto" : state.layout }); }, { "aria-pressed": String(state.dots), title: w("A dot for each item instead of a box, so that thousands can be seen") })
    ] : []).concat([
      P.icon("undo", w("Undo"), app.undo, { disabled: !can[0] }), P.icon("redo", w("Redo"), app.redo, { disabled: !can[1] }),
      free ? P.icon("loop", w("Choose several: draw around them"), app.lasso, { "aria-pressed": String(app.lassoing()) }) : null,
      free ? P.button(w("Table"), app.table, { "aria-pressed": String(app.asTable()) }) : null, P.menu(w("Save"), saves, { class: "saves" }, true),
      P.button(app.story.count() ? w("Story") + " (" + app.story.count() + ")" : w("Story"), function () { app.story.open(!app.story.opened()); }, { "aria-pressed": String(app.story.opened()), title: w("Put views in an order, with captions, and play them") }),
      app.can("full") ? P.icon("full", w("Full screen"), app.full) : null
    ]).filter(Boolean);
    const along = box.querySelector(".rest") ? box.querySelector(".rest").scrollLeft : 0;
    box.replaceChildren.apply(box, [
      P.button(w("Skip to the map"), app.enter, { class: "skip" }), state.mode === "path" ? null : Trosol.finder(w("Find on the map"), app.store, function (item) { app.pick(item.id, true); }), modes(state), make("span", { class: "rest" }, rest)
    ].filter(Boolean));
    box.querySelector(".rest").scrollLeft = along;
    box.querySelectorAll(":scope > select, .rest > select").forEach(P.asWide);
    const opener = which && box.querySelector("button." + which);
    if (opener) { opener.click(); opener.nextSibling.scrollTop = seen; }
    if (held) { const again = Array.from(box.querySelectorAll("button, select, input")).find(function (each) { return (each.getAttribute("aria-label") || each.textContent) === held; }); if (again) { again.focus(); if (typed) { again.value = typed; again.dispatchEvent(new Event("input")); } } }
  }

  function line(colour, words, about) {
    return make("li", {}, [make("svg", {}), make("span", { text: words })].map(function (part, i) { return i ? part : mark(colour, about || {}); }));
  }
  function mark(colour, about) {
    const xml = "http://www.w3.org/2000/svg", svg = document.createElementNS(xml, "svg");
    svg.setAttribute("viewBox", "0 0 34 12"); svg.setAttribute("aria-hidden", "true");
    [["line", { x1: 1, y1: 6, x2: about.end === "none" ? 33 : 26, y2: 6, stroke: colour, "stroke-width": about.gate ? 3 : 2, "stroke-dasharray": about.dash || "" }]]
      .concat(about.end === "bar" ? [["line", { x1: 27, y1: 0, x2: 27, y2: 12, stroke: colour, "stroke-width": 3 }]] : about.gate ? [["circle", { cx: 29, cy: 6, r: 4, fill: colour }]] : about.end === "none" ? [] : [["path", { d: "M25 1 L33 6 L25 11 Z", fill: colour }]])
      .forEach(function (each) { const part = document.createElementNS(xml, each[0]); Object.entries(each[1]).forEach(function (a) { part.setAttribute(a[0], a[1]); }); svg.append(part); });
    return svg;
  }
  function swatches(state, view) {
    const counted = new Map();
    view.items.forEach(function (item) { counted.set(item.kind, (counted.get(item.kind) || 0) + 1); });
    return data.kinds.map(function (kind, k) {
      const off = state.hide.includes(kind.key);
      if (!off && !counted.get(k)) { return null; }
      return make("li", {}, [app.embedded ? make("span", { class: "swatch" }) : P.button("", function () {
        const hide = new Set(app.state().hide);
        if (hide.has(kind.key)) { hide.delete(kind.key); } else { hide.add(kind.key); }
        app.change({ hide: Array.from(hide) });
      }, { "aria-pressed": String(!off), title: kind.says, class: off ? "off" : "" })]);
    }).map(function (row, k) {
      if (row) {
        row.firstChild.append(make("i", { style: { background: state.colour ? "transparent" : Trosol.look.safe(data.kinds[k].colour) } }), make("span", { text: data.kinds[k].label + (counted.get(k) ? " (" + (counted.get(k) < view.ofKind.get(k) ? w("{n} of {total}", { n: counted.get(k), total: view.ofKind.get(k) }) : counted.get(k)) + ")" : "") }));
      }
      return row;
    }).filter(Boolean);
  }
  function ramp(state) {
    const shared = app.look.groups(state.colour);
    if (shared) { return make("ul", {}, shared.list.map(function (each) { return make("li", {}, [make("i", { style: { background: each.fill } }), make("span", { text: each.label })]); })); }
    const found = app.look.values(state.colour);
    if (!found) { return null; }
    const scaled = Trosol.look.scale(found), name = state.colour === "claims" ? w("Number of claims") : app.scores[state.colour].label;
    return make("p", { class: "ramp" }, [make("span", { text: name + ": " + Trosol.look.number(scaled.low) }), make("i", { style: { background: "linear-gradient(to right, " + Trosol.look.RAMP.join(",") + ")" } }), make("span", { text: Trosol.look.number(scaled.high) })]);
  }
  function drawLegend(state, view) {
    const T = app.look.theme, open = legend.dataset.open !== "no";
    const shut = P.button(w("Legend") + (open ? " ▾" : " ▸"), function () { legend.dataset.open = open ? "no" : "yes"; drawLegend(state, view); }, { "aria-expanded": String(open), class: "shut" });
    if (state.mode === "kinds") { legend.replaceChildren(); legend.hidden = true; return; }
    legend.hidden = false;
    if (!open) { legend.replaceChildren(shut); return; }
    const has = function (test) { return view.links.some(test); };
    legend.replaceChildren.apply(legend, [app.embedded ? null : shut, ramp(state), make("ul", {}, swatches(state, view)), make("ul", { class: "lines" }, [
      has(function (l) { return !l.gate && l.sign > 0; }) ? line(T.up, w("raises")) : null,
      has(function (l) { return !l.gate && l.sign < 0; }) ? line(T.down, w("lowers"), { end: "bar" }) : null,
      has(function (l) { return l.gate; }) ? line(T.gate, w("keeps a gate"), { gate: true, dash: "2 3" }) : null,
      has(function (l) { return !l.gate && !l.sign; }) ? line(T.none, w("other, or effect not stated")) : null,
      has(function (l) { return l.inferred && !l.gate; }) ? line(T.none, w("inferred by a coder"), { dash: "6 4", end: "none" }) : null
    ].filter(Boolean)), state.hide.length ? P.button(w("Show all kinds"), function () { app.change({ hide: [] }); }, { class: "all" }) : null].filter(Boolean));
  }
  return { draw: draw, legend: drawLegend };
};
