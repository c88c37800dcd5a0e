"""A form answered: its rows, the first line, and where a whole or its parts had to stand in for what was named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, NOT_TRANSCRIBED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NONE, NOT_STATED
from trosol.questions.form import COUNT, EACH, Form, Hit, form_query, form_sentence, hits, kinds_label, members
from trosol.questions.headlines import footing, hedge_of, listing, sentence_of
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["form_reply", "rolled_up"]

_BESIDE = 7
"""So many answers of other classes are named beside those of the class asked for."""


def rolled_up(snapshot: Snapshot, form: Form) -> tuple[Form, str]:
    """The form, or where it has no answer, the same asked of the parts, else of the whole, of what it names; and which it was."""
    if not form.others or hits(snapshot, form):
        return form, ""
    part = snapshot.ontology.for_purpose("part") | snapshot.ontology.for_purpose("grouping")
    for outward, which in ((False, "parts"), (True, "whole")):
        near: dict[str, None] = {}
        for key in form.others:
            for claim in snapshot.claims_of(key):
                if claim.predicate in part and claim.stance != "negates":
                    own, other = (claim.subject, claim.object) if outward else (claim.object, claim.subject)
                    if own == key and other not in form.others:
                        near[other] = None
        wider = replace(form, others=tuple(near))
        if near and hits(snapshot, wider):
            return wider, which
    return form, ""


def form_reply(snapshot: Snapshot, form: Form, language: str = "en", see: str = "") -> Reply:
    """Rows, first line and claims."""
    asked, which = rolled_up(snapshot, form)
    found = hits(snapshot, asked)
    worded = [hit for hit in found if snapshot.entity(hit.key).status != "notTranscribed"]
    gaps = [(hit.key, snapshot.entity(hit.key).label(language)) for hit in found if hit not in worded] if not form.linked else []
    found = found if form.linked else tuple(worded)
    rows = _rows(snapshot, asked, found, language)
    claims = tuple(dict.fromkeys(hit.claim.id for hit in found if hit.claim))
    status = ANSWERED if rows else NOT_TRANSCRIBED if gaps else NOT_STATED if form.linked else NONE
    headline = _said(snapshot, asked, found, rows, language) if rows else _nothing(snapshot, form, len(gaps), language)
    if rows and gaps:
        number = counted_in(language, len(gaps), "more", "more")
        headline += " " + say_in(language, "{number} are known to exist, but not worded in the source.", number=number)
    if rows and (beside := _beside(snapshot, asked, rows, language)):
        headline += " " + beside
    if which:
        headline = f"{headline} {_standing_in(snapshot, form, which, language)}"
    if rows and form.operator == COUNT:
        rows = [AnswerRow("", str(len(rows)), (), claims), *rows]
    understood = form_sentence(snapshot, form, language)
    query = form_query(snapshot, asked)
    return made_reply(snapshot, "", understood, status, rows, claims, query, headline, see, language, gaps)


def _beside(snapshot: Snapshot, form: Form, rows: Sequence[AnswerRow], language: str) -> str:
    """What would answer, too, if the class were not taken at its word: a few others linked alike, or of the class above."""
    if not form.kinds or form.operator == EACH:
        return ""
    shown = {row.id for row in rows}
    if form.linked and not form.others:
        others = [key for key in members(snapshot, form.kinds) if key not in shown]
        labels = [snapshot.entity(key).label(language) for key in others if snapshot.entity(key).status != "notTranscribed"]
        text = "Recorded, too, but not with this link: {names}."
        return say_in(language, text, names=listing(labels, language, _BESIDE)) if 0 < len(labels) <= _BESIDE else ""
    if form.linked:
        others = [hit.key for hit in hits(snapshot, replace(form, kinds=())) if hit.key not in shown]
    else:
        ontology = snapshot.ontology
        above = {parent for iri in form.kinds for parent in ontology.classes[iri].parents if ontology.role(iri) != parent}
        others = [key for key in members(snapshot, tuple(sorted(above))) if key not in shown] if above else []
    labels = [
        snapshot.entity(key).label(language) for key in dict.fromkeys(others) if snapshot.entity(key).status != "notTranscribed"
    ]
    if not 0 < len(labels) <= _BESIDE:
        return ""
    kind = kinds_label(snapshot, form.kinds, language)
    return say_in(
        language,
        "Beside these, recorded under another heading than {kind}: {names}.",
        kind=kind,
        names=listing(labels, language, _BESIDE),
    )


def _standing_in(snapshot: Snapshot, form: Form, which: str, language: str) -> str:
    names = listing([snapshot.entity(key).label(language) for key in form.others], language)
    if which == "parts":
        return say_in(language, "This is recorded of the parts of {name}, not of it as a whole.", name=names)
    return say_in(language, "This is recorded of what {name} is part of, not of it alone.", name=names)


def _rows(snapshot: Snapshot, form: Form, found: Sequence[Hit], language: str) -> list[AnswerRow]:
    grouped: dict[tuple[str, str], list[Hit]] = {}
    for hit in found:
        grouped.setdefault((hit.key, hit.other if form.operator == EACH else ""), []).append(hit)
    kinds = Counter(snapshot.entity(key).type for key, _ in grouped)
    several = form.operator == EACH or len(form.others) != 1
    ontology = snapshot.ontology
    belonging = ontology.for_purpose("part") | ontology.for_purpose("grouping")
    grouping = not form.linked or any(ontology.below(relation) & belonging for relation in form.relations)

    def place(item: tuple[tuple[str, str], list[Hit]]) -> tuple[object, ...]:
        (key, other), behind = item
        entity = snapshot.entity(key)
        stated = any(hit.claim is None or hit.claim.mode == "stated" for hit in behind)
        label = entity.label(language)
        under = snapshot.entity(other).label(language) if other else ""
        if grouping:
            return (under, -kinds[entity.type], entity.type, not stated, label, key)
        return (under, not stated, -len(snapshot.claims_of(key)), label, key)

    rows = []
    for (key, _), behind in sorted(grouped.items(), key=place):
        claims = [hit.claim for hit in behind if hit.claim]
        further: list[tuple[str, str]] = []
        if several and claims:
            others = dict.fromkeys(snapshot.entity(hit.other).label(language) for hit in behind)
            further.append(("with", "; ".join(list(others)[:4]) + (" …" if len(others) > 4 else "")))
        if claims and not grouping and (parts := _parts(snapshot, key, language)):
            further.append(("parts", parts))
        if hedges := dict.fromkeys(hedge for claim in claims for hedge in claim.property(TRO + "hedge")):
            further.append(("hedge", "; ".join(hedges)))
        rows.append(AnswerRow(key, snapshot.entity(key).label(language), tuple(further), tuple(c.id for c in claims)))
    columns = [name for name in ("with", "parts", "hedge") if any(name in dict(row.further) for row in rows)]
    return [replace(row, further=tuple((name, dict(row.further).get(name, "")) for name in columns)) for row in rows]


def _said(snapshot: Snapshot, form: Form, found: Sequence[Hit], rows: Sequence[AnswerRow], language: str) -> str:
    """The first line; of what is denied, it says so first."""
    told = _headline(snapshot, form, found, rows, language)
    return say_in(language, "It is denied that: {sentence}", sentence=told) if form.denied else told


def _headline(snapshot: Snapshot, form: Form, found: Sequence[Hit], rows: Sequence[AnswerRow], language: str) -> str:
    labels, keys = [row.label for row in rows], list(dict.fromkeys(row.id for row in rows))
    if form.operator == COUNT or not form.linked:
        kind = kinds_label(snapshot, form.kinds, language) or say_in(language, "answer")
        return f"{counted_in(language, len(keys), kind, _many(kind))}: {listing(labels, language, 12)}."
    claims = [hit.claim for hit in found if hit.claim]
    relation = _relation(snapshot, form, claims)
    if form.operator == EACH:
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(dict(row.further)["with"], []).append(row.label)
        return " ".join(f"{name}: {listing(each, language)}." for name, each in groups.items())
    if not relation:
        names = listing([snapshot.entity(key).label(language) for key in form.others], language)
        number = counted_in(language, len(keys), _noun(snapshot, form, language), _many(_noun(snapshot, form, language)))
        return say_in(language, "{number} linked to {name}: {names}.", number=number, name=names, names=listing(labels, language))
    pairs = dict.fromkeys((hit.claim.subject, hit.claim.object) for hit in found if hit.claim)
    if len(pairs) == 1 or (form.others and len(form.others) <= 3):
        ends = _ends(form, found, keys)
        return sentence_of(snapshot, relation, *ends, language, _hedges(found)) + footing(snapshot, claims, language)
    shown = [_pair(snapshot, hit.claim, language) for hit in _first_of_each(found) if hit.claim]
    number = counted_in(language, len(keys), _noun(snapshot, form, language), _many(_noun(snapshot, form, language)))
    return f"{listing(labels, language)}: {number}. {'; '.join(shown[:3])}{footing(snapshot, claims, language)}"


def _hedges(found: Sequence[Hit]) -> dict[str, str]:
    """Hedges of answers, where not all claims have the same one (which is told once, at the end)."""
    claims = [hit.claim for hit in found if hit.claim]
    if hedge_of(claims):
        return {}
    by_key: dict[str, list[Claim]] = {}
    for hit in found:
        if hit.claim:
            by_key.setdefault(hit.key, []).append(hit.claim)
    return {key: hedge_of(behind) for key, behind in by_key.items()}


def _ends(form: Form, found: Sequence[Hit], keys: list[str]) -> tuple[list[str], list[str]]:
    """Who stands before the verb, and who after it, in the order of the rows."""
    others = list(dict.fromkeys(hit.other for hit in found))
    outward = any(hit.claim is not None and hit.claim.subject == hit.key for hit in found)
    return (keys, others) if outward else (others, keys)


def _parts(snapshot: Snapshot, key: str, language: str) -> str:
    part = snapshot.ontology.for_purpose("part")
    claims = (claim for claim in snapshot.claims_of(key) if claim.object == key and claim.predicate in part)
    labels = [snapshot.entity(claim.subject).label(language) for claim in claims if claim.stance != "negates"]
    return listing(labels, language, 8) if 1 < len(labels) <= 8 else ""


def _first_of_each(found: Sequence[Hit]) -> list[Hit]:
    return list({hit.key: hit for hit in reversed(found)}.values())[::-1]


def _pair(snapshot: Snapshot, claim: Claim, language: str) -> str:
    text = sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language)
    hedge = hedge_of([claim])
    return f"{text} (“{hedge}”)" if hedge else text


def _relation(snapshot: Snapshot, form: Form, claims: Sequence[Claim]) -> str:
    """The relation that tells what all of the claims say: their own where it is one, else the one asked for."""
    own = {claim.predicate for claim in claims}
    if len(own) == 1:
        return own.pop()
    if not form.relations:
        return ""
    below = snapshot.ontology.below(form.relations[0])
    return form.relations[0] if own <= below else next(iter(sorted(own)))


def _noun(snapshot: Snapshot, form: Form, language: str) -> str:
    return kinds_label(snapshot, form.kinds, language) or say_in(language, "answer")


def _many(kind: str) -> str:
    """The plural of a class name in small letters: *kinds of organisation*, *policies*."""
    head, of, rest = kind.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    else:
        head += "s"
    return head + of + rest if of else head


def _nothing(snapshot: Snapshot, form: Form, gaps: int, language: str) -> str:
    if gaps:
        kind = kinds_label(snapshot, form.kinds, language)
        number = counted_in(language, gaps, kind, _many(kind))
        return say_in(language, "Not transcribed: {number} known to exist, but not worded in the source.", number=number)
    if not form.linked:
        return say_in(language, "None: there is no {kind} here.", kind=kinds_label(snapshot, form.kinds, language))
    names = listing([snapshot.entity(key).label(language) for key in form.others], language)
    if not names:
        return say_in(language, "Not stated: the source does not say. That is not a no.")
    return say_in(language, "Not stated: the source does not say this of {name}. That is not a no.", name=names)
