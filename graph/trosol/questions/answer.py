"""From what somebody typed to an answer: read in every way that its words allow, the best way answered, the others offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from trosol.language import say_in
from trosol.questions.about import About
from trosol.questions.answering import ANSWERED, NOT_RANKED, NOT_TRANSCRIBED, Reply, ask
from trosol.questions.asked import NOT_UNDERSTOOD, UNSURE, Asked
from trosol.questions.aspect_readings import aspect_words
from trosol.questions.aspects import AspectAsk
from trosol.questions.catalogue import NONE, NOT_STATED, Question, find_question
from trosol.questions.checks import Check
from trosol.questions.choosing import SURE, Chosen, alike_answers, answers_of, choose, confidence, once
from trosol.questions.common_words import ENGLISH
from trosol.questions.follow_ups import POINTING, Earlier, earlier_of, goes_on
from trosol.questions.form import Form
from trosol.questions.further_readings import (
    figure_readings,
    library_readings,
    order_readings,
    topic_readings,
    voice_readings,
)
from trosol.questions.grammar import parts_of, shape_of
from trosol.questions.known_names import alternatives, vocabulary
from trosol.questions.likely import LIKELY, first_likely, hedged
from trosol.questions.linking import link
from trosol.questions.nearest import nearest
from trosol.questions.phrases import asking_part, has_turn, phrase_words, plain_words, said_before
from trosol.questions.preambles import without_preamble
from trosol.questions.printed import printed_reading, same_words, titled_question
from trosol.questions.reading_parts import Context
from trosol.questions.readings import linked_readings
from trosol.questions.sureness import grounds, may_be_silent, may_be_told, other_thing, rivalled
from trosol.questions.tokens import keep_stems
from trosol.questions.topics import topic_ways
from trosol.questions.unrecorded import unrecorded
from trosol.questions.welsh import is_welsh
from trosol.questions.what_if_readings import what_if_words
from trosol.questions.who_answers import answers_who, by_somebody
from trosol.questions.wording import COMMON, Word, respelt, words_of
from trosol.sparql.query_pool import Pool
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

__all__ = ["EXAMPLES", "NOT_UNDERSTOOD", "UNSURE", "Asked", "answer"]

EXAMPLES = (
    "Who are the gatekeepers?",
    "What should we do first?",
    "What is missing from the source?",
    "What are the challenge areas?",
)
"""Questions that any ecosystem with gatekeepers and challenge areas can answer."""
_OFFERED = 3
_POSSIBLE = 0.3
"""From this score on a reading is worth offering."""
_LITTLE_LESS = 0.85
"""What accounts for every telling word is taken before what does not, if it scores this much of it."""
_IN_FULL = 0.9
_BY_WAY = 0.8
"""A question of the library whose words are only alike, in any order, needs so much."""


def answer(
    snapshot: Snapshot,
    text: str,
    questions: Sequence[Question],
    values: Mapping[str, str] | None = None,
    language: str = "en",
    pool: Pool | None = None,
    after: str = "",
) -> Asked:
    """Answer a question in plain words, or one of the library by its name with ``values`` for its blanks.

    ``after``: the question before it, at whose answer *they*, *it* and *those* point.
    """
    if values or any(question.name == text for question in questions):
        reply = ask(find_question(questions, text), snapshot, values, language, pool)
        return Asked(text, reply, (), 1.0, reply.sentence, snapshot, language)
    if titled := titled_question(questions, text, language):
        reply = ask(titled, snapshot, values, language, pool)
        return Asked(text, reply, (), 1.0, reply.sentence, snapshot, language)
    if language == "en" and is_welsh([word.text for word in words_of(text)]):
        return _in_draft(answer(snapshot, text, questions, values, "cy", pool, after))
    earlier = earlier_of(answer(snapshot, after, questions, None, language, pool)) if after else Earlier()
    clause, asking = said_before(asking_part(text))
    words = _words(snapshot, without_preamble(asking), questions)
    if clause and not after:
        earlier = _pointed_at(snapshot, _words(snapshot, clause, questions), words)
    parts = parts_of(words)
    if len(parts) > 1 and (printed := _as_printed(snapshot, text, questions, language, pool)):
        return printed
    if len(parts) > 1:
        asked, before = [], earlier
        for part in parts:
            asked.append(
                _in_turn(snapshot, part, " ".join(w.text for w in part), questions, language, pool, earlier, previewing=False)
            )
            earlier = earlier_of(asked[-1]) if earlier_of(asked[-1]).named else earlier
        known = [each for each in asked if each.reply and each.reply.status in (ANSWERED, NOT_TRANSCRIBED, NOT_RANKED)]
        if len(known) == len(asked) > 1:
            return _together(snapshot, text, asked, language)
        whole = _in_turn(snapshot, words, text, questions, language, pool, before)
        if known and whole.reply is None:
            rest = [" ".join(w.text for w in part) for part, each in zip(parts, asked, strict=True) if each not in known]
            return _in_part(_together(snapshot, text, known, language), rest, language)
        return whole
    asked_now = _in_turn(snapshot, words, text, questions, language, pool, earlier)
    keep_stems()
    return asked_now


def _in_draft(asked: Asked) -> Asked:
    """A reply in Welsh, which says that its Welsh is a draft, and that names are in English where the records have no other."""
    note = say_in("cy", "The Welsh here is a draft, and names stand in English where the records have no Welsh one.")
    reply = asked.reply and replace(asked.reply, sentence=f"{asked.reply.sentence} {note}")
    return replace(asked, reply=reply, sentence=f"{asked.sentence} {note}")


def _as_printed(snapshot: Snapshot, text: str, questions: Sequence[Question], language: str, pool: Pool | None) -> Asked | None:
    """A question that is printed somewhere in just these words, though it has an *and* in it."""
    asked = _asked(snapshot, _words(snapshot, text, questions), text, questions, language, pool, Earlier(), offering=False)
    return asked if asked.reply and same_words(asked.reply.understood_as, text) else None


def _pointed_at(snapshot: Snapshot, before: tuple[Word, ...], words: Sequence[Word]) -> Earlier:
    """What a clause before the question names, where the question points at something: *my managers feel lost - what helps them?*."""
    if shape_of(words).pronoun < 0:
        return Earlier()
    named = [each for each in link(snapshot, before).entities if each.sure >= _IN_FULL]
    first = max(named, key=lambda each: (len(each.places), -each.start, each.sure), default=None)
    return Earlier((first.key,), about=True) if first else Earlier()


def _in_turn(
    snapshot: Snapshot,
    words: tuple[Word, ...],
    text: str,
    questions: Sequence[Question],
    language: str,
    pool: Pool | None,
    earlier: Earlier,
    previewing: bool = True,
) -> Asked:
    """A question after another one: where it names nothing itself, of what that one was about."""
    asked = _asked(snapshot, words, text, questions, language, pool, earlier, previewing=previewing)
    if goes_on(asked, words, earlier):
        pointing = _asked(snapshot, (*words, POINTING), text, questions, language, pool, earlier, previewing=previewing)
        return pointing if pointing.reply else asked
    return asked


def _words(snapshot: Snapshot, text: str, questions: Sequence[Question]) -> tuple[Word, ...]:
    spelt = respelt(words_of(text.replace("&", " and ")), vocabulary(snapshot).known, _asked_with(tuple(questions)))
    return plain_words(spelt, _names_with_turns(snapshot))


@lru_cache(maxsize=4)
def _names_with_turns(snapshot: Snapshot) -> frozenset[tuple[str, ...]]:
    """Recorded names within which a turn of phrase stands: there it is part of the name."""
    texts = (text for each in snapshot.records.entities.values() for text in (*(t for _, t in each.labels), *alternatives(each)))
    names = (tuple(word.text for word in words_of(text)) for text in texts)
    return frozenset(name for name in names if has_turn(name))


@lru_cache(maxsize=4)
def _asked_with(questions: tuple[Question, ...]) -> frozenset[str]:
    """Words that questions are asked with, whatever they are about."""
    ways = (
        *(way for question in questions for way in question.wordings()),
        *topic_ways(),
        *aspect_words(),
        *phrase_words(),
        *what_if_words(),
    )
    return COMMON | ENGLISH | frozenset(word.text for way in ways for word in words_of(way))


def _asked(
    snapshot: Snapshot,
    words: tuple[Word, ...],
    text: str,
    questions: Sequence[Question],
    language: str,
    pool: Pool | None,
    earlier: Earlier,
    offering: bool = True,
    previewing: bool = True,
) -> Asked:
    if not any(not word.little for word in words) and not words:
        return _none(snapshot, text, words, language)
    shape = shape_of(words)
    pointed = earlier.at(words[shape.pronoun].text if shape.pronoun >= 0 else "")
    context = Context(snapshot, words, shape, link(snapshot, words), pointed, earlier.claims)
    readings = [
        *topic_readings(context),
        *figure_readings(context),
        *order_readings(context),
        *voice_readings(context),
        *linked_readings(context),
        *library_readings(context, text, questions),
    ]
    chosen = choose(context, readings, language, pool)
    if printed := printed_reading(context, text, readings, chosen, language, pool):
        possible = (each for each in once(chosen) if each.score >= _POSSIBLE and each.reading.ask != printed.reading.ask)
        others = tuple(each for each in possible if _worth_offering(printed, each))
        said = printed.reply.sentence
        return Asked(text, printed.reply, others, confidence(1.0), said, snapshot, language, read=printed.reading.ask)
    if not chosen or chosen[0].score < _POSSIBLE or _points_at_nothing(context, chosen[0]):
        if offering and (silent := unrecorded(context, language)):
            return _silent(text, silent, chosen, snapshot, language)
        return _none(snapshot, text, words, language)
    chosen = _whole_first(context, chosen)
    best = chosen[0]
    if _is_sure(context, chosen):
        others = tuple(each for each in once(chosen)[1:] if each.score >= _POSSIBLE and _worth_offering(best, each))
        sure, read = confidence(best.score), best.reading.ask
        return Asked(text, best.reply, others, sure, best.reply.sentence, snapshot, language=language, read=read)
    if offering and (silent := unrecorded(context, language)):
        return _silent(text, silent, chosen, snapshot, language)
    if offering and (likely := first_likely(context, chosen)):
        possible = (each for each in once(chosen) if each is not likely and each.score >= _POSSIBLE)
        others = tuple(each for each in possible if each.reply.status not in (NOT_STATED, NONE))[:_OFFERED]
        reply = hedged(likely.reply, language)
        return Asked(text, reply, others, LIKELY, reply.sentence, snapshot, language, read=likely.reading.ask)
    sentence = say_in(language, "Perhaps you mean one of these.")
    possible = (each for each in once(chosen) if not other_thing(context, each.reading))
    offered = tuple(each for each in possible if each.reply.status not in (NOT_STATED, NONE))[:_OFFERED]
    if offering and previewing:
        offered = _as_asked(snapshot, offered, questions, language, pool)
    if not offered:
        return _none(snapshot, text, words, language)
    sure = confidence(best.score, told=False)
    return Asked(text, None, offered, sure, sentence, snapshot, language, nearest=nearest(snapshot, words, language))


def _worth_offering(told: Chosen, other: Chosen) -> bool:
    """Whether another reading says more than what is told: it is another question, and not silent where that is."""
    silent = (NOT_STATED, NONE)
    if told.reply.status in silent and other.reply.status in silent:
        return False
    return not same_words(other.reply.understood_as, told.reply.understood_as)


def _as_asked(
    snapshot: Snapshot, offered: Sequence[Chosen], questions: Sequence[Question], language: str, pool: Pool | None
) -> tuple[Chosen, ...]:
    """Those that are answered when they are asked as they are printed, each with the answer that it has then."""
    kept = []
    for each in offered:
        text = each.reply.understood_as
        words = _words(snapshot, text, questions)
        titled = titled_question(questions, text, language)
        again = (
            ask(titled, snapshot, None, language, pool)
            if titled
            else _asked(snapshot, words, text, questions, language, pool, Earlier(), offering=False).reply
        )
        if again and again.status not in (NOT_STATED, NONE):
            kept.append(replace(each, reply=replace(again, understood_as=text)))
        elif not again and isinstance(each.reading.ask, AspectAsk) and each.reading.ask.on:
            kept.append(each)  # a side that is narrowed to another has no question of its own, and is one click away
    return tuple(kept)


def _whole_first(context: Context, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """A reading that may be told, before one that may not, fits little better, and leaves a telling word out or answers the same."""
    best = chosen[0]
    silent = best.reply.status in (NOT_STATED, NONE) and not may_be_silent(context, best.reading)
    left_out = silent or bool(grounds(context, best.reading).left)
    if not left_out and may_be_told(context, best.reading):
        return chosen
    for each in chosen[1:]:
        answers = each.reply.status not in (NOT_STATED, NONE) and each.score >= max(SURE, _LITTLE_LESS * best.score)
        alike = left_out or alike_answers(each, best)
        alike = alike and isinstance(each.reading.ask, Check) == isinstance(best.reading.ask, Check)
        if answers and alike and not each.reading.by_way and may_be_told(context, each.reading):
            return (each, *(other for other in chosen if other is not each))
    return chosen


def _points_at_nothing(context: Context, best: Chosen) -> bool:
    """Whether it asks what *they* do without anything before it, and names nothing itself."""
    asked = best.reading.ask
    nothing = isinstance(asked, Form) and not (asked.others or asked.kinds)
    return context.shape.pronoun >= 0 and not context.earlier and nothing


def _is_sure(context: Context, chosen: Sequence[Chosen]) -> bool:
    best = chosen[0]
    silent = best.reply.status in (NOT_STATED, NONE)
    stands = may_be_silent if silent else may_be_told
    if best.score < (_BY_WAY if best.reading.by_way else SURE) or not stands(context, best.reading):
        return False
    asked = best.reading.ask
    somebody = isinstance(asked, Form) and answers_who(context, (row.id for row in best.reply.rows))
    if isinstance(asked, Form) and not somebody and by_somebody(context.snapshot, asked):
        return False
    others = [each for each in chosen[1:] if answers_of(each) != answers_of(best)]
    if any(rivalled(best.reading, best.score, each.reading, each.score) for each in others):
        return False
    rivals = [each for each in others if not isinstance(each.reading.ask, About)]
    return not silent or not any(each.score >= best.score * 0.85 for each in rivals)


def _silent(text: str, reply: Reply, chosen: Sequence[Chosen], snapshot: Snapshot, language: str) -> Asked:
    """That nothing recorded speaks of it, beside what else may be meant."""
    others = tuple(each for each in once(chosen) if each.score >= _POSSIBLE and each.reply.status not in (NOT_STATED, NONE))
    return Asked(text, reply, others[:_OFFERED], confidence(SURE), reply.sentence, snapshot, language)


def _none(snapshot: Snapshot, text: str, words: Sequence[Word], language: str) -> Asked:
    near = nearest(snapshot, words, language)
    sentence = say_in(language, "This was not understood, and nothing was guessed.") + say_in(
        language, " See the list of questions."
    )
    if is_welsh([word.text for word in words]):
        sentence = (
            say_in(language, "This was not understood: questions in Welsh are understood only in part so far.")
            + " "
            + say_in(language, "See the list of questions.")
        )
    elif near.entities or near.claims:
        sentence = say_in(
            language, "This was not understood, and nothing was guessed. Nearest in the records, by its words alone:"
        )
    return Asked(text, None, (), 0.0, sentence, snapshot, language, nearest=near)


def _in_part(asked: Asked, rest: Sequence[str], language: str) -> Asked:
    """An answer to one of two questions, which says that the other was not answered."""
    text = say_in(language, "Not answered here: “{rest}”. Ask it by itself.", rest="”, “".join(rest))
    reply = asked.reply and replace(asked.reply, headline=f"{asked.reply.headline} {text}")
    return replace(asked, reply=reply)


def _together(snapshot: Snapshot, text: str, asked: Sequence[Asked], language: str) -> Asked:
    """Two questions in one: both first lines, then the rows of one and of the other in turn."""
    replies = [each.reply for each in asked if each.reply]
    longest = max(len(reply.rows) for reply in replies)
    rows = [replace(reply.rows[n], further=()) for n in range(longest) for reply in replies if n < len(reply.rows)]
    claims = tuple(sorted({claim for reply in replies for claim in reply.claims}))
    made = replace(
        replies[0],
        understood_as=" ".join(reply.understood_as for reply in replies),
        headline=" ".join(reply.headline for reply in replies),
        rows=Rows(rows),
        claims=claims,
        voices=tuple(sorted({voice for reply in replies for voice in reply.voices})),
        sentence=" ".join(reply.sentence for reply in replies),
        query="\n".join(reply.query for reply in replies),
    )
    others = tuple(other for each in asked for other in each.readings)[:_OFFERED]
    return Asked(text, made, others, min(each.confidence for each in asked), made.sentence, snapshot, language)
