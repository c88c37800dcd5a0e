"""Words of a question as it is typed: contractions undone, accents and endings taken off, misspelt ones put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trosol.questions.tokens import folded, stems
from trosol.questions.welsh import as_it_stands, is_welsh

__all__ = [
    "COMMON",
    "LITTLE",
    "PREPOSITIONS",
    "SOFT",
    "TELLING_NOTHING",
    "Word",
    "base",
    "respelt",
    "root",
    "sound",
    "verb_stem",
    "words_of",
]

_MOST = 80
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CONTRACTED = {
    "whats": "what is",
    "whos": "who is",
    "wheres": "where is",
    "hows": "how is",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "vs": "versus",
}
_AFTER = {"t": "not", "s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am", "n": "yn", "r": "y"}
_LEMMAS = {
    form: lemma
    for lemma, forms in {
        "have": "has had having",
        "do": "does did done doing",
        "make": "made making",
        "lead": "led",
        "run": "ran",
        "pay": "paid",
        "hold": "held",
        "meet": "met",
        "feel": "felt",
        "write": "wrote written",
        "tell": "told",
        "buy": "bought",
        "think": "thought",
        "say": "said says",
        "build": "built",
        "take": "took taken taking",
        "give": "gave given giving",
        "get": "got gotten",
        "come": "came coming",
        "bring": "brought",
        "see": "saw seen",
        "drive": "drove driven driving",
        "speak": "spoke spoken",
        "stand": "stood",
        "keep": "kept",
        "find": "found",
        "wear": "wore worn",
        "begin": "began begun",
        "mean": "meant",
        "lose": "lost",
        "cause": "causing",
        "stop": "stopped stopping",
        "commission": "gomisiynodd comisiynodd",
    }.items()
    for form in forms.split()
}
"""Forms of verbs that no ending tells."""
_ASKING_WORDS = """
what who where how when that it there let here why which beth pwy
"""
_ASKING = frozenset(_ASKING_WORDS.split())

_LITTLE_WORDS = """
done doing a an the of to in on at by for from with and or is are was were be been being do does did that this these those
it its as their there them they we us our you your i me my any some please tell show list give name about can could would
should have has had if so y yr yn o ar am gan i a ac au sydd sy mae oes ydy yw oedd bod eu ei fy also then just really
actually exactly say says said report here what who whom whose which where when why how beth pwy pa pam pryd ble sut much
many not no mainly overall currently today now ever yet still too very so quite get gets got please know tell me exactly
there
"""
LITTLE = frozenset(_LITTLE_WORDS.split())
"""Words that say little about what is asked."""

_PREPOSITIONS_WORDS = """
of to in on for with by from at about as into over under within between among than upon towards ar at o i yn am gan
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
"""Small words that a phrase may have or not."""

COMMON = (
    LITTLE
    | PREPOSITIONS
    | frozenset(
        [
            "best",
            "most",
            "least",
            "worst",
            "biggest",
            "largest",
            "highest",
            "lowest",
            "smallest",
            "fewest",
            "number",
            "share",
            "percent",
            "percentage",
            "total",
            "long",
            "often",
            "common",
            "important",
            "difference",
            "compare",
            "compared",
            "between",
            "each",
            "every",
            "start",
            "begin",
            "first",
            "next",
            "last",
            "happen",
            "happened",
            "anyone",
            "anybody",
            "nobody",
            "none",
            "everyone",
            "everybody",
            "someone",
            "must",
            "need",
            "needs",
            "want",
            "wants",
            "think",
            "thinks",
            "said",
            "people",
            "person",
            "thing",
            "things",
            "year",
            "month",
            "week",
            "time",
            "versus",
            "against",
        ]
    )
)
"""Words that questions are asked with, right as they are."""


