"""Voices: who carries which answer, what each group's word alone would say, and where the groups differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from trosol.findings.gatekeepers.structural_rank import GateRankings, gate_rankings
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.result import RESAMPLES, SEED, Ranking
from trosol.findings.text import counted, listed
from trosol.findings.voices.disagreements import FIRMNESS, Differing, differences
from trosol.model.records import Claim
from trosol.networks.lens import Lens, voices
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["Carried", "Voice", "Voices", "voices_compared"]


@dataclass(frozen=True, slots=True, repr=False)
class Voice(TableRow):
    """One group: the claims it carries, what it speaks of, and the rankings that its word alone would give.

    ``rankings``: of gatekeepers; ``levers``: what reaches the goals most. ``alone``: claims that nobody else made. ``speaks_of``: how many things of each role it speaks of, most first.
    ``only``: things that it alone speaks of. ``asks``: what to ask this group, where its word alone gives no answer.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    stated: int
    inferred: int
    possible: int
    alone: int
    speaks_of: tuple[tuple[str, int], ...] = field(metadata=as_json(pairs=("role", "things")))
    only: tuple[str, ...]
    rankings: GateRankings = field(metadata=as_json(before=("rankings.named", "rankings.placed"), never=True))
    levers: Ranking
    sentence: str
    asks: str


@dataclass(frozen=True, slots=True, repr=False)
class Carried(TableRow):
    """Of the claims behind the first k of a ranking, how many each group made; a claim of two groups counts for both."""

    ranking: str
    claims: tuple[str, ...]
    by_voice: tuple[tuple[str, int], ...]
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        total = len(self.claims)
        shares = [{"voice": v, "claims": n, "share": round(n / total, 3)} for v, n in self.by_voice]
        return {"ranking": self.ranking, "claims": list(self.claims), "by_voice": shares, "sentence": self.sentence}


@dataclass(frozen=True, slots=True, repr=False)
class Voices(Result):
    """Every group, whose claims carry the rankings of all together, and where groups differ."""

    _table = "voices"

    voices: Rows[Voice]
    carried: Rows[Carried]
    differing: Rows[Differing]
    lens: Lens
    snapshot: str
    sentence: str
    not_enough: str = ""


