"""The fixed words of the pages, in the language of the reader."""

from __future__ import annotations

from trosol.language import say_in

__all__ = ["words"]


def words(language: str) -> dict[str, str]:
    """Every fixed word, by the name that templates use."""
    return {
        "skip": say_in(language, "To the content"),
        "start": say_in(language, "Start"),
        "kinds": say_in(language, "Kinds of thing"),
        "relations": say_in(language, "Relations"),
        "lists": say_in(language, "Lists of values"),
        "networks": say_in(language, "Networks"),
        "questions": say_in(language, "Questions"),
        "sources": say_in(language, "Sources and evidence"),
        "things": say_in(language, "Things"),
        "claims": say_in(language, "Claims"),
        "invented": say_in(language, "Invented: none of this is real."),
        "licence": say_in(language, "Licence"),
        "version": say_in(language, "Version"),
        "snapshot": say_in(language, "Snapshot"),
        "means": say_in(language, "What it means"),
        "english": say_in(language, "This text is there in English only."),
        "identifier": say_in(language, "Identifier"),
        "module": say_in(language, "Module"),
        "place": say_in(language, "Its place in the tree"),
        "above": say_in(language, "Above"),
        "below": say_in(language, "Below"),
        "first": say_in(language, "What may stand first"),
        "second": say_in(language, "What may stand second"),
        "stands_in": say_in(language, "Relations that it stands in here"),
        "in_networks": say_in(language, "Networks that it is part of"),
        "in_questions": say_in(language, "Questions that ask about it"),
        "used": say_in(language, "How often it is used here"),
        "examples": say_in(language, "Examples from this ecosystem"),
        "none": say_in(language, "None."),
        "replaced": say_in(language, "No longer used; in its place:"),
        "value": say_in(language, "Value"),
        "written": say_in(language, "Written"),
        "reads": say_in(language, "How it reads"),
        "made_of": say_in(language, "What it is made of"),
        "joined_by": say_in(language, "What joins them"),
        "size": say_in(language, "How large it is here"),
        "who_asks": say_in(language, "Who asks"),
        "kind": say_in(language, "Kind"),
        "where": say_in(language, "Where in the source"),
        "gap": say_in(language, "It is known to exist; its wording is not in the source."),
        "hypothetical": say_in(language, "It does not exist; the source imagines it."),
        "silent": say_in(language, "The source makes no claim about it."),
        "because": say_in(language, "Inferred, because"),
        "source": say_in(language, "Source"),
        "anchor": say_in(language, "Words to find it by"),
        "says": say_in(language, "What it says"),
        "draft": say_in(language, "Welsh labels and words are drafts that await a Welsh speaker's review."),
        "strength": say_in(language, "Strength"),
        "confidence": say_in(language, "Confidence"),
        "contents": say_in(language, "Contents"),
    }
