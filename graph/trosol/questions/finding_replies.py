"""Findings as answers: what to do first, who is in the way, which evidence would change a result, what if.

Each finding is reached through one small seam, which takes no more from it than ids, labels and sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from trosol.language import say_in
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query, hits, members
from trosol.questions.headlines import footing, listing
from trosol.questions.known_names import alternatives
from trosol.store.snapshot import Snapshot

__all__ = ["FINDINGS", "WhatIf", "first_by_structure", "what_if_reply"]

_SHOWN = 5
_ADVICE = "what is recommended"
"""Other name of the class whose members are a source's own advice."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would happen if there were more (``push`` 1) or less (-1) of something, or, with ``removed``, none."""

    key: str
    push: float = 1.0
    removed: bool = False


@lru_cache(maxsize=8)
def first_by_structure(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Ids and labels of what reaches the goals most, by the ranking of leverage (its order only: no resamples are taken here)."""
    from trosol.findings.leverage.leverage import leverage

    return tuple((row.id, row.label) for row in leverage(snapshot, k=_SHOWN, resamples=1).levers.ranking[:_SHOWN])


@lru_cache(maxsize=8)
def _asks(snapshot: Snapshot) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What to find out next, as sentences, each with the claims that it is about."""
    from trosol.findings.sensitivity.next_evidence import next_evidence

    return tuple((ask.sentence, tuple(ask.claims)) for ask in next_evidence(snapshot, k=_SHOWN).asks[:_SHOWN])


def _advice(snapshot: Snapshot) -> tuple[str, ...]:
    """Classes of a source's own advice, as the ontology names them."""
    return tuple(iri for iri, term in snapshot.ontology.classes.items() if _ADVICE in alternatives(term))


def _first(snapshot: Snapshot, language: str) -> Reply:
    advised = sorted((snapshot.entity(key).label(language), key) for key in members(snapshot, _advice(snapshot)))
    structural = first_by_structure(snapshot)
    rows = [AnswerRow(key, label, (("why", say_in(language, "recommended by the source")),), ()) for label, key in advised]
    rows += [AnswerRow(key, label, (("why", say_in(language, "reaches the most goals")),), ()) for key, label in structural]
    texts = []
    if advised:
        names = listing([label for label, _ in advised], language)
        texts.append(say_in(language, "The source recommends: {names}.", names=names))
    if structural:
        names = listing([label for _, label in structural], language)
        texts.append(say_in(language, "By structure, these reach the most goals: {names}.", names=names))
    status = ANSWERED if rows else NOT_STATED
    understood = say_in(language, "What should be done first?")
    query = form_query(snapshot, Form(kinds=_advice(snapshot)))
    return made_reply(snapshot, "", understood, status, rows, (), query, " ".join(texts), "leverage", language)


def _in_the_way(snapshot: Snapshot, language: str) -> Reply:
    gates = tuple(sorted(snapshot.ontology.for_purpose("gatekeeping")))
    form = Form(relations=gates)
    found = hits(snapshot, form)
    by_actor: dict[str, list[str]] = {}
    for hit in found:
        by_actor.setdefault(hit.key, []).append(hit.other)
    rows = []
    for key, others in sorted(by_actor.items(), key=lambda item: (-len(item[1]), snapshot.entity(item[0]).label(language))):
        names = "; ".join(dict.fromkeys(snapshot.entity(other).label(language) for other in others))
        claims = tuple(hit.claim.id for hit in found if hit.claim and hit.key == key)
        rows.append(AnswerRow(key, snapshot.entity(key).label(language), (("gate", names),), claims))
    claims_found = [hit.claim for hit in found if hit.claim]
    names = listing([row.label for row in rows], language)
    headline = (
        say_in(language, "{names}: reported as gatekeepers", names=names) + footing(snapshot, claims_found, language)
        if rows
        else say_in(language, "Not stated: nobody is reported as a gatekeeper.")
    )
    status = ANSWERED if rows else NOT_STATED
    keys = [claim.id for claim in claims_found]
    understood = say_in(language, "Who is in the way?")
    return made_reply(snapshot, "", understood, status, rows, keys, form_query(snapshot, form), headline, "gatekeepers", language)


def _next_evidence(snapshot: Snapshot, language: str) -> Reply:
    asks = _asks(snapshot)
    rows = [AnswerRow("", sentence, (), claims) for sentence, claims in asks]
    headline = asks[0][0] if asks else say_in(language, "Not enough is recorded to say which evidence would change a result.")
    keys = [key for _, claims in asks for key in claims]
    understood = say_in(language, "What should be found out next?")
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, "", headline, "next-evidence", language)


def what_if_reply(snapshot: Snapshot, ask: WhatIf, language: str = "en") -> Reply:
    """What becomes of the goals, in the order of the scenario."""
    from trosol.findings.scenario.scenario import scenario

    name = snapshot.entity(ask.key).label(language)
    found = scenario(snapshot, {} if ask.removed else {ask.key: ask.push}, (ask.key,) if ask.removed else (), resamples=1, runs=1)
    rows = [AnswerRow(each.id, each.label, (), tuple(each.claims)) for each in found.goals]
    keys = [key for row in rows for key in row.claims]
    missing = say_in(language, "Not stated: no recorded link leads from {name} to a goal.", name=name)
    names = listing([row.label for row in rows], language)
    text = "Through {name}, recorded links reach {number} goals: {names}."
    headline = say_in(language, text, name=name, number=len(rows), names=names) if rows else missing
    text = "What if there were more of {name}?" if ask.push > 0 else "What if there were less of {name}?"
    understood = say_in(language, text, name=f"“{name}”")
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, "", headline, "scenario", language)


FINDINGS: Mapping[str, Callable[[Snapshot, str], Reply]] = MappingProxyType(
    {"first": _first, "inTheWay": _in_the_way, "nextEvidence": _next_evidence}
)
