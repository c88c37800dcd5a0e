"""What python-pptx asks of Pillow, for the one kind of picture that a brief holds: the format and size of a PNG.

Pillow is 22 MB of decoders for pictures of strangers, which the locks leave out; where it is installed it is used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import IO, Any

__all__ = ["PngHead", "png_head", "stand_in_for_pillow"]

_LOADING = Lock()
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NAMES = ("PIL", "PIL.Image", "PIL.ImageFont")


class PngHead:
    """A PNG as far as its head says: ``format``, ``size`` in pixels, and ``info``, which is empty."""

    def __init__(self, head: bytes) -> None:
        self.format = "PNG"
        self.size = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
        self.info: dict[str, Any] = {}


def png_head(stream: IO[bytes]) -> PngHead:
    """Read the head of a picture. Raises ValueError for what is no PNG.

    >>> import io
    >>> png_head(io.BytesIO(_SIGNATURE + b"\\0\\0\\0\\rIHDR\\0\\0\\0\\x04\\0\\0\\0\\x02")).size
    (4, 2)
    """
    head = stream.read(24)
    if len(head) < 24 or not head.startswith(_SIGNATURE):
        raise ValueError("The picture is no PNG.")
    return PngHead(head)


@contextmanager
def stand_in_for_pillow() -> Iterator[None]:
    """While python-pptx is imported: where there is no Pillow, modules of its names with what is asked of them."""
    with _LOADING:
        if "PIL" in sys.modules or "pptx" in sys.modules or find_spec("PIL") is not None:
            yield
            return
        package, image, fonts = (ModuleType(name) for name in _NAMES)
        vars(image)["open"] = png_head
        package.Image, package.ImageFont = image, fonts  # type: ignore[attr-defined]
        sys.modules.update(zip(_NAMES, (package, image, fonts), strict=True))
        try:
            yield
        finally:
            for name in _NAMES:
                sys.modules.pop(name, None)
