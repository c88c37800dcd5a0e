"""No English sentence is left on a Welsh screen, but what the data says in English. (Streamlit AppTest, no browser.)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from picked import few_first
from screens import open_screen
from trosol.ecosystem import Ecosystem
from trosol.language import LANGUAGES

VIEWS = {
    "overview": {},
    "overview, a cell": {"cell": "challenge-requirements~action-embed"},
    "priorities": {"kind": "challenge-areas"},
    "priorities, sets": {"view": "sets"},
    "priorities, drives": {"view": "drives", "entity": "action-embed"},
    "priorities, prompts": {"view": "prompts"},
    "priorities, one voice": {"voice": "stakeholders"},
    "gatekeepers": {},
    "gatekeepers, network": {"view": "centrality", "claims": "stated"},
    "gatekeepers, brokerage": {"view": "doors"},
    "gatekeepers, cut nodes": {"view": "gates"},
    "gatekeepers, key players": {"view": "together"},
    "scenarios": {"push": "action-embed~plus", "kept": "Un!challenge-metrics~minus!!", "against": "Un"},
    "evidence": {},
    "evidence, voices": {"view": "voices"},
    "evidence, next": {"view": "next"},
    "horizons": {},
    "pathways": {"from": "action-embed", "to": "innovation-in-social-care"},
    "pathways, none": {"from": "action-embed", "to": "commissioners"},
    "pathways, reaches": {"from": "action-embed", "question": "reaches"},
    "compare": {"with": "circular-textiles-vellana"},
    "entity": {"entity": "commissioners"},
}
"""A screen each, and what it is set to."""

FIRST = ("priorities, prompts",)

ENGLISH = frozenset(
    [
        "the",
        "of",
        "is",
        "are",
        "and",
        "that",
        "which",
        "what",
        "with",
        "by",
        "from",
        "this",
        "these",
        "would",
        "be",
        "not",
        "no",
        "claim",
        "claims",
        "goal",
        "goals",
        "path",
        "paths",
        "it",
        "on",
        "for",
    ]
)
"""Words that no Welsh sentence has (*a*, *i*, *o* and *am* are Welsh too)."""

SENTENCE = 3
"""English words that make a text an English sentence."""


def said(app: AppTest) -> Iterator[str]:
    """Whatever is to be read."""
    for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success"):
        yield from (str(part.value) for part in getattr(app, kind))
    yield from (
        str(part.label) for kind in ("button", "expander", "selectbox", "multiselect", "tabs") for part in getattr(app, kind)
    )
    for part in app.get("html"):
        if "<table" in part.proto.body:
            yield from (
                unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", part.proto.body, re.S)
            )


def of_data(ecosystem: Ecosystem) -> list[str]:
    """What is shown in the language that it was coded in, longest first: it is no fault of a screen."""
    records, ontology = ecosystem.snapshot.records, ecosystem.snapshot.ontology
    texts = {
        label
        for entity in records.entities.values()
        for label in (*(text for _code, text in entity.labels), entity.description())
    }
    texts |= {text for piece in records.evidence.values() for text in (piece.paraphrase, piece.anchor, piece.section)}
    texts |= {claim.rationale for claim in records.claims.values()}
    texts |= {source.title for source in records.sources.values()}
    texts |= {hedge for claim in records.claims.values() for _iri, hedges in claim.properties for hedge in hedges}
    texts |= {records.dataset.credit, *(text for _code, text in (*records.dataset.title, *records.dataset.description))}
    named = [(each.label("en"), each.label("cy")) for each in (*ontology.classes.values(), *ontology.properties.values())]
    named += [(each.label("en"), each.label("cy")) for each in ontology.concepts.values()]
    texts |= {label for label, welsh in named if label == welsh}
    for term in ontology.classes.values():
        texts.add(term.definition)
    return sorted((text for text in texts if text), key=len, reverse=True)


@pytest.fixture(scope="module")
def data(wales: Ecosystem) -> re.Pattern[str]:
    plain = [re.escape(re.sub(r"[\\*_`$~\[\]]", "", text)) for text in of_data(wales)]
    return re.compile("|".join(plain))


def english_in(texts: Iterator[str], data: re.Pattern[str]) -> list[str]:
    found = []
    for text in dict.fromkeys(texts):
        bare = data.sub("…", re.sub(r"[\\*_`$~\[\]]", "", text))
        words = re.findall(r"[a-z]+", bare.lower())
        if sum(word in ENGLISH for word in words) >= SENTENCE:
            found.append(bare)
    return found


@pytest.mark.parametrize("name", few_first(VIEWS, FIRST))
def test_no_english_sentence_is_left_on_a_welsh_screen(name: str, data: re.Pattern[str]) -> None:
    app = open_screen(name.partition(",")[0], lang="cy", **VIEWS[name])
    assert LANGUAGES["en"] in [str(button.label) for button in app.button], "the screen is not in Welsh"
    assert not english_in(said(app), data)


def test_what_is_looked_for_is_found(data: re.Pattern[str]) -> None:
    assert english_in(iter(["No claim that counts here leads from A on to the goal."]), data)
    assert not english_in(iter(["Nid oes honiad sy'n cyfrif yma yn arwain o A ymlaen at nod."]), data)
