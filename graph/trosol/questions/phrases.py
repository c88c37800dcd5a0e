"""Turns of phrase by which people ask: politeness and preambles leave, and idioms become the plain words that mean the same.

*Can you tell me who decides* asks *who decides*; *how come* is *why*, *grouped by* and *for each* are *per*. A text of several
sentences is read by those that ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from trosol.questions.wording import Word, words_of

__all__ = ["asking_part", "phrase_words", "plain_words"]

_DROPPED = """
can you tell me
could you tell me
please tell me
tell me please
can you please tell me
can you show me
could you show me
can you explain
could you explain
can you give me
could you give me
can you list
could you list
please list
do you know
do we know
i would like to know
i want to know
i would like to see
i want to see
i need to know
i would love to know
i was wondering
i am wondering
wondering if
wondering whether
just wondering
i am interested in
i am curious about
i am trying to understand
i am trying to find out
help me understand
let me know
remind me
quick question
to me
like i am five
like i am 5
for beginners
in layman terms
dwi eisiau gwybod mwy am
dw i eisiau gwybod mwy am
dwi eisiau gwybod am
dywedwch wrthyf am
any idea
any ideas on
what can you tell me about
what do you know about
does the report say
does the report mention
does the report tell us
does the report explain
according to the report
according to the research
according to the study
according to the participants
according to this
in the report
in this report
in the study
from the report
in your view
in your opinion
in simple terms
in simple words
in plain english
in plain language
in a few words
in a sentence
in one sentence
in short
in brief
briefly
simply put
in other words
in general
in practice
in reality
in all this
in all of this
in this area
at the moment
right now
these days
as far as you know
if any
if anything
if you can
thank you
thanks
cheers
please
pls
plz
ok
okay
well
so
hi
hello
hiya
hey
hi there
dear all
good morning
and also
also
actually
basically
honestly
really
a bit
kind of
sort of
is it true that
is it the case that
is it right that
am i right that
do people say that
is there any evidence that
is there evidence that
what is the evidence that
where is the evidence that
hoffwn i wybod
hoffwn wybod
allwch chi ddweud wrthyf
os gwelwch yn dda
diolch
"""
"""Turns that say nothing of what is asked. Those that stand for a question are rewritten below."""

_PLAIN = """
how come = why
what for = why
for what reason = why
for which reasons = why
what is the reason = why
what is the reason for = what causes
what are the reasons for = what causes
what are the causes of = what causes
reasons for = what causes
causes of = what causes
cause of = what causes
reason for = what causes
grouped by = per
group by = per
sorted by = per
ordered by = per
listed by = per
split by = per
broken down by = per
breakdown by = per
organised by = per
arranged by = per
divided by = per
for each = per
for every = per
per each = per
quick overview = overview
quick summary = summary
short summary = summary
give examples of = what about
give me examples of = what about
examples of = what about
an example of = what about
tell me more about = what about
know more about = know about
more information on = what about
more information about = what about
more detail on = what about
more details on = what about
find out more about = what about
what is the deal with = what about
what is up with = what about
what is the story with = what about
is in the way of = stops
are in the way of = stop
be in the way of = stop
how representative is = what limitations has
how representative are = what limitations has
is the sample representative = what are the limitations
each other = one another
got in the way of = stopped
get in the way of = stop
gets in the way of = stops
getting in the way of = stopping
stand in the way of = stop
stands in the way of = stops
standing in the way of = stopping
keep from = stop
make it hard to = stop
makes it hard to = stops
make it difficult to = stop
makes it difficult to = stops
makes it hard for = stops
makes it difficult for = stops
lend a hand to = help
give a hand to = help
make a difference to = influence
makes a difference to = influences
have an impact on = influence
has an impact on = influences
have an effect on = influence
has an effect on = influences
has an influence on = influences
have an influence on = influence
have a bearing on = influence
play a role in = influence
plays a role in = influences
play a part in = influence
plays a part in = influences
has to do with = is linked to
have to do with = are linked to
have got = have
has got = has
what sort of = which
what kind of = which
what kinds of = which
what sorts of = which
what type of = which
which kind of = which
which kinds of = which
which sort of = which
which type of = which
who all = who
who else = who
what else = what
where else = where
whereabouts = where
how is it that = why
why is it that = why
what is it that = what
who is it that = who
why on earth = why
what on earth = what
what exactly = what
who exactly = who
a list of = list
what needs to change = which changes are suggested
what has to change = which changes are suggested
what must change = which changes are suggested
what should change = which changes are suggested
what ought to change = which changes are suggested
what would you change = which changes are suggested
what needs changing = which changes are suggested
can we build on = assets
we can build on = assets
could we build on = assets
we could build on = assets
to build on = assets
list of all = list
list all of = list
list all = list
"""
_LONGEST = 7
_KEPT_WHOLE = 2
"""A text of at most so many sentences is read as a whole where none of them asks."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")


@lru_cache(maxsize=1)
def _rewritten() -> Mapping[tuple[str, ...], tuple[Word, ...]]:
    """What each turn of phrase becomes; nothing for those that leave."""
    found: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for line in _DROPPED.split("\n"):
        if line:
            found[tuple(word.text for word in words_of(line))] = ()
    for line in _PLAIN.split("\n"):
        said, mark, meant = line.partition(" = ")
        if mark:
            found[tuple(word.text for word in words_of(said))] = words_of(meant)
    return found


def phrase_words() -> tuple[str, ...]:
    """Every turn of phrase as people type it."""
    return (*_DROPPED.split("\n"), *(line.partition(" = ")[0] for line in _PLAIN.split("\n")))


def plain_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with every turn of phrase in plain words; all of them where nothing would be left.

    >>> [word.text for word in plain_words(words_of("Can you tell me how come they left, please?"))]
    ['why', 'they', 'left']
    """
    made = tuple(_made(words))
    return made if any(not word.little for word in made) or len(made) == len(words) else tuple(words)


def _made(words: Sequence[Word]) -> Iterator[Word]:
    turns = _rewritten()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            plain = turns.get(tuple(word.text for word in words[place : place + length]))
            if plain is not None:
                yield from plain
                place += length
                break
        else:
            yield words[place]
            place += 1


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


def _begins_asking(sentence: str) -> bool:
    words = words_of(sentence)
    return bool(words) and words[0].text in _ASKS
