/* What stands beside the map: the item that is chosen with its claims and neighbours, a link with its claims, or several items. */
"use strict";
Trosol.panel = function (box, app) {
  const make = Trosol.parts.make, button = Trosol.parts.button, w = app.words;
  const LEAST = 6;

  function head(title, kind, colour) {
    return make("header", {}, [
      make("span", { class: "kind" }, [colour ? make("i", { style: { background: colour } }) : null, make("span", { text: kind })]),
      make("h2", { text: title, id: "panel-title", tabindex: "-1" }),
      button("×", function () { app.change({ entity: "", several: [] }); }, { class: "close", "aria-label": w("Close") })
    ]);
  }
  function claim(id) {
    const found = app.details.claims[id];
    if (!found) { return null; }
    return make("li", {}, [
      make("p", { text: found.sentence }),
      make("p", { class: "about" }, [make("b", { text: found.mode === "stated" ? "● " + w("stated") : "○ " + w("inferred") }), make("span", { text: " · " + found.about + " · " + id })]),
      found.rationale ? make("p", { class: "about", text: w("Why inferred") + ": " + found.rationale }) : null
    ].concat(found.places.map(function (p) { return make("p", { class: "place", text: p[0] + (p[1] ? " · “" + p[1] + "”" : "") }); })));
  }
  function claims(ids) {
    const list = make("ul", { class: "claims" });
    let shown = 0;
    const more = button("", add, { class: "more" });
    function add() {
      ids.slice(shown, shown + LEAST).forEach(function (id) { const line = claim(id); if (line) { list.append(line); } });
      shown += LEAST;
      more.textContent = w("{n} more", { n: ids.length - shown });
      more.hidden = shown >= ids.length;
    }
    add();
    return [list, more];
  }
  function neighbours(item) {
    const groups = new Map();
    item.links.forEach(function (l) {
      const names = l.relations.map(function (r) { return app.store.data.relations[r].label; }).join(", ");
      const key = (l.s === item.i ? "→ " : "← ") + names;
      if (!groups.has(key)) { groups.set(key, []); }
      groups.get(key).push({ item: app.store.items[app.store.other(l, item.i)], link: l });
    });
    const found = make("div", { class: "near" });
    groups.forEach(function (members, key) {
      found.append(make("h4", { text: key }), make("ul", {}, members.map(function (each) {
        return make("li", {}, [button(each.item.label, function () { app.pick(each.item.id); }, { class: "thing", style: { borderColor: app.kindColour(each.item) } })]);
      })));
    });
    return found;
  }
  function scores(item, state) {
    const names = Array.from(new Set([state.size, state.colour])).filter(function (name) { return app.scores[name]; });
    if (!names.length) { return null; }
    return make("p", { class: "scores", text: names.map(function (name) { return app.scores[name].label + ": " + Trosol.look.number(app.scores[name].values[item.i]); }).join(" · ") });
  }

  function one(item, state) {
    const about = app.details.items[item.id], opened = state.open.includes(item.id);
    const acts = [
      button(opened ? w("Collapse") : w("Expand"), function () { app.open(item.id); }),
      state.mode === "around" && state.focus === item.id ? null : button(w("Centre here"), function () { app.change({ mode: "around", focus: item.id, open: [], added: [], removed: [] }); }),
      button(w("Path from here"), function () { app.pathFrom(item.id); }),
      button(state.pins[item.id] ? w("Unpin") : w("Pin"), function () { app.pin(item.id); }),
      button(w("Hide"), function () { app.hide([item.id]); })
    ];
    if (app.can("brief")) { acts.push(button(app.basket.has(item.id) ? w("In the brief") : w("Add to brief"), function () { app.brief(item.id); }, { "aria-pressed": String(app.basket.has(item.id)) })); }
    if (app.can("entity")) { acts.push(button(w("Open its page"), function () { app.go("entity", item.id); }, { class: "first" })); }
    const status = { notTranscribed: w("wording not in the source"), hypothetical: w("does not exist yet") }[item.status];
    const horizons = item.horizons.map(function (h) { return app.store.data.horizons[h].label; }).join(", ");
    const ids = about ? about.claims : [], kept = item.recorded > item.claims;
    return [
      head(item.label, item.type + (status ? " · " + status : ""), app.kindColour(item)),
      about && about.description ? make("p", { text: about.description }) : null,
      horizons ? make("p", { class: "about", text: horizons }) : null,
      scores(item, state),
      app.embedded ? null : make("div", { class: "acts" }, acts),
      make("h3", { text: w("Claims") + " (" + app.of(item.claims, item.recorded) + ")" }),
      kept ? make("p", { class: "about", text: w("The others are recorded and do not count here: they are about the study itself, say that something is not so, or the filters leave them out.") }) : null
    ].concat(about ? claims(ids) : [make("p", { class: "about", text: w("Reading the claims …") })]).concat([
      make("h3", { text: w("Neighbours") + " (" + new Set(item.links.map(function (l) { return app.store.other(l, item.i); })).size + ")" }), neighbours(item)]);
  }
  function line(link) {
    const items = app.store.items, names = link.relations.map(function (r) { return app.store.data.relations[r].label; }).join(", ");
    const signs = { "1": w("raises (arrow)"), "-1": w("lowers (bar at the end)"), "0": w("other, or effect not stated") };
    return [
      head(names, w("Link")),
      make("p", {}, [button(items[link.s].label, function () { app.pick(items[link.s].id); }, { class: "thing" }), make("span", { text: link.directed ? " → " : " – " }),
        button(items[link.t].label, function () { app.pick(items[link.t].id); }, { class: "thing" })]),
      make("p", { class: "about", text: (link.gate ? w("keeps a gate") : signs[String(link.sign)]) + " · " + (link.inferred ? w("inferred by a coder") : w("stated")) }),
      make("h3", { text: w("Claims") + " (" + link.claims.length + ")" })
    ].concat(link.claims.some(function (id) { return app.details.claims[id]; }) ? claims(link.claims) : [make("p", { class: "about", text: link.claims.join(", ") })]);
  }
  function several(ids, state) {
    return [
      head(w("Chosen together") + " (" + ids.length + ")", ""),
      make("div", { class: "acts" }, [
        button(w("Hide"), function () { app.hide(ids); }),
        button(w("Keep only these"), function () { app.only(ids); }),
        button(w("Pin"), function () { ids.forEach(app.pin); }),
        button(w("Expand all"), function () { app.change({ open: Array.from(new Set(state.open.concat(ids))), several: [] }); })
      ]),
      make("ul", { class: "near" }, ids.map(function (id) {
        const item = app.store.byId.get(id);
        return make("li", {}, [button(item.label, function () { app.pick(id); }, { class: "thing", style: { borderColor: app.kindColour(item) } })]);
      }))
    ];
  }
  let stands = "";
  return {
    show: function (state, link) {
      const item = app.store.byId.get(state.entity), telling = app.story.opened() && !app.sharing();
      /* The story is not made anew while somebody writes in it. */
      const now = app.sharing() ? "share " + JSON.stringify(state) + (app.embed && app.embed.story) : telling ? "story " + app.story.version() + app.tooLong : "";
      if (now && now === stands) { return true; }
      stands = now;
      const content = app.sharing() ? app.snippet() : telling ? app.story.content() : state.several.length ? several(state.several, state) : link ? line(link) : item ? one(item, state) : null;
      const held = content && box.contains(document.activeElement) ? document.activeElement.textContent : null;
      box.hidden = !content;
      box.scrollTop = telling ? box.scrollTop : 0;
      box.replaceChildren.apply(box, (content || []).filter(Boolean));
      const again = held && Array.from(box.querySelectorAll(".acts button")).find(function (each) { return each.textContent === held; });
      if (again) { again.focus(); }
      return !!content;
    }
  };
};
