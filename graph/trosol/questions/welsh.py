"""Welsh as it is typed: whether a question is put in it, and how a word that stands softened after another is by itself."""

from __future__ import annotations

from collections.abc import Container, Sequence

__all__ = ["as_it_stands", "is_welsh"]

_WELSH_WORDS = """
beth pwy pam sut ble pryd faint pa mae yw ydy sydd oes oedd yn yr ei eu eich ein hyn hwn hon nhw ni allwn gallwn ddylem dylid fyddai
gwneud wneud eisiau gwybod mwy rhwng gyda heb ond neu hefyd gan sy nad nid
"""
_WELSH = frozenset(_WELSH_WORDS.split())

_MUTATED = {
    "ngh": ("c",),
    "ng": ("g",),
    "mh": ("p",),
    "nh": ("t",),
    "ch": ("c",),
    "ph": ("p",),
    "th": ("t",),
    "dd": ("d",),
    "f": ("b", "m"),
    "g": ("c",),
    "l": ("ll",),
    "r": ("rh",),
    "b": ("p",),
    "d": ("t",),
    "m": ("b",),
    "n": ("d",),
    "": ("g",),
}
"""What the beginning of a Welsh word may have been before it was softened after another one."""

_SHORTEST = 4


def is_welsh(words: Sequence[str]) -> bool:
    """Whether a question is put in Welsh: it begins as Welsh ones do, or has two words that only Welsh has.

    >>> is_welsh("pwy yw r bobl".split()), is_welsh("who are the people".split())
    (True, False)
    """
    return sum(word in _WELSH for word in words) > 1 or any(word in ("beth", "pwy", "pam", "sut") for word in words[:1])


def as_it_stands(word: str, known: Container[str]) -> str:
    """A Welsh word as it is by itself, where that is known; else the word.

    >>> as_it_stands("rwystrau", ["rhwystrau"]), as_it_stands("ddata", ["rhwystrau"])
    ('rhwystrau', 'ddata')
    """
    if len(word) < _SHORTEST:
        return word
    for softened, ways in _MUTATED.items():
        for way in ways if word.startswith(softened) else ():
            whole = way + word[len(softened) :]
            if whole in known:
                return whole
    return word
