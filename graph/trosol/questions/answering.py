"""Ask a question of the library: fill its blanks, run it where query text may run, and say what the answer rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.language import counted_in, say_in
from trosol.plain import as_json
from trosol.questions.catalogue import NONE, Question
from trosol.questions.headlines import listing
from trosol.questions.silent import which_part
from trosol.sparql.query_pool import Pool, pool_of
from trosol.sparql.query_result import Answer, QueryTerm
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["ANSWERED", "NOT_RANKED", "NOT_TRANSCRIBED", "AnswerRow", "Reply", "ask", "fill", "made_reply", "reply_to"]

ANSWERED, NOT_TRANSCRIBED, NOT_RANKED = "answered", "notTranscribed", "notRanked"


@dataclass(frozen=True, slots=True, repr=False)
class AnswerRow(TableRow):
    """One answer: a thing (``id`` and label) or a value (``id`` empty), further columns, and the claims it rests on."""

    id: str
    label: str
    further: tuple[tuple[str, str], ...] = field(metadata=as_json(made=dict, inline=True))
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Reply(Result):
    """What a question gave.

    ``status``: answered; none (looked for among what is recorded: there is none); notStated (the source does not say);
    notTranscribed (it exists, but its wording is not in the source: ``gaps``); notRanked (the source gives no order).
    ``headline``: the answer as a sentence, with its hedge. ``understood_as``: the question with its blanks filled. ``cut``: there
    was more than the limits let through.
    """

    _table = "rows"

    question: str
    understood_as: str
    status: str
    headline: str
    rows: Rows[AnswerRow] = field(metadata=as_json("answer"))
    gaps: tuple[tuple[str, str], ...] = field(metadata=as_json(pairs=("id", "label")))
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    query: str
    sentence: str
    see: str
    cut: bool
    snapshot: str

    @property
    def first_claims(self) -> tuple[str, ...]:
        """The claims in the order of the answers: the first of each, then all others, so that what is shown first is of what is named first."""
        first = (row.claims[0] for row in self.rows if row.claims)
        others = (claim for row in self.rows for claim in row.claims)
        return tuple(dict.fromkeys((*first, *others, *self.claims)))


def fill(question: Question, snapshot: Snapshot, values: Mapping[str, str]) -> str:
    """The query with its parameters bound to entities of the ecosystem.

    Raises :class:`WrongUse` for a blank that is not filled, or is filled with something of another kind.
    """
    bound: dict[str, str] = {}
    for parameter in question.parameters:
        key = values.get(parameter.name, "")
        entity = snapshot.records.entities.get(key)
        if entity is None or not snapshot.ontology.is_a(entity.type, parameter.classes):
            kinds = listing([snapshot.ontology.classes[iri].label() for iri in parameter.classes])
            what = f"'{shorten(key)}' does not fill" if key else "Nothing fills"
            raise WrongUse(
                Problem(
                    "question-blank",
                    f"{what} the blank '{parameter.name}' of “{question.title()}”.",
                    f"Give the id of one of: {kinds}.",
                )
            )
        if [values.get(other.name) for other in question.parameters].count(key) > 1:
            raise WrongUse(
                Problem(
                    "question-blank",
                    f"Two blanks of “{question.title()}” are filled with the same thing, '{shorten(key)}'.",
                    "Give a different one for each.",
                )
            )
        bound[parameter.name] = f"<{snapshot.iri('entities', key)}>"
    # In one go: what stands in the place of one blank is not looked through for another.
    return re.sub(r"\$(\w+)\b", lambda found: bound.get(found[1], found[0]), question.query)


def ask(
    question: Question,
    snapshot: Snapshot,
    values: Mapping[str, str] | None = None,
    language: str = "en",
    pool: Pool | None = None,
) -> Reply:
    """Ask, and keep what the answer rests on, or say why there is none. Raises what :meth:`trosol.sparql.Pool.run` raises."""
    reply = reply_to(question, snapshot, values, language, pool)
    if reply.rows or reply.gaps:
        return reply
    part = which_part(question, snapshot, values or {}, language, pool)
    return replace(reply, sentence=f"{reply.sentence} {part}".strip())


def reply_to(
    question: Question,
    snapshot: Snapshot,
    values: Mapping[str, str] | None = None,
    language: str = "en",
    pool: Pool | None = None,
) -> Reply:
    """As :func:`ask`, but where there is no answer, without looking for the part of the question that has none."""
    query = fill(question, snapshot, values or {})
    try:
        answer = (pool or pool_of(snapshot)).run(query)
    except TrosolError as error:
        raise type(error)(replace(problem, where=Where(question.place)) for problem in error.problems) from None
    names = {p.name: snapshot.entity((values or {})[p.name]).label(language) for p in question.parameters}
    understood = question.filled(names, language)
    return reply_of(answer, snapshot, question.name, understood, query, question.silence, question.see, language)


def reply_of(
    answer: Answer,
    snapshot: Snapshot,
    name: str,
    understood: str,
    query: str,
    silence: str = NONE,
    see: str = "",
    language: str = "en",
) -> Reply:
    """Rows of a query as an answer for people: one row for each ``?answer``, with all its claims."""
    keys, claim_keys = _keys(snapshot)
    rows: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[str, str, list[str]]] = {}
    gaps: dict[str, str] = {}
    shown = [column for column in answer.columns if column not in ("answer", "claim", "gap")]
    for line in answer.rows:
        cells = dict(zip(answer.columns, line, strict=True))
        if (gap := cells.get("gap")) is not None and gap.value in keys:
            gaps[keys[gap.value]] = snapshot.entity(keys[gap.value]).label(language)
        found = cells.get("answer")
        if found is None:
            continue
        further = tuple((column, _shown(cells[column], snapshot, keys, language)) for column in shown)
        key, label = keys.get(found.value, ""), _shown(found, snapshot, keys, language)
        behind = rows.setdefault((found.value, further), (key, label, []))[2]
        claim = cells.get("claim")
        if claim is not None and claim.value in claim_keys and claim_keys[claim.value] not in behind:
            behind.append(claim_keys[claim.value])
    made = tuple(AnswerRow(key, label, further, tuple(sorted(behind))) for (_, further), (key, label, behind) in rows.items())
    made = tuple(sorted(made, key=lambda row: (row.label.casefold(), row.id, row.further))) if not _ordered(query) else made
    claims = tuple(sorted({claim for row in made for claim in row.claims}))
    status = ANSWERED if made else NOT_TRANSCRIBED if gaps else silence
    missing = tuple(sorted(gaps.items()))
    sentence = _sentence(status, made, missing, claims, snapshot, language, answer.cut)
    return Reply(
        question=name,
        understood_as=understood,
        status=status,
        headline=_first_line(status, made, missing, sentence, language),
        rows=Rows(made),
        gaps=missing,
        claims=claims,
        voices=_voices_of(snapshot, claims),
        query=query,
        sentence=sentence,
        see=see,
        cut=answer.cut,
        snapshot=snapshot.digest,
    )


def made_reply(
    snapshot: Snapshot,
    name: str,
    understood: str,
    status: str,
    rows: Iterable[AnswerRow],
    claims: Iterable[str],
    query: str,
    headline: str,
    see: str = "",
    language: str = "en",
    gaps: Iterable[tuple[str, str]] = (),
) -> Reply:
    """A reply whose rows come from the records and not from a query; claims in their own order, sorted."""
    made, behind, missing = tuple(rows), tuple(sorted(set(claims))), tuple(gaps)
    return Reply(
        question=name,
        understood_as=understood,
        status=status,
        headline=headline,
        rows=Rows(made, AnswerRow),
        gaps=missing,
        claims=behind,
        voices=_voices_of(snapshot, behind),
        query=query,
        sentence=_sentence(status, made, missing, behind, snapshot, language, False),
        see=see,
        cut=False,
        snapshot=snapshot.digest,
    )


def _first_line(status: str, rows: tuple[AnswerRow, ...], gaps: tuple[tuple[str, str], ...], sentence: str, language: str) -> str:
    if status == ANSWERED:
        return listing([row.label for row in rows], language, 8) + "."
    if status == NOT_TRANSCRIBED:
        names = listing([label for _, label in gaps], language, 4)
        return say_in(language, "Known to exist, but not worded in the source: {names}.", names=names)
    return sentence


def _voices_of(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({voice for key in claims for voice in snapshot.records.claims[key].voices}))


@lru_cache(maxsize=4)
def _keys(snapshot: Snapshot) -> tuple[dict[str, str], dict[str, str]]:
    """Ids of entities, and of claims, by IRI."""
    records = snapshot.records
    return (
        {snapshot.iri("entities", key): key for key in records.entities},
        {snapshot.iri("claims", key): key for key in records.claims},
    )


def _ordered(query: str) -> bool:
    return re.search(r"\bORDER\s+BY\b", query, re.IGNORECASE) is not None


def _shown(term: QueryTerm | None, snapshot: Snapshot, keys: Mapping[str, str], language: str) -> str:
    if term is None:
        return ""
    if term.value in keys:
        return snapshot.entity(keys[term.value]).label(language)
    ontology = snapshot.ontology
    named = ontology.classes.get(term.value) or ontology.properties.get(term.value) or ontology.concepts.get(term.value)
    return named.label(language) if named else term.value


def _sentence(
    status: str,
    rows: tuple[AnswerRow, ...],
    gaps: tuple[tuple[str, str], ...],
    claims: tuple[str, ...],
    snapshot: Snapshot,
    language: str,
    cut: bool,
) -> str:
    if status == ANSWERED:
        number = counted_in(language, len(rows), "answer")
        stated = sum(snapshot.records.claims[key].mode == "stated" for key in claims)
        text = (
            " It rests on {claims} ({stated} stated by the text)."
            if len(rows) == 1
            else " They rest on {claims} ({stated} stated by the text)."
        )
        rests = say_in(language, text, claims=counted_in(language, len(claims), "claim"), stated=stated)
        more = say_in(language, " There is more than is shown.") if cut else ""
        return f"{number}.{rests if claims else ''}{more}"
    if status == NOT_TRANSCRIBED:
        return say_in(
            language,
            "Not transcribed: {number} known to exist, but the source gives no wording that could answer this.",
            number=counted_in(language, len(gaps), "item"),
        )
    if status == NOT_RANKED:
        return say_in(language, "The source gives no order. What structure says is not what is important to people.")
    if status == NONE:
        return say_in(language, "None: looked for among what is recorded, and there is none.")
    return say_in(language, "Not stated: the source does not say. That is not a no.")
