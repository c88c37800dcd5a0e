"""A mapping as a file: to fill in, with suggestions by meaning and what each choice counts in; or as it was used, for the next time."""

from __future__ import annotations

from pathlib import Path

from trosol.imports.counts_in import counts_in
from trosol.imports.drawn_map import NONE, Drawing
from trosol.imports.known_rows import slug
from trosol.imports.mapping import TURNED, MappedWords, Meanings
from trosol.imports.meaning import meaning_of
from trosol.model.ontology import CLASS, OBJECT, Ontology, Term
from trosol.read.dataset import toml_text

__all__ = ["map_name", "mapping_place", "start_mapping"]

_HEAD = """\
# What the words of this map mean here. Fill in the right-hand sides; - leaves such things or ties out, and ^ before a relation reads
# it the other way round ("reports to" = "^directs"). The names that can stand there are in the guide sheet of `trosol template`.
"""


def mapping_place(folder: Path, file: Path) -> Path:
    """Where the mapping of a file lies in an ecosystem's folder, so that it is there the next time."""
    return folder / f"{map_name(file)}-mapping.toml"


def map_name(file: Path) -> str:
    """A plain name for what a file holds.

    >>> map_name(Path("Our Map (2).json")), map_name(Path("7.json"))
    ('our-map-2', 'map-7')
    """
    stem = slug(file.resolve().stem) or "map"
    return (stem if stem[0].isalpha() and len(stem) > 1 else f"map-{stem}")[:60].strip("-")


_SUGGESTED = 500
"""Words for which a meaning is looked for, at most."""


def start_mapping(drawing: Drawing, words: MappedWords, mapping: Meanings, ontology: Ontology) -> str:
    """A line for each word of the map, with what is known, what it counts in, and for the rest a suggestion by meaning, if there is one."""
    lines = [
        _HEAD,
        "# Who says what the map says: the id of an actor, a group or a voice that is there, or the label of a thing of the map.",
        f"voice = {toml_text(mapping.voice)}",
        "# If it is neither, it is made: of which class? Blank: nobody is made.",
        f"voice_type = {toml_text(mapping.voice_type)}",
        f"speaker = {toml_text(mapping.speaker)}",
        f"strength = {toml_text(mapping.strength)}",
        f"confidence = {toml_text(mapping.confidence)}",
        f"coder = {toml_text(mapping.coder)}",
    ]
    drawn = sum(tie.direction == NONE for tie in drawing.ties)
    if drawn:
        lines += [
            "",
            f"# {drawn} ties have no arrow. Say how to read those whose relation has a direction: as drawn, or both ways.",
            f"undirected = {toml_text(mapping.undirected)}",
        ]
    if mapping.undescribed:
        lines += ["", "# Items that the file only points at: bring, or leave.", f"undescribed = {toml_text(mapping.undescribed)}"]
    if mapping.lenient:
        lines += ["", "# A relation that cannot hold between two items is read as the nearest above that can.", 'lenient = "yes"']
    lines += _columns(drawing, mapping)
    for title, what, found in (("types", "type", words.kinds), ("relations", "relation", words.ties)):
        lines += ["", f"[{title}]"]
        lines += [_line(word, number, term, what, words, ontology, at) for at, (word, (number, term)) in enumerate(found.items())]
    for title, table in (
        ("ties", mapping.ties),
        ("names", mapping.names),
        ("attributes", mapping.attributes),
        ("source", mapping.source),
    ):
        if table:
            lines += ["", f"[{title}]", *(f"{toml_text(key)} = {toml_text(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _columns(drawing: Drawing, mapping: Meanings) -> list[str]:
    """Which attribute the kinds were taken from, and which others there are."""
    others = sorted({name for thing in drawing.things for name in thing.also} - {drawing.type_column})
    about = f"# The attribute of the map that says what an item is{_some(others)}, and what a tie is. - takes none."
    lines = ["", about, "[columns]"]
    for key, taken in (("type", drawing.type_column), ("relation", drawing.relation_column)):
        chosen = mapping.columns.get(key, "")
        lines.append(f"{'' if chosen else '# '}{key} = {toml_text(chosen or taken)}")
    return lines


def _some(names: list[str]) -> str:
    shown = ", ".join(" ".join(name.split())[:30] for name in names[:8])
    return f" (others: {shown}{', …' if len(names) > 8 else ''})" if names else ""


def _line(word: str, number: int, term: Term | str | None, what: str, words: MappedWords, ontology: Ontology, at: int) -> str:
    hint = ""
    name = term or ""
    if isinstance(term, Term):
        kind = (CLASS if what == "type" else OBJECT,)
        name = term.name if len(ontology.named(term.name, kind)) == 1 else term.iri
        name = TURNED + name if word in words.turned else name
        hint = f"; counts in: {counts_in(term, ontology)}"
    elif term is None and at < _SUGGESTED:
        found = _suggested(word, what, ontology)
        hint = f"; perhaps {found}" if found else ""
    return f"{toml_text(word)} = {toml_text(str(name))}  # {number} of them{hint}"


def _suggested(word: str, what: str, ontology: Ontology) -> str:
    name, _ = meaning_of(word, what, ontology)
    terms = ontology.named(name.removeprefix(TURNED), (CLASS if what == "type" else OBJECT,)) if name else ()
    return f"{name} (counts in: {counts_in(terms[0], ontology)})" if len(terms) == 1 else name
