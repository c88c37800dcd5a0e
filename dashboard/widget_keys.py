"""Keys of widgets, made so that no two can be alike: of parts that keep apart, in places that are taken once in a run.

Streamlit ends a screen where two widgets have one key. Names of parts are chosen by different screens and components, and
ids come from data, so a key that is glued together can be another one's: ``a-b`` and ``c`` make what ``a`` and ``b-c`` make.
"""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

__all__ = ["Place", "begin_places", "key_of", "place"]

Place = tuple[str, ...]
"""Where a part of a screen stands: what kind of part it is, its name, and a number where that name was taken."""

_TAKEN = "places-taken"
_BETWEEN = "~"


def key_of(*parts: object) -> str:
    """A key of two parts or more: other parts make another key, and no key that is written out as one word is among them.

    >>> key_of("a-b", "c") == key_of("a", "b-c")
    False
    >>> key_of("a~b", "c")
    'a%7Eb~c'
    """
    assert len(parts) > 1
    return _BETWEEN.join(quote(str(part), safe=" :").replace(_BETWEEN, "%7E") for part in parts)


def begin_places() -> None:
    """A run of the whole screen begins: no place is taken."""
    st.session_state[_TAKEN] = set()


def place(kind: str, name: object) -> Place:
    """A place of its own for a part of the screen; a name that is taken gets a number.

    To be asked for in a run of the whole screen, never inside a fragment: that runs again without what stands before it.
    """
    taken: set[Place] = st.session_state.setdefault(_TAKEN, set())
    wanted, number = (kind, str(name)), 1
    found: Place = wanted
    while found in taken:
        number += 1
        found = (*wanted, str(number))
    taken.add(found)
    return found
