"""Paths in sentences, in the reader's language: what the path does first, then how sure, then what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trosol.findings.text import claim_sentence, listed_in
from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from trosol.findings.paths.path import Route

__all__ = ["firmest_first", "path_sentence"]


def firmest_first(claim: Claim) -> tuple[bool, bool, str]:
    """The order of claims in a step: stated ones first, what is only offered as a possibility last."""
    return claim.mode != "stated", claim.stance == "hypothesises", claim.id


def path_sentence(snapshot: Snapshot, path: Route, language: str = "en") -> str:
    """What one path says: its effect, its probability where there is one, its steps, and where they are recorded."""

    def name(key: str) -> str:
        return snapshot.entity(key).label(language)

    values = {"first": name(path.nodes[0]), "last": name(path.nodes[-1])}
    if path.sign is None:
        unknown = [f"“{name(each.source)}” → “{name(each.target)}”" for each in path.steps if each.sign is None]
        lead = say_in(
            language,
            "Not stated: the effect of “{first}” on “{last}” (no one direction is recorded at {links}).",
            links=listed_in(unknown, language),
            **values,
        )
    elif path.sign > 0:
        lead = say_in(language, "More of “{first}” tends to raise “{last}”, if every step holds.", **values)
    else:
        lead = say_in(language, "More of “{first}” tends to lower “{last}”, if every step holds.", **values)
    said = [lead]
    if path.probability is not None:
        said.append(
            say_in(language, "By the weights of its claims it holds with probability {share}.", share=f"{path.probability:.0%}")
        )
    claims = snapshot.records.claims
    first = [min((claims[key] for key in each.claims), key=firmest_first) for each in path.steps]
    told = "; ".join(claim_sentence(snapshot, claim, language) for claim in first)
    said.append(f"{told[:1].upper()}{told[1:]}.")
    return " ".join([*said, *_recorded(path, language)])


def _recorded(path: Route, language: str) -> list[str]:
    said = []
    places = [part.place for part in path.parts]
    if len(path.parts) > 1:
        said.append(
            say_in(language, "A composite path: no one section records it all ({places}).", places=listed_in(places, language))
        )
    elif len(path.steps) == 1:
        said.append(say_in(language, "Recorded in {place}.", place=places[0]))
    else:
        said.append(say_in(language, "Every step is recorded in one section, {place}.", place=places[0]))
    if path.inferred:
        figures = {"number": path.inferred, "steps": counted_in(language, len(path.steps), "step")}
        said.append(say_in(language, "On the coder's inference alone: {number} of {steps}.", **figures))
    if denied := sum(bool(each.denied) for each in path.steps):
        said.append(say_in(language, "The source also denies {steps} of it.", steps=counted_in(language, denied, "step")))
    return said
