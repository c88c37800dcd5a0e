"""Ways to read what was typed as a judgement or a reference: is it the problem, which is more, side by side, where it stands, who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trosol.questions.aspects import is_actor
from trosol.questions.blame import Blame
from trosol.questions.checks import Check, checked
from trosol.questions.comparing import Compare
from trosol.questions.reading_parts import Context, Named, Reading, relations_in
from trosol.questions.said_where import SaidBy, SaidWhere
from trosol.questions.wording import Word, words_of

__all__ = ["blaming_places", "judging_readings"]

_BEING = frozenset(["is", "are", "was", "were", "do", "does", "did", "ydy", "yw", "ai"])


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(text))


_BLAMED = _stems(
    "problem issue bottleneck obstacle barrier blocker culprit trouble hurdle blame fault hindrance villain brake broblem rhwystr"
)
_FAULTY = _stems("bad harmful unhelpful troublesome drwg")
"""Said of somebody after *why*: what is recorded against them."""
_HOLDING = _stems("hold holding stand standing get getting drag slow block")
_BACK = frozenset(["back", "up", "down", "way"])
_STRESSED = _stems("main real whole only root true actual key big biggest bigger underlying central core part really wir")
_MORE_WORDS = """
bigger greater larger worse more most matters matter important serious urgent better best stronger higher main biggest
helps help useful effective mwy gwaeth pwysicach
"""
_MORE = _stems(_MORE_WORDS) | frozenset(["more", "most", "better", "best", "worse"])
_RANKED_NOUNS = (
    _stems("barrier problem challenge issue obstacle factor influence priority concern lever threat effect impact difference")
    | _BLAMED
)
_COMPARING = _stems(
    "compare comparison differ difference different versus contrast distinguish cymharu gwahaniaeth unlike alike similar same common"
)
_COMES = _stems("comes come terms regard regards respect")
_LEAST = 0.5
_PAGES = frozenset(["page", "pages", "section", "sections", "chapter", "chapters", "paragraph", "tudalen", "adran"])
_STANDING = _stems("talk mention say discuss find cover describe speak stand write appear come deal quote")
_TOLD = _stems("talk mention say discuss cover describe speak write quote")
_SAYING = frozenset(["said", "says", "say", "saying", "dweud", "ddywedodd", "thinks", "view", "opinion", "claim", "claims"])


def judging_readings(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """All of them."""
    yield from _blames(context, named)
    yield from _compares(context, named)
    yield from _places(context, named)
    yield from _sayers(context, named)


def _at(words: Sequence[Word], stems: frozenset[str]) -> frozenset[int]:
    return frozenset(place for place, word in enumerate(words) if word.stem in stems or word.text in stems)


def blaming_places(words: Sequence[Word]) -> frozenset[int]:
    """Places of words by which something is called a problem: *the real problem*, *to blame*, *holding things up*, *in the way*."""
    blamed = _at(words, _BLAMED)
    holding = _at(words, _HOLDING)
    back = frozenset(place for place, word in enumerate(words) if word.text in _BACK and any(at < place for at in holding))
    texts = [word.text for word in words]
    standing = frozenset(at for at, text in enumerate(texts) if text == "way" and "in" in texts[max(0, at - 2) : at])
    if standing:
        blamed |= standing | frozenset(at for at in holding if any(at < way for way in standing))
    if not blamed and not (holding and back):
        return frozenset()
    stressed = frozenset(place for place in _at(words, _STRESSED) if any(place < at <= place + 3 for at in blamed))
    return blamed | stressed | (holding | back if holding and back else frozenset())


def _blames(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    words = context.words
    places = blaming_places(words)
    if context.shape.asks == "why":
        places |= _at(words, _FAULTY)
        for each in named:
            telling = {place for place, word in enumerate(words) if not word.little} - each.places - context.shape.places
            somebody = all(is_actor(context.snapshot, key) for key in each.keys)
            if places and somebody and telling <= places and max(each.places, default=99) < max(places):
                yield Reading(Blame(each.keys, why=True), each.places | places | {0}, each.sure)
        return
    if context.shape.asks != "check" or not places or words[0].text not in _BEING:
        return
    for each in named:
        if not each.places & places and max(each.places, default=99) < max(places):
            yield Reading(Blame(each.keys), each.places | places | {0}, each.sure)


def _compares(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    words, shape = context.words, context.shape
    more = _at(words, _MORE) | (frozenset(place for place in shape.places if shape.most))
    comparing = _at(words, _COMPARING)
    for each in named:
        span = words[min(each.places, default=0) : max(each.places, default=0) + 1]
        if len(each.keys) < 2 or any(len(one.keys) == 1 and one.places == each.places and one.sure >= each.sure for one in named):
            continue
        joined = {word.text for word in span}
        if joined & {"or", "neu", "versus"} and (more - each.places):
            nouns = _at(words, _RANKED_NOUNS) - each.places
            asking = frozenset([0]) if shape.asks == "check" else frozenset()
            yield Reading(Compare(each.keys, ranked=True), each.places | (more - each.places) | nouns | asking, each.sure)
        if comparing or "versus" in joined:
            yield Reading(Compare(each.keys), each.places | comparing, each.sure)
    than = [place for place, word in enumerate(words) if word.text in ("than", "na")]
    if not comparing and not (more and than):
        return
    for one in named:
        for other in named:
            single = len(one.keys) == len(other.keys) == 1 and one.keys != other.keys
            if single and max(one.places) < min(other.places) and min(one.sure, other.sure) > _LEAST:
                about = frozenset(range(min(other.places), len(words))) & _at(words, _COMES)
                ranked = not comparing and any(max(one.places) < at < min(other.places) for at in than)
                if not (comparing or ranked):
                    continue
                asking = frozenset([0]) if ranked and shape.asks == "check" else frozenset()
                nouns = (
                    (more - one.places - other.places) | frozenset(than) | _at(words, _RANKED_NOUNS) if ranked else frozenset()
                )
                places = one.places | other.places | comparing | about | asking | nouns
                yield Reading(Compare((one.keys[0], other.keys[0]), ranked), places, (one.sure * other.sure) ** 0.5)


def _places(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """*Which page*, *where does it say*: of what is named, or of the answer before."""
    words = context.words
    pages = frozenset(place for place, word in enumerate(words) if word.text in _PAGES)
    pages |= frozenset(
        place
        for place, word in enumerate(words[:-1])
        if word.text in ("evidence", "proof", "tystiolaeth")
        and words[place + 1].text in ("for", "of", "on", "behind", "about", "dros", "am")
    )
    standing = _at(words, _STANDING)
    told = _at(words, _TOLD)
    where = context.shape.asks == "where" and bool(told)
    if not (pages or where):
        return
    places = pages | standing
    if context.earlier_claims and (context.shape.pronoun >= 0 or not named):
        yield Reading(SaidWhere(claims=context.earlier_claims), _with_little(words, places), 1.0)
    for each in named:
        if not each.places & places:
            yield Reading(SaidWhere(each.keys), each.places | places, each.sure)


def _sayers(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """*Who said that?*, *whose view is this?*, after an answer."""
    words = context.words
    saying = frozenset(place for place, word in enumerate(words) if word.text in _SAYING)
    if saying and context.shape.asks == "who":
        yield from _said_of(context, saying, named)
    if context.earlier_claims and saying and context.shape.asks == "who":
        pointing = frozenset(
            place for place, word in enumerate(words) if word.text in ("that", "this", "it", "so", "them", "hynny", "hyn")
        )
        yield Reading(SaidBy(context.earlier_claims), _with_little(words, saying | pointing), 1.0)


def _said_of(context: Context, saying: frozenset[int], named: Sequence[Named]) -> Iterator[Reading]:
    """*Who said that one does that to the other?*: the voices of just these claims."""
    for relations, link, _ in relations_in(context):
        for one in named:
            for other in named:
                places = one.places | other.places | link.places
                apart = not (one.places & other.places or (one.places | other.places) & link.places)
                if apart and max(one.places) < link.start and link.end <= min(other.places):
                    found, against = checked(context.snapshot, Check(one.keys, relations, other.keys))
                    claims = tuple(claim.id for claim in (*found, *against))
                    if claims:
                        yield Reading(SaidBy(claims), places | saying, (one.sure * other.sure * link.sure) ** (1 / 3))


def _with_little(words: Sequence[Word], places: frozenset[int]) -> frozenset[int]:
    """These places, and those of all words that say little."""
    return places | frozenset(place for place, word in enumerate(words) if word.little)
