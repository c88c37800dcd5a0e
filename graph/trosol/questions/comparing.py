"""Several things side by side: what each is, what is recorded of all of them, and each link with a column for each thing.

Which of them is *more* is told by a figure that counts the same of all; without one, the source gives no order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trosol.language import counted_in, say_in
from trosol.model.records import Claim, Observation
from trosol.questions.answering import ANSWERED, NOT_RANKED, AnswerRow, Reply, made_reply
from trosol.questions.aspects import EFFECT, HELP, AspectAsk, aspect_claims
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import listing, sentence_of
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot

__all__ = ["Compare", "compare_reply"]

_IN_A_CELL, _SENTENCES = 5, 2


@dataclass(frozen=True, slots=True)
class Compare:
    """``keys`` side by side; ``ranked``: it is asked which of them is more, or comes first."""

    keys: tuple[str, ...]
    ranked: bool = False


def compare_reply(snapshot: Snapshot, ask: Compare, language: str = "en") -> Reply:
    """A row for each link that any of them has, those that several have first."""
    names = [snapshot.entity(key).label(language) for key in ask.keys]
    links = {key: _links(snapshot, key) for key in ask.keys}
    every = dict.fromkeys(link for of_one in links.values() for link in of_one)
    order = sorted(every, key=lambda link: (-sum(link in of_one for of_one in links.values()), -_most(links, link)))
    rows = [_row(snapshot, ask.keys, names, link, links, language) for link in order]
    claims = [claim.id for of_one in links.values() for found in of_one.values() for claim in found]
    described = " ".join(_described(snapshot, key, language) for key in ask.keys)
    status, headline = ANSWERED, described
    figures = _figures(snapshot, ask.keys)
    if ask.ranked and figures:
        told = "; ".join(f"{name}: {each.value} {each.unit}" for name, each in zip(names, figures, strict=True))
        headline = say_in(language, "{figures} ({measure}).", figures=told, measure=figures[0].measure.replace("_", " "))
    elif ask.ranked:
        status = NOT_RANKED
        sides = "; ".join(_side(snapshot, key, language) for key in ask.keys)
        headline = say_in(language, "No order: the source does not say which of these is more. {sides}.", sides=sides)
    elif shared := _shared(snapshot, ask.keys, language):
        headline = f"{described} {shared}"
    understood = say_in(language, "How do {names} compare?", names=listing([f"“{name}”" for name in names], language))
    query = form_query(snapshot, Form(outward=None, others=ask.keys))
    return made_reply(snapshot, "", understood, status, rows, claims, query, headline, "map", language)


def _links(snapshot: Snapshot, key: str) -> dict[tuple[str, bool], list[Claim]]:
    found: dict[tuple[str, bool], list[Claim]] = {}
    for claim in snapshot.claims_of(key):
        if claim.stance != "negates":
            outward = claim.subject == key and not snapshot.ontology.properties[claim.predicate].symmetric
            found.setdefault((claim.predicate, outward), []).append(claim)
    return found


def _most(links: dict[str, dict[tuple[str, bool], list[Claim]]], link: tuple[str, bool]) -> int:
    return sum(len(of_one.get(link, ())) for of_one in links.values())


def _row(
    snapshot: Snapshot,
    keys: Sequence[str],
    names: Sequence[str],
    link: tuple[str, bool],
    links: dict[str, dict[tuple[str, bool], list[Claim]]],
    language: str,
) -> AnswerRow:
    relation, outward = link
    ends = ("…", "") if outward else ("", "…")
    label = relation_sentence(snapshot.ontology.properties[relation], *ends, language).strip()
    cells = []
    claims: list[str] = []
    for key, name in zip(keys, names, strict=True):
        found = links[key].get(link, [])
        others = dict.fromkeys(claim.object if claim.subject == key else claim.subject for claim in found)
        cells.append((name, listing([snapshot.entity(other).label(language) for other in others], language, _IN_A_CELL) or "–"))
        claims += [claim.id for claim in found]
    return AnswerRow("", label, tuple(cells), tuple(claims))


def _described(snapshot: Snapshot, key: str, language: str) -> str:
    entity = snapshot.entity(key)
    kind = snapshot.ontology.classes[entity.type].label(language).lower()
    described = entity.description(language) or say_in(language, "recorded as {kind}.", kind=kind)
    return f"{entity.label(language)}: {described}"


def _shared(snapshot: Snapshot, keys: Sequence[str], language: str) -> str:
    """What is linked to all of them by the same relation."""
    common: dict[tuple[str, bool, str], int] = {}
    for key in keys:
        for (relation, outward), claims in _links(snapshot, key).items():
            for other in {claim.object if claim.subject == key else claim.subject for claim in claims}:
                common[relation, outward, other] = common.get((relation, outward, other), 0) + 1
    all_of_them = [link for link, number in common.items() if number == len(keys)]
    texts = [
        sentence_of(snapshot, relation, keys if outward else [other], [other] if outward else keys, language)
        for relation, outward, other in all_of_them[:_SENTENCES]
    ]
    return say_in(language, "In common: {links}.", links="; ".join(texts)) if texts else ""


def _side(snapshot: Snapshot, key: str, language: str) -> str:
    """What it does, else what it helps with, in one sentence; and how much is recorded of it."""
    number = counted_in(language, len(snapshot.claims_of(key)), "claim")
    for aspect in (EFFECT, HELP):
        claims, _ = aspect_claims(snapshot, AspectAsk(aspect, (key,)))
        own = [claim for claim in claims if claim.predicate == claims[0].predicate and claim.subject == claims[0].subject]
        if own:
            objects = list(dict.fromkeys(claim.object for claim in own))
            return f"{sentence_of(snapshot, own[0].predicate, [own[0].subject], objects, language)} ({number})"
    return f"{snapshot.entity(key).label(language)} ({number})"


def _figures(snapshot: Snapshot, keys: Sequence[str]) -> list[Observation]:
    """One figure of each that counts the same of all."""
    of = {
        key: {(each.measure, each.unit): each for each in snapshot.records.observations.values() if each.about == key}
        for key in keys
    }
    common = [same for same in of[keys[0]] if all(same in of[key] for key in keys)]
    return [of[key][common[0]] for key in keys] if common else []