def voices_compared(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Voices:
    """Recompute gatekeepers and levers on each group's word alone, and hold the groups beside each other.

    **Reads as**: whose evidence is this, what would this group alone tell us, and where would asking another one change it?

    **How**: claims are taken apart by the groups that made them (one of several groups counts for each); both rankings of
    gatekeepers, and that of what reaches the goals most, are made anew from each group's claims, and refused where these are too
    few. Groups differ where one speaks of something alone, or where claims on the same two things have another sign, or one
    affirms what another denies.

    **Trap**: who was asked what decides who speaks of what. A group that is silent on something has not denied it, and what
    the authors of a report write may be what others told them.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    heard = [voice for voice in voices(snapshot) if lens.voice in (None, voice)]
    own = {voice: list(replace(lens, voice=voice).claims(snapshot)) for voice in heard}
    heard = [voice for voice in heard if own[voice]]
    if not heard:
        reason = "Not enough evidence, because no claim that counts here is credited to anybody."
        return Voices(Rows(), Rows(), Rows(), lens, snapshot.digest, reason, reason)
    spoken = {voice: _things(snapshot, lens, own[voice]) for voice in heard}
    found = []
    for voice in heard:
        others = set[str]().union(*(spoken[other] for other in heard if other != voice))
        only = tuple(sorted(spoken[voice] - others))
        alone = replace(lens, voice=voice)
        rankings = gate_rankings(snapshot, alone, k=k, resamples=resamples, seed=seed)
        levers = goal_ranking(snapshot, alone, k=k, resamples=resamples, seed=seed)
        found.append(_voice(snapshot, voice, own[voice], spoken[voice], only, rankings, levers))
    found.sort(key=lambda line: (-len(line.claims), line.id))
    together = gate_rankings(snapshot, lens, k=k, resamples=1, seed=seed)
    levers = goal_ranking(snapshot, lens, k=k, resamples=1, seed=seed)
    shares = (
        _carried(snapshot, ranking, what)
        for what, ranking in (("named", together.named), ("placed", together.placed), ("levers", levers))
    )
    carried = tuple(share for share in shares if share.claims)
    differing = differences(snapshot, lens)
    return Voices(Rows(found), Rows(carried), Rows(differing), lens, snapshot.digest, _summary(found, differing))


def _things(snapshot: Snapshot, lens: Lens, claims: Iterable[Claim]) -> set[str]:
    found = {key for claim in claims for key in (claim.subject, claim.object)}
    return {key for key in found if lens.keeps_entity(snapshot.entity(key))}


def _voice(
    snapshot: Snapshot,
    voice: str,
    claims: list[Claim],
    spoken: set[str],
    only: tuple[str, ...],
    rankings: GateRankings,
    levers: Ranking,
) -> Voice:
    label = snapshot.entity(voice).label()
    roles: Counter[str] = Counter()
    for key in spoken:
        term = snapshot.ontology.classes[snapshot.role(key)]
        roles[term.label()] += 1
    speaks = tuple(sorted(roles.items(), key=lambda item: (-item[1], item[0])))
    stated = sum(claim.mode == "stated" for claim in claims)
    most = listed([f"{name} ({number})" for name, number in speaks[:3]])
    text = f"{label}: {counted(len(claims), 'claim')}, {stated} of them stated; things spoken of most: {most}."
    empty = [name for name, ranking in (("named", rankings.named), ("placed", rankings.placed)) if ranking.not_enough]
    if empty:
        what = "tells neither who is named nor who is placed" if len(empty) == 2 else f"does not tell who is {empty[0]}"
        text += f" This voice alone {what} a gatekeeper."
    if levers.not_enough:
        text += f" {'Nor does it' if empty else 'This voice alone does not'} tell what reaches the goals."
        empty.append("levers")
    asks = {
        "named": f"Ask {label}: who decides whether a new idea goes ahead, and who can stop it?",
        "placed": f"Ask {label}: whom do you have to deal with, and who has to deal with you?",
        "levers": f"Ask {label}: what would do most to reach what you hope for, and what stands in its way?",
    }
    return Voice(
        id=voice,
        label=label,
        claims=tuple(claim.id for claim in claims),
        stated=stated,
        inferred=len(claims) - stated,
        possible=sum(claim.stance == "hypothesises" for claim in claims),
        alone=sum(claim.voices == (voice,) for claim in claims),
        speaks_of=speaks,
        only=only,
        rankings=rankings,
        levers=levers,
        sentence=text,
        asks=" ".join(asks[name] for name in empty),
    )


def _carried(snapshot: Snapshot, ranking: Ranking, what: str) -> Carried:
    """Who made the claims behind the first k; a score of 0 is no place, and rests on nothing."""
    claims = tuple(sorted({key for row in ranking.ranking if row.rank <= ranking.k and row.score > 0 for key in row.claims}))
    numbers = Counter(voice for key in claims for voice in snapshot.records.claims[key].voices)
    by_voice = tuple(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
    shares = listed([f"{snapshot.entity(v).label()} {n} ({n / len(claims):.0%})" for v, n in by_voice]) or "credited to nobody"
    of = "of what reaches the goals most" if what == "levers" else f"who are {what} a gatekeeper"
    return Carried(what, claims, by_voice, f"Behind the first {ranking.k} {of} stand {counted(len(claims), 'claim')}: {shares}.")


def _summary(found: list[Voice], differing: tuple[Differing, ...]) -> str:
    total = len({key for voice in found for key in voice.claims})
    first = found[0]
    able = [voice.label for voice in found if not voice.rankings.named.not_enough or not voice.rankings.placed.not_enough]
    text = f"{first.label} carr{'y' if first.label.endswith('s') else 'ies'} {len(first.claims)} of {counted(total, 'claim')}"
    text += f"; {_give(able)} of gatekeepers"
    against = sum(line.kind != FIRMNESS for line in differing)
    clash = (
        f"groups contradict each other on {counted(against, 'pair')} of things"
        if against
        else "nowhere do two groups contradict each other on the same two things"
    )
    return f"{text}; {clash}. {_levers_apart(found)}"


def _give(labels: list[str]) -> str:
    """Which voices give a ranking by themselves."""
    return (
        f"{listed(labels)} alone {'give' if len(labels) > 1 else 'gives'} a ranking"
        if labels
        else "no voice alone gives a ranking"
    )


def _levers_apart(found: list[Voice]) -> str:
    """Whether the groups put the same first among what reaches the goals, each on its word alone, and how firmly."""
    able = [voice for voice in found if any(row.score > 0 for row in voice.levers.ranking)]
    if len(able) < 2:
        give = _give([voice.label for voice in able])
        return f"{give[0].upper()}{give[1:]} of what reaches the goals most."
    first = {voice.id: [row for row in voice.levers.ranking if row.rank == 1] for voice in able}
    same = len({frozenset(row.id for row in rows) for rows in first.values()}) == 1
    parts = []
    for voice in able:
        rows = first[voice.id]
        band = f"band {min(row.band[0] for row in rows)} to {max(row.band[1] for row in rows)}"
        names = "" if same else f"{listed([f'“{row.label}”' for row in rows], 3)} "
        parts.append(f"{names}({voice.label}, {band})" if names else f"{voice.label} ({band})")
    if same:
        names = listed([f"“{row.label}”" for row in first[able[0].id]], 3)
        return f"On their word alone, {listed(parts)} put the same first among what reaches the goals: {names}."
    return f"On their word alone, groups put different things first among what reaches the goals: {listed(parts)}."
