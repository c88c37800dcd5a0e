"""How a relation reads aloud: the sentence that the ontology gives it, or its label between the two ends."""

from __future__ import annotations

from trosol.model.ontology import Term
from trosol.model.records import in_language
from trosol.rdf.iris import TRO
from trosol.rdf.number_agreement import agreeing, is_plural
from trosol.templates import Template, TemplateError, template

__all__ = ["ENDS", "relation_sentence"]

ENDS = ("subject", "object")
"""The blanks of the sentence of a relation (tro:reads)."""


def relation_sentence(term: Term, subject: str, object: str, language: str = "en") -> str:
    """What the relation says of two ends, each shown as it is given; an English verb agrees with a subject that speaks of several.

    A sentence of a module that does not have both blanks once, or has other braces, is not used: the check says so.
    """
    text = in_language(term.texts.get(TRO + "reads", ()), language) or ""
    try:
        reads: Template | None = template(text, ENDS) if text else None
    except TemplateError:
        reads = None
    values = {"subject": subject, "object": object}
    said = (reads or template("{subject} {label} {object}", (*ENDS, "label"))).fill({**values, "label": term.label(language)})
    return agreeing(said, subject, is_plural(subject)) if language == "en" else said
