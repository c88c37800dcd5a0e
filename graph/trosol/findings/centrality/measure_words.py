"""What the measures of nodes are called, what a high value says, and what it must not be taken for, in plain words."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from trosol.language import say_in

__all__ = ["MeasureWords", "in_words"]


class MeasureWords(NamedTuple):
    """What a measure is called, what a high value says, and what it must not be taken for."""

    label: str
    reads: str
    trap: str


def in_words(name: str, language: str = "en") -> MeasureWords:
    """The words for a measure of :data:`trosol.findings.centrality.measured.MEASURES`."""
    return MeasureWords(*_all(language)[name])


@cache
def _all(language: str) -> dict[str, tuple[str, str, str]]:
    return {
        "degree": (
            say_in(language, "Degree"),
            say_in(language, "Many direct links."),
            say_in(language, "Counts links, whatever they lead to."),
        ),
        "in_degree": (
            say_in(language, "In-degree"),
            say_in(language, "Many act on it directly."),
            say_in(language, "What a source speaks of often has many links."),
        ),
        "out_degree": (
            say_in(language, "Out-degree"),
            say_in(language, "It acts on many directly."),
            say_in(language, "Says nothing about how far the effect goes."),
        ),
        "closeness": (
            say_in(language, "Closeness"),
            say_in(language, "Few steps from everybody who can reach it."),
            say_in(language, "In a network in pieces, read harmonic centrality instead."),
        ),
        "harmonic": (
            say_in(language, "Harmonic centrality"),
            say_in(language, "Near to many; those out of reach count nothing."),
            say_in(language, "Large pieces of the network lead."),
        ),
        "betweenness": (
            say_in(language, "Betweenness"),
            say_in(language, "Traffic between others runs through it."),
            say_in(language, "Influence need not take the shortest path. What only acts, or is only acted on, has 0."),
        ),
        "load": (
            say_in(language, "Load"),
            say_in(language, "Much passes it if everybody hands on in equal parts."),
            say_in(language, "Close to betweenness, and not the same."),
        ),
        "current_flow": (
            say_in(language, "Current-flow betweenness"),
            say_in(language, "Traffic that takes all paths runs through it."),
            say_in(language, "Ignores direction."),
        ),
        "eigenvector": (
            say_in(language, "Eigenvector centrality"),
            say_in(language, "Those who act on it are acted on by many themselves."),
            say_in(language, "Shows the thickest part only; not defined where no link leads back."),
        ),
        "katz": (
            say_in(language, "Katz centrality"),
            say_in(language, "Much arrives, directly and by way of others."),
            say_in(language, "Depends on how much each step takes away: half of what the network allows."),
        ),
        "pagerank": (
            say_in(language, "PageRank"),
            say_in(language, "A walker who follows the links is often here."),
            say_in(language, "Ranks what is acted on; for what acts, turn the direction."),
        ),
        "constraint": (
            say_in(language, "Constraint"),
            say_in(language, "Its contacts know each other. Low is the strong position."),
            say_in(language, "Ranks from the highest list the weakest first."),
        ),
        "effective_size": (
            say_in(language, "Effective size"),
            say_in(language, "Its contacts lead to different places."),
            say_in(language, "Grows with the number of links."),
        ),
        "bridging": (
            say_in(language, "Bridging centrality"),
            say_in(language, "A thin link between thick parts."),
            say_in(language, "Rewards having few links."),
        ),
        "core": (
            say_in(language, "Core number"),
            say_in(language, "In the thick of it: so have its contacts many links."),
            say_in(language, "Ignores direction; a link between two thick parts may be low."),
        ),
    }
