"""Where it stands and who said it: the places in the sources, and the voices, behind what is named or was answered before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from trosol.language import counted_in, say_in
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import listing
from trosol.store.snapshot import Snapshot

__all__ = ["SaidBy", "SaidWhere", "said_by_reply", "said_where_reply"]

_NAMED = 8


@dataclass(frozen=True, slots=True)
class SaidWhere:
    """Where in the sources ``keys`` are spoken of, or ``claims`` stand."""

    keys: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who said ``claims``: those behind the answer before."""

    claims: tuple[str, ...]


def said_where_reply(snapshot: Snapshot, ask: SaidWhere, language: str = "en") -> Reply:
    """Pages, or sections where a source has none, in their order; each with what stands there."""
    records = snapshot.records
    claims = [records.claims[key] for key in ask.claims if key in records.claims]
    for key in ask.keys:
        claims += snapshot.claims_of(key)
    behind: dict[str, list[str]] = {}
    for key in ask.keys:
        for evidence in records.entities[key].evidence:
            behind.setdefault(evidence, [])
    for claim in claims:
        for evidence in claim.evidence:
            behind.setdefault(evidence, []).append(claim.id)
    found = sorted(
        (records.evidence[key] for key in behind if key in records.evidence), key=lambda e: (e.source, _page(e.page), e.id)
    )
    rows = [
        AnswerRow(
            "",
            say_in(language, "p. {page}", page=each.page) if each.page else each.section,
            (("section", each.section), ("says", each.paraphrase), ("anchor", each.anchor)),
            tuple(dict.fromkeys(behind[each.id])),
        )
        for each in found
    ]
    places = listing(list(dict.fromkeys(row.label for row in rows)), language, _NAMED)
    name = listing([f"“{snapshot.entity(key).label(language)}”" for key in ask.keys], language)
    if not rows:
        headline = say_in(language, "Not stated: no place in a source is recorded.")
    elif name:
        headline = say_in(language, "{name}: spoken of on {places}.", name=name, places=places)
    else:
        headline = say_in(language, "This stands on {places}.", places=places)
    understood = (
        say_in(language, "Where is {name} spoken of?", name=name) if name else say_in(language, "Where does the source say this?")
    )
    query = form_query(snapshot, Form(outward=None, others=ask.keys)) if ask.keys else ""
    status = ANSWERED if rows else NOT_STATED
    keys = [claim.id for claim in claims]
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "evidence", language)


def _page(page: str) -> tuple[int, str]:
    number = "".join(digit for digit in page.split("-", maxsplit=1)[0] if digit.isdigit())
    return int(number or 0), page


def said_by_reply(snapshot: Snapshot, ask: SaidBy, language: str = "en") -> Reply:
    """Voices, those behind most of the claims first."""
    claims = [snapshot.records.claims[key] for key in ask.claims if key in snapshot.records.claims]
    number = Counter(voice for claim in claims for voice in claim.voices)
    rows = [
        AnswerRow(
            voice,
            snapshot.entity(voice).label(language),
            (("of", counted_in(language, count, "claim")),),
            tuple(claim.id for claim in claims if voice in claim.voices),
        )
        for voice, count in sorted(number.items(), key=lambda item: (-item[1], item[0]))
    ]
    stated = sum(claim.mode == "stated" for claim in claims)
    total = counted_in(language, len(claims), "claim")
    names = listing([f"{row.label} ({dict(row.further)['of']})" for row in rows], language)
    headline = (
        say_in(language, "{names}; of {total}, {stated} stated by the text.", names=names, total=total, stated=stated)
        if rows
        else say_in(language, "Not stated: the source does not say who said this.")
    )
    understood = say_in(language, "Who said this?")
    keys = [claim.id for claim in claims]
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, "", headline, "voices", language)
