"""Voices: what each group's word alone would say, how far the whole rests on it, and where groups differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trosol.findings.cache import Through, straight
from trosol.findings.gate_claims import actor_claims
from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gatekeepers import gatekeepers
from trosol.findings.leverage.first_rows import FirstRows, first_rows
from trosol.findings.leverage.group_removals import group_removals
from trosol.findings.leverage.leverage import leverage
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, WithProvenance
from trosol.findings.uncounted import without_voice
from trosol.findings.voices.disagreements import VoiceDisagreement, differences
from trosol.findings.voices.voice_parts import CarriedTable, GateWord, Reliance, Voice, WordTable
from trosol.findings.voices.voice_sentences import asks_of, carried_sentence, summary_sentence, voice_sentence, word_sentence
from trosol.model.records import Claim
from trosol.networks.lens import Lens, voices
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.worded import joined, worded

__all__ = ["FEW", "Voices", "voices_compared"]

FEW = (100, 256)
"""Draws, and worlds in each, of one group's word alone: enough for tiers, an eighth of the time."""

GATES = "gatekeepers"


@dataclass(frozen=True, slots=True, repr=False)
class Voices(WithProvenance):
    """Every group, whose claims carry the first rows of all together, and where groups differ. ``sentence`` sums it up."""

    _table = "voices"

    voices: Rows[Voice]
    carried: Rows[CarriedTable]
    differing: Rows[VoiceDisagreement]
    sentence: str
    about: Provenance = field(metadata=as_json(inline=True))


