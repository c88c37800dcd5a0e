"""Turns of phrase by which people ask: politeness and preambles leave, and idioms become the plain words that mean the same.

*Can you tell me who decides* asks *who decides*; *how come* is *why*, *grouped by* and *for each* are *per*. A text of several
sentences is read by those that ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from trosol.questions.empty_turns import DROPPED
from trosol.questions.turns_of_phrase import PLAIN
from trosol.questions.wording import Word, words_of

__all__ = ["asking_part", "has_turn", "phrase_words", "plain_words", "said_before"]

_LONGEST = 7
_THINGS = "assets"
_PERSONS = frozenset(["who", "whom", "whose", "pwy"])
_KEPT_WHOLE = 2
"""A text of at most so many sentences is read as a whole where none of them asks."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")


@lru_cache(maxsize=1)
def _rewritten() -> Mapping[tuple[str, ...], tuple[Word, ...]]:
    """What each turn of phrase becomes; nothing for those that leave."""
    found: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for line in DROPPED.split("\n"):
        if line:
            found[tuple(word.text for word in words_of(line))] = ()
    for line in PLAIN.split("\n"):
        said, mark, meant = line.partition(" = ")
        if mark:
            found[tuple(word.text for word in words_of(said))] = words_of(meant)
    return found


def phrase_words() -> tuple[str, ...]:
    """Every turn of phrase as people type it."""
    return (*DROPPED.split("\n"), *(line.partition(" = ")[0] for line in PLAIN.split("\n")))


def plain_words(words: Sequence[Word], names: Collection[tuple[str, ...]] = ()) -> tuple[Word, ...]:
    """The words with every turn of phrase in plain words; all of them where nothing would be left.

    ``names``: words of recorded names, which stay as they are (see :func:`has_turn`).

    >>> [word.text for word in plain_words(words_of("Can you tell me how come they left, please?"))]
    ['why', 'they', 'left']
    >>> [word.text for word in plain_words(words_of("Please, who wants to live well in practice?"), [("live", "well")])]
    ['who', 'wants', 'to', 'live', 'well']
    """
    made = tuple(_made(tuple(_made(words, names)), names))
    return made if any(not word.little for word in made) or len(made) == len(words) else tuple(words)


def has_turn(name: Sequence[str]) -> bool:
    """Whether a turn of phrase stands within a name of several words.

    >>> has_turn(["live", "well"]), has_turn(["well"]), has_turn(["live", "long"])
    (True, False, False)
    """
    turns, size = _rewritten(), len(name)
    return size > 1 and any(
        tuple(name[at : at + length]) in turns for at in range(size) for length in range(1, min(_LONGEST, size - at) + 1)
    )


def _made(words: Sequence[Word], names: Collection[tuple[str, ...]]) -> Iterator[Word]:
    turns, texts = _rewritten(), tuple(word.text for word in words)
    place = 0
    while place < len(words):
        if kept := max((len(name) for name in names if texts[place : place + len(name)] == name), default=0):
            yield from words[place : place + kept]
            place += kept
            continue
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            plain = turns.get(texts[place : place + length])
            if plain is not None and not (plain[-1:] and plain[-1].text == _THINGS and _of_people(texts[:place])):
                # *Assets we can build on* names assets once.
                yield from plain[1:] if plain and place and plain[0].text == words[place - 1].text else plain
                place += length
                break
        else:
            yield words[place]
            place += 1


def _of_people(before: Sequence[str]) -> bool:
    """Whether people are asked for: of them, *working well* says what they do."""
    return bool(_PERSONS & set(before)) or tuple(before[-2:]) in (("many", "people"), ("which", "people"))


_ASKS = frozenset(
    [
        "what",
        "who",
        "whom",
        "whose",
        "which",
        "where",
        "when",
        "why",
        "how",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "will",
        "has",
        "have",
        "beth",
        "pwy",
        "pa",
        "ble",
        "pryd",
        "pam",
        "sut",
        "faint",
        "oes",
        "ydy",
        "list",
        "name",
        "show",
        "tell",
        "explain",
        "compare",
        "describe",
    ]
)


def asking_part(text: str) -> str:
    """Of several sentences, those that ask; the text itself where there is one, or none that asks.

    >>> asking_part("We plan a course. What do managers lack?")
    'What do managers lack?'
    """
    sentences = [each.strip() for each in _SENTENCE.findall(text) if each.strip()]
    if len(sentences) < _KEPT_WHOLE:
        return text
    asking = [each for each in sentences if each.endswith("?")] or [each for each in sentences if _begins_asking(each)]
    return " ".join(asking) if asking else text


_DASH = re.compile(r"\s[-\u2013\u2014]+\s|[;\u2014]\s")


def said_before(text: str) -> tuple[str, str]:
    """What stands before a dash, and the question after it; nothing, and the text, where there is no such question.

    >>> said_before("My managers feel lost - what would help them?")
    ('My managers feel lost', 'what would help them?')
    """
    cuts = [each for each in _DASH.finditer(text) if _stands_alone(text[each.end() :])]
    return (text[: cuts[-1].start()].strip(), text[cuts[-1].end() :].strip()) if cuts else ("", text)


def _stands_alone(sentence: str) -> bool:
    """Whether it asks, and says what: *why?* after a dash asks of what stands before."""
    return _begins_asking(sentence) and any(not word.little for word in words_of(sentence))


def _begins_asking(sentence: str) -> bool:
    words = words_of(sentence)
    return bool(words) and words[0].text in _ASKS
