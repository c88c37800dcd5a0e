"""Questions about the coding and the findings: where it comes from, how firm it is, what is missing, what to do first.

Each topic has ways to ask for it in both languages. A way matches where its words stand in the question in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trosol.language import counted_in, say_in
from trosol.model.records import Entity, in_language
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import kinds_label, members
from trosol.questions.headlines import listing, sentence_of
from trosol.questions.known_names import alternatives, who
from trosol.questions.topic_wordings import WAYS
from trosol.questions.wording import Word, words_of
from trosol.store.snapshot import Snapshot

__all__ = ["TopicAsk", "is_study", "topic_reply", "topic_ways", "topics_in"]


_AUTHORING = "authored"
"""Other name of the relation between a text or task and who answers for it."""
_LIMIT = "limitation"
"""Other name of the class of a study's own limits."""


_POINT = "main message"
"""Other name of the class of a source's own summary."""


@dataclass(frozen=True, slots=True)
class TopicAsk:
    """A topic by its name."""

    topic: str


@lru_cache(maxsize=1)
def _ways() -> tuple[tuple[str, tuple[Word, ...]], ...]:
    return tuple((topic, words_of(way)) for topic, ways in WAYS.items() for way in ways)


def topic_ways() -> tuple[str, ...]:
    """Every way to ask for a topic."""
    return tuple(way for ways in WAYS.values() for way in ways)


def topics_in(words: Sequence[Word]) -> Iterator[tuple[TopicAsk, frozenset[int], float]]:
    """Topics that the words ask for, the places of their words, and what share of the way stands there."""
    for topic, way in _ways():
        places: list[int] = []
        missed = 0.0
        for named in way:
            following = range(places[-1] + 1 if places else 0, len(words))
            here = next((place for place in following if _same(words[place], named)), None)
            if here is None:
                missed += 0.15 if named.little else 2.0
            else:
                places.append(here)
        telling = sum(0.15 if word.little else 1.0 for word in way)
        share = 1 - missed / telling
        if share >= 0.6 and places:
            yield TopicAsk(topic), frozenset(places), share


def _same(asked: Word, named: Word) -> bool:
    return asked.text == named.text or (not named.little and asked.stem == named.stem)


def topic_reply(snapshot: Snapshot, ask: TopicAsk, language: str = "en") -> Reply:
    """The answer from the data themselves, or from a finding."""
    from trosol.questions.finding_replies import FINDINGS

    made = {
        "source": _source,
        "footing": _footing,
        "size": _size,
        "headline": _headline,
        "gaps": _gaps,
        "unheard": _unheard,
        "unchanged": _unchanged,
    }
    reply = made.get(ask.topic) or FINDINGS[ask.topic]
    return reply(snapshot, language)


def _made(
    snapshot: Snapshot,
    understood: str,
    headline: str,
    rows: Sequence[AnswerRow],
    see: str,
    language: str,
    claims: Sequence[str] = (),
) -> Reply:
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, claims, "", headline, see, language)


def _source(snapshot: Snapshot, language: str) -> Reply:
    dataset = snapshot.records.dataset
    rows = []
    for source in snapshot.records.sources.values():
        further = tuple((_local(iri), "; ".join(values)) for iri, values in source.properties if "Sha256" not in iri)
        rows.append(AnswerRow("", source.title, further, ()))
    headline = dataset.credit or listing([row.label for row in rows], language)
    if makers := _makers(snapshot):
        names = listing([snapshot.entity(key).label(language) for key in makers], language)
        headline += " " + say_in(language, "Who is recorded as answering for the study: {names}.", names=names)
    return _made(snapshot, say_in(language, "Where does this come from?"), headline, rows, "evidence", language)


def _makers(snapshot: Snapshot) -> list[str]:
    """Who made what the sources tell of, as recorded: those with charge of it in the study itself."""
    charge = snapshot.ontology.below(*(i for i, t in snapshot.ontology.properties.items() if _AUTHORING in alternatives(t)))
    claims = snapshot.records.claims.values()
    made = (claim for claim in claims if claim.predicate in charge and claim.stance != "negates")
    of_study = (
        claim
        for claim in made
        if claim.frame == "study"
        or snapshot.ontology.implied_frame(claim.predicate) == "study"
        or is_study(snapshot, claim.object)
    )
    return list(dict.fromkeys(claim.subject for claim in of_study))


