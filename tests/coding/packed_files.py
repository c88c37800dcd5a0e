"""Documents of office programs for the tests: XML files in an archive."""

from __future__ import annotations

import io
import zipfile


def packed(**members: str) -> bytes:
    """The archive; of a name, two underscores are the stroke of a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()
