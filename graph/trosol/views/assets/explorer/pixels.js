/* Lines and dots written into the pixels of a picture, so that thousands move without a graphics card. Colours are opaque. Nothing here touches the page. */
"use strict";
Trosol.pixels = function () {
  let wide = 0, high = 0, cells = new Uint32Array(0);

  /* As it lies in memory: alpha, blue, green, red. */
  function packed(colour) { return (0xff000000 | parseInt(colour.slice(5, 7), 16) << 16 | parseInt(colour.slice(3, 5), 16) << 8 | parseInt(colour.slice(1, 3), 16)) >>> 0; }
  /* `share` of 256 of a colour over what is there. */
  function blend(at, colour, share) {
    const was = cells[at], other = 256 - share;
    cells[at] = (0xff000000 | ((was & 0xff00ff) * other + (colour & 0xff00ff) * share >>> 8) & 0xff00ff | ((was & 0xff00) * other + (colour & 0xff00) * share >>> 8) & 0xff00) >>> 0;
  }
  /* What of a line lies inside, as shares of it from its start; null where nothing does (Liang and Barsky 1984). */
  function inside(ax, ay, dx, dy, edge) {
    let from = 0, to = 1;
    const p = [-dx, dx, -dy, dy], q = [ax - edge, wide - 1 - edge - ax, ay - edge, high - 1 - edge - ay];
    for (let i = 0; i < 4; i++) {
      if (p[i] === 0) { if (q[i] < 0) { return null; } continue; }
      const r = q[i] / p[i];
      if (p[i] < 0) { if (r > to) { return null; } if (r > from) { from = r; } } else { if (r < from) { return null; } if (r < to) { to = r; } }
    }
    return [from, to];
  }
  return {
    packed: packed,
    size: function (w, h, buffer) { wide = w; high = h; cells = new Uint32Array(buffer); },
    clear: function (colour) { cells.fill(colour); },
    /* `smooth`: its steps are blended (Wu 1991), and `thick` ones a pixel wider; else one colour a step. Returns how many steps it took. */
    line: function (ax, ay, bx, by, colour, smooth, thick) {
      if (ax < 0 && bx < 0 || ay < 0 && by < 0 || ax > wide && bx > wide || ay > high && by > high) { return 0; }
      const part = inside(ax, ay, bx - ax, by - ay, 2);
      if (!part) { return 0; }
      const dx = (bx - ax) * (part[1] - part[0]), dy = (by - ay) * (part[1] - part[0]), steep = Math.abs(dy) > Math.abs(dx);
      const x = ax + (bx - ax) * part[0], y = ay + (by - ay) * part[0], n = Math.max(1, Math.ceil(Math.abs(steep ? dy : dx)));
      /* `main` counts pixels, `cross` is in parts of 65,536. */
      let main = Math.round(steep ? y : x), cross = Math.round((steep ? x : y) * 65536);
      const step = (steep ? dy : dx) < 0 ? -1 : 1, slope = Math.round((steep ? dx : dy) / n * 65536), along = (steep ? wide : 1) * step, aside = steep ? 1 : wide;
      let at = main * (steep ? wide : 1);
      if (!smooth) {
        for (let i = 0; i <= n; i++) { cells[at + (cross + 32768 >> 16) * aside] = colour; at += along; cross += slope; }
        return n;
      }
      for (let i = 0; i <= n; i++) {
        const cell = at + (cross >> 16) * aside, share = cross >> 8 & 255;
        blend(cell, colour, 256 - share); blend(cell + aside, colour, thick ? 256 : share);
        if (thick) { blend(cell + 2 * aside, colour, share); }
        at += along; cross += slope;
      }
      return n;
    },
    /* A pixel at the rim is covered as far as the dot reaches into it. */
    dot: function (x, y, r, colour) {
      if (x < -r || y < -r || x > wide + r || y > high + r) { return; }
      const top = Math.max(0, Math.floor(y - r)), bottom = Math.min(high - 1, Math.ceil(y + r));
      for (let row = top; row <= bottom; row++) {
        const up = (row - y) * (row - y), reach = (r + 0.5) * (r + 0.5) - up, whole = (r - 0.5) * (r - 0.5) - up;
        if (reach <= 0) { continue; }
        const half = Math.sqrt(reach), first = Math.max(0, Math.ceil(x - half)), last = Math.min(wide - 1, Math.floor(x + half)), start = row * wide;
        const core = whole > 0 && r > 0.5 ? Math.sqrt(whole) : -1, from = Math.ceil(x - core), to = Math.floor(x + core);
        for (let column = first; column <= last; column++) {
          if (core >= 0 && column >= from && column <= to) { cells[start + column] = colour; continue; }
          const share = r + 0.5 - Math.sqrt(up + (column - x) * (column - x));
          if (share > 0) { blend(start + column, colour, Math.min(256, Math.round(share * 256))); }
        }
      }
    }
  };
};
