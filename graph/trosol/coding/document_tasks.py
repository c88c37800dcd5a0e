"""What a worker does with a document that somebody brought: its text comes out."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from typing import Any

from trosol.coding.document_text import READERS, document_text
from trosol.errors import TrosolError
from trosol.workers.tasks import Work

__all__ = ["prepare"]


def prepare(_values: dict[str, Any], _content: bytes) -> Work:
    """Load what readers load late, by reading something in every form, right and wrong."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document><w:p><w:t>a</w:t></w:p></w:document>")
        archive.writestr("content.xml", "<text:p>a</text:p>")
    for ending in READERS:
        for content in (packed.getvalue(), b"<p>a &eacute;</p>", b"PK"):
            with suppress(TrosolError):
                document_text(content, "sample", ending)
    return _text


def _text(values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    return {}, document_text(content, values["name"], values["ending"]).encode()
