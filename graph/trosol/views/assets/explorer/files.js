/* What is shown as files: a picture with title, legend, source, date and filters, the network with its scores, its links, or a page that opens anywhere. */
"use strict";
Trosol.files = function (app) {
  const w = app.words, save = Trosol.save;

  function legendOf(state) {
    const store = app.store, view = app.scene().view, T = Trosol.look.THEMES.light, has = function (test) { return view.links.some(test); }, kinds = new Set(view.items.map(function (item) { return item.kind; }));
    const found = state.mode === "kinds" ? [] : app.look.groups(state.colour) ? app.look.groups(state.colour).list
      : app.look.values(state.colour) ? Trosol.look.RAMP.map(function (colour, i, all) { const s = Trosol.look.scale(app.look.values(state.colour)); return { fill: colour, label: i === 0 ? Trosol.look.number(s.low) : i === all.length - 1 ? Trosol.look.number(s.high) : "" }; })
        : store.data.kinds.map(function (kind, k) { return { k: k, fill: Trosol.look.safe(kind.colour), label: kind.label }; }).filter(function (e) { return kinds.has(e.k); });
    return found.concat([[function (l) { return !l.gate && l.sign > 0; }, { line: T.up, sign: 1, directed: true, label: w("raises") }], [function (l) { return !l.gate && l.sign < 0; }, { line: T.down, sign: -1, directed: true, label: w("lowers") }],
      [function (l) { return l.gate; }, { line: T.gate, gate: true, directed: true, dash: "2 4", label: w("keeps a gate") }], [function (l) { return !l.gate && !l.sign; }, { line: T.none, label: w("other, or effect not stated") }],
      [function (l) { return l.inferred && !l.gate; }, { line: T.none, dash: "6 4", label: w("inferred by a coder") }]].filter(function (e) { return has(e[0]); }).map(function (e) { return e[1]; }));
  }
  /* What every file says of itself: of what it is, by which choices, from where, and of which day. */
  function about(state) {
    const data = app.store.data, view = app.scene().view, names = app.names();
    const filters = [data.filters].concat(state.hide.length ? [w("without {what}", { what: state.hide.map(function (k) { return names[k]; }).join(", ") })] : []).concat(state.relations.length ? [w("Relations hidden") + ": " + state.relations.length] : [])
      .concat(state.removed.length ? [w("chosen items") + ": " + state.removed.length] : []).filter(Boolean);
    const sized = [[state.size, w("Size by")], [state.colour, w("Colour by")]].filter(function (e) { return app.shared(e[0]) || app.look.values(e[0]); }).map(function (e) { return e[1] + ": " + (e[0] === "claims" ? w("Number of claims") : app.shared(e[0]) || app.scores[e[0]].label); });
    return { title: data.title + ": " + app.title, says: state.mode === "kinds" ? "" : sized.join(" · "),
      shown: state.mode === "kinds" ? "" : w("Showing {shown} of {total} items and {links} links.", { shown: view.items.length, total: view.total, links: view.links.length }), filters: filters.length ? w("Filters") + ": " + filters.join("; ") + "." : "",
      source: w("Source") + ": " + [data.title, data.version, data.credit].filter(Boolean).join(", ").replace(/\.$/, "") + ".", day: w("Drawn on {day} with Trosol.", { day: new Date().toISOString().slice(0, 10) }) };
  }
  function picture(state, told) {
    const plain = app.plain(Object.assign({}, state, { entity: state.mode === "around" ? state.entity : "" }));
    return Object.assign({}, plain, { title: told.title, says: told.says, legend: legendOf(state), foot: [told.shown + (told.filters ? " " + told.filters : ""), told.source + " " + told.day].filter(Boolean) });
  }
  function graphml(told) {
    const data = app.store.data, view = app.scene().view, whole = { title: told.title, source: told.source, drawn: told.day, shown: told.shown, filters: told.filters, scores: Object.keys(app.scores).map(function (name) { return app.scores[name].label; }).join("; ") };
    return save.graphml(view.items.map(function (item) {
      const values = { label: item.label, kind: item.type, horizon: item.horizons.map(function (h) { return data.horizons[h].label; }).join("; "), status: item.status, claims: item.claims };
      Object.keys(app.scores).forEach(function (name) { values[name] = app.scores[name].values[item.i]; });
      return { id: item.id, values: values };
    }), view.links.map(function (l) {
      return { from: app.store.items[l.s].id, to: app.store.items[l.t].id, values: { directed: l.directed, relation: l.relations.map(function (r) { return data.relations[r].label; }).join("; "), sign: l.sign, inferred: l.inferred, claims: l.claims.join("; ") } };
    }), whole);
  }
  /* All of the map as one page: opens anywhere, asks nobody, runs no name as code. A story plays when it is opened. */
  function page(state) {
    const data = Object.assign({}, app.given, { details: app.details, scores: app.scores, offered: [], can: [] }), story = app.story.value();
    const held = JSON.stringify({ data: data, at: Object.assign(Trosol.state.address(state), { pins: state.pins }), story: story });
    const whole = Trosol.blank.cloneNode(true), box = document.createElement("script"), old = whole.querySelector("#picture");
    box.type = "application/json"; box.id = "picture";
    box.textContent = held.replace(/[<>&\u2028\u2029]/g, function (letter) { return "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0"); });
    if (old) { old.replaceWith(box); } else { const first = Array.from(whole.querySelectorAll("script")).find(function (each) { return !each.type; }); first.before(box); }
    whole.querySelector("title").textContent = story.title || app.store.data.title;
    whole.removeAttribute("data-embed");
    return "<!doctype html>\n" + whole.outerHTML;
  }
  return function (kind) {
    const state = app.state(), told = about(state), name = "trosol-map." + kind;
    const put = function (content, mime) { save.file(name, content, mime); };
    if (kind === "graphml") { put(graphml(told), "application/xml"); }
    else if (kind === "csv") { put(save.csv([[w("From"), w("Relation"), w("To"), w("Effect on the second"), w("Claims")]].concat(Trosol.table(document.createElement("div"), app, app.scene().view))), "text/csv"); }
    else if (kind === "html") { put(page(state), "text/html"); }
    else {
      const drawn = save.svg(picture(state, told));
      if (kind === "svg") { put(drawn.text, "image/svg+xml"); } else if (kind === "png") { save.image(drawn, "image/png", function (blob) { put(blob); }); } else { Trosol.print(drawn, told.title, function (blob) { put(blob); }); }
    }
  };
};
