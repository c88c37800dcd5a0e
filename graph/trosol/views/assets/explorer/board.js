/* What lies over the picture: the small map of the whole, the loop drawn around several items, and what a dot says when pointed at. */
"use strict";
Trosol.board = function (board, app) {
  const small = document.getElementById("small"), loop = document.getElementById("loop"), tip = document.getElementById("tip"), all = document.createElement("canvas");
  let scene = null, frame = 0, drawing = false, points = [], stale = true;

  function map() {
    const box = scene.box, scale = Math.min(small.width / (box.w + 40), small.height / (box.h + 40));
    return { scale: scale, x: function (v) { return (v - box.x - box.w / 2) * scale + small.width / 2; }, y: function (v) { return (v - box.y - box.h / 2) * scale + small.height / 2; } };
  }
  /* The items are drawn once, the window over them whenever it moves. */
  function drawAll() {
    const context = all.getContext("2d"), at = map(), T = app.look.theme;
    all.width = small.width; all.height = small.height;
    context.fillStyle = T.paper; context.fillRect(0, 0, all.width, all.height);
    scene.rows.forEach(function (r) {
      context.globalAlpha = r.off ? 0.35 : 1;
      context.fillStyle = r.fill;
      const w = Math.max(2, (scene.dots ? r.radius * 2 : r.w) * at.scale), h = Math.max(2, (scene.dots ? r.radius * 2 : r.h) * at.scale);
      context.fillRect(at.x(r.x) - w / 2, at.y(r.y) - h / 2, w, h);
    });
  }
  function paint() {
    frame = 0;
    if (!scene || !small.clientWidth) { return; }
    if (stale) { drawAll(); stale = false; }
    const context = small.getContext("2d"), at = map(), seen = app.renderer().window(), T = app.look.theme;
    context.drawImage(all, 0, 0);
    context.strokeStyle = T.up; context.lineWidth = 3;
    context.strokeRect(at.x(seen.x), at.y(seen.y), seen.w * at.scale, seen.h * at.scale);
  }
  function go(event) {
    const box = small.getBoundingClientRect(), at = map(), k = small.width / box.width;
    app.renderer().centre([((event.clientX - box.x) * k - small.width / 2) / at.scale + scene.box.x + scene.box.w / 2, ((event.clientY - box.y) * k - small.height / 2) / at.scale + scene.box.y + scene.box.h / 2]);
  }
  small.addEventListener("pointerdown", function (event) { small.setPointerCapture(event.pointerId); go(event); });
  small.addEventListener("pointermove", function (event) { if (event.buttons) { go(event); } });

  function spot(event) { const box = board.getBoundingClientRect(); return [event.clientX - box.x, event.clientY - box.y]; }
  loop.addEventListener("pointerdown", function (event) { drawing = true; points = [spot(event)]; loop.setPointerCapture(event.pointerId); event.preventDefault(); });
  loop.addEventListener("pointermove", function (event) {
    if (!drawing) { return; }
    points.push(spot(event));
    const context = loop.getContext("2d"), T = app.look.theme;
    context.clearRect(0, 0, loop.width, loop.height);
    context.beginPath();
    points.forEach(function (p, i) { if (i) { context.lineTo(p[0], p[1]); } else { context.moveTo(p[0], p[1]); } });
    context.closePath();
    context.strokeStyle = T.up; context.lineWidth = 2; context.setLineDash([6, 4]); context.stroke();
    context.globalAlpha = 0.12; context.fillStyle = T.up; context.fill(); context.globalAlpha = 1;
  });
  loop.addEventListener("pointerup", function () {
    drawing = false;
    loop.getContext("2d").clearRect(0, 0, loop.width, loop.height);
    app.chosen(points.length > 4 ? scene.rows.filter(function (r) { const p = app.renderer().point([r.x, r.y]); return within([p.x, p.y]); }).map(function (r) { return r.id; }) : []);
  });
  function within(p) {
    let inside = false;
    for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
      const a = points[i], b = points[j];
      if ((a[1] > p[1]) !== (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]) { inside = !inside; }
    }
    return inside;
  }
  return {
    show: function (next) { scene = next; stale = true; this.moved(); },
    moved: function () { if (!frame) { frame = requestAnimationFrame(paint); } },
    lasso: function (open) { loop.hidden = !open; loop.width = board.clientWidth; loop.height = board.clientHeight; },
    hover: function (text, event) {
      tip.hidden = !text;
      if (text) { tip.textContent = text; tip.style.left = Math.min(event.x + 14, board.clientWidth - 260) + "px"; tip.style.top = event.y + 14 + "px"; }
    }
  };
};

/* The same as a table, row by row. */
Trosol.table = function (box, app, view) {
  const make = Trosol.parts.make, w = app.words, items = app.store.items, MOST = 400;
  const signs = { "1": w("raises"), "-1": w("lowers"), "0": w("not stated") };
  const rows = view.links.map(function (l) {
    return { l: l, cells: [items[l.s].label, l.relations.map(function (r) { return app.store.data.relations[r].label; }).join(", "), items[l.t].label, signs[String(l.sign)], l.claims.join(", ")] };
  }).sort(function (a, b) { return a.cells[0] < b.cells[0] ? -1 : a.cells[0] > b.cells[0] ? 1 : a.cells[2] < b.cells[2] ? -1 : 1; });
  const thing = function (id, name) { return Trosol.parts.button(name, function () { app.pick(id); }, { class: "plain" }); };
  const alone = view.items.filter(function (item) { return !view.links.some(function (l) { return l.s === item.i || l.t === item.i; }); });
  box.replaceChildren(make("table", {}, [
    make("caption", { text: w("What the map shows, link by link") + " (" + rows.length + ")" }),
    make("thead", {}, [make("tr", {}, [w("From"), w("Relation"), w("To"), w("Effect on the second"), w("Claims")].map(function (h) { return make("th", { scope: "col", text: h }); }))]),
    make("tbody", {}, rows.slice(0, MOST).map(function (row) {
      return make("tr", {}, row.cells.map(function (cell, c) { return c === 0 ? make("th", { scope: "row" }, [thing(items[row.l.s].id, cell)]) : c === 2 ? make("td", {}, [thing(items[row.l.t].id, cell)]) : make("td", { text: cell }); }));
    }))
  ]), make("p", { text: rows.length > MOST ? w("{n} more: save the links as CSV to have them all.", { n: rows.length - MOST }) : alone.length ? w("Without a link here") + ": " + alone.map(function (item) { return item.label; }).join("; ") : "" }));
  return rows.map(function (row) { return row.cells; });
};
