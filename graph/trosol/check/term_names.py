"""Names in Trosol's own namespace that an ecosystem's modules use and that nobody declares: a slip of the pen, silent otherwise."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from trosol.errors import Problem, Where, shorten
from trosol.rdf.engine import Iri, parts
from trosol.rdf.iris import TRO, local_name
from trosol.read.sources import Reading

__all__ = ["check_term_names"]

_MOST = 50
_COMPARED = 500


def check_term_names(reading: Reading) -> list[Problem]:
    """A problem for each ``tro:`` name of a module that does not exist, with the nearest that does."""
    if not reading.vocabulary.own:
        return []
    own = {str(triple) for triple in reading.vocabulary.own}
    known = {
        triple.subject.value
        for triple in reading.vocabulary.triples
        if isinstance(triple.subject, Iri) and (triple.subject.value.startswith(TRO) and str(triple) not in own)
    }
    used: dict[str, str] = {}
    for who, what, value in map(parts, reading.vocabulary.own):
        for node in (what, value, who):
            if isinstance(node, Iri) and node.value.startswith(TRO) and node.value not in known:
                used.setdefault(node.value, local_name(who.value) if isinstance(who, Iri) else "")
    names = sorted(local_name(iri) for iri in known)
    problems = []
    for number, (iri, where) in enumerate(sorted(used.items())):
        name = local_name(iri)
        near = _nearest(name[:60], names) if number < _COMPARED else []
        remedy = (
            f"Did you mean tro:{' or tro:'.join(near)}?"
            if near
            else "Use a term that Trosol has, or one in a namespace of your own."
        )
        said = f" (said of {shorten(where, 40)})" if where else ""
        problems.append(
            Problem("term-name-unknown", f"There is no tro:{shorten(name, 60)}{said}.", remedy, Where("modules"), subject=iri)
        )
    return problems[:_MOST]


def _nearest(name: str, names: list[str]) -> list[str]:
    """Names of the same case that look alike, or begin with the same word.

    >>> _nearest("edgeRelation", ["edgeProperty", "studyRelation", "Legislation", "title"])[0]
    'edgeProperty'
    """
    words = _words(name)
    scored = []
    for other in names:
        if other[:1].isupper() == name[:1].isupper():
            same = len(set(words) & set(_words(other))) + (words[:1] == _words(other)[:1])
            score = SequenceMatcher(None, name.casefold(), other.casefold()).ratio() + 0.3 * same
            if score > 0.6:
                scored.append((-score, other))
    return [other for _, other in sorted(scored)[:2]]


def _words(name: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
