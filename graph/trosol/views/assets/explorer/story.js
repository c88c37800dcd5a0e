/* A story: views of the map in an order, each with a name and a caption. It is made in the panel and played over the map, by buttons or keys. */
"use strict";
Trosol.story = function (app, box) {
  const MOST = 40, MOST_BYTES = 1000000, FORM = "trosol story 1", P = Trosol.parts, make = P.make, w = app.words;
  let story = { title: "", views: [] }, playing = -1, opened = false, version = 0, before = null, said = "";

  function words(value, most) { return String(value === undefined || value === null ? "" : value).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ").slice(0, most); }
  function numbers(value, n) { return Array.isArray(value) && value.length === n && value.every(Number.isFinite) ? value.map(function (v) { return Math.round(v * 100) / 100; }) : null; }
  /* Whatever comes from outside, as a story. */
  function clean(given) {
    const views = given && Array.isArray(given.views) ? given.views.slice(0, MOST) : [];
    return { title: words(given && given.title, 200), views: views.filter(function (v) { return v && typeof v === "object"; }).map(function (v) {
      const at = {}, pins = {};
      Object.entries(v.at || {}).forEach(function (each) { if (typeof each[1] === "string" && each[1]) { at[each[0]] = each[1].slice(0, 4000); } });
      Object.entries(v.pins || {}).slice(0, 400).forEach(function (each) { const place = numbers(each[1], 2); if (place) { pins[each[0]] = place; } });
      return { name: words(v.name, 120), caption: words(v.caption, 1200), at: at, pins: pins, seen: numbers(v.seen, 4) };
    }) };
  }
  function changed(quiet) { version++; app.told(); if (!quiet) { app.redraw(); } }
  function label(view, i) { return view.name || w("View {n}", { n: i + 1 }); }

  function add() {
    const state = app.state(), places = app.moved(), seen = app.framed();
    story.views.push({ name: words(app.title, 120), caption: "", at: Trosol.state.address(state), pins: places, seen: seen });
    story = clean(story);
    changed();
    const fields = document.querySelectorAll("#panel .views textarea");
    if (fields.length) { fields[fields.length - 1].focus(); }
  }
  function swap(i, j) {
    const views = story.views;
    if (j < 0 || j >= views.length) { return; }
    [views[i], views[j]] = [views[j], views[i]];
    changed();
    const rows = document.querySelectorAll("#panel .views li"), again = rows[j] && rows[j].querySelector(i < j ? ".down" : ".up");
    if (again) { (again.disabled ? rows[j].querySelector("input") : again).focus(); }
  }
  function show(i) {
    const view = story.views[i], at = Trosol.state.fresh(view.at);
    app.display(Object.assign(at, { pins: Object.assign({}, view.pins) }), view.seen);
  }
  /* A field whose text goes into the story as it is typed, and is told when it is left. */
  function field(tag, name, holder, key, most, about) {
    const input = make(tag, Object.assign({ "aria-label": name, placeholder: name, maxlength: String(most), on: { input: function () { holder[key] = words(input.value, most); version++; }, change: function () { changed(true); } } }, about || {}));
    input.value = holder[key];
    return input;
  }
  function row(view, i) {
    return make("li", {}, [
      make("div", { class: "row" }, [make("b", { text: String(i + 1) }), field("input", w("Name of the view"), view, "name", 120, {})]),
      field("textarea", w("Caption"), view, "caption", 1200, { rows: "3" }),
      make("div", { class: "row" }, [
        P.button(w("See it"), function () { show(i); }), P.button("↑", function () { swap(i, i - 1); }, { class: "up", disabled: i === 0, "aria-label": w("Earlier"), title: w("Earlier") }),
        P.button("↓", function () { swap(i, i + 1); }, { class: "down", disabled: i === story.views.length - 1, "aria-label": w("Later"), title: w("Later") }),
        P.button(w("As it is shown now"), function () { Object.assign(view, { at: Trosol.state.address(app.state()), pins: app.moved(), seen: app.framed() }); story = clean(story); changed(); }, { title: w("Put what the map shows now in the place of this view") }),
        P.button(w("Delete"), function () { story.views.splice(i, 1); changed(); })
      ])
    ]);
  }
  function content() {
    const full = story.views.length >= MOST;
    return [
      make("header", {}, [make("span", { class: "kind" }, [make("span", { text: w("Views in an order, each with a caption") })]), make("h2", { text: w("Story"), id: "panel-title", tabindex: "-1" }),
        P.button("×", function () { open(false); }, { class: "close", "aria-label": w("Close") })]),
      field("input", w("Title of the story"), story, "title", 200, { class: "wide" }),
      make("div", { class: "acts" }, [P.button(w("Add this view"), add, { class: "first", disabled: full }),
        P.button(w("Play"), function () { play(0); }, { disabled: !story.views.length }), P.button(w("Save as a page"), function () { app.save("html"); }, { disabled: !story.views.length }),
        P.button(w("Save as a file"), saved, { disabled: !story.views.length, title: w("To open it here again, or to put it into the folder stories of the ecosystem") })].concat(opener(),
        app.can("keep") ? [P.button(w("Keep with the ecosystem"), function () { app.keep(); }, { disabled: !story.views.length })] : [],
        before ? [P.button(w("Bring back the story before"), back)] : [])),
      make("p", { class: "about", role: "status", text: said }),
      app.tooLong ? make("p", { class: "about", text: w("The story is too long to be kept in the address: save it as a file, or shorten it.") }) : null,
      story.views.length ? null : make("p", { class: "about", text: w("Set the map as you want it seen, then add the view. The story goes along in the address of this page, and a saved page plays it anywhere.") }),
      make("ol", { class: "views" }, story.views.map(row))
    ].concat(shelf());
  }
  /* Another story in the place of this one, which can be had back. */
  function replace(next, told) {
    before = story.views.length ? story : null;
    story = clean(next);
    said = told;
    changed();
  }
  function back() { const held = before; before = null; said = ""; story = held; changed(); }
  function saved() { Trosol.save.file("trosol-story.json", JSON.stringify(Object.assign({ form: FORM }, story), null, 1) + "\n", "application/json"); }
  function read(file) {
    const no = function () { said = w("This file holds no story of Trosol. Nothing was changed."); changed(true); app.redraw(); };
    if (!file) { return; }
    if (file.size > MOST_BYTES) { no(); return; }
    file.text().then(function (text) {
      let given = null;
      try { given = JSON.parse(text); } catch (error) { given = null; }
      if (given && given.form === FORM && Array.isArray(given.views)) { replace(given, w("Opened: {name}", { name: words(file.name, 120) })); } else { no(); }
    }, no);
  }
  function opener() {
    const input = make("input", { type: "file", accept: ".json,application/json", hidden: true, on: { change: function () { read(input.files[0]); input.value = ""; } } });
    return [input, P.button(w("Open a file"), function () { input.click(); })];
  }
  /* Stories that lie in the ecosystem's folder. */
  function shelf() {
    const kept = app.stories || [];
    if (!kept.length) { return []; }
    return [make("h3", { text: w("Stories of this ecosystem") }), make("div", { class: "acts" }, kept.map(function (each) {
      return P.button(each.story.title || each.name, function () { replace(each.story, w("Opened: {name}", { name: each.story.title || each.name })); });
    }))];
  }
  function open(yes) { opened = yes; if (yes && app.sharing()) { app.embedding(false); } app.redraw(); if (yes) { const title = document.getElementById("panel-title"); if (title) { title.focus(); } } }

  function play(i) {
    if (!story.views.length) { return; }
    const first = playing < 0;
    playing = Math.max(0, Math.min(story.views.length - 1, i));
    opened = false;
    document.body.dataset.playing = "yes";
    if (first) { app.begins(); }
    draw();
    show(playing);
    if (first) { box.querySelector(".next").focus(); }
  }
  function end() { playing = -1; box.hidden = true; delete document.body.dataset.playing; app.ends(); }
  function draw() {
    const view = story.views[playing], last = playing === story.views.length - 1, held = document.activeElement && box.contains(document.activeElement) ? document.activeElement.className : "";
    box.hidden = false;
    box.setAttribute("aria-label", story.title || w("Story"));
    box.replaceChildren(make("div", { class: "said", role: "status" }, [make("h2", { text: label(view, playing) }), view.caption ? make("p", { text: view.caption }) : null]),
      make("div", { class: "row" }, [P.button("‹ " + w("Previous"), function () { play(playing - 1); }, { class: "previous", disabled: playing === 0 }),
        make("span", { text: w("{n} of {total}", { n: playing + 1, total: story.views.length }) }), P.button(w("Next") + " ›", function () { play(last ? 0 : playing + 1); }, { class: "next", "aria-label": last ? w("From the start") : w("Next"), title: last ? w("From the start") : "" }),
        app.embedded ? null : P.button(w("End"), end, { class: "end", title: w("End the story and go on from here") })]));
    const again = held && box.querySelector("." + held);
    if (again) { (again.disabled ? box.querySelector(".next") : again).focus(); }
  }
  document.addEventListener("keydown", function (event) {
    if (playing < 0 || event.altKey || event.ctrlKey || event.metaKey || ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName)) { return; }
    const pressed = event.target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter");
    const to = { ArrowRight: playing + 1, PageDown: playing + 1, " ": playing + 1, ArrowLeft: playing - 1, PageUp: playing - 1, Home: 0, End: story.views.length - 1 }[event.key];
    if (event.key === "Escape" && !app.embedded) { end(); } else if (to !== undefined && !pressed) { play(to); } else { return; }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  return {
    value: function () { return story; }, playing: function () { return playing >= 0; }, opened: function () { return opened; }, version: function () { return version; },
    count: function () { return story.views.length; },
    open: open, play: play, content: content,
    stories: function (given) { const next = JSON.stringify(given); if (next === JSON.stringify(app.stories || [])) { return false; } app.stories = given; version++; return true; },
    take: function (given) { const next = clean(given); if (JSON.stringify(next) !== JSON.stringify(story)) { story = next; version++; return true; } return false; }
  };
};
