/* What is shown as a file: a picture with title, legend, source, date and filters, or the network with its scores. */
"use strict";
Trosol.save = (function () {
  /* eslint-disable-next-line no-control-regex */
  const BAD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  function xml(text) {
    return String(text).replace(BAD, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
  }
  function tag(name, about, inside) {
    return "<" + name + Object.entries(about).map(function (a) { return a[1] === undefined || a[1] === "" ? "" : " " + a[0] + '="' + xml(a[1]) + '"'; }).join("") + (inside === undefined ? "/>" : ">" + inside + "</" + name + ">");
  }
  function text(x, y, words, about) { return tag("text", Object.assign({ x: x, y: y, "font-size": 13, fill: "#10201f" }, about), xml(words)); }
  function n(value) { return Math.round(value * 10) / 10; }

  /* From the middle of one to the border of the other. */
  function ends(a, b, dots) {
    const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
    const cut = function (box) { return dots ? (box.radius + 2) / far : Math.min((box.w / 2 + 5) / Math.abs(dx || 1e-9), (box.h / 2 + 5) / Math.abs(dy || 1e-9), 0.5); };
    return [a.x + dx * cut(a), a.y + dy * cut(a), b.x - dx * cut(b), b.y - dy * cut(b)];
  }
  function arrow(l, p, size) {
    const angle = Math.atan2(p[3] - p[1], p[2] - p[0]), c = Math.cos(angle), s = Math.sin(angle);
    const at = function (back, side) { return n(p[2] - c * back * size - s * side * size) + "," + n(p[3] - s * back * size + c * side * size); };
    if (l.gate) { return tag("circle", { cx: n(p[2]), cy: n(p[3]), r: 4 * size, fill: l.colour }); }
    if (l.sign < 0) { return tag("path", { d: "M" + at(0, 6) + " L" + at(0, -6), stroke: l.colour, "stroke-width": 3 * size }); }
    return tag("path", { d: "M" + at(0, 0) + " L" + at(10, 5) + " L" + at(10, -5) + " Z", fill: l.colour });
  }
  function svg(scene) {
    const T = Trosol.look.THEMES.light, box = scene.box, dots = scene.dots, by = new Map(scene.rows.map(function (r) { return [r.id, r]; }));
    const pad = 36, wide = Math.max(box.w + 2 * pad, 760), left = box.x - pad - Math.max(0, (760 - box.w - 2 * pad) / 2);
    const title = Trosol.look.wrap(scene.title, Math.floor(wide / 11)), top = 40 + title.length * 26 + 24;
    const parts = [];
    title.forEach(function (row, i) { parts.push(text(24, 40 + i * 26, row, { "font-size": 20, "font-weight": 700 })); });
    if (scene.says) { parts.push(text(24, top - 16, scene.says, { fill: T.soft })); }
    const inside = [];
    scene.heads.forEach(function (h) { inside.push(text(n(h.x), n(h.y + 5), h.label, { "font-size": 15, "font-weight": 600, fill: T.soft, "text-anchor": "middle" })); });
    scene.links.forEach(function (l) {
      const p = ends(by.get(l.from), by.get(l.to), dots);
      inside.push(tag("path", { d: "M" + n(p[0]) + "," + n(p[1]) + " L" + n(p[2]) + "," + n(p[3]), stroke: l.colour, fill: "none", "stroke-width": dots ? 0.8 : l.gate ? 3 : 1.6,
        "stroke-dasharray": dots ? "" : l.gate ? "2 4" : l.inferred ? "8 6" : "", opacity: dots ? 0.45 : "" }));
      if (l.directed && !dots) { inside.push(arrow(l, p, 1)); }
    });
    scene.rows.forEach(function (r) {
      if (dots) { inside.push(tag("circle", { cx: n(r.x), cy: n(r.y), r: n(r.radius), fill: r.fill }, tag("title", {}, xml(r.label)))); return; }
      inside.push(tag("rect", { x: n(r.x - r.w / 2), y: n(r.y - r.h / 2), width: n(r.w), height: n(r.h), rx: 6, fill: r.fill, stroke: r.here ? T.ink : r.rim, "stroke-width": r.here ? 4 : 1.5, "stroke-dasharray": r.dashed ? "6 4" : "" }));
      const rows = r.text.split("\n"), high = r.font * 1.2;
      rows.forEach(function (row, i) { inside.push(text(n(r.x), n(r.y + (i - (rows.length - 1) / 2) * high + r.font * 0.35), row, { "font-size": r.font, fill: r.ink, "text-anchor": "middle" })); });
    });
    if (!dots) {
      scene.links.filter(function (l) { return l.named || l.number; }).forEach(function (l) {
        const p = ends(by.get(l.from), by.get(l.to), dots);
        inside.push(text(n(l.number ? l.number.x : (p[0] + p[2]) / 2), n(l.number ? l.number.y + 4 : (p[1] + p[3]) / 2), l.label, { "font-size": 12, "text-anchor": "middle", stroke: "#ffffff", "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }));
      });
    }
    parts.push(tag("g", { transform: "translate(" + n(-left) + "," + n(top - box.y + pad / 2) + ")" }, inside.join("")));
    let y = top + box.h + pad * 1.5 + 10, x = 24;
    scene.legend.forEach(function (entry) {
      const room = 40 + entry.label.length * 7.4;
      if (x + room > wide - 16) { x = 24; y += 24; }
      if (entry.fill) { parts.push(tag("rect", { x: x, y: y - 12, width: 14, height: 14, rx: 3, fill: entry.fill })); }
      else {
        parts.push(tag("path", { d: "M" + x + "," + (y - 5) + " L" + (x + 22) + "," + (y - 5), stroke: entry.line, "stroke-width": entry.gate ? 3 : 2, "stroke-dasharray": entry.dash || "" }));
        if (entry.directed) { parts.push(arrow({ gate: entry.gate, sign: entry.sign, colour: entry.line }, [x, y - 5, x + 24, y - 5], 0.8)); }
      }
      parts.push(text(x + (entry.fill ? 20 : 32), y, entry.label));
      x += room + (entry.fill ? 0 : 14);
    });
    scene.foot.forEach(function (row) { Trosol.look.wrap(row, Math.floor(wide / 6.6)).forEach(function (line) { y += 22; parts.push(text(24, y, line, { "font-size": 12, fill: T.soft })); }); });
    const high = y + 24;
    return { wide: n(wide), high: n(high), text: tag("svg", { xmlns: "http://www.w3.org/2000/svg", width: n(wide), height: n(high), viewBox: "0 0 " + n(wide) + " " + n(high), "font-family": "system-ui, Segoe UI, Helvetica, Arial, sans-serif", role: "img" },
      tag("title", {}, xml(scene.title)) + tag("rect", { width: "100%", height: "100%", fill: "#ffffff" }) + parts.join("")) };
  }
  /* A picture as an image of a kind; `act` is given the file and the canvas it was drawn on. */
  function image(drawn, kind, act) {
    const scale = Math.min(2, 8000 / drawn.wide, 8000 / drawn.high), found = new Image();
    found.onload = function () {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(drawn.wide * scale); canvas.height = Math.round(drawn.high * scale);
      canvas.getContext("2d").drawImage(found, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { act(blob, canvas); }, kind, 0.94);
    };
    found.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn.text);
  }

  /* rows: {id, label, values by name}; links: {from, to, values by name}; `about`: of the whole, by name. A number stays a number; what is not defined is left out. */
  function graphml(rows, links, about) {
    const keys = [], known = new Map();
    function data(of, values) {
      return Object.entries(values).filter(function (v) { return v[1] !== null && v[1] !== undefined && v[1] !== ""; }).map(function (v) {
        const name = of + ":" + v[0];
        if (!known.has(name)) { known.set(name, "k" + known.size); keys.push(tag("key", { id: known.get(name), for: of, "attr.name": v[0], "attr.type": typeof v[1] === "number" ? "double" : typeof v[1] === "boolean" ? "boolean" : "string" })); }
        return tag("data", { key: known.get(name) }, xml(v[1]));
      }).join("");
    }
    const whole = data("graph", about || {});
    const body = rows.map(function (r) { return tag("node", { id: r.id }, data("node", r.values)); }).concat(links.map(function (l, i) {
      return tag("edge", { id: "e" + i, source: l.from, target: l.to }, data("edge", l.values));
    })).join("\n");
    return '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n' + keys.join("\n") + "\n" + tag("graph", { edgedefault: "directed" }, whole + "\n" + body + "\n") + "\n</graphml>\n";
  }
  /* A cell that no spreadsheet takes for a formula, as the server writes them. */
  function cell(value) {
    const said = String(value), marks = "=+@\\-\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b";
    const inert = typeof value === "number" ? said : said.replace(new RegExp("^(?=['\" \u00a0]*[" + marks + "]|'*[\\t\\r\\n])"), "'").replace(new RegExp("([;|\\t\\r\\n])(?=['\"]*[" + marks + "])", "g"), "$1'");
    return '"' + inert.replace(/"/g, '""') + '"';
  }
  function csv(rows) { return "\ufeff" + rows.map(function (row) { return row.map(cell).join(","); }).join("\r\n") + "\r\n"; }
  function file(name, content, kind) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: kind }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }
  return { svg: svg, image: image, graphml: graphml, csv: csv, file: file, xml: xml };
})();
