/* A picture as a PDF of one page: shapes stay shapes and words stay words, in the Helvetica that every reader has. What its letters cannot say is printed as an image. */
"use strict";
Trosol.print = (function () {
  const POINT = 0.75, MOST = 14400;
  const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
  /* Widths of Helvetica, from the blank on, in thousandths. */
  const WIDTHS = "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584".split(" ").map(Number);
  const OTHER = { "…": 1000, "—": 1000, "“": 333, "”": 333, "‘": 222, "’": 222, "•": 350, "·": 278 };

  function code(letter) {
    const at = letter.codePointAt(0), high = HIGH.indexOf(letter);
    return at >= 32 && at < 127 || at >= 160 && at < 256 ? at : high >= 0 && at > 255 ? 128 + high : -1;
  }
  function wide(text) {
    return Array.from(text).reduce(function (sum, letter) { return sum + (OTHER[letter] || WIDTHS[letter.normalize("NFD").charCodeAt(0) - 32] || 556); }, 0) / 1000;
  }
  function hex(text) { return "<" + Array.from(text).map(function (letter) { return code(letter).toString(16).padStart(2, "0"); }).join("") + ">"; }
  function n(value) { return String(Math.round(Number(value) * 100) / 100 || 0); }
  function rgb(colour) { return [1, 3, 5].map(function (at) { return n(parseInt(colour.slice(at, at + 2), 16) / 255); }).join(" "); }

  function circle(x, y, r) {
    const c = 0.5523 * r, to = function (list) { return list.map(n).join(" ") + " c"; };
    return [n(x + r) + " " + n(y) + " m", to([x + r, y + c, x + c, y + r, x, y + r]), to([x - c, y + r, x - r, y + c, x - r, y]), to([x - r, y - c, x - c, y - r, x, y - r]), to([x + c, y - r, x + r, y - c, x + r, y]), "h"].join("\n");
  }
  function rounded(x, y, w, h, r) {
    if (!r) { return [x, y, w, h].map(n).join(" ") + " re"; }
    const c = 0.4477 * r, X = x + w, Y = y + h, line = function (a, b) { return n(a) + " " + n(b) + " l"; }, to = function (list) { return list.map(n).join(" ") + " c"; };
    return [n(x + r) + " " + n(y) + " m", line(X - r, y), to([X - c, y, X, y + c, X, y + r]), line(X, Y - r), to([X, Y - c, X - c, Y, X - r, Y]), line(x + r, Y), to([x + c, Y, x, Y - c, x, Y - r]), line(x, y + r), to([x, y + c, x + c, y, x + r, y]), "h"].join("\n");
  }
  function outline(d) {
    return d.replace(/([ML])\s*(-?[\d.]+)[ ,]+(-?[\d.]+)/g, function (_all, kind, x, y) { return n(x) + " " + n(y) + (kind === "M" ? " m " : " l "); }).replace(/Z/g, "h");
  }
  /* The shapes of a picture as the language of PDF. `faint`: which strengths occur, in their order. */
  function drawn(part, size, faint) {
    const get = function (name) { return part.getAttribute(name) || ""; }, num = function (name) { return Number(get(name)) || 0; };
    if (part.tagName === "g" || part.tagName === "svg") {
      const inside = Array.from(part.children).map(function (child) { return drawn(child, size, faint); }).join("\n");
      const moved = /translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(get("transform"));
      return moved ? "q 1 0 0 1 " + n(moved[1]) + " " + n(moved[2]) + " cm\n" + inside + "\nQ" : inside;
    }
    if (part.tagName === "text") {
      const words = part.textContent, bold = num("font-weight") >= 600, tall = num("font-size"), span = wide(words) * tall * (bold ? 1.06 : 1);
      const at = "/F" + (bold ? 2 : 1) + " " + n(tall) + " Tf 1 0 0 -1 " + n(num("x") - (get("text-anchor") === "middle" ? span / 2 : 0)) + " " + n(get("y")) + " Tm ";
      const halo = get("stroke") ? "q " + rgb(get("stroke")) + " RG " + n(get("stroke-width")) + " w 1 j BT " + at + "1 Tr " + hex(words) + " Tj ET Q\n" : "";
      return halo + rgb(get("fill")) + " rg BT " + at + "0 Tr " + hex(words) + " Tj ET";
    }
    const whole = get("width") === "100%";
    const path = part.tagName === "rect" ? rounded(num("x"), num("y"), whole ? size[0] : num("width"), whole ? size[1] : num("height"), num("rx"))
      : part.tagName === "circle" ? circle(num("cx"), num("cy"), num("r")) : part.tagName === "path" ? outline(get("d")) : "";
    if (!path) { return ""; }
    const filled = /^#/.test(get("fill")) || !get("fill"), lined = /^#[0-9a-f]{6}$/i.test(get("stroke")), set = ["q"];
    if (filled) { set.push(rgb(get("fill") || "#000000") + " rg"); }
    if (lined) { set.push(rgb(get("stroke")) + " RG " + n(get("stroke-width") || 1) + " w"); }
    if (lined && get("stroke-dasharray")) { set.push("[" + get("stroke-dasharray") + "] 0 d"); }
    if (get("opacity")) { if (!faint.includes(get("opacity"))) { faint.push(get("opacity")); } set.push("/G" + faint.indexOf(get("opacity")) + " gs"); }
    return set.concat([path, filled && lined ? "B" : filled ? "f" : lined ? "S" : "n", "Q"]).join("\n");
  }

  /* Bytes of a file out of its objects: each is text, or text with bytes as its stream. */
  function file(objects) {
    const parts = [], places = [];
    let length = 0;
    const add = function (piece) { const bytes = typeof piece === "string" ? Uint8Array.from(piece, function (letter) { return letter.charCodeAt(0) & 255; }) : piece; parts.push(bytes); length += bytes.length; };
    add("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");
    objects.forEach(function (object, i) {
      places.push(length);
      add(i + 1 + " 0 obj\n");
      if (typeof object === "string") { add(object); } else { add(object.head.replace(">>", "/Length " + object.bytes.length + " >>") + "\nstream\n"); add(object.bytes); add("\nendstream"); }
      add("\nendobj\n");
    });
    const at = length;
    add("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n" + places.map(function (place) { return String(place).padStart(10, "0") + " 00000 n \n"; }).join(""));
    add("trailer\n<< /Size " + (objects.length + 1) + " /Root 1 0 R /Info 7 0 R >>\nstartxref\n" + at + "\n%%EOF\n");
    return parts;
  }
  function bytes(text) { return Uint8Array.from(text, function (letter) { return letter.charCodeAt(0); }); }
  function pdf(picture, title, content, more, faint) {
    const scale = Math.min(POINT, MOST / picture.wide, MOST / picture.high), w = n(picture.wide * scale), h = n(picture.high * scale);
    const told = "feff" + Array.from({ length: title.length }, function (_none, i) { return title.charCodeAt(i).toString(16).padStart(4, "0"); }).join("");
    const states = faint.map(function (each, i) { return "/G" + i + " << /CA " + n(each) + " /ca " + n(each) + " >>"; }).join(" ");
    const font = function (name) { return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding /WinAnsiEncoding >>"; };
    return file(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + w + " " + h + "] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> /ExtGState << " + states + " >>" + (more ? " /XObject << /P 8 0 R >>" : "") + " >> >>",
      { head: "<< >>", bytes: bytes(content(n(scale), w, h)) }, font("Helvetica"), font("Helvetica-Bold"), "<< /Title <" + told + "> /Producer (Trosol) >>"].concat(more ? [more] : []));
  }
  /* `picture`: as Trosol.save.svg draws it. `act` is given the file. */
  function print(picture, title, act) {
    const page = new DOMParser().parseFromString(picture.text, "image/svg+xml").documentElement;
    const words = Array.from(page.querySelectorAll("text")).map(function (text) { return text.textContent; }).join("");
    if (Array.from(words).every(function (letter) { return code(letter) >= 0; })) {
      const faint = [], shapes = drawn(page, [picture.wide, picture.high], faint);
      act(new Blob(pdf(picture, title, function (scale, _w, h) { return scale + " 0 0 -" + scale + " 0 " + h + " cm\n" + shapes; }, null, faint), { type: "application/pdf" }));
      return;
    }
    Trosol.save.image(picture, "image/jpeg", function (blob, canvas) {
      blob.arrayBuffer().then(function (buffer) {
        const head = "<< /Type /XObject /Subtype /Image /Width " + canvas.width + " /Height " + canvas.height + " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode >>";
        act(new Blob(pdf(picture, title, function (_scale, w, h) { return w + " 0 0 " + h + " 0 0 cm /P Do"; }, { head: head, bytes: new Uint8Array(buffer) }, []), { type: "application/pdf" }));
      });
    });
  }
  return print;
})();
