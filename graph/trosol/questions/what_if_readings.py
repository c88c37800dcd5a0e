"""Ways to read *what if*: more or less of something, gates that are opened, and what goes on where nothing is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trosol.questions.aspects import EFFECT, AspectAsk
from trosol.questions.finding_replies import WhatIf, gate_holders
from trosol.questions.reading_parts import Context, Named, Reading
from trosol.questions.wording import words_of

__all__ = ["SUPPOSING", "what_if_readings", "what_if_words"]

_IF = frozenset(["if", "happen", "pe", "petai", "pebai", "os", "suppose", "supposing", "imagine", "assuming", "assume", "unless"])
SUPPOSING = _IF - {"happen"}
_LESS_WORDS = """
less fewer without reduced reduce reducing remove removed removing end ended ending stop stopped stopping scrap scrapped scrapping
abolish abolished cut cutting llai leave leaves left leaving close closes closed closing shut shuts gone go goes went disappear
disappears disappeared vanish vanished quit withdraw withdrew withdrawn fail fails failed collapse collapsed lose loses lost losing
missing absent walked halve halved weaker weaken weakened shrink shrank dropped drop resign resigned retire retired die died dies
axed ditched ditch dismantled broke breaks fell falls fewer half unless ease eased eases easing lower lowered lift lifted relax relaxed
loosened lessened
"""
_LESS = frozenset(_LESS_WORDS.split())
_MORE_WORDS = """
more better longer stronger greater higher further increased increase increases mwy gwell become became becomes becoming get got
gets introduce introduced start started starts launch launched bring brought set work worked works exist existed exists happen
happened happens spread grow grew grows rise rises rose give gave given have had carry carried receive
received improve improved improves strengthen strengthened come comes came really take taken took join joined order ordered together
adopt adopted begin began expand expanded double doubled use used run ran put allow allowed let pay paid
"""
_MORE = frozenset(_MORE_WORDS.split())
_LEFT_ALONE = "unaddressed"
"""What *not addressed*, *left as it is* and the like stand for."""
_OPEN = frozenset(["open", "unlock", "agor"])
_GATES = frozenset(["gate", "door", "gatekeep", "porth", "pyrth", "drws"])
_EITHER_WAY, _WOULD = 0.6, frozenset(["would", "will", "could", "might", "to", "the", "what"])
_CHANGING = frozenset(word.stem for word in words_of("change happen effect difference result consequence"))


def what_if_words() -> tuple[str, ...]:
    """Words by which something is supposed."""
    return (*_IF, _LESS_WORDS.replace("\n", " "), _MORE_WORDS.replace("\n", " "))


def what_if_readings(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """Readings by which something is supposed, or left as it is."""
    words = context.words
    places = frozenset(place for place, word in enumerate(words) if word.text in _IF or word.text == "happens")
    supposing = any(words[place].text in SUPPOSING for place in places)
    left_alone = frozenset(place for place, word in enumerate(words) if word.text == _LEFT_ALONE)
    if left_alone:
        for each in named:
            yield Reading(AspectAsk(EFFECT, each.keys), each.places | places | left_alone, each.sure)
    if not supposing or left_alone or context.shape.asks not in ("what", "how", "check", ""):
        return
    opening = frozenset(place for place, word in enumerate(words) if word.stem in _OPEN)
    gates = frozenset(place for place, word in enumerate(words) if word.stem in _GATES)
    if opening and gates:
        yield from _opened(context, named, places | opening | gates)
    changing = frozenset(place for place, word in enumerate(words) if word.stem in _CHANGING)
    for each in named:
        less = frozenset(place for place, word in enumerate(words) if word.text in _LESS) - each.places
        negated = frozenset(place for place, word in enumerate(words) if word.text in ("no", "not")) - each.places
        more = frozenset(place for place, word in enumerate(words) if word.text in _MORE) - each.places
        wanted = -1.0 if bool(less) != bool(negated) else 1.0
        start = min((place for place in places if words[place].text in SUPPOSING), default=len(words))
        first = min((place for place in more | less if place > start), default=-1)
        if start < first < min(each.places):
            # Whoever it is that gets, has or brings it.
            more |= frozenset(range(start, first))
        covered = each.places | places | less | negated | more | (changing - each.places)
        # *If contracts changed* does not say which way.
        supposed = (place for place in changing - each.places if words[place - 1].text not in _WOULD)
        either_way = not less and any(place > start or words[place].text == "changing" for place in supposed)
        yield Reading(WhatIf(each.keys[0], wanted), covered, each.sure * (_EITHER_WAY if either_way else 1.0))
        # What rests on somebody, where no scenario says it.
        yield Reading(AspectAsk(EFFECT, each.keys), covered, each.sure * 0.85)


def _opened(context: Context, named: Sequence[Named], places: frozenset[int]) -> Iterator[Reading]:
    """Gates opened by those who are named, or, where nobody is, by all who hold one."""
    holders = gate_holders(context.snapshot)
    own = [each for each in named if set(each.keys) <= set(holders) and each.sure > 0.8]
    for each in own:
        yield Reading(WhatIf("", opened=each.keys), each.places | places, each.sure)
    if holders and not own:
        yield Reading(WhatIf("", opened=holders), places, 0.95)
