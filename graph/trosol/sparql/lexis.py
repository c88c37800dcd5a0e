"""Query text cut into its smallest parts, before any parser sees it.

Two parsers read a query: one makes the tree that is checked, the other runs it. What one takes for a comment or string and
the other for code would slip through, so line ends and escaped characters are settled here, the same for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Unclear", "nesting", "prefixes", "settled", "words"]

_PART = re.compile(
    r"""
    (?:"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
    |<[^\x00-\x20<>"{}|^`]*+>
    |\#[^\n]*+
    |[?$]\w++
    |@[A-Za-z][A-Za-z0-9-]*+
    |\d++(?:\.\d++)?(?:[eE][+-]?\d++)?
    |(?P<word>[^\W\d][\w.-]*+)?(?P<local>:(?:[\w.:%-]|\\.)*+)
    |(?P<bare>[^\W\d][\w.-]*+)
    |(?P<open>[{(\[])
    |(?P<close>[})\]])
    """,
    re.VERBOSE | re.DOTALL,
)
"""Strings, IRIs and comments are swallowed whole; of the rest, words, prefixed names and brackets are told apart."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\[uU][0-9A-Fa-f]{4}")
_PLAIN = 0x80
_SURROGATES = range(0xD800, 0xE000)


class Unclear(Exception):
    """An escape that both parsers would not read alike. ``line``: from 1."""

    def __init__(self, escape: str, line: int) -> None:
        """Hold what stands there and where."""
        super().__init__(escape)
        self.escape, self.line = escape, line


def settled(text: str) -> str:
    r"""The text with line ends as ``\n`` and escaped letters as themselves.

    Raises :class:`Unclear` for an escape that names no character, or one of ASCII, which has a meaning of its own in queries.

    >>> settled("SELECT * #\r{ ?s ?p 'caf\\u00e9' }")
    "SELECT * #\n{ ?s ?p 'café' }"
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(found: re.Match[str]) -> str:
    digits = (found[1] if found[0][1] == "u" else found[2]) or "0"
    code = int(digits, 16)
    if code < _PLAIN or code in _SURROGATES or code > 0x10FFFF:
        raise Unclear(found[0], found.string.count("\n", 0, found.start()) + 1)
    return chr(code)


def nesting(text: str) -> int:
    """How deep brackets nest, outside strings, IRIs and comments.

    >>> nesting("SELECT * { { ?s ?p '{{{' } }"), nesting("ASK {} # {{{{")
    (2, 1)
    """
    depth = deepest = 0
    for part in _PART.finditer(text):
        if part.lastgroup == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif part.lastgroup == "close":
            depth = max(0, depth - 1)
    return deepest


def words(text: str) -> Iterator[str]:
    """Bare words, in capitals: keywords and names of functions, not variables, prefixed names or what is in strings.

    >>> list(words("select ?from { ex:from <from> 'from' } # from"))
    ['SELECT']
    """
    return (part["bare"].upper() for part in _PART.finditer(text) if part.lastgroup == "bare")


def prefixes(text: str) -> Iterator[str]:
    """Prefixes of prefixed names, in the order of the text; blank nodes have none.

    >>> list(prefixes("PREFIX ex: <x:> ASK { ex:a :b _:c }"))
    ['ex', 'ex', '']
    """
    return (part["word"] or "" for part in _PART.finditer(text) if part.lastgroup == "local" and part["word"] != "_")
