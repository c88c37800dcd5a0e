"""Findings as answers: what to do first, who is in the way, which evidence would change a result, what if.

Each finding is reached through one small seam, which takes no more from it than ids, labels and sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.aspects import is_actor
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query, hits, members
from trosol.questions.headlines import footing, listing, sentence_of
from trosol.questions.known_names import alternatives
from trosol.store.snapshot import Snapshot
from trosol.templates import fill_message

if TYPE_CHECKING:
    from trosol.findings.gatekeepers.gate_cards import GateCard
    from trosol.findings.leverage.leverage_result import LeverageTable

__all__ = [
    "FINDINGS",
    "Blocking",
    "WhatIf",
    "blocking_reply",
    "first_by_structure",
    "gate_holders",
    "hindering",
    "what_if_reply",
]

_SHOWN, _TABLES = 5, 3

_ACTIONS = "action"
_ADVICE = "what is recommended"
"""Other name of the class whose members are a source's own advice."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would happen if there were more (``push`` 1) or less (-1) of something, or, with ``removed``, none.

    ``opened``: ids of those whose gates are opened; ``key`` is then empty.
    """

    key: str
    push: float = 1.0
    removed: bool = False
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocking:
    """Who bars the way to ``key``: those named at a gate, and whoever is said to be against it, by whatever verb it is asked."""

    key: str


def gate_holders(snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of the actors that are said to hold a gate."""
    from trosol.findings.influence_worlds import gate_claims
    from trosol.networks.lens import Lens

    return tuple(sorted({actor for actor, _ in gate_claims(snapshot, Lens())}))


@lru_cache(maxsize=8)
def first_by_structure(snapshot: Snapshot) -> tuple[LeverageTable, ...]:
    """The tables of what can be done, each with those that are beaten by nobody in it; tables where nothing helps a goal are left out."""
    from trosol.findings.cache import kept
    from trosol.findings.leverage.leverage import leverage

    return tuple(table for table in kept(snapshot, leverage).kinds if table.group == _ACTIONS and table.first)


def _advice(snapshot: Snapshot) -> tuple[str, ...]:
    """Classes of a source's own advice, as the ontology names them."""
    return tuple(iri for iri, term in snapshot.ontology.classes.items() if _ADVICE in alternatives(term))


def _first(snapshot: Snapshot, language: str) -> Reply:
    from trosol.findings.leverage.sentences import tiers_sentence
    from trosol.findings.whole_ties import whole_ties

    advised = sorted((snapshot.entity(key).label(language), key) for key in members(snapshot, _advice(snapshot)))
    tables = first_by_structure(snapshot)

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    rows = [AnswerRow(key, name, (("why", say_in(language, "recommended by the source")),), ()) for name, key in advised]
    for table in tables:
        why = say_in(language, "helps the most goals among {kind}", kind=_kind(snapshot, table.kind, language))
        first = whole_ties(table.first, _SHOWN, lambda row: row.score)
        rows += [AnswerRow(row.id, label(row.id), (("why", why),), row.claims) for row in first]
    texts = []
    if advised:
        names = listing([name for name, _ in advised], language)
        texts.append(say_in(language, "The source recommends: {names}.", names=names))
    if tables:
        text = say_in(language, "By structure, among {kind}: {tiers}", kind="{kind}", tiers="{tiers}")
        told = [(_kind(snapshot, table.kind, language), tiers_sentence(table, label, language)) for table in tables[:_TABLES]]
        texts += [fill_message(text, {"kind": kind, "tiers": tiers}) for kind, tiers in told]
    status = ANSWERED if rows else NOT_STATED
    understood = say_in(language, "What should be done first?")
    query = form_query(snapshot, Form(kinds=_advice(snapshot)))
    return made_reply(snapshot, "", understood, status, rows, (), query, " ".join(texts), "leverage", language)


def _in_the_way(snapshot: Snapshot, language: str) -> Reply:
    """Who is named at a gate, then who carries a difficulty, each with what lies behind it."""
    from trosol.findings.cache import kept
    from trosol.findings.gatekeepers.gate_sentences import card_sentence, most_behind_sentence, names_at_gates
    from trosol.findings.gatekeepers.gatekeepers import gatekeepers

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    found = kept(snapshot, gatekeepers)
    cards = sorted(found.cards, key=lambda card: not card.named)
    total = sum(goal.weight for goal in snapshot.goals)
    rows = [
        AnswerRow(card.id, label(card.id), (("gate", card_sentence(card, total, label, language)),), _named_first(snapshot, card))
        for card in cards
    ]
    named = [card for card in cards if card.named]
    claims = [snapshot.records.claims[key] for card in named for key in card.named]
    headline = (
        say_in(language, "{names}: reported as gatekeepers", names=names_at_gates(found.cards, label, language, _SHOWN))
        + footing(snapshot, claims, language)
        + " "
        + most_behind_sentence(found.cards, label, language)
        if named
        else say_in(language, "Not stated: nobody is reported as a gatekeeper.")
    )
    status = ANSWERED if rows else NOT_STATED
    understood = say_in(language, "Who is in the way?")
    query = form_query(snapshot, Form(relations=tuple(sorted(snapshot.ontology.for_purpose("gatekeeping")))))
    keys = [key for card in named for key in card.named]
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "gatekeepers", language)


