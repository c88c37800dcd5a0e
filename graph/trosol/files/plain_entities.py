"""Short names for addresses (entities) that RDF/XML declares at its top, put in where they stand, and the declaration taken away.

Older ontology editors write ``<!DOCTYPE rdf:RDF [<!ENTITY owl "http://www.w3.org/2002/07/owl#">]>`` and then ``&owl;Class``. That is
all that is read here: texts without markup, in this file alone. Whatever else a document type may hold (names within names, files,
addresses, parameters) is left as it is, and refused by whoever looks at the XML next. Standard: https://www.w3.org/TR/xml/#sec-entity-decl.
"""

from __future__ import annotations

import re

__all__ = ["without_entities"]

_COMMENT = rb"<!--(?:[^-]|-[^-])*+-->"
_ENTITY = rb"""<!ENTITY\s+([A-Za-z_][\w.-]{0,60})\s+(?:"([^"'&<>%]{0,300})"|'([^"'&<>%]{0,300})')\s*>"""
_TOP = re.compile(
    rb"(\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^<>]{0,200}\?>)?(?:\s|" + _COMMENT + rb")*+)"
    rb"<!DOCTYPE\s+[A-Za-z_][\w.:-]{0,60}\s*\[((?:\s|" + _COMMENT + rb"|<!ENTITY\s[^<>]{0,700}>)*+)\]\s*>",
)
_DECLARED, _USED = re.compile(_ENTITY), re.compile(rb"&([A-Za-z_][\w.-]{0,60});")
_EVER = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_MOST = 200
_GROWTH, _FREE = 8, 1_048_576


def without_entities(content: bytes) -> bytes:
    """The XML with its plain entities put in; unchanged where its document type holds anything else, or nothing.

    >>> without_entities(b'<!DOCTYPE r [<!ENTITY a "http://a/">]><r x="&a;b"/>')
    b'<r x="http://a/b"/>'
    >>> without_entities(b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///b">]><r>&a;</r>')
    b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///b">]><r>&a;</r>'
    """
    top = _TOP.match(content)
    if top is None or b"<![CDATA[" in content:
        return content
    said = re.sub(_COMMENT, b"", top.group(2))
    declared: dict[bytes, bytes] = {}
    for name, one, other in _DECLARED.findall(said):
        declared.setdefault(name, one or other)  # the first one counts
    if _DECLARED.sub(b"", said).strip() or len(declared) > _MOST or declared.keys() & _EVER:
        return content
    rest = content[top.end() :]
    grown = sum(len(declared.get(name, b"")) for name in _USED.findall(rest))
    if grown > _GROWTH * len(content) + _FREE:
        return content
    return top.group(1) + _USED.sub(lambda found: declared.get(found.group(1), found.group(0)), rest)
