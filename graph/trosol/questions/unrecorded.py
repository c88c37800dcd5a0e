"""What nothing recorded speaks of: *anything about artificial intelligence?*, *how much does it cost?*

Told where a question asks whether, or how much, something is there at all, and its words stand nowhere in the records: in no name,
description, claim or paraphrase. That is said of the words; what else the question names is offered beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from trosol.language import say_in
from trosol.questions.answering import Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.headlines import listing
from trosol.questions.known_names import vocabulary
from trosol.questions.nearest import recorded_stems
from trosol.questions.reading_parts import Context
from trosol.questions.welsh import is_welsh
from trosol.questions.wording import COMMON, PREPOSITIONS, SOFT, TELLING_NOTHING, Word, words_of
from trosol.store.snapshot import Snapshot

__all__ = ["unrecorded"]

_SHORT, _MOST = 4, 4
"""Words up to this length are too like others; mere words are no more than so many."""
_ALIKE = 5
"""A word that begins with so many letters of a recorded one may be a form of it."""
_NAMED = 0.9
_MONEY_WORDS = """
cost costs costing money spend spent spending budget price priced pay paid pounds pound euros euro dollars expensive expenditure sum
cheap afford fee fees salary salaries wages gost cost arian gwario
"""
_MONEY = frozenset(_MONEY_WORDS.split())
_SUMS, _EARLY = frozenset(["cost", "costs", "budget", "price", "expenditure"]), 4
"""Words for a sum, and how early one stands where it is what is asked for."""
_CURRENCIES = frozenset(["gbp", "eur", "usd", "£", "€", "$", "pound", "pounds", "euro", "euros", "dollar", "dollars", "money"])
_COUNTED = frozenset(["count", "long"])


def unrecorded(context: Context, language: str = "en") -> Reply | None:
    """A reply that says what is recorded nowhere; None where it is not asked for, or something is."""
    if is_welsh([word.text for word in context.words]):
        return None
    if context.shape.asks in _COUNTED or _costs(context):
        return _no_sum(context, language) or _no_figure(context, language)
    if not _asks_whether_there(context):
        return None
    missing = _missing(context)
    telling = [word for word in context.words if not word.little and word.stem not in TELLING_NOTHING]
    known = any(link.sure > _NAMED for link in context.linked.entities)
    if context.words[0].text != "what" and all(_is_nowhere(context.snapshot, word) for word in telling):
        # Mere words of which none is known may be no question at all.
        return None
    return _reply(context.snapshot, missing, language) if 2 * len(missing) >= max(1, len(telling)) and not known else None


def _asks_whether_there(context: Context) -> bool:
    """*What about …*, or mere words."""
    texts = [word.text for word in context.words]
    return texts[:2] == ["what", "about"] or (not context.shape.asks and len(texts) <= _MOST)


def _missing(context: Context) -> list[str]:
    """Telling words that nothing recorded has, in their order, where the words beside them name nothing that stands first."""
    return [word.text for word in context.words if _is_missing(context.snapshot, word)]


def _is_missing(snapshot: Snapshot, word: Word) -> bool:
    if len(word.text) <= _SHORT or word.little or word.sure < 1 or word.text.isdigit():
        return False
    if word.stem in TELLING_NOTHING or word.stem in SOFT or word.text in COMMON | PREPOSITIONS:
        return False
    return _is_nowhere(snapshot, word)


def _is_nowhere(snapshot: Snapshot, word: Word) -> bool:
    recorded, starts = _recorded(snapshot)
    known = vocabulary(snapshot).known
    begins = word.stem[: max(_ALIKE, len(word.stem) - 2)]
    return not (word.stem in recorded or word.text in known or word.root in known or begins in starts)


@lru_cache(maxsize=4)
def _recorded(snapshot: Snapshot) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of all words that are recorded or asked with, and the beginnings of the longer ones."""
    ontology = snapshot.ontology
    labels = [text for term in (*ontology.classes.values(), *ontology.properties.values()) for _, text in term.labels]
    labels += [text for term in ontology.concepts.values() for _, text in term.labels]
    named = {word.stem for text in labels for word in words_of(text)}
    stems = recorded_stems(snapshot) | named
    return stems, frozenset(stem[:length] for stem in stems for length in range(_ALIKE, len(stem) + 1))


def _costs(context: Context) -> bool:
    # *Budget cuts* is the name of something, and asks for no sum.
    named = {place for link in context.linked.entities if link.sure > _NAMED for place in link.places}
    texts = ["" if place in named else word.text for place, word in enumerate(context.words)]
    return context.shape.asks == "what" and (bool(_SUMS & set(texts[:_EARLY])) or texts[-1] in _SUMS) and len(texts) > 1


def _no_sum(context: Context, language: str) -> Reply | None:
    """That no sum of money is recorded, where one is asked for."""
    asked = [word for word in context.words if word.text in _MONEY]
    if any(word.text == "many" for word in context.words):
        return None
    units = {word.text for each in context.snapshot.records.observations.values() for word in words_of(each.unit)}
    if not asked or units & _CURRENCIES:
        return None
    headline = say_in(language, "Not stated: no sum of money is recorded.")
    named = [
        link
        for link in context.linked.entities
        if link.sure > _NAMED and not all(context.words[p].text in _MONEY for p in link.places)
    ]
    if named:
        label = context.snapshot.entity(max(named, key=lambda link: (len(link.places), link.sure)).key).label(language)
        headline = say_in(language, "Not stated: no sum of money is recorded, for {name} or anything else.", name=label)
    return made_reply(
        context.snapshot, "", say_in(language, "How much money is it?"), NOT_STATED, (), (), "", headline, "", language
    )


def _no_figure(context: Context, language: str) -> Reply | None:
    """That there is no figure, where nothing recorded speaks of what is to be counted."""
    after = max((place for place, word in enumerate(context.words) if word.text in ("many", "much")), default=-1) + 1
    counted = context.words[after] if 0 < after < len(context.words) else None
    missing = counted is not None and _is_missing(context.snapshot, counted)
    return _reply(context.snapshot, [counted.text], language) if counted and missing else None


def _reply(snapshot: Snapshot, missing: Sequence[str], language: str) -> Reply:
    names = listing([f"“{text}”" for text in missing], language)
    headline = say_in(
        language,
        "Not stated in these words: nothing recorded has {names}. That is not a no: another word may be used.",
        names=names,
    )
    understood = say_in(language, "What is said about {names}?", names=names)
    return made_reply(snapshot, "", understood, NOT_STATED, (), (), "", headline, "", language)
