"""Pathways in sentences, in the reader's language: who blocks first, then what the one does to the other, then the paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trosol.findings.paths.simple_paths import EFFORT, LENGTH, NUMBER
from trosol.findings.text import claim_sentence, listed_in, verb_agreeing
from trosol.language import counted_in, say_in
from trosol.rdf.number_agreement import is_plural
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings.paths.gates_on_path import HeldGate
    from trosol.findings.paths.pathways import Pathways

__all__ = ["cut_node_sentence", "cut_sentence", "held_sentence", "pathways_note", "pathways_sentence"]


def _quoted(snapshot: Snapshot, key: str, language: str) -> str:
    return f"“{snapshot.entity(key).label(language)}”"


def held_sentence(snapshot: Snapshot, gate: HeldGate, language: str = "en") -> str:
    """Who holds the gate, in the words of the claims."""
    claims = snapshot.records.claims
    values = {
        "actor": _quoted(snapshot, gate.actor, language),
        "gate": _quoted(snapshot, gate.gate, language),
        "said": "; ".join(claim_sentence(snapshot, claims[key], language) for key in gate.claims),
    }
    if gate.opened:
        if is_plural(values["actor"]):
            return say_in(language, "{actor}: their gate to {gate} is taken to be open.", **values)
        return say_in(language, "{actor}: its gate to {gate} is taken to be open.", **values)
    if gate.itself:
        if is_plural(values["actor"]):
            return say_in(language, "{actor} hold this gate themselves: {said}.", **values)
        return say_in(language, "{actor} holds this gate itself: {said}.", **values)
    said = say_in(language, "{actor} holds a gate on the way, {gate}: {said}.", **values)
    return verb_agreeing(values["actor"], said, language)


def cut_node_sentence(snapshot: Snapshot, key: str, share: float, always: bool, language: str = "en") -> str:
    """That paths pass it, and in which share of worlds they all do."""
    values = {"name": _quoted(snapshot, key, language), "share": f"{share:.0%}"}
    if always:
        return say_in(language, "{name} is on every recorded path.", **values)
    return say_in(language, "{name} is on every path that survives in {share} of the worlds with one.", **values)


def cut_sentence(snapshot: Snapshot, found: Pathways, language: str = "en") -> str:
    """How many nodes it takes to cut every path."""
    a, b = _quoted(snapshot, found.start, language), _quoted(snapshot, found.goal, language)
    if found.cut is None:
        text = say_in(language, "{a} is said to act on {b} directly: nothing in between cuts that.", a=a, b=b)
        return verb_agreeing(a, text, language)
    if not found.cut:
        return ""
    near, far = (
        listed_in([_quoted(snapshot, key, language) for key in keys or ()], language) for keys in (found.cut, found.cut_near_goal)
    )
    also = say_in(language, " (or, nearer the goal, {names})", names=far) if near != far else ""
    number = counted_in(language, len(found.cut), "node cuts", "nodes cut")
    return say_in(language, "{number} every path: {names}{also}.", number=number, names=near, also=also)


def pathways_sentence(snapshot: Snapshot, found: Pathways, language: str = "en") -> str:
    """The whole answer."""
    said = [held_sentence(snapshot, gate, language) for gate in found.blocks]
    a, b = _quoted(snapshot, found.start, language), _quoted(snapshot, found.goal, language)
    if found.not_enough:
        return " ".join([*said, found.not_enough])
    if not found.steps:
        said.append(say_in(language, "No recorded path leads from {a} to {b}: no tie is coded.", a=a, b=b))
        return " ".join(said)
    said.append(_effect(found, a, b, language))
    if not found.blocks:
        said.append(say_in(language, "No gate is coded between them: no tie coded does not mean no gate."))
    many = "" if found.ended == "complete" else say_in(language, "at least ")
    paths = counted_in(language, len(found.routes), "path")
    steps = counted_in(language, found.steps, "step")
    if found.routes:
        said.append(say_in(language, "Recorded: {many}{paths}, the shortest of {steps}.", many=many, paths=paths, steps=steps))
    else:
        said.append(say_in(language, "The shortest path has {steps}, more than was asked for.", steps=steps))
    other = sum(each.role == "otherwise" for each in found.routes)
    if other:
        longer = counted_in(language, other, "longer path tells", "longer paths tell")
        said.append(say_in(language, "Also told otherwise: {longer} the opposite.", longer=longer))
    return " ".join(said)


def _effect(found: Pathways, a: str, b: str, language: str) -> str:
    """The likeliest effect, then the others."""
    own = found.effect
    shares = (own.raises, own.lowers, own.both, own.not_stated)
    each = [{"a": a, "b": b, "share": f"{share:.0%}"} for share in shares]
    leads = (
        say_in(language, "{a} raises {b} in {share} of worlds", **each[0]),
        say_in(language, "{a} lowers {b} in {share} of worlds", **each[1]),
        say_in(language, "{a} acts both ways on {b} in {share} of worlds", **each[2]),
        say_in(language, "Not stated: the effect of {a} on {b} ({share} of worlds)", **each[3]),
    )
    others = (
        say_in(language, "raising it in {share}", **each[0]),
        say_in(language, "lowering it in {share}", **each[1]),
        say_in(language, "both in {share}", **each[2]),
        say_in(language, "in a direction not stated in {share}", **each[3]),
    )
    first = max(range(4), key=lambda at: (shares[at], -at))
    if not shares[first]:
        text = say_in(language, "{a} reaches {b} in fewer than one in a thousand worlds.", a=a, b=b)
        return verb_agreeing(a, text, language)
    rest = [others[at] for at in range(4) if at != first and shares[at] >= 0.005]
    also = say_in(language, "; elsewhere {rest}", rest=listed_in(rest, language)) if rest else ""
    return f"{verb_agreeing(a, leads[first], language)}{also}."


def pathways_note(ended: str, most: int, longest: int, some: bool, language: str = "en") -> str:
    """Why the list is not complete; empty if it is."""
    if ended == NUMBER:
        return say_in(language, "The list stops at {paths}; there are more.", paths=counted_in(language, most, "path"))
    if ended == LENGTH:
        steps = counted_in(language, longest, "step")
        if some:
            return say_in(language, "The search stops at {steps}; there may be longer paths.", steps=steps)
        return say_in(language, "Every path has more than {steps}.", steps=steps)
    return say_in(language, "The search was stopped at too many paths; those listed are the shortest.") if ended == EFFORT else ""
