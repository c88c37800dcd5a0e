"""Small PDFs, made here: pages of lines, each with the size of its letters, and whatever else a test puts into the file."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["pdf"]


def pdf(pages: Sequence[Sequence[tuple[str, int]]], *, catalog: bytes = b"", streams: Sequence[bytes] | None = None) -> bytes:
    """A PDF of lines (text, size) from the top of each page on. ``catalog``: what else its root says; ``streams``: what pages hold instead."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for number, lines in enumerate(pages):
        height, body = 800, b""
        for text, size in lines:
            height -= 20 if text else 10
            shown = text.replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            body += b"BT /F %d Tf 1 0 0 1 72 %d Tm (%s) Tj ET\n" % (size, height, shown)
        stream = streams[number] if streams else zlib.compress(body)
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
        there = len(objects)
        kids.append(there + 1)
        resources = b"/Resources<</Font<</F 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s>>" % (there, resources))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begin = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        rows,
        len(objects) + 1,
        begin,
    )
