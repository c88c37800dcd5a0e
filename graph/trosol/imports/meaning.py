"""What the words of a map may mean: from what terms are called, and from a list of synonyms in several languages, direction included.

A word is matched whole, in the singular, as the last or first words of it, or as the end of a compound. Where nothing fits, the rest
of the map says whether it is one of causes or one of actors. The synonyms are data (``ontology/synonyms.csv``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from trosol.files.content import content_of
from trosol.imports.drawn_map import LOOKS, NONE, Drawing, Thing, Tie, with_columns
from trosol.imports.mapping import NO_WORD, TURNED, MappedWords, Meanings, words_of
from trosol.model.ontology import Ontology, Term
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION, local_name
from trosol.read.tables import parse_csv
from trosol.resources import ontology_dir

__all__ = ["Guess", "guess", "meaning_of", "speakers"]

_TYPE, _RELATION = "type", "relation"
_ITEM, _ACTOR, _CATEGORY, _VOICE = "(item)", "(actor)", "(category)", "(voice)"
_TIE, _ACTOR_TIE, _UNSIGNED = "(tie)", "(actor tie)", "(sign unknown)"
_SIGNS = re.compile(r"[+\-−–]{1,3}")
_AND = re.compile(r"[&/+,;]|\b(?:and|or|und|oder|et|ou)\b", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])")
_FEWEST_LETTERS = 5
_LONGEST = 120
"""Letters of a word that are looked at."""
_LITTLE = frozenset(
    [
        "has",
        "ha",
        "have",
        "is",
        "are",
        "of",
        "in",
        "to",
        "by",
        "the",
        "a",
        "an",
        "at",
        "on",
        "for",
        "with",
        "from",
        "as",
        "or",
        "and",
        "no",
        "not",
    ]
)
"""Words that say nothing of what a longer phrase means."""
_MOST_KINDS = 40


@dataclass(frozen=True)
class Guess:
    """A mapping that was guessed. ``why``: how each word was read; ``unsure``: words for which only the rest of the map speaks."""

    meanings: Meanings
    why: Mapping[tuple[str, str], str]
    unsure: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, str]]:
    table, _ = parse_csv(content_of(ontology_dir() / "synonyms.csv"), "synonyms.csv")
    found: dict[str, dict[str, str]] = {_TYPE: {}, _RELATION: {}}
    for row in table.rows if table else ():
        what, word, term = row.cells
        found[what].setdefault(word if word.startswith("(") or _SIGNS.fullmatch(word) else " ".join(_words(word)), term)
    return found


def speakers(ontology: Ontology) -> tuple[str, ...]:
    """The classes below which stands whatever can speak: the role of actors, and the class of voices, as the list of synonyms has them."""
    actor, voice = (ontology.named(_synonyms()[_TYPE][word], ("class",)) for word in (_ACTOR, _VOICE))
    roles = (ontology.role(term.iri) or term.iri for term in actor)
    return (*roles, *(term.iri for term in voice))


def _words(text: str) -> list[str]:
    """The words of a text: humps, underscores and dashes part them, accents are off."""
    text = (local_name(text) if "://" in text else text)[:_LONGEST]
    apart = _HUMP.sub(" ", text) if not text.isupper() else text
    plain = unicodedata.normalize("NFKD", apart.casefold().replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or c in "+" else " " for c in plain).split()


def _singular(word: str) -> Iterable[str]:
    yield word
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("en", ""), ("e", ""), ("nen", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word.removesuffix(ending) + instead


def meaning_of(word: str, what: str, ontology: Ontology) -> tuple[str, str]:
    """The name of a term that a word may mean (with ``^`` before it if it is to be turned round), and why; blank where nothing fits.

    ``what``: ``type`` or ``relation``.
    """
    known = _known(what, ontology)
    words = _words(word)
    for length in range(len(words), 0, -1):
        for phrase in _phrases(words, length):
            if (term := known.get(phrase)) and (len(words) == 1 or phrase not in _LITTLE):
                whole = length == len(words)
                return term, f"'{phrase}'" if whole else f"'{phrase}' in it"
    for one in words[-1:] if what == _TYPE else ():
        for single in _singular(one):
            ends = [
                s for s in known if len(s) >= _FEWEST_LETTERS and " " not in s and len(single) > len(s) and single.endswith(s)
            ]
            if ends:
                longest = max(ends, key=len)
                return known[longest], f"it ends in '{longest}'"
    return "", ""


def _phrases(words: list[str], length: int) -> Iterable[str]:
    """Runs of so many words, the last ones first, each also with its last word in the singular."""
    starts = range(len(words) - length, -1, -1)
    for start in starts:
        run = words[start : start + length]
        for last in _singular(run[-1]):
            yield " ".join([*run[:-1], last])


def _known(what: str, ontology: Ontology) -> dict[str, str]:
    """Terms by what they are called and by their synonyms; looked together once for an ontology."""
    key = (ontology.digest, what)
    if key not in _NAMES:
        _NAMES.clear() if len(_NAMES) > 8 else None
        _NAMES[key] = _named(what, ontology)
    return _NAMES[key]


_NAMES: dict[tuple[str, str], dict[str, str]] = {}


def _named(what: str, ontology: Ontology) -> dict[str, str]:
    root = ROOT_CLASS if what == _TYPE else ROOT_RELATION
    names: dict[str, str] = {}
    others: dict[str, str] = {}
    for iri in sorted(ontology.below(root) - {root}):
        term = ontology.term(iri)
        if term is not None and not term.deprecated:
            name = term.name if len(ontology.named(term.name, (term.kind,))) == 1 else iri
            # What a study is made of has names ("output", "sample") that mean something else on a map of a system.
            first = others if ontology.implied_frame(iri) == "study" else names
            for text in (term.name, *(label for _, label in term.labels)):
                first.setdefault(" ".join(_words(text)), name)
            # Another name of a relation is no word for it on any map: "reduces" is not always what eases a difficulty.
            for _, text in term.alternatives:
                (first if what == _TYPE else others).setdefault(" ".join(_words(text)), name)
    for word, name in _synonyms()[what].items():
        if ontology.named(name.removeprefix(TURNED), ("class", "object property")):
            names.setdefault(word, name)
    return {**others, **names}


def guess(drawing: Drawing, meanings: Meanings, ontology: Ontology) -> tuple[Drawing, Guess]:
    """The map with its kinds where they most likely stand, and a mapping that says what each word may mean.

    What ``meanings`` says already is kept.
    """
    columns = dict(meanings.columns)
    for part, items in ((_TYPE, drawing.things), (_RELATION, tuple(tie for tie in drawing.ties if not tie.inside))):
        if part not in columns and (column := _column(part, items, drawing, ontology)):
            columns[part] = column
    drawing = with_columns(drawing, columns)
    words = words_of(drawing, meanings, ontology)
    why: dict[tuple[str, str], str] = {}
    unsure: set[tuple[str, str]] = set()
    relations = _relations(words, meanings, ontology, why)
    types = dict(meanings.types)
    for word, (_, term) in words.kinds.items():
        if term is None:
            types[word], why["types", word] = meaning_of(word, _TYPE, ontology) if word != NO_WORD else ("", "")
            if len(kinds := _joined(word, ontology)) > 1 and not why["types", word].startswith(f"'{' '.join(_words(word))}'"):
                types[word], why["types", word] = _synonyms()[_TYPE][_ITEM], f"it names several: {', '.join(kinds)}"
                unsure.add(("types", word))
    _by_relation(drawing, types, relations, why, ontology)
    actors = _mostly_actors(drawing, words, types, relations, ontology)
    for word, name in types.items():
        if not name:
            types[word] = _synonyms()[_TYPE][_ACTOR if actors else _ITEM]
            why["types", word] = "nothing tells; the map looks like one of " + ("actors" if actors else "causes")
            unsure.add(("types", word))
    for word, name in relations.items():
        if not name:
            relations[word] = _synonyms()[_RELATION][_ACTOR_TIE if actors else _TIE]
            why["relations", word] = "nothing tells; the map looks like one of " + ("actors" if actors else "causes")
            unsure.add(("relations", word))
    undirected = meanings.undirected or ("both ways" if any(tie.direction == NONE for tie in drawing.ties) else "")
    made = replace(
        meanings,
        types={word: name for word, name in types.items() if name},
        relations={word: name for word, name in relations.items() if name},
        columns=columns,
        undirected=undirected,
        undescribed=meanings.undescribed or "bring",
        voice=meanings.voice or "Those who drew the map",
        voice_type=meanings.voice_type or _synonyms()[_TYPE][_VOICE],
        confidence="low" if meanings.confidence == "medium" and unsure else meanings.confidence,
        lenient=True,
    )
    return drawing, Guess(made, {key: text for key, text in why.items() if text}, frozenset(unsure))


def _joined(word: str, ontology: Ontology) -> list[str]:
    """The different terms that the parts of a word mean which "and" or the like joins ("Assumptions & risks")."""
    found = (meaning_of(part, _TYPE, ontology)[0] for part in map(str.strip, _AND.split(word)))
    return sorted({name for name in found if name})


def _by_relation(
    drawing: Drawing, types: dict[str, str], relations: Mapping[str, str], why: dict[tuple[str, str], str], ontology: Ontology
) -> None:
    """Kinds that no word tells: what the relation that most of them stand in asks of that end."""
    kinds = {thing.key: thing.kind or NO_WORD for thing in drawing.things}
    asked: dict[str, Counter[str]] = {}
    for tie in drawing.ties:
        name = relations.get(tie.kind, "")
        terms = ontology.named(name.removeprefix(TURNED), ("object property",)) if name else ()
        if len(terms) == 1:
            ends = (tie.target, tie.source) if name.startswith(TURNED) else (tie.source, tie.target)
            for end, wanted in zip(ends, (terms[0].domain, terms[0].range), strict=True):
                if wanted and wanted != ROOT_CLASS and not types.get(kinds.get(end, ""), "-"):
                    asked.setdefault(kinds[end], Counter())[wanted] += 1
    for word, found in asked.items():
        iri, number = found.most_common(1)[0]
        term = ontology.term(iri)
        if term is not None and 2 * number > sum(kind == word for kind in kinds.values()):
            types[word], why["types", word] = term.name, "the relation that leads there asks for it"


def _relations(words: MappedWords, meanings: Meanings, ontology: Ontology, why: dict[tuple[str, str], str]) -> dict[str, str]:
    known = _synonyms()[_RELATION]
    unknown = [word for word, (_, term) in words.ties.items() if term is None]
    signs = {word: re.sub("[−–]", "-", word.strip()) for word in unknown if _SIGNS.fullmatch(word.strip())}
    pairs = bool({"+-", "-+"} & set(signs.values()))
    found = dict(meanings.relations)
    for word in unknown:
        if word == NO_WORD:
            found[word] = known[_UNSIGNED] if signs else ""
            why["relations", word] = "the others have signs, this one has none" if signs else ""
        elif word in signs:
            sign = signs[word]
            if pairs and len(sign) == 2:  # more leads to more, less to less; more leads to less
                found[word] = known["+" if sign[0] == sign[1] else "-"]
                why["relations", word] = "a sign for either end"
            else:
                found[word] = known["+" if set(sign) == {"+"} else "-"] if len(set(sign)) == 1 else known[_UNSIGNED]
                why["relations", word] = "a sign"
        else:
            found[word], why["relations", word] = meaning_of(word, _RELATION, ontology)
    return found


def _mostly_actors(
    drawing: Drawing, words: MappedWords, types: Mapping[str, str], relations: Mapping[str, str], ontology: Ontology
) -> bool:
    """Whether the map is one of actors rather than of causes: by its known kinds, its known relations, and its arrows."""
    if drawing.causal:
        return False

    def term(found: Mapping[str, tuple[int, Term | str | None]], guessed: Mapping[str, str], word: str) -> Term | None:
        there = found.get(word, (0, None))[1]
        if isinstance(there, Term):
            return there
        terms = ontology.named(guessed.get(word, "").removeprefix(TURNED), ("class", "object property"))
        return terms[0] if len(terms) == 1 else None

    actor = ontology.named(_synonyms()[_TYPE][_ACTOR], ("class",))
    role = ontology.role(actor[0].iri) if actor else None
    votes: Counter[bool] = Counter()
    for thing in drawing.things:
        if (kind := term(words.kinds, types, thing.kind or NO_WORD)) is not None:
            votes[ontology.role(kind.iri) == role] += 1
    for tie in drawing.ties:
        if not tie.inside and (relation := term(words.ties, relations, tie.kind or NO_WORD)) is not None:
            if ontology.sign(relation.iri) is not None:
                votes[False] += 2
            elif role is not None and any(
                role in (above.domain, above.range) for i in ontology.line(relation.iri) if (above := ontology.term(i))
            ):
                votes[True] += 1
    if votes:
        return votes[True] > votes[False]
    return bool(drawing.ties) and all(tie.direction != "one way" for tie in drawing.ties)


def _column(part: str, items: tuple[Thing, ...] | tuple[Tie, ...], drawing: Drawing, ontology: Ontology) -> str:
    """The attribute that most likely tells the kind, where it is another than the one that was taken; blank otherwise."""
    had = drawing.type_column if part == _TYPE else drawing.relation_column
    values: dict[str, Counter[str]] = {}
    for item in items:
        for name, value in item.also.items():
            if name not in LOOKS and len(value) <= 60:
                values.setdefault(name, Counter())[value] += 1
    own = Counter(item.kind for item in items if item.kind)
    best, most = "", _told(own, part, len(items), ontology)
    for name, found in sorted(values.items()):
        share = _told(found, part, len(items), ontology)
        if share > most + 0.1 and share >= 0.3:
            best, most = name, share
    if not best and own and all(re.fullmatch(r"[-\d.]+", value) for value in own) and had:
        return "-"
    return best


def _told(values: Counter[str], part: str, items: int, ontology: Ontology) -> float:
    """The share of the items whose value in an attribute says what they are."""
    if not items or not values or len(values) > _MOST_KINDS:
        return 0.0
    return (
        sum(number for value, number in values.items() if meaning_of(value, part, ontology)[0] or _SIGNS.fullmatch(value)) / items
    )
