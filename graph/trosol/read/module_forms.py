"""The forms in which an ontology may lie in ``modules`` or be brought in, and what to do with one in another form."""

from __future__ import annotations

import json
import re

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.rdf.engine import Triple, parse

__all__ = ["MODULE_ENDINGS", "form_of", "is_module", "module_triples", "other_syntax", "remote_context", "unread_syntax"]

MODULE_ENDINGS = (".ttl", ".nt", ".owl", ".rdf", ".jsonld")
"""What the name of a module may end in."""

_SAVE = "in Protégé, choose File, Save as, and take Turtle or RDF/XML"
_SYNTAX = (
    (rb"\s*<\?xml[^>]*>\s*(<!--.*?-->\s*)*(<!DOCTYPE[^>]*(\[[^\]]*\])?>\s*)?(<!--.*?-->\s*)*<(\w+:)?Ontology\b", "OWL/XML"),
    (rb"\s*(<!DOCTYPE[^>]*(\[[^\]]*\])?>\s*)?<(\w+:)?Ontology\b", "OWL/XML"),
    (rb"(\s*#[^\n]*\n)*\s*(Prefix\s*\(|Ontology\s*\()", "OWL functional syntax"),
    (
        rb"(\s*#[^\n]*\n)*\s*(Prefix|Ontology|Namespace|Class|Import|ObjectProperty|DataProperty|AnnotationProperty|Individual)\s*:\s",
        "OWL Manchester syntax",
    ),
    (rb"(\s*!.*\n)*\s*(format-version:|\[Term\]|ontology:\s)", "OBO"),
)
_HEAD = 20_000


def other_syntax(content: bytes) -> str:
    """Why an ontology is not read that is written in a syntax beside RDF; blank where it is none of those.

    >>> other_syntax(b"Prefix(:=<http://example.org/>)").split(";")[0], other_syntax(b"@prefix : <http://example.org/> .")
    ('it is OWL functional syntax', '')
    """
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for pattern, name in _SYNTAX:
        if re.match(pattern, head, re.DOTALL):
            return f"it is {name}; {_SAVE}"
    if re.match(rb"\s*<!DOCTYPE\s+html|\s*<html\b", head, re.IGNORECASE):
        return "it is a web page; download the ontology itself, as Turtle or RDF/XML"
    return ""


def is_module(name: str) -> bool:
    """Whether a file of that name in ``modules`` is read.

    >>> is_module("modules/org.owl"), is_module("modules/org.obo"), is_module("modules/ORG.TTL")
    (True, False, False)
    """
    return name.endswith(MODULE_ENDINGS)


def form_of(content: bytes, ending: str) -> str:
    """The ending that what is written calls for: editors name any form ``.owl``, and many name JSON-LD ``.json``."""
    head = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if ending == ".ttl" and re.match(rb"<(\?xml|rdf:RDF)\b", _first_line(content)):
        return ".rdf"
    if ending in (".owl", ".rdf", ".xml"):
        if head in (b"{", b"["):
            return ".jsonld"
        return ".rdf" if head == b"<" and not re.match(rb"<(https?|urn|file):[^>\s]*>", _first_line(content)) else ".ttl"
    return ending


def _first_line(content: bytes) -> bytes:
    """The first line that is neither blank nor a comment."""
    lines = (line.strip() for line in content[:_HEAD].removeprefix(b"\xef\xbb\xbf").splitlines())
    return next((line for line in lines if line and not line.startswith(b"#")), b"")


def module_triples(content: bytes, name: str) -> list[Triple]:
    """The triples of an ontology in any form that is read. Raises :class:`TrosolError`, with how to save it otherwise."""
    ending = name[name.rfind(".") :].lower()
    if reason := unread_syntax(content, ending):
        message, remedy = (f"{part[0].upper()}{part[1:]}." for part in reason.split("; ", 1))
        raise TrosolError(Problem("module-syntax", message, remedy, Where(name)))
    ending = form_of(content, ending)
    return parse(content, where=name, ending=ending, brought=ending not in (".ttl", ".nt"))


def unread_syntax(content: bytes, ending: str) -> str:
    """Why an ontology is not read, and after a semicolon what to do: another syntax, or JSON-LD whose words mean what some address says."""
    if (reason := other_syntax(content)) or form_of(content, ending) != ".jsonld":
        return reason
    if address := remote_context(content):
        said = f"its @context is the address {shorten(address, 80).replace('; ', ' ')}, which Trosol never fetches"
        return f"{said}; put the context itself in place of its address, or save the file as Turtle"
    return ""


def remote_context(content: bytes) -> str:
    """The first address from which JSON-LD would fetch what its words mean; blank where it says so itself.

    >>> remote_context(b'{"@context": ["https://schema.org/", {"a": "x:a"}]}'), remote_context(b'{"@context": {"a": "x:a"}}')
    ('https://schema.org/', '')
    """
    try:
        waiting = [json.loads(content.decode("utf-8-sig"))]
    except (UnicodeDecodeError, ValueError, RecursionError):
        return ""  # the reader says what is wrong with it
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += [one for one in here if isinstance(one, dict | list)]
        elif isinstance(here, dict):
            contexts = here.get("@context")
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    return context
                if isinstance(context, dict) and isinstance(context.get("@import"), str):
                    return str(context["@import"])
            waiting += [one for one in here.values() if isinstance(one, dict | list)]
    return ""
