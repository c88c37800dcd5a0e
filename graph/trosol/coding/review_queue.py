"""What is left to look at in a source: suggestions nobody judged, passages without a claim, claims on one piece of evidence, and disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from trosol.coding.cited_lines import cited_lines
from trosol.coding.decisions import REFUSED, Decision
from trosol.coding.numbered_text import Passage, SourceText
from trosol.coding.suggestions import SuggestedClaim, Suggestion
from trosol.findings.inventory import on_one_piece
from trosol.model.records import Claim
from trosol.questions.tokens import stems
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["Disagreement", "Draft", "ReviewQueue", "disagreements", "near_names", "near_pairs", "not_refused", "review_queue"]

_WORDS = 6
"""A passage of fewer words says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggestion at some lines that nobody judged yet."""

    lines: tuple[int, int]
    claim: SuggestedClaim


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims of different coders, or of opposite stance, about the same two entities at lines that overlap; ids, sorted. ``differ``: columns in which they do."""

    claims: tuple[str, ...]
    lines: tuple[int, int]
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Each in the order of the source. ``single``: claims on one piece of evidence, which lies in this source."""

    drafts: tuple[Draft, ...]
    uncoded: tuple[tuple[int, int], ...]
    single: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    coded: int
    passages: int


def review_queue(
    snapshot: Snapshot,
    source: SourceText,
    name: str,
    suggestions: Sequence[Suggestion],
    decisions: Iterable[Decision] = (),
    passages: Sequence[Passage] | None = None,
) -> ReviewQueue:
    """What is left to look at. ``suggestions``: for the whole source, passage by passage."""
    cited = cited_lines(snapshot, source, name)
    telling = [
        p
        for p in (passages or source.passages())
        if len(p.text.split()) >= _WORDS and not all(source.is_heading(line) for line in range(p.first, p.last + 1))
    ]
    uncoded = [(p.first, p.last) for p in telling if not any(line in cited for line in range(p.first, p.last + 1))]
    open_ = set(uncoded)
    drafts = []
    for each in suggestions:
        left = not_refused(each, name, decisions)
        if each.lines in open_ and left:
            drafts.append(Draft(each.lines, left[0]))
    here = {key for keys in cited.values() for key in keys}
    records = snapshot.records
    single = [key for key in here if on_one_piece(records.claims[key])]
    place = {key: line for line in sorted(cited, reverse=True) for key in cited[line]}
    single.sort(key=lambda key: (place[key], key))
    return ReviewQueue(
        tuple(drafts),
        tuple(uncoded),
        tuple(single),
        disagreements(snapshot, cited),
        len(telling) - len(uncoded),
        len(telling),
    )


def not_refused(suggestion: Suggestion, source: str, decisions: Iterable[Decision]) -> tuple[SuggestedClaim, ...]:
    """The claims of a suggestion that are not coded and that nobody refused at these lines."""
    first, last = suggestion.lines
    refused = {
        (each.subject, each.relation, each.object)
        for each in decisions
        if each.decision == REFUSED and each.source == source and _overlap(each.lines, first, last)
    }
    return tuple(c for c in suggestion.claims if not c.coded and (c.subject, c.predicate, c.object) not in refused)


def _overlap(lines: str, first: int, last: int) -> bool:
    begin, _, end = lines.partition("-")
    return begin.isdecimal() and (end or begin).isdecimal() and int(begin) <= last and int(end or begin) >= first


def disagreements(snapshot: Snapshot, cited: Mapping[int, Sequence[str]]) -> tuple[Disagreement, ...]:
    """Claims of two coders, or of opposite stance, that say different things of the same two entities at lines that overlap."""
    claims = snapshot.records.claims
    at: dict[frozenset[str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for line, keys in cited.items():
        for key in keys:
            at[frozenset((claims[key].subject, claims[key].object))][key].add(line)
    found = []
    for places in at.values():
        for one, other in combinations(sorted(places), 2):
            shared = places[one] & places[other]
            differ = _differ(claims[one], claims[other])
            apart = claims[one].coder != claims[other].coder or _opposed(claims[one], claims[other])
            if shared and differ and apart:
                found.append(Disagreement((one, other), (min(shared), max(shared)), differ))
    return tuple(sorted(found, key=lambda each: (each.lines, each.claims)))


def _opposed(one: Claim, other: Claim) -> bool:
    same = (one.subject, one.predicate, one.object) == (other.subject, other.predicate, other.object)
    return same and (one.stance == "negates") != (other.stance == "negates")


def _differ(one: Claim, other: Claim) -> tuple[str, ...]:
    columns = ("subject", "predicate", "stance", "mode", "strength", "voices")
    differ = [name for name in columns if getattr(one, name) != getattr(other, name)]
    if one.property(TRO + "hedge") != other.property(TRO + "hedge"):
        differ.append("hedge")
    return tuple(differ)


def near_names(snapshot: Snapshot, name: str, most: int = 5) -> tuple[str, ...]:
    """Ids of entities that are called nearly so, nearest first: a new one may be one of these."""
    from rapidfuzz import fuzz

    wanted = " ".join(sorted(stems(name)))
    if not wanted:
        return ()
    found = []
    for key, entity in snapshot.records.entities.items():
        names = [text for _, text in (*entity.labels, *entity.alternatives)]
        best = max((fuzz.ratio(wanted, " ".join(sorted(stems(each)))) for each in names), default=0.0)
        if best >= 75:
            found.append((-best, key))
    return tuple(key for _, key in sorted(found)[:most])


def near_pairs(snapshot: Snapshot, least: float = 90.0) -> tuple[tuple[str, str], ...]:
    """Pairs of entities of one kind that are called nearly alike, nearest first; of each pair the one with more claims first."""
    from rapidfuzz import fuzz

    counts: dict[str, int] = defaultdict(int)
    joined = set()
    for claim in snapshot.records.claims.values():
        counts[claim.subject] += 1
        counts[claim.object] += 1
        joined.add(frozenset((claim.subject, claim.object)))
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, entity in snapshot.records.entities.items():
        said = " ".join(sorted(stems(entity.label())))
        if said and not any(letter.isdigit() for letter in said):
            names[snapshot.ontology.role(entity.type) or entity.type].append((key, said))
    found = []
    for alike in names.values():
        for (one, first), (other, second) in combinations(alike, 2):
            near = fuzz.ratio(first, second, score_cutoff=least)
            if near and frozenset((one, other)) not in joined:
                kept, gone = sorted((one, other), key=lambda key: (-counts[key], key))
                found.append((-near, kept, gone))
    return tuple((kept, gone) for _, kept, gone in sorted(found))