def voices_compared(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    through: Through = straight,
) -> Voices:
    """Work out gates and leverage on each group's word alone, and hold the groups beside each other.

    **Reads as**: whose evidence is this, what would this group alone tell us, and what would go without it?

    **How**: claims are taken apart by the groups that made them (one of several groups counts for each). Whom each names at a gate, and
    what it attributes to whom, are its claims; leverage is worked out from them alone, from fewer draws, and refused where they are too
    few. How far the first rows of all together rest on a group: without the claims that nobody else made, what is left of the score, and
    is the tier another? Groups differ where claims on the same two entities have another sign, or one affirms what another denies.
    ``draws``, ``worlds``: of all together; ``through``: how leverage and the gate cards of all together are got.

    **Trap**: who was asked what decides who speaks of what. A group that is silent on something has not denied it, and what
    the authors of a report write may be what others told them.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    own = {voice: list(replace(lens, voice=voice).claims(snapshot)) for voice in voices(snapshot) if lens.voice in (None, voice)}
    own = {voice: claims for voice, claims in own.items() if claims}
    about = Provenance(lens, "", draws, worlds, seed, snapshot.digest)
    if not own:
        reason = joined(
            (worded("Not enough evidence, because no claim that counts here is credited to anybody."), without_voice(snapshot))
        )
        return Voices(Rows(), Rows(), Rows(), reason, replace(about, draws=0, worlds=0, not_enough=reason))
    levers = through(snapshot, leverage, lens, draws=draws, worlds=worlds, seed=seed)
    gates = through(snapshot, gatekeepers, lens, draws=draws, worlds=worlds, seed=seed)
    reliance = _reliance(snapshot, levers, own)
    spoken = {voice: _entities(snapshot, lens, claims) for voice, claims in own.items()}
    found = []
    for voice, claims in own.items():
        others = set[str]().union(*(spoken[other] for other in own if other != voice))
        only = tuple(sorted(spoken[voice] - others))
        few = replace(lens, voice=voice)
        word = first_rows(snapshot, few, draws=min(FEW[0], draws), worlds=min(FEW[1], worlds), seed=seed)
        found.append(_voice(snapshot, voice, claims, spoken[voice], only, _gate_words(snapshot, few), word, reliance[voice]))
    found.sort(key=lambda voice: (-len(voice.claims), voice.id))
    differing = differences(snapshot, lens)
    carried = _carried(snapshot, levers, gates)
    return Voices(
        Rows(found, Voice),
        Rows(carried, CarriedTable),
        Rows(differing, VoiceDisagreement),
        summary_sentence(found, differing, lambda key: snapshot.entity(key).label()),
        replace(levers.about, not_enough="", note=""),
    )


def _entities(snapshot: Snapshot, lens: Lens, claims: Iterable[Claim]) -> set[str]:
    found = {key for claim in claims for key in (claim.subject, claim.object)}
    return {key for key in found if lens.keeps_entity(snapshot.entity(key))}


def _gate_words(snapshot: Snapshot, lens: Lens) -> list[GateWord]:
    told = actor_claims(snapshot, lens).items()
    words = [
        GateWord(key, snapshot.entity(key).label(), each.named, each.by_practice, each.against)
        for key, each in told
        if each.named or each.blocks or each.against
    ]
    return sorted(words, key=lambda word: (not word.named, not word.blocks, word.label, word.id))


def _reliance(snapshot: Snapshot, levers: Leverage, own: Mapping[str, Sequence[Claim]]) -> dict[str, list[Reliance]]:
    """The first rows of all together by group, those that lose most without it first; rows that lose nothing are left out."""
    alone = {voice: [claim.id for claim in claims if claim.voices == (voice,)] for voice, claims in own.items()}
    removed = group_removals(snapshot, levers, alone.values())
    place = {key: at for at, key in enumerate(removed.rows)}
    found: dict[str, list[Reliance]] = {voice: [] for voice in own}
    for at, (voice, moved) in enumerate(zip(alone, removed.moved, strict=False)):
        for table in levers.kinds:
            for row in table.first:
                lost = round(1 - float(removed.left[at, place[row.id]]), 9)  # sums of the same in another order differ by less
                if lost > 0 or (table.kind, row.id) in moved:
                    found[voice].append(Reliance(table.kind, row.id, row.label, lost, (table.kind, row.id) in moved))
        found[voice].sort(key=lambda each: -each.lost)  # else in order of the tables
    return found


def _voice(
    snapshot: Snapshot,
    voice: str,
    claims: Sequence[Claim],
    spoken: set[str],
    only: tuple[str, ...],
    gates: Sequence[GateWord],
    word: tuple[Sequence[FirstRows], str],
    reliance: Sequence[Reliance],
) -> Voice:
    roles = Counter(snapshot.ontology.classes[snapshot.role(key)].label() for key in spoken)
    stated = sum(claim.mode == "stated" for claim in claims)
    tables = [WordTable(*table, sentence="") for table in word[0]]

    def label(key: str) -> str:
        return snapshot.entity(key).label()

    made = Voice(
        id=voice,
        label=snapshot.entity(voice).label(),
        claims=tuple(claim.id for claim in claims),
        stated=stated,
        inferred=len(claims) - stated,
        possible=sum(claim.stance == "hypothesises" for claim in claims),
        alone=sum(claim.voices == (voice,) for claim in claims),
        speaks_of=tuple(sorted(roles.items(), key=lambda item: (-item[1], item[0]))),
        only=only,
        gates=Rows(gates, GateWord),
        tables=Rows((replace(table, sentence=word_sentence(table, table.label, label)) for table in tables), WordTable),
        reliance=Rows(reliance, Reliance),
        not_enough=word[1],
        sentence="",
        asks="",
    )
    return replace(made, sentence=voice_sentence(made, label), asks=asks_of(made, label))


def _carried(snapshot: Snapshot, levers: Leverage, gates: Gatekeepers) -> list[CarriedTable]:
    """Who made the claims behind the first rows of each table, and behind the naming of gatekeepers."""
    tables = [
        (table.kind, table.label, {claim for row in table.first for claim in row.claims}) for table in levers.kinds if table.first
    ]
    cards = {claim for card in (*gates.cards, *gates.aggregates) for claim in (*card.named, *card.by_practice)}
    found = []
    for kind, name, claims in ((GATES, "", cards), *tables):
        if not claims:
            continue
        said = [snapshot.records.claims[key].voices for key in sorted(claims)]
        by_voice = Counter(voice for each in said for voice in each)
        alone = Counter(each[0] for each in said if len(each) == 1)
        counts = [tuple(sorted(number.items(), key=lambda item: (-item[1], item[0]))) for number in (by_voice, alone)]
        made = CarriedTable(kind, name, tuple(sorted(claims)), counts[0], counts[1], "")
        found.append(replace(made, sentence=carried_sentence(made, name, lambda key: snapshot.entity(key).label())))
    return found
