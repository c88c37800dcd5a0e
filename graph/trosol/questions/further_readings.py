"""Ways to read what was typed that rest on more than names: figures and orders, what somebody said, topics, the library's ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from trosol.model.records import Observation
from trosol.questions.catalogue import Question
from trosol.questions.counted import no_money
from trosol.questions.figures import TIMES, FigureAsk, bag_of, is_date, ordered, slots
from trosol.questions.form import Form
from trosol.questions.grammar import entity_is_subject
from trosol.questions.known_names import alternatives, vocabulary, who
from trosol.questions.library_forms import Filled, form_of
from trosol.questions.reading_parts import Ask, Context, Reading, named_in
from trosol.questions.topics import is_study, topics_in
from trosol.questions.understand import understand
from trosol.questions.voiced import SAYING, Voiced, voices_here
from trosol.questions.wording import TELLING_NOTHING, Word, words_of
from trosol.store.snapshot import Snapshot

__all__ = ["figure_readings", "library_readings", "order_readings", "topic_readings", "voice_readings"]

_TARGETS_WORDS = """
target threshold enough met meet miss short fall fell fail below achiev hit reach cyrraedd targed
"""
_TARGETS = frozenset(_TARGETS_WORDS.split())
_LASTING_WORDS = """
take place last happen run go date time carri conduct done
"""
_LASTING = frozenset(_LASTING_WORDS.split())
_ANYBODY = frozenset(["anyone", "anybody", "nobody", "someone", "somebody", "everyone", "unrhyw", "neb"])
_FEW = 5
_IN_FULL = 0.9
_SHARES = frozenset(["share", "percentage", "percent", "proportion", "canran"])


def topic_readings(context: Context) -> Iterator[Reading]:
    """Topics whose ways stand in the words, *not* among them; a study that is named beside them narrows nothing."""
    denied = frozenset(place for place, word in enumerate(context.words) if word.text in ("not", "ddim"))
    named = frozenset(
        place
        for link in context.linked.entities
        if link.sure > _IN_FULL and is_study(context.snapshot, link.key)
        for place in link.places
    )
    for ask, places, share in topics_in(context.words):
        if denied <= places:
            yield Reading(ask, places | named, share)


def voice_readings(context: Context) -> Iterator[Reading]:
    """*What did they say?*, of actors and of those who said something."""
    snapshot = context.snapshot
    saying = frozenset(place for place, word in enumerate(context.words) if word.stem in SAYING and place > 1)
    verbs = saying
    if not saying or context.shape.asks not in ("what", "which", "how", ""):
        return
    speakers, actors = voices_here(snapshot), who(snapshot)
    for link in context.linked.entities:
        is_actor = snapshot.ontology.is_a(snapshot.entity(link.key).type, actors)
        saying = verbs - link.places
        if not saying or link.start > max(saying) or not (link.key in speakers or is_actor):
            continue
        yield Reading(Voiced(link.key), link.places | saying, link.sure)
        for other in context.linked.entities:
            if not other.places & (link.places | saying) and other.key != link.key and link.start < other.start:
                yield Reading(Voiced(link.key, (other.key,)), link.places | saying | other.places, link.sure * other.sure)


def figure_readings(context: Context) -> Iterator[Reading]:
    """Figures whose words stand in the question, those that say least else first; and figures that had a target."""
    shape, words, snapshot = context.shape, context.words, context.snapshot
    targets = frozenset(place for place, word in enumerate(words) if word.stem in _TARGETS and word.text != "missing")
    anybody = frozenset(place for place, word in enumerate(words) if word.text in _ANYBODY)
    if shape.asks == "check" and anybody:
        for places, key, sure in _figures(context):
            if snapshot.records.observations[key].unit == "people":
                yield Reading(FigureAsk((key,)), places | anybody, sure)
    elif shape.asks in ("count", "long", "when") or (not shape.asks and _unit_places(context)):
        figures = [(places | _timing(context), key, sure) for places, key, sure in _figures(context)]
        for places, key, sure in figures:
            yield Reading(FigureAsk((key,)), places, sure)
        if shape.asks in ("when", "long"):
            yield from _spans(snapshot, figures)
        if shape.asks == "count":
            yield from _for_each(context, figures)
            if several := _several(context):
                yield several
    if targets:
        yield from _with_targets(snapshot, context, targets)


def _unit_places(context: Context) -> frozenset[int]:
    """Places of words that are the unit of some figure and name nothing else: *tonnes of cotton a year*."""
    known = vocabulary(context.snapshot)
    kinds = {word.stem for name in known.classes for word in name.words}
    observations = context.snapshot.records.observations.values()
    units = {word.stem for each in observations if each.unit != "people" for word in words_of(each.unit)} - TIMES - kinds
    return frozenset(place for place, word in enumerate(context.words) if word.stem in units and word.stem not in known.with_stem)


def _figures(context: Context) -> list[tuple[frozenset[int], str, float]]:
    """Figures that the words may ask for, each with the places of its words and how surely it is meant; the best first."""
    found = []
    for key, each in context.snapshot.records.observations.items():
        if not _of_the_kind(context.shape.asks, each) or no_money(context, each):
            continue
        places, unasked = _places_of(context, key, each)
        if places - context.shape.places or context.shape.asks in ("long", "when"):
            found.append((places | context.shape.places, key, _likely(context, key, each, places) * (1 - unasked)))
    found.sort(key=lambda item: (-len(item[0]) * item[2], item[1]))
    return found[: 4 * _FEW]


def _of_the_kind(asks: str, each: Observation) -> bool:
    """Whether a figure is a date where one is asked for, a number where not, a time for *how long*."""
    if asks == "long":
        return bool(TIMES & {word.stem for word in words_of(each.unit)})
    return is_date(each) == (asks == "when") or asks not in ("when", "count", "")


def _places_of(context: Context, key: str, each: Observation) -> tuple[frozenset[int], float]:
    """Places of the words that name a figure or what it is of, and how much of what it is of was not asked for."""
    words, snapshot = context.words, context.snapshot
    named = {link.key: link for link in reversed(context.linked.entities)}
    counted, of = bag_of(snapshot, key)
    places = {place for place, word in enumerate(words) if word.stem in counted or (word.stem in of and not word.little)}
    if each.unit != "people" and {word.stem for word in words_of(each.unit)} & {word.stem for word in words}:
        told = _description_stems(snapshot, each.about)
        places |= {place for place, word in enumerate(words) if word.stem in told and not word.little}
    unasked = 0.0
    for slot in slots(each):
        if slot in named and named[slot].sure > 0.8:
            places |= named[slot].places
        else:
            unasked += (1 - _named_share(snapshot, slot, words)) * (0.2 if slot in (each.group, each.region) else 0.08)
    return frozenset(places), unasked


@lru_cache(maxsize=1024)
def _description_stems(snapshot: Snapshot, key: str) -> frozenset[str]:
    """Stems of what is said of the thing that a figure is of: *nearly all burned*."""
    if key not in snapshot.records.entities:
        return frozenset()
    return frozenset(word.stem for _, text in snapshot.entity(key).descriptions for word in words_of(text) if not word.little)


def _likely(context: Context, key: str, each: Observation, places: frozenset[int]) -> float:
    """How likely a figure is the one meant, by what it counts, and by its being a total rather than a part."""
    words, snapshot = context.words, context.snapshot
    sure = 1.0
    left = [place for place, word in enumerate(words) if not word.little and place not in places | context.shape.places]
    if context.shape.asks == "count" and left and not any(word.stem in bag_of(snapshot, key)[0] for word in words):
        sure *= 0.8
    if (each.unit in ("percent", "%")) != bool(_SHARES & {word.text for word in words}):
        sure *= 0.8
    unit = {word.stem for word in words_of(each.unit)}
    if any(words[place].stem in unit and not words[place].little for place in places):
        sure += 0.02 if each.unit == "people" else 0.06
    if key in _totals(snapshot):
        sure += 0.1
    measured = frozenset(word.stem for word in words_of(each.measure.replace("_", " ")))
    if places and all(words[place].stem in measured for place in places - context.shape.places if not words[place].little):
        sure += 0.06
    if measured & _TARGETS and not _TARGETS & {word.stem for word in words}:
        # What was aimed at is not what was reached.
        sure *= 0.7
    if each.value == "0":
        # That there were none is told of something particular.
        sure *= 0.9
    return sure * (0.9 if _within(snapshot, key) else 1.0) * (1.0 if snapshot.claims_of(each.about) else 0.98)


@lru_cache(maxsize=4)
def _totals(snapshot: Snapshot) -> frozenset[str]:
    """Figures that are the largest of all that count the same of the same."""
    best: dict[tuple[str, str, str], tuple[float, str]] = {}
    alike: Counter[tuple[str, str, str]] = Counter()
    for key, each in snapshot.records.observations.items():
        try:
            value = float(each.value)
        except ValueError:
            continue
        same = (each.measure, each.unit, each.about)
        alike[same] += 1
        if same not in best or value > best[same][0]:
            best[same] = (value, key)
    return frozenset(key for same, (_, key) in best.items() if alike[same] > 1)


@lru_cache(maxsize=1024)
def _within(snapshot: Snapshot, key: str) -> bool:
    """Whether a figure is of a part of what another figure counts the same of."""
    each = snapshot.records.observations[key]
    part = snapshot.ontology.for_purpose("part")
    wholes = {claim.object for claim in snapshot.claims_of(each.about) if claim.subject == each.about and claim.predicate in part}
    others = snapshot.records.observations.values()
    return any(other.about in wholes and other.measure == each.measure for other in others)


def _named_share(snapshot: Snapshot, slot: str, words: Sequence[Word]) -> float:
    """What share of a name of what a figure is of stands in the question."""
    if slot not in snapshot.records.entities:
        return 0.0
    asked = {word.stem for word in words}
    entity = snapshot.entity(slot)
    shares = [0.0]
    for text in (*(label for _, label in entity.labels), *alternatives(entity)):
        telling = {word.stem for word in words_of(text) if not word.little} - TELLING_NOTHING
        if telling:
            shares.append(len(telling & asked) / len(telling))
    return max(shares)


def _timing(context: Context) -> frozenset[int]:
    """Places of words that ask for a time: *take place*, *last*."""
    if context.shape.asks not in ("when", "long"):
        return frozenset()
    return frozenset(place for place, word in enumerate(context.words) if word.stem in _LASTING)


def _spans(snapshot: Snapshot, figures: Sequence[tuple[frozenset[int], str, float]]) -> Iterator[Reading]:
    """All dates of one thing together: when it began, and when it ended."""
    by_about: dict[tuple[str, frozenset[int]], list[tuple[str, str, float]]] = {}
    for places, key, sure in figures:
        each = snapshot.records.observations[key]
        if is_date(each):
            by_about.setdefault((each.about, places), []).append((each.value, key, sure))
    for (_, places), found in by_about.items():
        if len(found) > 1:
            ordered_by_date = tuple(key for _, key, _ in sorted(found))
            yield Reading(FigureAsk(ordered_by_date), places, max(sure for *_, sure in found) * 1.04)


def _several(context: Context) -> Reading | None:
    """Several things counted in one question: the best figure for each of them."""
    words = context.words
    if not any(word.text in ("and", "or", "a", "ac") for word in words):
        return None
    chosen: dict[str, str] = {}
    places: set[int] = set()
    for place, word in enumerate(words):
        if word.little or place in context.shape.places:
            continue
        best: tuple[int, str] | None = None
        for key, each in context.snapshot.records.observations.items():
            if is_date(each) or word.stem not in bag_of(context.snapshot, key)[0]:
                continue
            rank = (len(slots(each)), key)
            if best is None or rank < best:
                best = rank
        if best is None:
            method = [
                (len(slots(each)), key)
                for key, each in context.snapshot.records.observations.items()
                if word.stem in bag_of(context.snapshot, key)[1]
                and each.unit == "people"
                and each.method
                and not each.region
                and not each.group
            ]
            best = min(method, default=None)
        if best:
            chosen[best[1]] = word.stem
            places.add(place)
    return Reading(FigureAsk(tuple(chosen)), frozenset(places), 0.95) if len(chosen) > 1 else None


def _for_each(context: Context, figures: Sequence[tuple[frozenset[int], str, float]]) -> Iterator[Reading]:
    """The same figure of each of several groups, methods or regions that are named in a row."""
    observations = context.snapshot.records.observations
    for named in named_in(context):
        for places, key, sure in figures if len(named.keys) > 1 else ():
            first = observations[key]
            if shared := [key for key in named.keys if key in slots(first)][:1]:
                each = [_alike_of(observations.values(), first, shared[0], other) for other in named.keys]
                if all(each):
                    yield Reading(FigureAsk(tuple(key for key in each if key)), places | named.places, min(1.0, sure * 1.05))


def _alike_of(observations: Iterable[Observation], first: Observation, own: str, other: str) -> str:
    """The figure that says of another what one says of ``own``: the same measure, with the one in the other's place."""
    if own == other:
        return first.id

    def same(one: str, its: str) -> bool:
        return its == (other if one == own else one)

    for each in observations:
        alike = each.measure == first.measure and each.unit == first.unit and bool(each.threshold) == bool(first.threshold)
        slotted = same(first.group, each.group) and same(first.region, each.region) and same(first.method, each.method)
        if alike and slotted and (first.about != own or each.about == other):
            return each.id
    return ""


