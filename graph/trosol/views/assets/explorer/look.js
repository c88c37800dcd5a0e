/* Colours, sizes and words of what is drawn, in light and dark. Nothing here touches the page. */
"use strict";
Trosol.look = (function () {
  const THEMES = {
    light: { paper: "#ffffff", ink: "#10201f", soft: "#4a5f5c", rim: "#ffffff00", up: "#0b5cad", down: "#b86a00", none: "#72827f", gate: "#a3157a", faint: "#d9e0de" },
    dark: { paper: "#0f1b1a", ink: "#eef4f3", soft: "#b4c4c1", rim: "#8fa5a1", up: "#7fb8ff", down: "#ffb84d", none: "#93a5a1", gate: "#ff8fdc", faint: "#2b3b39" }
  };
  const RAMP = ["#fff7c9", "#c9e7b5", "#7fccbb", "#3f9fc0", "#2a67a8", "#1d2f7a"];
  const HORIZONS = ["#2f6fb5", "#a85a00", "#0f7a5a", "#7a3fa0", "#8a1f4f", "#505f6d"];
  /* Okabe and Ito 2008, darkened where white has to be read on it. */
  const GROUPS = ["#0072b2", "#b35a00", "#00795a", "#a3477d", "#56b4e9", "#e69f00", "#f0e442", "#333f48", "#8a5a2b", "#6a51a3"], REST = "#8b9795";
  function parts(colour) { return [1, 3, 5].map(function (at) { return parseInt(colour.slice(at, at + 2), 16) || 0; }); }
  function mixed(a, b, share) {
    const p = parts(a), q = parts(b);
    return "#" + p.map(function (c, i) { return Math.round(c * (1 - share) + q[i] * share).toString(16).padStart(2, "0"); }).join("");
  }
  function bright(colour) {
    const p = parts(colour).map(function (c) { const v = c / 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
  }
  function on(colour) { return bright(colour) > 0.22 ? "#10201f" : "#ffffff"; }
  function safe(colour) { return /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#505f6d"; }

  /* Values of a measure by item: the highest, the lowest, and where an item stands between them; null where it is not defined. */
  function scale(values) {
    const known = values.filter(function (v) { return v !== null && v !== undefined; });
    const low = known.length ? known.reduce(function (a, b) { return Math.min(a, b); }) : 0, high = known.length ? known.reduce(function (a, b) { return Math.max(a, b); }) : 0;
    return { low: low, high: high, at: function (i) {
      const v = values[i];
      return v === null || v === undefined ? null : high > low ? (v - low) / (high - low) : 0.5;
    } };
  }
  function ramp(share) {
    const at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1), i = Math.min(RAMP.length - 2, Math.floor(at));
    return mixed(RAMP[i], RAMP[i + 1], at - i);
  }
  function number(value) {
    if (value === null || value === undefined) { return "–"; }
    return Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  }
  function wrap(text, wide) {
    const rows = [];
    let row = "";
    String(text).split(/\s+/).forEach(function (word) {
      while (word.length > wide) { if (row) { rows.push(row); row = ""; } rows.push(word.slice(0, wide - 1) + "-"); word = word.slice(wide - 1); }
      if ((row + " " + word).trim().length > wide) { rows.push(row); row = word; } else { row = (row + " " + word).trim(); }
    });
    if (row) { rows.push(row); }
    return rows.length > 3 ? rows.slice(0, 2).concat(rows[2].slice(0, wide - 1) + "…") : rows;
  }

  /* How a state draws the items of a store: colour and size of each, and what the legend says of it. */
  function maker(store, scores, theme, said) {
    const colours = THEMES[theme] || THEMES.light;
    function values(name) {
      if (name === "claims") { return store.items.map(function (item) { return item.claims; }); }
      return scores[name] ? scores[name].values : null;
    }
    /* Properties that items share with others: colour and label of each value, the most frequent first; those beyond the colours go together. */
    function groups(name) {
      if (name === "horizon") { return { list: store.data.horizons.map(function (h, i) { return { fill: HORIZONS[i % HORIZONS.length], label: h.label }; }), of: function (item) { return item.horizons.length === 1 ? HORIZONS[item.horizons[0] % HORIZONS.length] : item.horizons.length ? "#505f6d" : REST; } }; }
      if (name !== "type" && name !== "status") { return null; }
      const counted = new Map(), label = function (item) { return name === "type" ? item.type : said[item.status] || item.status; };
      store.items.forEach(function (item) { counted.set(label(item), (counted.get(label(item)) || 0) + 1); });
      const order = Array.from(counted.keys()).sort(function (a, b) { return counted.get(b) - counted.get(a) || (a < b ? -1 : 1); }).slice(0, GROUPS.length);
      const fills = new Map(order.map(function (each, i) { return [each, GROUPS[i]]; }));
      return { list: order.map(function (each) { return { fill: fills.get(each), label: each }; }).concat(counted.size > order.length ? [{ fill: REST, label: "…" }] : []), of: function (item) { return fills.get(label(item)) || REST; } };
    }
    return {
      theme: colours,
      values: values,
      groups: groups,
      colour: function (state) {
        const shared = groups(state.colour);
        if (shared) { return shared.of; }
        const found = values(state.colour);
        if (!found) { return function (item) { return safe(store.data.kinds[item.kind].colour); }; }
        const scaled = scale(found);
        return function (item) { const at = scaled.at(item.i); return at === null ? "#b9c2c0" : ramp(at); };
      },
      size: function (state) {
        const found = values(state.size);
        if (!found) { return function () { return 0; }; }
        const scaled = scale(found);
        return function (item) { return Math.sqrt(scaled.at(item.i) || 0); };
      },
      link: function (l) { return l.gate ? colours.gate : l.sign > 0 ? colours.up : l.sign < 0 ? colours.down : colours.none; }
    };
  }
  return { maker: maker, scale: scale, ramp: ramp, number: number, wrap: wrap, on: on, mixed: mixed, safe: safe, RAMP: RAMP, HORIZONS: HORIZONS, THEMES: THEMES };
})();
