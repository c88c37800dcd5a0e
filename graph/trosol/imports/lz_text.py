"""Text as PRSM packs it: LZ78 with codes that grow, fifteen bits in each character (the scheme of lz-string, UTF-16 form).

Written from the published description of the scheme: https://pieroxy.net/blog/pages/lz-string/index.html.
"""

from __future__ import annotations

__all__ = ["unpacked"]

_MOST = 64 * 1024 * 1024
"""Characters that a packed text may stand for."""

_BITS, _FIRST = 15, 32


class _Bits:
    def __init__(self, text: str) -> None:
        self._codes = [ord(char) - _FIRST for char in text]
        self._at, self._left, self._here = 0, 0, 0

    def take(self, number: int) -> int:
        """So many bits, the lowest first. Raises ValueError where there are no more."""
        found = 0
        for place in range(number):
            if self._left == 0:
                if self._at >= len(self._codes):
                    raise ValueError("it ends too early")
                self._here, self._left = self._codes[self._at], _BITS
                self._at += 1
            self._left -= 1
            found |= (self._here >> self._left & 1) << place
        return found


def unpacked(text: str) -> str:
    """The text. Raises ValueError for what was not packed so, and for what stands for more than 64 million characters."""
    bits = _Bits(text)
    words: list[str] = ["", "", ""]  # the codes 0 to 2 say what comes next
    width, room = 2, 0

    def letter(code: int) -> str | None:
        return chr(bits.take(8 if code == 0 else 16)) if code < 2 else None

    code = bits.take(2)
    first = letter(code)
    if first is None:
        return ""
    words.append(first)
    out, size, before = [first], 1, first
    width, room = 3, 4
    while True:
        code = bits.take(width)
        if code == 2:
            return "".join(out)
        if code < 2:
            words.append(letter(code) or "")
            code = len(words) - 1
            room -= 1
        if room == 0:
            room = 1 << width
            width += 1
        if code < len(words):
            entry = words[code]
        elif code == len(words):
            entry = before + before[0]
        else:
            raise ValueError("a code in it stands for nothing")
        out.append(entry)
        size += len(entry)
        if size > _MOST:
            raise ValueError(f"it stands for more than {_MOST:,} characters")
        words.append(before + entry[0])
        room -= 1
        before = entry
        if room == 0:
            room = 1 << width
            width += 1