_TELLING_NOTHING_WORDS = """
peopl person mention name record cover distinguish exist identifi list describ propos appli matter there suffer made make
call read out talk take place happen find give kind sort involv come go everyth anyth someth all both total one two three four five six seven
eight nine ten everi main key overal general summaris summar
"""
TELLING_NOTHING = frozenset(_TELLING_NOTHING_WORDS.split())
"""Stems that stand in many questions and narrow none."""
SOFT = frozenset(["alreadi", "current", "present", "idea", "concept", "notion", "particular", "specif", "certain"])
"""Stems beside a name that say no more of it: *the sandbox idea*, *current targets*."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed without accents; ``root`` without the ending of a plural; ``stem`` without any ending; ``sure`` 0 to 1."""

    text: str
    root: str
    stem: str
    sure: float = 1.0

    @property
    def little(self) -> bool:
        """Whether it says little about what is asked."""
        return self.text in LITTLE


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A word without the ending of an English plural.

    >>> root("policies"), root("gatekeepers"), root("focus"), root("boxes"), root("process")
    ('policy', 'gatekeeper', 'focus', 'box', 'process')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """A word without the ending of a verb: the same for its forms, another for what is made of it.

    >>> base("undermines") == base("undermining"), base("stopping") == base("stop"), base("response") == base("responsible")
    (True, True, False)
    """
    text = word
    for ending in ("ing", "ed", "es", "s", "e"):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            text = text[: -len(ending)]
            break
    return text[:-1] if len(text) > 3 and text[-1] == text[-2] and text[-1] not in "sl" else text


@lru_cache(maxsize=20_000)
def _word(text: str) -> Word:
    stem = stems(_LEMMAS.get(text, text))
    return Word(text, _LEMMAS.get(text, root(text)), stem[0] if stem else text)


def verb_stem(word: str) -> str:
    """The stem of a word, of irregular verbs that of the verb.

    >>> verb_stem("built"), verb_stem("undermining")
    ('build', 'undermin')
    """
    return _word(word).stem


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, at most eighty.

    >>> [word.text for word in words_of("What's Wales' aim? Who’s in, who isn't?")]
    ['what', 'is', 'wales', 'aim', 'who', 'is', 'in', 'who', 'is', 'not']
    """
    if text.isascii() and "'" not in text:
        plain = _WORD.findall(text[:1000].casefold())
        if _CONTRACTED.keys().isdisjoint(plain):
            return tuple(map(_word, plain[:_MOST]))
    found: list[str] = []
    for whole in _WORD.findall(folded(text[:1000]).replace("’", "'")):
        first, *endings = whole.split("'")
        if endings and endings[0] == "t" and first.endswith("n"):
            first = {"ca": "can", "wo": "will"}.get(first[:-1], first[:-1])
        found += _CONTRACTED.get(first, first).split() if not endings else [first]
        for ending in endings:
            if ending == "s" and first not in _ASKING:
                continue
            found.append(_AFTER.get(ending, ending))
    return tuple(_word(each) for each in found[:_MOST])


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Roughly how a word sounds: the same for spellings that people confuse.

    >>> sound("metrix") == sound("metrics"), sound("weather") == sound("water")
    (True, False)
    """
    text = word.replace("ph", "f").replace("x", "ks").replace("ck", "k").replace("ce", "se").replace("ci", "si")
    text = text.replace("c", "k").replace("z", "s").replace("q", "k")
    kept = text[:1] + "".join(c for c in text[1:] if c not in "aeiouyw")
    return re.sub(r"(.)\1+", r"\1", kept)


