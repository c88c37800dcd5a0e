"""What every answer of the dashboard tells the browser: who may frame it, where scripts may come from, whom the page may ask."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

__all__ = ["headers", "inline_scripts"]

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ALWAYS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def inline_scripts(*pages: str) -> tuple[str, ...]:
    """The scripts that stand in pages, each as its hash, as a policy names it.

    >>> inline_scripts("<script>1</script>")
    ("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",)
    """
    texts = dict.fromkeys(text for page in pages for text in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)


def headers(scripts: Iterable[str]) -> dict[bytes, bytes]:
    """Headers of every answer. ``scripts``: hashes of those that stand in pages; no other inline script runs.

    A frame that a page writes itself (``srcdoc``) is under the page's policy as well as its own, so the hashes of the map's
    scripts are among them. ``blob:``: Streamlit loads the code of components so.
    """
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", "blob:", *scripts)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    told = _ALWAYS | {"content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items())}
    return {name.encode(): value.encode() for name, value in told.items()}
