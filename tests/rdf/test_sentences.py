"""The sentence of a relation is a text of data: it knows its two ends and nothing else."""

from __future__ import annotations

import pytest

from trosol.ecosystem import Ecosystem
from trosol.model.ontology import OBJECT, Term
from trosol.rdf.iris import TRO
from trosol.rdf.relation_sentence import relation_sentence


def term(wales: Ecosystem, reads: str) -> Term:
    from dataclasses import replace

    known = next(t for t in wales.ontology.properties.values() if t.kind == OBJECT and t.texts.get(TRO + "reads"))
    return replace(known, texts={**known.texts, TRO + "reads": (("en", reads),)})


def test_each_end_is_put_in_as_it_is(wales: Ecosystem) -> None:
    made = term(wales, "{object} is paid by {subject}")
    assert relation_sentence(made, "{object}", "{subject.x} %s {0}") == "{subject.x} %s {0} is paid by {object}"


@pytest.mark.parametrize(
    "reads",
    ["{subject.__class__} pays {object}", "{subject} {object:>2999999999}", "{subject} pays {", "{} {subject} {object}", "pays"],
)
def test_an_odd_sentence_gives_way_to_the_label(wales: Ecosystem, reads: str) -> None:
    made = term(wales, reads)
    assert relation_sentence(made, "a", "b") == f"a {made.label()} b"
