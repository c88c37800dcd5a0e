"""Ways to read what was typed: every combination of what its words name that could be asked, each with how much it accounts for.

Nothing is decided here. A reading says what it would ask and how well it fits the words; whether it has an answer comes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from trosol.questions.aspect_readings import aspect_readings
from trosol.questions.entity_readings import entity_readings
from trosol.questions.form import EACH, Form
from trosol.questions.grammar import entity_is_subject
from trosol.questions.judging_readings import judging_readings
from trosol.questions.linking import Link
from trosol.questions.reading_parts import Context, Named, Reading, named_in, operator_of, relations_in
from trosol.questions.views_readings import views_readings
from trosol.questions.wording import Word

__all__ = ["linked_readings"]

_MOST = 400
_NOT_DENIED = 0.6
"""What is left of a reading that does not ask for what is denied, where it says *not*."""
_EACH = frozenset(["each", "every", "per", "pob"])


def linked_readings(context: Context) -> Iterator[Reading]:
    """Readings by what is named: with relations, without, one after the other kind."""
    named = named_in(context)
    yield from _among(context, islice(_with_relation(context, named), _MOST))
    yield from _among(context, _kinds_only(context))
    yield from _among(context, _kind_and_entity(context, named))
    yield from entity_readings(context, named)
    yield from aspect_readings(context, named)
    yield from judging_readings(context, named)
    yield from views_readings(context, named)


def _among(context: Context, readings: Iterable[Reading]) -> Iterator[Reading]:
    """*Which of them …?*: only those at which the words point can answer."""
    place = context.shape.pronoun
    partitive = context.earlier and place > 0 and context.words[place - 1].text in ("of", "o")
    for each in readings:
        if partitive and isinstance(each.ask, Form) and not set(each.ask.others) & set(context.earlier):
            yield replace(each, ask=replace(each.ask, among=context.earlier), places=each.places | {place, place - 1})
        elif not partitive:
            yield each


def _with_relation(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    for relations, link, _ in relations_in(context):
        kinds = [kind for kind in context.linked.kinds if not kind.places & link.places]
        for each in named:
            if not each.places & link.places:
                yield from _relation_of(context, relations, link, each, kinds)
        yield from _relation_alone(context, relations, link, kinds)


def _relation_of(
    context: Context, relations: tuple[str, ...], link: Link, each: Named, kinds: Sequence[Link]
) -> Iterator[Reading]:
    """A relation to something that is named; the other way round less surely."""
    is_subject = entity_is_subject(context.words, each.places, link)
    asked = _why_not(context, relations)
    for outward, fit in ((not is_subject, 1.0), (is_subject, 0.55)):
        form = Form(relations=asked, outward=outward, others=each.keys, operator=operator_of(context))
        places, sure = link.places | each.places, (link.sure * each.sure) ** 0.5 * fit
        if context.shape.negated and context.shape.asks in ("who", "what", "which"):
            yield Reading(replace(form, denied=True), places, sure)
            sure *= _NOT_DENIED
        yield Reading(form, places, sure)
        free = [kind for kind in kinds if not kind.places & each.places]
        for kind in free:
            yield Reading(replace(form, kinds=(kind.key,)), places | kind.places, sure * kind.sure)
            for other in free:
                if _joined(context, kind, other):
                    both = replace(form, kinds=(kind.key, other.key))
                    yield Reading(both, places | kind.places | other.places | {kind.end}, sure * min(kind.sure, other.sure))
        yield from _containing(context, form, places, sure)


def _relation_alone(context: Context, relations: tuple[str, ...], link: Link, kinds: Sequence[Link]) -> Iterator[Reading]:
    """A relation whose other end is left open, or is a class."""
    form = Form(relations=relations, outward=link.outward, operator=operator_of(context))
    yield Reading(form, link.places, link.sure * 0.97)
    symmetric = all(context.snapshot.ontology.properties[iri].symmetric for iri in relations)
    for kind in kinds:
        places, sure = link.places | kind.places, link.sure * kind.sure
        if symmetric:
            yield Reading(replace(form, kinds=(kind.key,), other_kinds=(kind.key,)), places, min(1.0, sure * 1.03))
        yield Reading(replace(form, kinds=(kind.key,)), places, sure * 0.97)
        turned = 0.75 if context.shape.asks == "which" else 0.6
        yield Reading(replace(form, kinds=(kind.key,), outward=not link.outward), places, sure * turned)
    for kind, other in _pairs_of_kinds(context, link.places):
        places = link.places | kind.places | other.places
        yield Reading(replace(form, kinds=(kind.key,), other_kinds=(other.key,)), places, link.sure * kind.sure * other.sure)


def _joined(context: Context, one: Link, other: Link) -> bool:
    between = context.words[one.end : other.start]
    return len(between) == 1 and between[0].text in ("and", "or", "neu", "ac", "a")


def _speaking_of(form: Form, word: Word) -> Form:
    """The same, of what has this word in any form; it is shown as it was typed."""
    return replace(form, containing=(word.stem,), spoken=(word.text,))


def _containing(context: Context, form: Form, places: frozenset[int], sure: float) -> Iterator[Reading]:
    """The same, of what speaks of a word that is left over."""
    taken = {place for link in (*context.linked.relations, *context.linked.kinds) if link.sure > 0.85 for place in link.places}
    left = [
        place
        for place, word in enumerate(context.words)
        if not word.little and place not in places | context.shape.places and place not in taken
    ]
    if len(left) == 1:
        yield Reading(_speaking_of(form, context.words[left[0]]), places | {left[0]}, sure * 0.9)


def _why_not(context: Context, relations: tuple[str, ...]) -> tuple[str, ...]:
    """*Why do people not …*: what has the opposite sign."""
    if not (context.shape.negated and context.shape.asks == "why"):
        return relations
    ontology = context.snapshot.ontology
    opposite = tuple(
        iri
        for iri, term in ontology.properties.items()
        if ontology.sign(iri) == "negative" and not any(ontology.sign(parent) == "negative" for parent in term.parents)
    )
    return opposite or relations


def _pairs_of_kinds(context: Context, taken: frozenset[int] = frozenset()) -> Iterator[tuple[Link, Link]]:
    kinds = [kind for kind in context.linked.kinds if not kind.places & taken]
    for kind in kinds:
        for other in kinds:
            if not kind.places & other.places and kind.start < other.start:
                yield kind, other


def _kinds_only(context: Context) -> Iterator[Reading]:
    for kind in context.linked.kinds:
        yield Reading(Form(kinds=(kind.key,), operator=operator_of(context)), kind.places, kind.sure)
    for kind, other in _pairs_of_kinds(context):
        between = context.words[kind.end : other.start]
        if not between:
            # Side by side they are one name: a *sampling method* is no sample and no method at large.
            continue
        if any(word.text in _EACH for word in between):
            places = kind.places | other.places | {kind.end + n for n, word in enumerate(between) if word.text in _EACH}
            yield Reading(
                Form(kinds=(kind.key,), outward=None, other_kinds=(other.key,), operator=EACH), places, kind.sure * other.sure
            )
        elif all(word.text in ("and", "or", "a", "ac", "neu", "the") for word in between):
            yield Reading(
                Form(kinds=(kind.key, other.key), operator=operator_of(context)),
                kind.places | other.places,
                kind.sure * other.sure,
            )
        else:
            yield Reading(
                Form(kinds=(kind.key,), outward=None, other_kinds=(other.key,), operator=operator_of(context)),
                kind.places | other.places,
                kind.sure * other.sure * 0.9,
            )


def _kind_and_entity(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    for kind in context.linked.kinds:
        for each in named:
            if each.places & kind.places:
                continue
            form = Form(kinds=(kind.key,), outward=None, others=each.keys, operator=operator_of(context))
            yield Reading(form, each.places | kind.places, each.sure * kind.sure * 0.93)
    left = [place for place, word in enumerate(context.words) if not word.little]
    for each in named:
        rest = [place for place in left if place not in each.places and place not in context.shape.places]
        linking = {place for link in context.linked.relations if link.sure > 0.85 for place in link.places}
        if 1 <= len(rest) <= 3 and each.sure > 0.6:
            for place in rest:
                if place in linking:
                    continue
                form = _speaking_of(Form(outward=None, others=each.keys), context.words[place])
                yield Reading(form, each.places | {place}, each.sure * 0.8)
