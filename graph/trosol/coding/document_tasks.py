"""What a worker does with a document that somebody brought: its text comes out."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from typing import Any

from trosol.coding.document_text import READERS, document_text
from trosol.coding.pdf_text import load_reader
from trosol.coding.web_page_text import ENCODINGS
from trosol.errors import TrosolError
from trosol.workers.tasks import Work

__all__ = ["prepare"]


def prepare(_values: dict[str, Any], _content: bytes) -> Work:
    """Load what readers load late, by reading something in every form, right and wrong."""
    load_reader()
    for name in ENCODINGS:
        "a".encode(name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document><w:p><w:t>a</w:t></w:p></w:document>")
        archive.writestr("content.xml", "<text:p>a</text:p>")
    for ending in READERS:
        for content in (packed.getvalue(), b"<p>a &eacute;</p>", b"PK", _page_of_text()):
            with suppress(TrosolError):
                document_text(content, "sample", ending)
    return _text


def _text(values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    return {}, document_text(content, values["name"], values["ending"]).encode()


def _page_of_text() -> bytes:
    """A PDF of one page, so that its reader has read one."""
    stream = zlib.compress(b"BT /F 12 Tf 72 720 Td (a) Tj ET")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    )
    text = b"%PDF-1.4\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += f"{len(text):010d} 00000 n \n"
        text += f"{number} 0 obj".encode() + each + b" endobj\n"
    end = f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(text)}\n%%EOF"
    return text + (table + end).encode()
