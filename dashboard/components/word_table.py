"""The words of a map in a table, each with what it is taken to mean, why, and what it then counts in; all can be changed."""

from __future__ import annotations

from collections import Counter

import streamlit as st

import session
from trosol.imports import LEFT_OUT, TURNED, Proposal, counts_in
from trosol.model.ontology import CLASS, OBJECT, Ontology
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.views.plain_words import plain
from widget_keys import key_of
from words import _, language

__all__ = ["chosen_words"]

_SHOWN = 40
"""Words of which the meaning can be chosen here; that of more stands in the mapping, to be changed there."""


def chosen_words(found: Proposal) -> dict[str, dict[str, str]]:
    """Show the table; what each word of a map is to mean, by kind of word."""
    ontology = session.snapshot().ontology
    st.subheader(_("What do these words mean here?"))
    chosen: dict[str, dict[str, str]] = {"types": {}, "relations": {}}
    left = _SHOWN
    unsure = Counter(part for part, _word in found.unsure)
    for part, title in (("types", _("Kinds of items")), ("relations", _("Kinds of ties"))):
        words = sorted(found.words.get(part, {}), key=lambda word: ((part, word) not in found.unsure, word.casefold()))
        if not words or not left:
            continue
        st.markdown(f"**{title}**")
        if unsure[part]:
            several = _("The first {number} could not be told from the words; please look at them.", number=unsure[part])
            st.caption(several if unsure[part] > 1 else _("The first could not be told from the words; please look at it."))
        names = _options(ontology, turned=part == "relations")
        for word in words[:left]:
            if picked := _chosen(part, word, found, names, ontology):
                chosen[part][word] = picked
        left -= min(left, len(words))
    return chosen


def _options(ontology: Ontology, *, turned: bool) -> dict[str, str]:
    """What can be chosen, and how it is called: terms by name, with ``^`` those that are read the other way round."""
    root = ROOT_RELATION if turned else ROOT_CLASS
    found = {
        term.name: term.label(language())
        for iri in ontology.below(root) - {root}
        if (term := ontology.term(iri)) and not term.deprecated
    }
    if turned:
        way = _("the other way round")
        found |= {TURNED + name: f"{label} ({way})" for name, label in found.items()}
    return {LEFT_OUT: _("leave these out")} | dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def _chosen(part: str, word: str, found: Proposal, names: dict[str, str], ontology: Ontology) -> str:
    guessed = found.words[part][word]
    options = list(names) if not guessed or guessed in names else [guessed, *names]
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    picked = left.selectbox(
        plain(word).replace("--", "-\u2060-"),  # two signs, not a dash
        options,
        index=options.index(guessed) if guessed else None,
        format_func=lambda name: names.get(name, name),
        placeholder=_("Choose what it means"),
        key=key_of("bring", part, word),
    )
    terms = ontology.named((picked or "").removeprefix(TURNED), (CLASS if part == "types" else OBJECT,))
    said = [_("counts in: {where}", where=plain(counts_in(terms[0], ontology)))] if len(terms) == 1 else []
    if picked == guessed and (why := found.why.get((part, word))):
        said.append(_("guessed: {why}", why=plain(why)))
    right.caption("  \n".join(said) or " ")
    return picked or ""
