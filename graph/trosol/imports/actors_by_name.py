"""Items of which a map gives no kind, but whose name or whose ties only an actor can have: "Welsh Government", "Commissioners"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trosol.errors import shorten
from trosol.imports.counts_in import acts
from trosol.imports.drawn_map import Drawing, Thing
from trosol.imports.mapping import NO_WORD, Meanings, words_of
from trosol.imports.meaning import Guess, guess, meaning_of
from trosol.model.ontology import CLASS, Ontology, Term

__all__ = ["guess_with_actors"]

_PARTS = frozenset(["of", "for", "in", "to", "with", "between", "among", "by", "from", "on", "at", "about", "and", "or", "&"])
"""Words behind which a name says more of what stands before them."""
_AMOUNTS = frozenset(["more", "fewer", "less", "enough", "number", "many", "few", "no", "better", "new", "additional"])
"""Words before actors that make a factor of them: "more staff"."""
_DOING = frozenset(
    [
        *(
            "leave",
            "leaves",
            "attend",
            "attends",
            "join",
            "joins",
            "trust",
            "trusts",
            "need",
            "needs",
            "want",
            "wants",
            "see",
            "sees",
        ),
        *(
            "meet",
            "meets",
            "know",
            "knows",
            "use",
            "uses",
            "avoid",
            "avoids",
            "miss",
            "misses",
            "quit",
            "quits",
            "pay",
            "pays",
            "lack",
        ),
        *(
            "lacks",
            "get",
            "gets",
            "have",
            "has",
            "lose",
            "loses",
            "help",
            "helps",
            "ask",
            "asks",
            "are",
            "is",
            "become",
            "becomes",
        ),
    ]
)
"""Words within a name that make a sentence of it: "children leave school"."""
_NAMED = 12


def guess_with_actors(drawing: Drawing, meanings: Meanings, ontology: Ontology) -> tuple[Drawing, Guess, tuple[str, ...]]:
    """As :func:`guess`, and what says of which items that they act; blank where the map says the kinds, or is one of actors anyway."""
    first, guessed = guess(drawing, meanings, ontology)
    there = guessed.meanings.types.get(NO_WORD, "")
    known = ontology.named(there, (CLASS,)) if there else ()
    if (NO_WORD in meanings.types and not meanings.names) or not known or acts(known[0].iri, ontology):
        return first, guessed, ()
    found: dict[str, tuple[str, str]] = {}
    for thing in first.things:
        if not thing.kind and thing.label not in meanings.names and (by_name := _by_name(thing, ontology)):
            found[thing.label] = by_name
    for label, name, word in _by_ties(first, guessed.meanings, ontology):
        if label not in meanings.names:
            found.setdefault(label, (name, f"'{shorten(word, 40)}' joins actors"))
    if not found:
        return first, guessed, ()
    names = {**{label: name for label, (name, _) in found.items()}, **meanings.names}
    gates = _gates(first, guessed.meanings, meanings, names, ontology)
    meanings = replace(meanings, names=names, relations={**meanings.relations, **gates})
    named, again = guess(meanings.named(drawing), meanings, ontology)
    why = {**again.why, **{("relations", word): "an actor bars the way" for word in gates}}
    sure = replace(again.meanings, confidence="low" if again.meanings.confidence == "medium" else again.meanings.confidence)
    told = [f"{shorten(label, 40)} → {name} ({reason})" for label, (name, reason) in list(found.items())[:_NAMED]]
    more = f", … and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    remark = (
        f"{len(found)} × item without a kind, guessed to be an actor: {', '.join(told)}{more}. The mapping has them under [names]"
    )
    return named, replace(again, meanings=sure, why=why), (remark,)


def _by_name(thing: Thing, ontology: Ontology) -> tuple[str, str] | None:
    """The class of an actor that the name ends in, before any "of" or "for", and why."""
    words = thing.label.split()
    head = words[: next((at for at, word in enumerate(words) if word.casefold() in _PARTS), len(words))]
    if not head or head[0].casefold() in _AMOUNTS or any(word.casefold() in _DOING for word in head[1:]):
        return None
    for begin in range(max(0, len(head) - 3), len(head)):
        phrase = " ".join(head[begin:])
        name, why = meaning_of(phrase, "type", ontology)
        if name and " in it" not in why:
            terms = ontology.named(name, (CLASS,))
            return (name, why) if len(terms) == 1 and acts(terms[0].iri, ontology) else None
    return None


def _by_ties(drawing: Drawing, meanings: Meanings, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """Label, class and word of each item without a kind at an end of a relation that only actors have there."""
    bare = {thing.key: thing.label for thing in drawing.things if not thing.kind}
    words = words_of(drawing, meanings, ontology)
    for tie in drawing.ties:
        term = words.ties[tie.kind or NO_WORD][1]
        if tie.inside or not isinstance(term, Term):
            continue
        ends = (tie.target, tie.source) if (tie.kind or NO_WORD) in words.turned else (tie.source, tie.target)
        for end, wanted in zip(ends, (term.domain, term.range), strict=True):
            if end in bare and wanted and (kind := ontology.term(wanted)) is not None and acts(wanted, ontology):
                yield bare[end], kind.name, tie.kind


def _gates(drawing: Drawing, guessed: Meanings, said: Meanings, names: dict[str, str], ontology: Ontology) -> dict[str, str]:
    """Words that an ontology has for barring the way, where all from whom such ties run are actors."""
    words = {
        text.casefold(): term.name
        for iri in sorted(ontology.for_purpose("gate"))
        if (term := ontology.properties.get(iri)) is not None
        for _, text in term.alternatives
    }
    labels = {thing.key: thing.label for thing in drawing.things}
    return {
        word: words[word.casefold()]
        for word in guessed.relations
        if word.casefold() in words
        and word not in said.relations
        and all(labels.get(tie.source) in names for tie in drawing.ties if tie.kind == word)
    }
