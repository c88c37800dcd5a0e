"""Horizons in sentences, in the reader's language: which way a bridge leads and what it does, first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trosol.findings.text import listed_in, name_of, verb_agreeing
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot
from trosol.worded import Worded, counted_words, joined, worded

if TYPE_CHECKING:
    from trosol.findings.horizons.horizons import Chain, HorizonLane
    from trosol.findings.horizons.transitions import Crossing, Transition

__all__ = ["bridge_sentence", "chain_sentence", "crossing_sentence", "gap_sentence"]

_NAMED = 3


def _name(snapshot: Snapshot, key: str, language: str) -> str:
    return f"“{snapshot.entity(key).label(language)}”"


def bridge_sentence(snapshot: Snapshot, bridge: Transition, language: str = "en") -> str:
    """What the first does to the last, by way of what, and in which share of worlds."""
    names = [_name(snapshot, key, language) for key in bridge.way]
    values = {"first": names[0], "last": names[-1], "share": f"{bridge.share:.0%}"}
    text = {
        "raises": say_in(language, "{first} raises {last}", **values),
        "lowers": say_in(language, "{first} lowers {last}", **values),
        "both": say_in(language, "{first} acts both ways on {last}: raising it by one path, lowering it by another", **values),
        "not stated": say_in(language, "Not stated: the effect of {first} on {last}", **values),
    }[bridge.effect]
    through = say_in(language, " by way of {names}", names=listed_in(names[1:-1], language)) if len(names) > 2 else ""
    claims = [snapshot.records.claims[key] for key in bridge.claims]
    inferred, possible = sum(c.mode == "inferred" for c in claims), sum(c.stance == "hypothesises" for c in claims)
    soft = [say_in(language, "{number} inferred", number=inferred)] if inferred else []
    soft += [say_in(language, "{number} offered as a possibility", number=possible)] if possible else []
    how = f" ({', '.join(soft)})" if soft else ""
    rests = say_in(
        language, "a path holds in {share} of worlds, on {claims}", claims=counted_in(language, len(claims), "claim"), **values
    )
    return f"{verb_agreeing(names[0], text, language)}{through}; {rests}{how}."


def crossing_sentence(snapshot: Snapshot, crossing: Crossing, language: str = "en") -> str:
    """How many bridges lead from one horizon to another, which way, and what is on all of them."""
    ends = {
        "first": _lane(snapshot, crossing.source_horizon, language),
        "second": _lane(snapshot, crossing.target_horizon, language),
    }
    bridges = counted_in(language, crossing.bridges, "bridge leads", "bridges lead")
    lead = say_in(language, "{bridges} from {first} to {second}", bridges=bridges, **ends)
    kinds = [
        text
        for number, text in (
            (crossing.raises, say_in(language, "{number} raising", number=crossing.raises)),
            (crossing.lowers, say_in(language, "{number} lowering", number=crossing.lowers)),
            (crossing.both, say_in(language, "{number} doing both", number=crossing.both)),
            (crossing.not_stated, say_in(language, "{number} of no stated direction", number=crossing.not_stated)),
        )
        if number
    ]
    lead += f" ({', '.join(kinds)})"
    if crossing.common:
        return say_in(language, "{lead}; every one passes {names}.", lead=lead, names=_names(snapshot, crossing.common, language))
    if crossing.busiest and crossing.busiest_on > 1:
        names = _names(snapshot, crossing.busiest, language)
        return say_in(
            language,
            "{lead}; no one item is on all of them, {names} on {most}.",
            lead=lead,
            names=names,
            most=crossing.busiest_on,
        )
    return f"{lead}."


def chain_sentence(snapshot: Snapshot, chain: Chain, language: str = "en") -> str:
    """What leads on through three horizons."""
    names = " → ".join(_name(snapshot, key, language) for key in chain.way)
    effect = {
        "raises": say_in(language, "raising the last"),
        "lowers": say_in(language, "lowering the last"),
        "both": say_in(language, "raising and lowering the last"),
        "not stated": say_in(language, "in a direction not stated"),
    }[chain.effect]
    share = f"{chain.share:.0%}"
    return say_in(
        language,
        "{names}: {effect}; all of it holds in {share} of worlds.",
        names=names,
        effect=effect,
        share=share,
    )


def gap_sentence(snapshot: Snapshot, first: HorizonLane, second: HorizonLane, tied: Sequence[int]) -> Worded:
    """That nothing leads from one lane to another. ``tied``: how many members of each have claims of influence."""
    ends = {"first": name_of(snapshot, first.id), "second": name_of(snapshot, second.id)}
    said = [worded("No recorded path leads from {first} to {second}.", **ends)]
    for lane, number in ((first, tied[0]), (second, tied[1])):
        name = name_of(snapshot, lane.id)
        if not number:
            said.append(worded("Nothing in {lane} has an influence claim that counts here.", lane=name))
        elif number < len(lane.members):
            values = {"lane": name, "number": number, "items": counted_words(len(lane.members), "item")}
            said.append(worded("With influence claims at all in {lane}: only {number} of {items}.", **values))
    return joined([*said, worded("What would lead there?")])


def _lane(snapshot: Snapshot, key: str, language: str) -> str:
    return snapshot.entity(key).label(language)


def _names(snapshot: Snapshot, keys: Sequence[str], language: str) -> str:
    return listed_in([_name(snapshot, key, language) for key in keys], language, _NAMED)