def respelt(words: Sequence[Word], known: Mapping[str, int], common: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """The words, each unknown one as the known one that it most likely stands for, and surely two that were meant as one.

    ``known``: words that mean something here, with how often they stand somewhere. ``common``: words that are right as they are.
    """
    roots = frozenset(form for word in known for form in (_word(word).root, _word(word).stem))
    whole: list[Word] = []
    for word in words:
        joined = _word(whole[-1].text + word.text) if whole else None
        if joined and len(joined.text) > 6 and joined.root in roots and not (_is_known(whole[-1], known, roots) and word.little):
            whole[-1] = joined
            continue
        whole.append(word)
    if is_welsh(tuple(word.text for word in words)):
        whole = [
            _word(as_it_stands(word.text, known))
            if not (word.little or word.text in common or _is_known(word, known, roots))
            else word
            for word in whole
        ]
    return tuple(_respelt(word, known, roots, common) for word in whole)


_SHORT_WORDS = """
wat=what hwo=how wich=which wher=where whay=why wot=what hou=how teh=the shd=should shld=should cd=could wd=would ppl=people peeps=people
r=are u=you ur=your n=and abt=about diff=difference grp=group grps=groups ref=reference mgmt=management mgr=manager mgrs=managers
org=organisation orgs=organisations recs=recommendations rec=recommendation prog=programme progs=programmes dept=department
govt=government gov=government reqs=requirements prov=provider provs=providers bc=because cos=because btwn=between thru=through
chall=challenge challs=challenges sust=sustainable qs=questions resp=responsible exec=executive asap=first
"""
_SHORT = dict(pair.split("=") for pair in _SHORT_WORDS.split())
"""Spellings and short forms that people type, where nothing that is known is called so."""


def _is_known(word: Word, known: Mapping[str, int], roots: frozenset[str]) -> bool:
    return word.text in known or word.root in roots or word.stem in roots


def _letter_amiss(word: Word, known: Mapping[str, int], roots: frozenset[str]) -> Word:
    """A long word whose stem alone is known, with one letter amiss before the ending of a known one: *requirments*; else the word."""
    from rapidfuzz.distance import OSA

    if len(word.text) < 8 or word.text in known or word.root in roots:
        return word
    near = [other for other in sorted(known) if other[-3:] == word.text[-3:] and _word(other).stem == word.stem]
    meant = [other for other in near if OSA.distance(word.text, other, score_cutoff=1) == 1]
    return replace(_word(meant[0]), sure=0.92) if len(meant) == 1 else word


def _respelt(word: Word, known: Mapping[str, int], roots: frozenset[str], common: frozenset[str]) -> Word:
    from rapidfuzz.distance import OSA

    if word.text in _SHORT and not _is_known(word, known, roots):
        return _word(_SHORT[word.text])
    if len(word.text) == 3 and word.text not in known and word.text not in common:
        twice = word.text + word.text[-1]
        return replace(_word(twice), sure=0.92) if twice in known or twice in common else word
    if len(word.text) < 4 or word.little or word.text in common or word.text.isdigit():
        return word
    if _is_known(word, known, roots):
        return _letter_amiss(word, known, roots)
    doubled = re.sub(r"(?<![aeiou])([aeiouy][bdglmnprt])(ing|ed|er)$", lambda found: found[1] + found[1][1] + found[2], word.text)
    if doubled == word.text and (base(word.text) in known or base(word.text) in common):
        return word
    short = len(re.findall("[aeiouy]+", base(doubled))) == 1
    if doubled != word.text and (
        _is_known(_word(doubled), known, roots) or (short and (base(doubled) in known or base(doubled) in common))
    ):
        return replace(_word(doubled), sure=0.95)
    allowed = 0 if len(word.text) < 6 else 1 if len(word.text) < 8 else 2
    best: tuple[float, int, str] | None = None
    for other, number in (*known.items(), *((each, 1) for each in sorted(common))):
        if abs(len(other) - len(word.text)) > 2 or len(other) < 4 or other[0] != word.text[0]:
            continue
        distance = OSA.distance(word.text, other, score_cutoff=3)
        allowing = max(allowed, 1) if other in common or sorted(other) == sorted(word.text) else allowed
        alike = distance <= allowing or (
            distance <= 2 and len(word.text) > 4 and abs(len(other) - len(word.text)) < 2 and sound(other) == sound(word.text)
        )
        place = (distance - (0.5 if sound(other) == sound(word.text) else 0), -number, other)
        if alike and (best is None or place < best):
            best = place
    if best is None:
        return word
    return replace(_word(best[2]), sure=0.92 if best[0] <= 1 else 0.85)