def _named_first(snapshot: Snapshot, card: GateCard) -> tuple[str, ...]:
    """The claims of a card, first those that name somebody at a gate, and of these what the text states."""
    records = snapshot.records.claims
    return tuple(sorted(card.claims, key=lambda key: (key not in card.named, records[key].mode != "stated", key)))


def _next_evidence(snapshot: Snapshot, language: str) -> Reply:
    from trosol.findings.cache import kept
    from trosol.findings.sensitivity.next_evidence import next_evidence
    from trosol.findings.sensitivity.question_sentences import asked_sentence, questions_sentence

    found = kept(snapshot, next_evidence).asks
    asks = found[:_SHOWN]
    rows = [AnswerRow("", asked_sentence(snapshot, ask, language), (), ask.claims) for ask in asks]
    headline = (
        questions_sentence(found, language, rows[0].label)
        if rows
        else say_in(language, "Not enough is recorded to say which evidence would change a result.")
    )
    keys = [key for ask in asks for key in ask.claims]
    understood = say_in(language, "What should be found out next?")
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, "", headline, "next-evidence", language)


def blocking_reply(snapshot: Snapshot, ask: Blocking, language: str = "en") -> Reply:
    """The gatekeepers with what lies behind them, then others who are said to be against it; both first lines. Things are nobody."""
    gates = _in_the_way(snapshot, language)
    form = Form(relations=hindering(snapshot), others=(ask.key,))
    claims = [hit.claim for hit in hits(snapshot, form) if hit.claim and is_actor(snapshot, hit.key)]
    verbs: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.mode != "stated", claim.id)):
        verbs.setdefault(claim.predicate, []).append(claim)
    said = [gates.headline] if gates.status == ANSWERED else []
    for relation, told in verbs.items():
        keys = list(dict.fromkeys(claim.subject for claim in told))
        said.append(sentence_of(snapshot, relation, keys, [ask.key], language) + footing(snapshot, told, language))
    if not said:
        said.append(say_in(language, "Not stated: nobody is reported as a gatekeeper."))
    rows = {row.id: row for row in gates.rows}
    for key in dict.fromkeys(claim.subject for told in verbs.values() for claim in told):
        behind = tuple(claim.id for claim in claims if claim.subject == key)
        row = rows.get(key, AnswerRow(key, snapshot.entity(key).label(language), (("gate", ""),), ()))
        rows[key] = replace(row, claims=tuple(dict.fromkeys((*row.claims, *behind))))
    understood = say_in(language, "Who is in the way of {name}?", name=f"“{snapshot.entity(ask.key).label(language)}”")
    keys = [key for row in rows.values() for key in row.claims]
    status, query = ANSWERED if rows else NOT_STATED, form_query(snapshot, form)
    return made_reply(snapshot, "", understood, status, rows.values(), keys, query, " ".join(said), "gatekeepers", language)


@lru_cache(maxsize=8)
def hindering(snapshot: Snapshot) -> tuple[str, ...]:
    """Relations by which one thing is said to be against another, whatever the verb."""
    ontology = snapshot.ontology
    return tuple(
        iri for iri in sorted(ontology.properties) if ontology.sign(iri) == "negative" and not ontology.acts_from_object(iri)
    )


def what_if_reply(snapshot: Snapshot, ask: WhatIf, language: str = "en") -> Reply:
    """What becomes of the goals, in the order of the scenario."""
    from trosol.findings.scenario.scenario import scenario
    from trosol.findings.scenario.scenario_sentences import scenario_sentence

    name = listing([f"“{snapshot.entity(key).label(language)}”" for key in (ask.opened or (ask.key,))], language)
    pushes = {} if ask.removed or ask.opened else {ask.key: ask.push}
    removed = (ask.key,) if ask.removed else ()
    made = scenario(snapshot, pushes, removed, opened=ask.opened)
    rows = [AnswerRow(each.id, snapshot.entity(each.id).label(language), (), tuple(each.claims)) for each in made.goals]
    keys = [key for row in rows for key in row.claims]
    missing = say_in(language, "Not stated: no recorded link leads from {name} to a goal.", name=name)
    headline = scenario_sentence(snapshot, made, language) if rows else missing
    if ask.opened:
        understood = say_in(language, "What if {name} opened their gates?", name=name)
    elif ask.push > 0:
        understood = say_in(language, "What if there were more of {name}?", name=name)
    else:
        understood = say_in(language, "What if there were less of {name}?", name=name)
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, "", headline, "scenario", language)


def _kind(snapshot: Snapshot, name: str, language: str) -> str:
    """The label of a kind, as it stands within a sentence."""
    return next((kind.label(language).casefold() for kind in snapshot.ontology.kinds if kind.name == name), name)


FINDINGS: Mapping[str, Callable[[Snapshot, str], Reply]] = MappingProxyType(
    {"first": _first, "inTheWay": _in_the_way, "nextEvidence": _next_evidence}
)
