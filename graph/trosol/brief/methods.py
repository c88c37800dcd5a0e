"""Headings of a brief's parts, and how each answer was found, in plain words."""

from __future__ import annotations

from trosol.language import say_in

__all__ = ["heading", "method"]


def heading(language: str, name: str) -> str:
    """The question that a part answers."""
    return {
        "gatekeepers": say_in(language, "Who holds the gates?"),
        "leverage": say_in(language, "Where is the leverage?"),
        "horizons": say_in(language, "What leads from today to what is hoped for?"),
        "portfolio": say_in(language, "Which few actions do most?"),
        "voices": say_in(language, "Whose evidence is this?"),
        "next-evidence": say_in(language, "What should be asked next?"),
        "pathways": say_in(language, "How could the one come to act on the other?"),
        "scenario": say_in(language, "What if?"),
        "item": say_in(language, "What is claimed of it?"),
    }[name]


def method(language: str, name: str) -> str:
    """How the answer was found, what a tier means, and what not to read into it."""
    return {
        "gatekeepers": say_in(
            language,
            "What is claimed of each role: who names it a gatekeeper, what it blocks, by rule or in practice, and what speaks against it. The "
            "score is the number of goals that opening and easing all of it would help on average, the range the middle 90 % when weights "
            "and passages are drawn anew. Cards of one tier cannot be told apart. A gate that nobody speaks of weighs nothing.",
        ),
        "leverage": say_in(
            language,
            "Each claim holds with a weight that says how firmly it stands; the shortest chains of claims that hold decide whether a goal is "
            "helped. The score is the number of goals helped on average, the range the middle 90 % when weights and passages are drawn "
            "anew. Rows of one tier cannot be told apart. What is told at length helps more.",
        ),
        "horizons": say_in(
            language,
            "A bridge leads by shortest paths of claimed influence from an item in one horizon to an item in a later one; the share says in "
            "how many possible worlds one of them holds. What is not recorded is not thereby absent.",
        ),
        "portfolio": say_in(
            language,
            "All sets of so many were tried; the best address most of what was chosen, itself or by a part. Addressing is not solving, and "
            "every item counts as one.",
        ),
        "voices": say_in(
            language,
            "Gates and leverage were worked out anew from the claims of one group alone, and of all without the claims that it alone made. Who "
            "was asked what decides who speaks of what.",
        ),
        "next-evidence": say_in(
            language,
            "Each claim and each passage was taken away, and each link without a direction was given both, to see which tiers change.",
        ),
        "pathways": say_in(
            language,
            "Paths along claimed influence, shortest first, each with the probability that its claims hold. A composite path is nobody’s "
            "whole opinion. That no gate is coded does not mean that nobody holds one.",
        ),
        "scenario": say_in(
            language,
            "Each claim holds with a weight that says how firmly it stands; the shortest paths that hold decide whether a goal is helped or "
            "hurt, as in the leverage. The share says in how many possible worlds it is so. Opening a gate raises what its actor holds back.",
        ),
        "item": say_in(
            language,
            "Every claim about it that was coded from the source. What it would help is worked out as in the leverage, what lies behind its gates "
            "as for the gatekeepers.",
        ),
    }[name]
