/* A view inside the page of somebody else: what to write into that page, and the line there that says where it is from. */
"use strict";
Trosol.snippet = function (app) {
  const make = Trosol.parts.make, button = Trosol.parts.button, w = app.words;
  function address(story) {
    const query = new URLSearchParams(app.embed.along), state = Trosol.state.address(app.state());
    Object.entries(app.embed.names).forEach(function (each) { if (state[each[0]]) { query.set(each[1], state[each[0]]); } });
    if (state.entity) { query.set("entity", state.entity); }
    if (story) { query.set("story", app.embed.story); }
    return app.base + "?" + query;
  }
  /* The title is text of an attribute: what would end it is written out. */
  function code(address) {
    const quoted = function (text) { return text.replace(/[&<>"]/g, function (letter) { return "&#" + letter.charCodeAt(0) + ";"; }); };
    return '<iframe src="' + quoted(address) + '" title="' + quoted(app.store.data.title + ": " + app.title) + '" width="100%" height="600" style="border:1px solid #8aa09d" loading="lazy"></iframe>';
  }
  function copied(name, text) {
    const field = make("textarea", { readonly: true, rows: "6", "aria-label": name, spellcheck: "false", on: { focus: function () { field.select(); } } }), told = make("span", { role: "status" });
    field.value = text;
    return make("div", { class: "code" }, [make("h3", { text: name }), field, make("div", { class: "row" }, [button(w("Copy"), function () { field.select(); told.textContent = document.execCommand("copy") ? w("Copied") : w("Marked: copy it with Ctrl+C"); }), told])]);
  }
  return function () {
    const open = app.embed && app.embed.allowed;
    return [
      make("header", {}, [make("span", { class: "kind" }, [make("span", { text: w("To be read in another page, without controls") })]), make("h2", { text: w("Embed"), id: "panel-title", tabindex: "-1" }),
        button("×", function () { app.embedding(false); }, { class: "close", "aria-label": w("Close") })]),
      open ? copied(w("This view"), code(address(false))) : null,
      open && app.embed.story ? copied(w("The story"), code(address(true))) : null,
      open ? null : make("p", { text: w("Pages of others may not show this map now. Whoever starts the dashboard can let them in, one origin at a time:") }),
      open ? null : copied(w("Start it like this"), "trosol dashboard --embed https://intranet.example"),
      make("p", { class: "about", text: w("Or save the map as a page, put that file beside your own page, and show it there: it needs no dashboard.") }),
      copied(w("With a saved page"), code("trosol-map.html"))
    ];
  };
};

/* Under a view that stands in another page. */
Trosol.source = function (box, app, whole) {
  const make = Trosol.parts.make, w = app.words, data = app.store.data;
  document.documentElement.dataset.embed = "yes";
  box.hidden = false;
  box.replaceChildren(make("span", { text: w("Source") + ": " + [data.title, data.version].filter(Boolean).join(", ") + (data.filters ? " (" + data.filters + ")" : "") }),
    make("a", { href: /^map\?/.test(whole) ? whole : "map", target: "_blank", rel: "noopener", text: w("Open the whole map") }));
};