def is_study(snapshot: Snapshot, key: str) -> bool:
    """Whether people took part in it, and so it is the study or a step of it."""
    joined = (iri for iri, term in snapshot.ontology.properties.items() if "attended" in alternatives(term))
    taking_part = snapshot.ontology.below(*joined)
    return any(claim.predicate in taking_part and claim.object == key for claim in snapshot.claims_of(key))


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _footing(snapshot: Snapshot, language: str) -> Reply:
    claims = snapshot.records.claims.values()
    modes, stances = Counter(claim.mode for claim in claims), Counter(claim.stance for claim in claims)
    total = len(claims) or 1
    headline = say_in(
        language,
        "{share} % of the {number} claims are stated by the text; {other} % are inferred by the coders.",
        share=round(100 * modes["stated"] / total),
        number=f"{len(claims):,}",
        other=round(100 * modes["inferred"] / total),
    )
    if limits := _limits(snapshot):
        labels = listing([snapshot.entity(key).label(language) for key in limits], language)
        headline += " " + say_in(language, "Limits that the study names itself: {labels}.", labels=labels)
    confidence = Counter(claim.confidence for claim in claims)
    rows = [
        AnswerRow("", f"{number:,}", (("of", say_in(language, "{name} claims", name=name)),), ())
        for counts in (modes, confidence, stances)
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return _made(snapshot, say_in(language, "How firm is what is recorded?"), headline, rows, "evidence", language)


def _size(snapshot: Snapshot, language: str) -> Reply:
    records = snapshot.records
    counts = (
        ("claim", len(records.claims)),
        ("entity", len(records.entities)),
        ("piece of evidence", len(records.evidence)),
        ("figure", len(records.observations)),
        ("source", len(records.sources)),
    )
    many = {"entity": "entities", "piece of evidence": "pieces of evidence"}
    texts = [counted_in(language, number, name, many.get(name, "")) for name, number in counts]
    rows = [AnswerRow("", f"{number:,}", (("of", say_in(language, name)),), ()) for name, number in counts]
    return _made(snapshot, say_in(language, "How much is recorded?"), f"{listing(texts, language)}.", rows, "evidence", language)


def _headline(snapshot: Snapshot, language: str) -> Reply:
    records = snapshot.records
    described = in_language(records.dataset.description, language) or ""
    number = Counter(entity.type for entity in records.entities.values())
    rows = [
        AnswerRow("", snapshot.ontology.classes[iri].label(language), (("number", str(count)),), ())
        for iri, count in sorted(number.items(), key=lambda item: (-item[1], item[0]))[:12]
    ]
    title = in_language(records.dataset.title, language) or records.dataset.name
    headline = f"{title}: {described}" if described else title
    if points := _points(snapshot):
        texts = [entity.description(language).rstrip(".") for entity in points]
        headline = say_in(language, "What the source sums up itself: {points}.", points="; ".join(texts)) + f" {headline}"
        rows = [
            *(AnswerRow(each.id, each.label(language), (("says", each.description(language)),), ()) for each in points),
            *rows,
        ]
    return _made(snapshot, say_in(language, "What is this about?"), headline, rows, "", language)


def _points(snapshot: Snapshot) -> list[Entity]:
    """What the source sums up itself, as the ontology names the class of its main messages; those that say something."""
    kinds = tuple(iri for iri, term in snapshot.ontology.classes.items() if _POINT in alternatives(term))
    named = [snapshot.entity(key) for key in (members(snapshot, kinds) if kinds else ())]
    return sorted((each for each in named if each.descriptions), key=lambda each: each.id)


def _limits(snapshot: Snapshot) -> list[str]:
    """Ids of the limits that a study names of itself, as the ontology names their class; those of people first."""
    kinds = tuple(iri for iri, term in snapshot.ontology.classes.items() if _LIMIT in alternatives(term))
    people = who(snapshot)

    def of_people(key: str) -> bool:
        ends = {end for claim in snapshot.claims_of(key) for end in (claim.subject, claim.object)} - {key}
        return any(snapshot.ontology.is_a(snapshot.entity(end).type, people) for end in ends)

    return sorted(members(snapshot, kinds) if kinds else (), key=lambda key: (not of_people(key), key))


def _unheard(snapshot: Snapshot, language: str) -> Reply:
    """Who was not heard, or less than was hoped: the limits that the study names, and targets that were missed."""
    limits = _limits(snapshot)
    rows = []
    for key in limits:
        claims = snapshot.claims_of(key)
        others = dict.fromkeys(claim.object if claim.subject == key else claim.subject for claim in claims)
        names = listing([snapshot.entity(other).label(language) for other in others], language)
        entity = snapshot.entity(key)
        says = (("says", entity.description(language)), ("of", names))
        rows.append(AnswerRow(key, entity.label(language), says, tuple(claim.id for claim in claims)))
    labels = listing([row.label for row in rows], language)
    headline = (
        say_in(language, "Limits that the study names itself: {labels}.", labels=labels)
        if rows
        else say_in(language, "Not stated: the source names no limit of who was heard.")
    )
    claims_of_all = [claim for row in rows for claim in row.claims]
    return _made(snapshot, say_in(language, "Who was not heard?"), headline, rows, "voices", language, claims_of_all)


def _gaps(snapshot: Snapshot, language: str) -> Reply:
    gaps = [entity for entity in snapshot.records.entities.values() if entity.status == "notTranscribed"]
    kinds = Counter(entity.type for entity in gaps)
    parts = [
        counted_in(language, count, kinds_label(snapshot, (iri,), language))
        for iri, count in sorted(kinds.items(), key=lambda i: -i[1])
    ]
    headline = say_in(
        language,
        "{number} known to exist, but not worded in the source: {kinds}.",
        number=counted_in(language, len(gaps), "item"),
        kinds=listing(parts, language),
    )
    rows = [
        AnswerRow(entity.id, entity.label(language), (("says", entity.description(language)),), ())
        for entity in sorted(gaps, key=lambda entity: (not entity.descriptions, entity.id))
    ]
    return _made(snapshot, say_in(language, "What is missing from the source?"), headline, rows, "next-evidence", language)


def _unchanged(snapshot: Snapshot, language: str) -> Reply:
    """What stays in the way of what is wanted where nothing is done: links from what is not wanted, the firmest first."""
    signs = {iri for iri in snapshot.ontology.properties if snapshot.ontology.sign(iri) == "negative"}
    standing = [
        claim
        for claim in snapshot.records.claims.values()
        if claim.predicate in signs
        and claim.stance == "reports"
        and snapshot.wanted(claim.subject) < 0 < snapshot.wanted(claim.object)
        and not snapshot.ontology.acts_from_object(claim.predicate)
    ]
    hit = Counter(claim.object for claim in standing)
    order = sorted(standing, key=lambda claim: (claim.mode != "stated", -hit[claim.object], claim.id))
    rows = []
    for key, _ in sorted(hit.items(), key=lambda item: (-item[1], item[0])):
        own = [claim for claim in order if claim.object == key]
        texts = [sentence_of(snapshot, each.predicate, [each.subject], [key], language) for each in own[:3]]
        name = snapshot.entity(key).label(language)
        rows.append(AnswerRow(key, name, (("says", "; ".join(texts)),), tuple(each.id for each in own)))
    labels = listing([row.label for row in rows], language, 5)
    headline = say_in(language, "What is recorded as being in the way stays there. Held back by it: {labels}.", labels=labels)
    if not rows:
        headline = say_in(language, "Not stated: the source does not say.")
    claims = [claim.id for claim in order]
    return _made(snapshot, say_in(language, "What happens if nothing is done?"), headline, rows, "map", language, claims)
