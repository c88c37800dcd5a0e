"""An alignment as a module that people read and change: a line for each foreign term, with what tells, and those that nothing tells."""

from __future__ import annotations

import json
from collections.abc import Sequence

from trosol.errors import shorten
from trosol.imports.alignment import Suggestion
from trosol.imports.ties_as_items import tie_item_terms
from trosol.model.ontology import CLASS
from trosol.rdf.iris import OWL, RDFS, TRO, local_name

__all__ = ["alignment_file", "suggestion_words"]

_HEAD = """\
# Where the terms of {name} stand among those of Trosol: suggested by their addresses, names and definitions, for a person to judge.
# Change what stands on the right, take a line out, or take the # from a line and write a class or relation there; the names are in the
# guide sheet of `trosol template`. Then: trosol check. Trosol never writes over this file, unless it is told to with --replace.

@prefix tro:  <{tro}> .
@prefix rdfs: <{rdfs}> .
@prefix owl:  <{owl}> .
"""


def alignment_file(found: Sequence[Suggestion], name: str) -> bytes:
    """The module in Turtle."""
    lines = [_HEAD.format(name=_one_line(name), tro=TRO, rdfs=RDFS, owl=OWL)]
    for each in found:
        if each.term is not None:
            called = "" if each.label == local_name(each.iri) else f' "{_one_line(each.label)}"'
            lines.append(f"# {_one_line(local_name(each.iri))}{called}: {_one_line(each.why)}")
            lines.append(f"{_axiom(each)}\n")
    along = [each for each in found if each.follows]
    if along:
        lines.append(
            f"# These come along with a term above them, or with their inverse: {', '.join(_one_line(each.label) for each in along)}."
        )
        lines += [
            f"<{each.iri}> {_sentence(each)} .\n" for each in along if each.kind != CLASS and each.silent and _sentence(each)
        ]
    standing = tie_item_terms()
    ties = [each for each in found if each.term is None and not each.follows and each.iri in standing]
    if ties:
        lines.append(
            f"\n# By these an item stands for a tie, which `trosol import` brings instead: {', '.join(_one_line(each.label) for each in ties)}."
        )
    rest = [each for each in found if each.term is None and not each.follows and each.iri not in standing]
    if rest:
        lines.append(
            "\n# Nothing tells where these stand. They stay in the ontology and count in nothing, unless a term above them is placed."
        )
        lines += [
            f"# <{each.iri}> rdfs:{'subClassOf' if each.kind == CLASS else 'subPropertyOf'} tro: .  # {_one_line(each.label)}"
            for each in rest
        ]
    return ("\n".join(lines) + "\n").encode()


def suggestion_words(each: Suggestion) -> str:
    """A suggestion in a few words."""
    assert each.term is not None
    if each.equal:
        return f"{local_name(each.iri)} is {each.term.name}"
    return f"{local_name(each.iri)} below {each.term.name}" + (", the other way round" if each.turned else "")


def _axiom(each: Suggestion) -> str:
    assert each.term is not None
    ours = f"tro:{each.term.name}" if each.term.iri == TRO + each.term.name else f"<{each.term.iri}>"
    kind = "Class" if each.kind == CLASS else "Property"
    if each.turned:
        return f"<{each.iri}> rdfs:subPropertyOf [ owl:inverseOf {ours} ] ."
    said = f"owl:equivalent{kind} {ours}" if each.equal else f"rdfs:sub{kind}Of {ours}"
    if each.kind != CLASS and each.silent and (sentence := _sentence(each)):
        said += f" ;\n    {sentence}"
    return f"<{each.iri}> {said} ."


def _sentence(each: Suggestion) -> str:
    """How a relation is read aloud, made of its label; blank where that cannot be."""
    if set(each.label) & set("{}"):
        return ""
    return f"tro:reads {json.dumps(f'{{subject}} {_one_line(each.label)} {{object}}', ensure_ascii=False)}@{each.language}"


def _one_line(text: str) -> str:
    return shorten(" ".join("".join(c if c.isprintable() else " " for c in text).split()), 100)
