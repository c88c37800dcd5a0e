"""Whether those who were heard agree: what each of two says, where one denies what the other says, and who denies a link.

Who is named may have no voice of its own; then the voices of its members, or of the group that it belongs to, speak. Where nobody's
words are kept apart, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.checks import Check, checked
from trosol.questions.finding_replies import hindering
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import footing, listing, sentence_of
from trosol.questions.voiced import voices_here
from trosol.store.snapshot import Snapshot

__all__ = ["Denied", "ViewsApart", "denied_reply", "views_reply"]

_SHOWN = 2


@dataclass(frozen=True, slots=True)
class ViewsApart:
    """What ``one`` and ``other`` say, and whether they agree; ``about``: only of these."""

    one: str
    other: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """Who denies that one of ``subjects`` has one of ``relations`` to one of ``objects`` (none: to anything)."""

    subjects: tuple[str, ...]
    relations: tuple[str, ...]
    objects: tuple[str, ...] = ()


def _speaking_for(snapshot: Snapshot, key: str) -> frozenset[str]:
    """Ids of the voices that speak for somebody: their own, else those of members, else of groups that they belong to."""
    heard = voices_here(snapshot)
    if key in heard:
        return frozenset([key])
    grouping = snapshot.ontology.for_purpose("grouping")
    links = [claim for claim in snapshot.claims_of(key) if claim.predicate in grouping and claim.stance != "negates"]
    members = frozenset(claim.subject for claim in links if claim.object == key) & heard
    return members or frozenset(claim.object for claim in links if claim.subject == key) & heard


def views_reply(snapshot: Snapshot, ask: ViewsApart, language: str = "en") -> Reply:
    """Where they differ first; else what each says; else that neither is heard alone."""
    names = {key: snapshot.entity(key).label(language) for key in (ask.one, ask.other)}
    voices = {key: _speaking_for(snapshot, key) for key in names}
    said = {key: _said(snapshot, voices[key], ask.about) for key in names}
    both = listing([f"“{name}”" for name in names.values()], language)
    understood = say_in(language, "Do {names} agree?", names=both)
    if ask.about:
        about = listing([f"“{snapshot.entity(key).label(language)}”" for key in ask.about], language)
        understood = say_in(language, "Do {names} agree about {about}?", names=both, about=about)
    apart = [
        (first, second)
        for first in said[ask.one]
        for second in said[ask.other]
        if _against(first, second) and first.id != second.id
    ]
    if apart:
        claims = list({claim.id: claim for pair in apart for claim in pair}.values())
        headline = say_in(language, "They do not agree: {sides}", sides=_sides(snapshot, claims[: 2 * _SHOWN], language))
    else:
        claims = [claim for key in names for claim in said[key]]
        silent = [name for key, name in names.items() if not said[key]]
        told = "; ".join(f"{names[key]}: {_first(snapshot, said[key], language)}" for key in names if said[key])
        if len(silent) == len(names):
            headline = say_in(
                language, "Not stated: nothing is attributed to {names} alone, so their views cannot be told apart.", names=both
            )
        elif silent:
            one = listing([f"“{name}”" for name in silent], language)
            headline = say_in(
                language, "Their views cannot be compared: nothing is attributed to {name} alone. {told}.", name=one, told=told
            )
        else:
            headline = say_in(language, "Nothing that one says is denied by the other. {told}.", told=told)
        headline = " ".join((headline, *_not_alone(snapshot, names, voices, language)))
    rows = [_row(snapshot, claim, language) for claim in claims]
    status = ANSWERED if rows else NOT_STATED
    query = form_query(snapshot, Form(outward=None, others=ask.about or tuple(names)))
    keys = [claim.id for claim in claims]
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "voices", language)


def denied_reply(snapshot: Snapshot, ask: Denied, language: str = "en") -> Reply:
    """Who denies it; where nobody does, that, and who says it."""
    found, against = _either_way(snapshot, ask)
    told = against or found
    relations = {claim.predicate: None for claim in told}
    asked = ask.relations[0] if ask.objects or not told or ask.relations[0] in relations else next(iter(relations))
    text = sentence_of(snapshot, asked, ask.subjects, ask.objects, language)
    understood = say_in(language, "Who denies that {sentence}?", sentence=text)
    if against:
        headline = _deniers(snapshot, against, language)
    elif found:
        said = _first(snapshot, found, language)
        headline = say_in(
            language, "Nobody is recorded as denying this. Said in {number}: {said}.", number=_number(found, language), said=said
        )
    else:
        headline = say_in(language, "Not stated: neither said nor denied.")
    rows = [_row(snapshot, claim, language) for claim in told]
    keys = [claim.id for claim in told]
    query = form_query(snapshot, Form(relations=ask.relations, outward=False, others=ask.subjects, denied=True))
    status = ANSWERED if keys else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "voices", language)


def _not_alone(
    snapshot: Snapshot, names: Mapping[str, str], voices: Mapping[str, frozenset[str]], language: str
) -> Iterator[str]:
    """For each of them whose words are kept only with those of a group: that."""
    grouping = snapshot.ontology.for_purpose("grouping")
    for key, name in names.items():
        groups = {claim.object for claim in snapshot.claims_of(key) if claim.subject == key and claim.predicate in grouping}
        if voices[key] and voices[key] <= groups:
            of = listing([snapshot.entity(voice).label(language) for voice in sorted(voices[key])], language)
            yield say_in(language, "{name}: not heard alone, only as part of {groups}.", name=name, groups=of)


def _either_way(snapshot: Snapshot, ask: Denied) -> tuple[list[Claim], list[Claim]]:
    """Claims for it and against it; of what hinders, in any words, and where nothing links just these two, of the one alone."""
    relations = ask.relations
    if any(snapshot.ontology.sign(iri) == "negative" for iri in relations):
        relations = tuple(dict.fromkeys((*relations, *hindering(snapshot), *snapshot.ontology.for_purpose("gatekeeping"))))
    found, against = checked(snapshot, Check(ask.subjects, relations, ask.objects))
    return (found, against) if found or against or not ask.objects else checked(snapshot, Check(ask.subjects, relations))


def _number(claims: Sequence[Claim], language: str) -> str:
    return counted_in(language, len(claims), "claim")


def _said(snapshot: Snapshot, voices: frozenset[str], about: Sequence[str]) -> list[Claim]:
    claims = (claim for claim in snapshot.records.claims.values() if voices & set(claim.voices))
    return [claim for claim in claims if not about or claim.subject in about or claim.object in about]


def _against(one: Claim, other: Claim) -> bool:
    """Whether one denies of the same two things what the other says."""
    return {one.subject, one.object} == {other.subject, other.object} and (one.stance == "negates") != (other.stance == "negates")


def _sentence(snapshot: Snapshot, claim: Claim, language: str) -> str:
    text = sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language)
    return say_in(language, "denied: {text}", text=text) if claim.stance == "negates" else text


def _voices(snapshot: Snapshot, claims: Iterable[Claim], language: str) -> str:
    voices = dict.fromkeys(voice for claim in claims for voice in claim.voices)
    return listing([snapshot.entity(voice).label(language) for voice in voices], language)


def _sides(snapshot: Snapshot, claims: Sequence[Claim], language: str) -> str:
    texts = [f"{_sentence(snapshot, claim, language)} ({_voices(snapshot, [claim], language)})" for claim in claims]
    return "; ".join(texts) + footing(snapshot, claims, language)


def _deniers(snapshot: Snapshot, claims: Sequence[Claim], language: str) -> str:
    """Each denier once, with what is denied."""
    if len({claim.voices for claim in claims}) > 1:
        return _sides(snapshot, claims, language)
    sides = "; ".join(_sentence(snapshot, claim, language) for claim in claims) + footing(snapshot, claims, language)
    return say_in(language, "{names}: {sides}", names=_voices(snapshot, claims, language), sides=sides)


def _first(snapshot: Snapshot, claims: Sequence[Claim], language: str) -> str:
    ordered = sorted(claims, key=lambda claim: (claim.mode != "stated", claim.id))
    return "; ".join(_sentence(snapshot, claim, language) for claim in ordered[:_SHOWN])


def _row(snapshot: Snapshot, claim: Claim, language: str) -> AnswerRow:
    voices = _voices(snapshot, [claim], language)
    return AnswerRow("", _sentence(snapshot, claim, language), (("said by", voices),), (claim.id,))
