"""How a question is put: what kind of answer it wants, what is asked of which end of a relation, and where it is two questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trosol.questions.linking import Link
from trosol.questions.wording import Word

__all__ = ["AUXILIARIES", "Shape", "entity_is_subject", "parts_of", "shape_of"]

_AUXILIARIES_WORDS = """
do does did can could would will should shall may might must is are was were has have had be mae oes oedd ydy yw sydd ai
"""
AUXILIARIES = frozenset(_AUXILIARIES_WORDS.split())
_ARTICLES_WORDS = """
the a an our their its this that these those y yr
"""
_ARTICLES = frozenset(_ARTICLES_WORDS.split())
_ASKING = {
    "who": "who",
    "whom": "who",
    "whose": "who",
    "pwy": "who",
    "what": "what",
    "beth": "what",
    "which": "which",
    "pa": "which",
    "where": "where",
    "ble": "where",
    "when": "when",
    "pryd": "when",
    "why": "why",
    "pam": "why",
    "how": "how",
    "sut": "how",
}
_MOST_WORDS = """
most biggest largest highest greatest best top strongest worst fewest least lowest smallest mwyaf lleiaf pwysicaf
"""
_MOST = frozenset(_MOST_WORDS.split())
_LEAST = frozenset(["fewest", "least", "lowest", "smallest", "lleiaf"])
_QUANTITY_WORDS = """
largest highest lowest smallest fewest common popular frequent represented often mwyaf lleiaf
"""
_QUANTITY = frozenset(_QUANTITY_WORDS.split())
_NUMBER_WORDS = """
number count total sawl faint nifer amount share percentage percent proportion
"""
_NUMBER = frozenset(_NUMBER_WORDS.split())
_LISTING = frozenset(["list", "name", "show", "describe", "explain", "give"])
_BEFORE_ASKING = frozenset(["for", "by", "with", "from", "to", "at", "on"])
_TIME = frozenset(["long", "weeks", "months", "days", "years"])
_PRONOUNS_WORDS = """
they them it he she these those this that their its nhw hwy
"""
_PRONOUNS = frozenset(_PRONOUNS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Shape:
    """How a question is put.

    ``asks``: who, what, which, where, when, why, how, count, long (a time), check (yes or no), or empty for mere words. ``places``:
    words that this accounts for. ``negated``: whether it asks why or what does *not* happen. ``most``: asks for the first (1) or
    last (-1) of an order; ``by_number``: of numbers, and not of importance. ``pronoun``: place of a word that points at an
    earlier answer, or -1.
    """

    asks: str
    places: frozenset[int]
    negated: bool = False
    most: int = 0
    by_number: bool = False
    pronoun: int = -1


def shape_of(words: Sequence[Word]) -> Shape:
    """How the words ask.

    >>> from trosol.questions.wording import words_of
    >>> [shape_of(words_of(text)).asks for text in ("How many are there?", "Is it so?", "why not", "faint o bobl")]
    ['count', 'check', 'why', 'count']
    """
    texts = [word.text for word in words]
    places = {place for place, text in enumerate(texts) if text in _ASKING or text in ("not", "ddim")}
    asks = next((_ASKING[text] for text in texts if text in _ASKING), "")
    negated = "not" in texts or "ddim" in texts
    for place, text in enumerate(texts):
        following = texts[place + 1] if place + 1 < len(texts) else ""
        number = text in _NUMBER and (following in ("of", "o") or not asks or text in ("faint", "sawl", "nifer"))
        if (text == "how" and following in ("many", "much", "big", "large", "often")) or number:
            asks = "count"
            places |= {place, place + 1} if text == "how" else {place}
        elif text == "how" and following == "long":
            asks = "long"
            places |= {place, place + 1}
    if not asks and texts[:1] and texts[0] in AUXILIARIES:
        asks = "check"
        places.add(0)
    superlatives = [place for place, text in enumerate(texts) if text in _MOST]
    most = (-1 if any(texts[place] in _LEAST for place in superlatives) else 1) if superlatives else 0
    by_number = bool(set(texts) & _QUANTITY)
    places |= set(superlatives) | {place for place, text in enumerate(texts) if most and text in _QUANTITY}
    pronoun = next((place for place, text in enumerate(texts) if text in _PRONOUNS and not _is_filler(texts, place)), -1)
    return Shape(asks, frozenset(places), negated, most, by_number, pronoun)


def _is_filler(texts: Sequence[str], place: int) -> bool:
    """Whether a pronoun points at nothing: *this research*, *those who*, *is it true that*, *there it is*."""
    following = texts[place + 1] if place + 1 < len(texts) else ""
    if texts[place] in ("this", "that", "these", "those", "their", "its"):
        return bool(following) and following not in AUXILIARIES
    return False


def entity_is_subject(words: Sequence[Word], entity: frozenset[int], relation: Link) -> bool:
    """Whether the entity is the subject of the claim asked for, by the order of words, help verbs, and *by*.

    *What do metrics undermine* and *what is undermined by metrics* ask of metrics as the subject, *what undermines metrics*
    and *what are metrics undermined by* as the object.
    """
    start, end = min(entity), max(entity) + 1
    before = start - 1
    while before >= 0 and words[before].text in _ARTICLES and before not in relation.places:
        before -= 1
    helped = before >= 0 and words[before].text in AUXILIARIES and before not in relation.places
    asking = words[min(relation.places)].text in _ASKING and len(relation.places) == 1
    helped = helped and not asking
    told = sorted(place for place in relation.places if place not in entity)
    first = next((place for place in told if not words[place].little), told[0] if told else 0)
    is_subject = helped or (first >= end and not asking)
    if _passive(words, relation, end):
        is_subject = not is_subject
    return is_subject if relation.outward else not is_subject


def _passive(words: Sequence[Word], relation: Link, entity_end: int) -> bool:
    after = max(relation.places) + 1
    return any(place < len(words) and words[place].text in ("by", "gan") for place in (after, after + 1)) and not any(
        words[place].text in ("by", "gan") for place in relation.places
    )


def parts_of(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The questions that a text consists of: split where *and* goes on with another question word, or a sentence ends.

    >>> from trosol.questions.wording import words_of
    >>> [[word.text for word in part] for part in parts_of(words_of("who paid and who did it"))]
    [['who', 'paid'], ['who', 'did', 'it']]
    """
    cuts = [
        place
        for place, word in enumerate(words[:-1])
        if word.text in ("and", "a", "ac")
        and 0 < place < len(words) - 2
        and words[place + 1 + (words[place + 1].text in _BEFORE_ASKING)].text in _ASKING
        and words[0].text in (*_ASKING, *AUXILIARIES, *_LISTING)
    ]
    ends = [-1, *cuts, len(words)]
    return tuple(tuple(words[a + 1 : b]) for a, b in pairwise(ends))
