/* Small parts that the page is made of. Text is always set as text. */
"use strict";
Trosol.parts = (function () {
  const pen = document.createElement("canvas").getContext("2d");
  function make(tag, about, children) {
    const found = document.createElement(tag);
    Object.entries(about || {}).forEach(function (each) {
      const name = each[0], value = each[1];
      if (value === undefined || value === null || value === false) { return; }
      if (name === "text") { found.textContent = value; } else if (name === "on") { Object.entries(value).forEach(function (on) { found.addEventListener(on[0], on[1]); }); }
      else if (name === "style") { Object.assign(found.style, value); } else { found.setAttribute(name, value === true ? "" : value); }
    });
    (children || []).forEach(function (child) { if (child) { found.append(child); } });
    return found;
  }
  function button(text, act, about) { return make("button", Object.assign({ type: "button", text: text, on: { click: act } }, about || {})); }
  const ICONS = { undo: "M9 5 L4 10 L9 15 M4 10 H14 A5 5 0 0 1 14 20 H10", redo: "M15 5 L20 10 L15 15 M20 10 H10 A5 5 0 0 0 10 20 H14", full: "M4 9 V4 H9 M15 4 H20 V9 M20 15 V20 H15 M9 20 H4 V15",
    loop: "M12 4 C20 4 22 12 15 14 C8 16 3 14 4 9 C5 6 8 4 12 4 M8 15 C6 17 7 20 10 20", fit: "M4 10 V4 H10 M14 4 H20 V10 M20 14 V20 H14 M10 20 H4 V14 M9 9 H15 V15 H9 Z" };
  /* A button with a picture; its name is its label and shows when pointed at. */
  function icon(name, label, act, about) {
    const found = button("", act, Object.assign({ "aria-label": label, title: label, class: "icon" }, about || {})), xml = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(xml, "svg"), path = document.createElementNS(xml, "path");
    svg.setAttribute("viewBox", "0 0 24 24"); svg.setAttribute("aria-hidden", "true"); path.setAttribute("d", ICONS[name]);
    svg.append(path); found.append(svg);
    return found;
  }
  function choice(label, options, value, act, about) {
    const select = make("select", Object.assign({ "aria-label": label, on: { change: function () { act(select.value); } } }, about || {}),
      options.map(function (option) { return make("option", { value: option[0], text: option[1] }); }));
    select.value = value;
    return select;
  }
  /* As wide as the words that it shows, not as the longest that it offers; where room is short, long words are cut before short ones. */
  function asWide(select) {
    const face = getComputedStyle(select), chosen = select.selectedOptions[0];
    pen.font = face.fontSize + " " + face.fontFamily;
    const wide = Math.ceil(pen.measureText(chosen ? chosen.text : "").width) + 30;
    select.style.width = wide + "px";
    select.style.flexShrink = wide > 170 ? 50 : 1;
    if (chosen) { select.title = chosen.text; }
  }
  /* A menu that opens under its button; Escape and a click elsewhere close it, and where it is for `once`, a choice does. */
  function menu(label, fill, about, once) {
    const box = make("div", { class: "menu", hidden: true });
    if (once) { box.addEventListener("click", function (event) { if (event.target !== box) { box.hidden = true; opener.setAttribute("aria-expanded", "false"); opener.focus(); } }); }
    const opener = button(label, function () {
      const open = box.hidden;
      document.querySelectorAll(".menu").forEach(function (each) { each.hidden = true; });
      box.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      if (open) {
        box.replaceChildren.apply(box, fill());
        const wide = document.documentElement.clientWidth, left = opener.getBoundingClientRect();
        box.style.left = Math.max(6, Math.min(left.left, wide - box.offsetWidth - 6)) + "px";
        box.style.top = left.bottom + 4 + "px";
        const first = box.querySelector("button, input, select");
        if (first) { first.focus(); }
      }
    }, Object.assign({ "aria-expanded": "false", "aria-haspopup": "true" }, about || {}));
    function close(event) {
      if (!box.hidden && (event.key === "Escape" || event.type === "pointerdown" && !box.contains(event.target) && event.target !== opener)) {
        box.hidden = true; opener.setAttribute("aria-expanded", "false");
        if (event.key) { opener.focus(); event.stopPropagation(); }
      }
    }
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return make("span", { class: "holder" }, [opener, box]);
  }
  return { make: make, button: button, icon: icon, choice: choice, asWide: asWide, menu: menu };
})();

/* A box to find an item by its name: a list under it, arrows and Enter choose. */
Trosol.finder = function (label, store, act, value) {
  const make = Trosol.parts.make, list = make("ul", { class: "found", role: "listbox", id: "found-" + Trosol.finder.count++, hidden: true, "aria-label": label });
  let rows = [], at = -1;
  const input = make("input", { type: "search", placeholder: label, "aria-label": label, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" });
  input.value = value || "";
  function shut() { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function take(item) { shut(); input.value = item.label; act(item); }
  function show() {
    rows = store.search(input.value, 9);
    list.replaceChildren.apply(list, rows.map(function (item, i) {
      return make("li", { role: "option", id: list.id + "-" + i, "aria-selected": String(i === at), on: { pointerdown: function (event) { event.preventDefault(); take(item); } } },
        [make("b", { text: item.label }), make("small", { text: item.type })]);
    }));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.id + "-" + at); list.children[at].scrollIntoView({ block: "nearest" }); }
  }
  input.addEventListener("input", function () { at = -1; show(); });
  input.addEventListener("focus", function () { input.select(); });
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = Math.max(0, Math.min(rows.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))); show(); event.preventDefault(); }
    else if (event.key === "Enter") { const item = rows[Math.max(0, at)] || store.search(input.value, 1)[0]; if (item) { take(item); } event.preventDefault(); }
    else if (event.key === "Escape") { shut(); }
    event.stopPropagation();
  });
  return make("span", { class: "finder" }, [input, list]);
};
Trosol.finder.count = 0;
