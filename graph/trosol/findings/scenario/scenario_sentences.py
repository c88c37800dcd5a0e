"""Scenarios in sentences, in the reader's language: what it does to the goals first, then what is done, then what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trosol.findings.influence_worlds import gate_claims
from trosol.findings.text import listed_in
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings.scenario.outcome import Outcome
    from trosol.findings.scenario.scenario import Scenario
    from trosol.findings.scenario.side_by_side import ScenarioRow

__all__ = ["doing", "in_worlds", "is_eased", "outcome_sentence", "scenario_sentence", "side_by_side_sentence"]

_LIKELY = 0.05
"""An effect below this share is not named in a summary."""


def in_worlds(share: float) -> str:
    """A share as people read it.

    >>> in_worlds(0.814), in_worlds(0.003), in_worlds(0.999), in_worlds(1.0), in_worlds(0.0)
    ('81%', 'less than 1%', 'over 99%', '100%', '0%')
    """
    if 0 < share < 0.01:
        return "less than 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share:.0%}"


def doing(snapshot: Snapshot, made: Scenario, language: str = "en") -> str:
    """What is done, as one clause: *X is strengthened and the gate of Y is opened*."""

    def names(keys: Iterable[str]) -> str:
        return listed_in([f"“{snapshot.entity(key).label(language)}”" for key in keys], language)

    up, down = ([key for key, push in made.pushes if push == way] for way in (1, -1))
    said = [say_in(language, "{names} strengthened", names=names(up))] if up else []
    eased, weakened = ([key for key in down if is_eased(snapshot, key) == way] for way in (True, False))
    said += [say_in(language, "{names} eased", names=names(eased))] if eased else []
    said += [say_in(language, "{names} weakened", names=names(weakened))] if weakened else []
    held = gate_claims(snapshot, made.about.lens)
    for text in made.gates:
        actor, _, what = text.partition(":")
        told = {"actor": snapshot.entity(actor).label(language), "gate": snapshot.entity(what).label(language)}
        said.append(
            say_in(language, "the gate of “{actor}” to “{gate}” opened", **told)
            if (actor, what) in held
            else say_in(language, "“{gate}”, attributed to “{actor}”, eased", **told)
        )
    said += [say_in(language, "{names} removed", names=names(made.removed))] if made.removed else []
    return listed_in(said, language)


def is_eased(snapshot: Snapshot, key: str) -> bool:
    """Whether less of it is what people want, so that weakening it is easing a difficulty."""
    kind = snapshot.ontology.kind(snapshot.entity(key).type)
    return ((kind.pushed if kind else 0) or snapshot.wanted(key)) < 0


def scenario_sentence(snapshot: Snapshot, made: Scenario, language: str = "en") -> str:
    """The whole scenario in a few sentences."""
    from trosol.findings.scenario.outcome import EFFECTS

    figures = {"score": _figure(made.score), "goals": counted_in(language, _figure(made.of), "goal")}
    low, high = (_figure(each) for each in made.interval)
    if made.score <= 0:
        lead = say_in(
            language, "No goal would be helped, by what is claimed, with {doing}.", doing=doing(snapshot, made, language)
        )
    else:
        lead = say_in(
            language,
            "{score} of {goals} would be helped, by what is claimed ({low} to {high}), with {doing}.",
            low=low,
            high=high,
            doing=doing(snapshot, made, language),
            **figures,
        )
    said = [lead[:1].upper() + lead[1:]]
    for effect in EFFECTS[:3]:
        rows = sorted((row for row in made.goals if getattr(row, effect) >= _LIKELY), key=lambda row: -getattr(row, effect))
        names = [f"{snapshot.entity(row.id).label(language)} ({in_worlds(getattr(row, effect))})" for row in rows]
        told = {"names": listed_in(names, language)}
        texts = {
            "helps": say_in(language, "Helped in the largest shares of possible worlds: {names}.", **told),
            "hurts": say_in(language, "Hurt in some possible worlds: {names}.", **told),
            "contested": say_in(language, "Helped and hurt at once: {names}.", **told),
        }
        said += [texts[effect]] if names else []
    dim = sum(row.effect == "not_stated" for row in made.goals)
    if dim:
        goals = counted_in(language, dim, "more goal", "more goals")
        said.append(say_in(language, "The effect on {goals} is not stated.", goals=goals))
    if len(made.left_out) == 1:
        said.append(say_in(language, "One link was left out: whether it helps or hinders is not recorded."))
    elif made.left_out:
        number = len(made.left_out)
        said.append(say_in(language, "{number} links were left out: whether they help or hinder is not recorded.", number=number))
    if made.idle:
        idle = listed_in([f"“{snapshot.entity(key).label(language)}”" for key in made.idle], language)
        said.append(say_in(language, "No claim that counts says what {names} would act on.", names=idle))
    return " ".join(said)


def side_by_side_sentence(rows: Sequence[ScenarioRow], total: float, language: str = "en") -> str:
    """Which of several helps most, and which cannot be told apart; empty of fewer than two. ``rows``: the one that helps most first."""

    def told(some: Iterable[ScenarioRow]) -> str:
        return listed_in([f"{row.name} ({_figure(row.score)})" for row in some], language)

    if len(rows) < 2:
        return ""
    values = {"total": _figure(total), "number": len(rows)}
    if all(row.tier is None for row in rows):
        return say_in(
            language, "The {number} cannot be told apart, by goals helped of {total}: {names}.", names=told(rows), **values
        )
    first = [row for row in rows if row.tier == "A"]
    rest = [row for row in rows if row.tier != "A"]
    lead = (
        say_in(language, "Ahead of the others, by goals helped of {total}: {names}.", names=told(first), **values)
        if len(first) == 1
        else say_in(
            language, "Ahead, and not to be told apart, by goals helped of {total}: {names}.", names=told(first), **values
        )
    )
    groups = [[row for row in rest if row.tier == tier] for tier in dict.fromkeys(row.tier for row in rest)]
    after = [
        say_in(language, "{names} (not to be told apart)", names=told(group)) if len(group) > 1 else told(group)
        for group in groups
    ]
    return f"{lead} {say_in(language, 'After that: {names}.', names='; '.join(after))}"


def outcome_sentence(snapshot: Snapshot, row: Outcome, language: str = "en") -> str:
    """What happens to one entity: the effect with the largest share first, then the others."""
    name = snapshot.entity(row.id).label(language)
    shares = {"helps": row.helps, "hurts": row.hurts, "contested": row.contested, "not_stated": row.not_stated}
    said = [_likeliest(row, name, in_worlds(shares[row.effect]), language)]
    told = {effect: in_worlds(share) for effect, share in shares.items()}
    others = {
        "helps": say_in(language, "helped in {share}", share=told["helps"])
        if row.goal
        else say_in(language, "raised in {share}", share=told["helps"]),
        "hurts": say_in(language, "hurt in {share}", share=told["hurts"])
        if row.goal
        else say_in(language, "lowered in {share}", share=told["hurts"]),
        "contested": say_in(language, "both in {share}", share=told["contested"]),
        "not_stated": say_in(language, "not stated in {share}", share=told["not_stated"]),
    }
    rest = [text for effect, text in others.items() if effect != row.effect and shares[effect] > 0]
    none = 1 - row.reached
    rest += [say_in(language, "without a path in {share}", share=in_worlds(none))] if none > 0.005 else []
    if rest:
        said.append(say_in(language, "Otherwise: {rest}.", rest=listed_in(rest, language)))
    if row.told_otherwise >= 0.1:
        said.append(say_in(language, "Longer paths tell {share} of it otherwise.", share=in_worlds(row.told_otherwise)))
    if row.opened:
        said.append(say_in(language, "It is itself behind a gate that is opened."))
    if row.steps:
        steps = counted_in(language, row.steps, "step")
        claims = counted_in(language, len(row.claims), "claim")
        said.append(say_in(language, "The shortest path has {steps}; it rests on {claims}.", steps=steps, claims=claims))
    return " ".join(said)


def _likeliest(row: Outcome, name: str, share: str, language: str) -> str:
    values = {"name": name, "share": share}
    if row.effect == "not_stated":
        return say_in(language, "“{name}”: the effect is not stated ({share} of worlds).", **values)
    if row.effect == "contested":
        return say_in(language, "“{name}”: helped and hurt at once in {share} of worlds.", **values)
    if row.effect == "helps" and row.goal:
        return say_in(language, "“{name}”: helped in {share} of worlds.", **values)
    if row.effect == "helps":
        return say_in(language, "“{name}”: raised in {share} of worlds.", **values)
    if row.goal:
        return say_in(language, "“{name}”: hurt in {share} of worlds.", **values)
    return say_in(language, "“{name}”: lowered in {share} of worlds.", **values)


def _figure(number: float) -> str:
    if 0 < number < 0.05:
        return "less than 0.1"
    return f"{number:.1f}".removesuffix(".0")