def _with_targets(snapshot: Snapshot, context: Context, targets: frozenset[int]) -> Iterator[Reading]:
    having = [each for each in snapshot.records.observations.values() if each.threshold]
    if not having:
        return
    named = {link.key: link for link in context.linked.entities}
    own = [each for each in having if any(slot in named and named[slot].sure > 0.9 for slot in slots(each))]
    places = set(targets)
    for place, word in enumerate(context.words):
        if word.stem in ("group", "peopl", "reach", "number", "each", "particip"):
            places.add(place)
    yield Reading(FigureAsk(tuple(each.id for each in having), True), frozenset(places), 0.9)
    if own:
        covered = frozenset(place for each in own for slot in slots(each) if slot in named for place in named[slot].places)
        yield Reading(FigureAsk(tuple(each.id for each in own), True), frozenset(places) | covered, 0.92)


def order_readings(context: Context) -> Iterator[Reading]:
    """The first or last of a class by a figure: where a number is asked for, or the figure is named."""
    if not context.shape.most:
        return
    for kind in context.linked.kinds:
        for ask, places in ordered(context.snapshot, (kind.key,), context.words, context.shape.most):
            if places - kind.places or context.shape.by_number:
                yield Reading(ask, places | kind.places, kind.sure)


def library_readings(context: Context, text: str, questions: Sequence[Question]) -> Iterator[Reading]:
    """Questions of the library, by the ways in which they say that they are asked."""
    snapshot = context.snapshot
    for each in understand(text, snapshot, questions, most=6):
        form = form_of(each.question, each.values)
        ask: Ask = form or Filled(each.question, tuple(sorted(each.values.items())))
        stems = {word.stem for way in each.question.wordings() for word in words_of(way)}
        names = {word.stem for key in each.values.values() for word in _words_of_entity(snapshot, key)}
        places = frozenset(place for place, word in enumerate(context.words) if word.stem in stems | names)
        said = [place for place in places if context.words[place].stem not in names and not context.words[place].little]
        if said and not (form and _turned(context, form)):
            yield Reading(ask, places, min(1.0, each.score + 0.05), by_way=True, way=each)


def _turned(context: Context, form: Form) -> bool:
    """Whether the words, in their order, ask the relation of the other end."""
    if form.outward is None or not form.others:
        return False
    ontology = context.snapshot.ontology
    for link in context.linked.relations:
        if not any(ontology.is_a(link.key, form.relations) or ontology.is_a(iri, (link.key,)) for iri in form.relations):
            continue
        for named in context.linked.entities:
            if named.key in form.others and not named.places & link.places and link.sure > 0.8:
                return entity_is_subject(context.words, named.places, link) == form.outward
    return False


def _words_of_entity(snapshot: Snapshot, key: str) -> Iterator[Word]:
    entity = snapshot.entity(key)
    for text in (*(label for _, label in entity.labels), *alternatives(entity)):
        yield from words_of(text)
