"""An import from first look to written folder: proposed whole, checked whole, written whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from trosol.check.queries import check_queries
from trosol.check.shapes import check_shapes, data_columns
from trosol.check.term_names import check_term_names
from trosol.errors import ERROR, WARNING, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Entry, Folder, open_folder, settle, write_together
from trosol.files.ecosystem_files import belongs
from trosol.imports.actors_by_name import guess_with_actors
from trosol.imports.counts_in import counts_in
from trosol.imports.drawn_map import with_columns
from trosol.imports.file_kinds import FileContent, look_into
from trosol.imports.hung_terms import hung, terms_alone
from trosol.imports.item_rows import Brought
from trosol.imports.mapping import TURNED, MappedWords, Meanings, read_mapping, words_of
from trosol.imports.mapping_file import start_mapping
from trosol.imports.merge import Merged, RowChange, merge, where_from
from trosol.imports.proposed_rows import to_rows
from trosol.imports.ties_as_items import tie_items_of, with_ties_of_items
from trosol.model.ontology import Ontology, Term
from trosol.plain import ToJson, as_json
from trosol.rdf.engine import Iri, Triple, serialise
from trosol.rdf.iris import RDF, TRO
from trosol.read.columns import TABLES
from trosol.read.ontology_reader import Vocabulary, read_ontology
from trosol.read.rows import read_rows
from trosol.read.sources import Reading, read_ecosystem, read_tables
from trosol.read.tables import Table, to_csv
from trosol.resources import ontology_dir

__all__ = ["Proposal", "checked_rows", "propose"]


@dataclass(frozen=True)
class Proposal(ToJson):
    """What an import would do to a folder. ``problems`` stand in its way; ``remarks`` would not.

    ``removed``: rows that are taken out; ``gone``: rows that the file no longer has, and that stay. ``left_out``: what of the file is
    not brought; ``read_as``: how it was read, where that was not plain. ``whole``: files that come along as they are (modules,
    questions). ``words``: each word of a map with the name of the term it means (empty: nobody said);
    ``why``: how each word was read that was guessed, ``unsure``: those of them for which only the rest of the map speaks; ``counts``:
    how many ties come in, by their relation as it is stored and what it counts in between such items. ``mapping``: a mapping file to start from.
    """

    folder: Path = field(metadata=as_json("into", made=str))
    what: str = field(metadata=as_json(never=True))
    form: str
    added: Mapping[str, tuple[str, ...]]
    changed: tuple[RowChange, ...]
    same: Mapping[str, int]
    removed: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]
    read_as: tuple[str, ...]
    whole: tuple[str, ...] = field(metadata=as_json("files"))
    words: Mapping[str, Mapping[str, str]]
    why: Mapping[tuple[str, str], str] = field(metadata=as_json(never=True))
    unsure: frozenset[tuple[str, str]] = field(metadata=as_json(never=True))
    counts: Mapping[tuple[str, str], int] = field(metadata=as_json(never=True))
    mapping: str = field(metadata=as_json(never=True))
    problems: tuple[Problem, ...] = field(metadata=as_json("refused"))
    remarks: tuple[Problem, ...]
    files: Mapping[str, bytes | None] = field(metadata=as_json(never=True))
    seen: Mapping[str, str | None] = field(metadata=as_json(never=True))

    @property
    def nothing(self) -> bool:
        """Whether all of it is there already."""
        return not self.files

    def write(self) -> Entry | None:
        """Write all of it; where all of it is there already, only a change that was cut off is finished.

        Raises :class:`TrosolError` with the problems where there are some; then nothing is written.
        """
        if self.problems:
            raise TrosolError(self.problems)
        if self.nothing:
            return settle(self.folder)
        return write_together(self.folder, self.what, self.files, seen=self.seen)


def propose(
    paths: Sequence[Path],
    into: Path,
    *,
    mapping: Path | Meanings | None = None,
    voice: str = "",
    replacing: bool = False,
    unfinished: bool = False,
    prune: bool = False,
    guessing: bool = False,
    terms_only: bool = False,
    hanging: bool = False,
) -> Proposal:
    """Work out what importing the files into an ecosystem's folder would do; nothing is written.

    ``guessing``: what nobody said of the words of a map is guessed, and told as such in ``why``.

    ``terms_only``: nothing but classes and relations is brought. ``hanging``: those of others are hung below ours, as in ``guessing``.

    ``replacing``: rows with a known id may take the place of the old ones. ``unfinished``: errors of meaning (shapes, checks)
    do not stand in the way; errors of form always do. ``prune``: rows that the file no longer has are taken out; without it they are
    named in ``gone`` and stay. Raises :class:`TrosolError` for what cannot be read at all.
    """
    inside = open_folder(into)
    if inside.kind("dataset.toml") is None:
        raise WrongUse(
            Problem(
                "ecosystem-not-found",
                f"'{shorten(str(into))}' is no ecosystem's folder.",
                "Name a folder with a dataset.toml with --into; `trosol new ecosystem NAME` makes one.",
            )
        )
    names = [*(f"{table}.csv" for table in TABLES), "dataset.toml", *_beside(inside)]
    seen = {name: inside.digest(name) for name in names}
    before = read_ecosystem(into)
    there, _ = read_tables(inside)
    found = look_into(paths, before.ontology, before.records.dataset)
    _not_empty(found, paths[0].name, guessing)
    meanings = mapping if isinstance(mapping, Meanings) else read_mapping(mapping) if mapping else Meanings()
    meanings = replace(meanings, voice=voice or meanings.voice)
    if terms_only:
        found = terms_alone(found, paths[0].name)
    if (guessing or hanging) and found.all_terms:
        found = hung(found, before, inside, paths[0].stem, anew=hanging and replacing)
    vocabulary, files = _with_terms(found, before, inside, paths[0], replacing=replacing)
    why: Mapping[tuple[str, str], str] = {}
    unsure: frozenset[tuple[str, str]] = frozenset()
    found = _with_ties(found, meanings)
    if found.drawing is not None and guessing:
        drawing, guessed, acting = guess_with_actors(found.drawing, meanings, vocabulary.ontology)
        found = replace(found, remarks=(*found.remarks, *acting))
        found, meanings, why, unsure = replace(found, drawing=drawing), guessed.meanings, guessed.why, guessed.unsure
    if found.drawing is not None:
        found = replace(found, drawing=meanings.applied(found.drawing))
    words = words_of(found.drawing, meanings, vocabulary.ontology) if found.drawing else None
    if found.drawing is not None and words is not None:
        name = " and ".join(path.name for path in paths)
        brought = to_rows(found.drawing, words, meanings, before.records, vocabulary.ontology, name)
    else:
        brought = Brought(found.rows, gone=_not_there(found, there))
    if prune:
        for table, row in brought.trimmed:
            brought.rows.setdefault(table, []).append(row)
    merged = merge(there, brought.rows, replace=replacing, without=brought.gone if prune else None)
    problems = [*brought.problems, *merged.problems]
    remarks: list[Problem] = []
    if not problems:
        problems, remarks = checked_rows(merged, vocabulary, before, into, unfinished=unfinished)
    for table, content in merged.tables.items():
        if not merged.problems and content is not there.get(table):
            files[f"{table}.csv"] = to_csv(content.header, (row.cells for row in content.rows))
    return Proposal(
        folder=into,
        what=f"import {' and '.join(path.name for path in paths)}",
        form=found.form,
        added={table: tuple(ids) for table, ids in merged.added.items()},
        changed=tuple(merged.changed),
        same=dict(merged.same),
        removed={table: tuple(ids) for table, ids in merged.removed.items()},
        gone={} if prune else {table: tuple(ids) for table, ids in brought.gone.items()},
        left_out=(*found.notes, *brought.notes),
        read_as=(*found.remarks, *brought.remarks),
        whole=tuple(name for name in files if not name.endswith(".csv") or "/" in name),
        words=_told(words),
        why=why,
        unsure=unsure,
        counts=_counts(brought.ties, vocabulary.ontology),
        mapping=start_mapping(found.drawing, words, meanings, vocabulary.ontology) if found.drawing and words else "",
        problems=tuple(sorted(problems, key=Problem.sort_key)),
        remarks=tuple(sorted(remarks, key=Problem.sort_key)),
        files=files,
        seen=seen,
    )


def _with_ties(found: FileContent, meanings: Meanings) -> FileContent:
    """The file with items that stand for ties read as these."""
    if found.drawing is None:
        return found
    rules = tie_items_of(meanings.ties, meanings.file)
    return replace(found, drawing=with_ties_of_items(with_columns(found.drawing, meanings.columns), rules))


def _not_empty(found: FileContent, name: str, anew: bool) -> None:
    """Refuse a map on which there is nothing; where only what it holds besides can be told, no ecosystem is made anew of that."""
    drawing = found.drawing
    if drawing is None or drawing.things or drawing.ties or found.terms or found.files or (drawing.notes and not anew):
        return
    told = f" Not brought: {'; '.join(drawing.notes)}." if drawing.notes else ""
    text = f"The file names no item and no tie: at most it has the names of columns.{told}"
    remedy = "Put a row for each tie (From, To, Type) or item (Label, Type) into it, or export the map again."
    raise TrosolError(Problem("file-empty", text, remedy, Where(name)))


def _not_there(found: FileContent, there: Mapping[str, Table]) -> dict[str, list[str]]:
    """Rows of the folder that a file which holds whole tables has not got."""
    gone = {}
    for name in found.whole & there.keys():
        coming = {row.cells.get("id", "") for row in found.rows.get(name, ())}
        at = there[name].header.index("id") if "id" in there[name].header else 0
        missing = [row.cells[at] for row in there[name].rows if row.cells[at] not in coming]
        if missing and coming:
            gone[name] = missing
    return gone


def _beside(folder: Folder) -> list[str]:
    return [name for part in ("modules", "questions") for name in folder.names(part) if belongs(name)]


def _with_terms(
    found: FileContent, before: Reading, into: Folder, path: Path, *, replacing: bool
) -> tuple[Vocabulary, dict[str, bytes | None]]:
    """The vocabulary with the terms that come along, and the files they go into."""
    files: dict[str, bytes | None] = {}
    for name, content in found.files.items():
        there = into.content(name)
        if there is not None and there != content and not replacing:
            raise TrosolError(
                Problem(
                    "import-differs",
                    "There is another file of that name.",
                    "Rename one of the two, or add --replace if this one is to take its place.",
                    Where(name),
                )
            )
        if there != content:
            files[name] = content
    new = _new_terms(found.terms, before.vocabulary)
    if new:
        name = f"modules/{path.stem}.ttl"
        if into.kind(name) is not None and not replacing:
            remedy = "Rename the file, or add --replace if it is to take the place of the other."
            raise TrosolError(Problem("import-differs", "There is another module of that name.", remedy, Where(name)))
        files[name] = serialise(_new_terms(found.terms, read_ontology()) if into.kind(name) else new, "turtle")
    if not files:
        return before.vocabulary, files
    terms = {name: content or b"" for name, content in files.items() if name.startswith("modules/")}
    return read_ontology(into, terms), files


def _new_terms(terms: Sequence[Triple], known: Vocabulary) -> list[Triple]:
    """What the ontology does not hold yet, with the blank nodes that lead on from there; nothing about what comes with Trosol."""
    declared = {str(triple.subject) for triple in known.own if triple.predicate.value == RDF + "type"}
    old = {str(t.subject) for t in terms} & (declared | {str(t.subject) for t in terms if str(t.subject).startswith(f"<{TRO}")})
    wanted = {str(t.subject) for t in terms if isinstance(t.subject, Iri)} - old
    while more := {str(t.object) for t in terms if str(t.subject) in wanted and str(t.object).startswith("_:")} - wanted:
        wanted |= more
    return [triple for triple in terms if str(triple.subject) in wanted]


def _told(words: MappedWords | None) -> dict[str, dict[str, str]]:
    if words is None:
        return {}
    return {
        table: {
            word: (TURNED if word in words.turned else "") + term.name if isinstance(term, Term) else term or ""
            for word, (_, term) in found.items()
        }
        for table, found in (("types", words.kinds), ("relations", words.ties))
    }


def _counts(ties: Mapping[tuple[str, tuple[str, str]], int], ontology: Ontology) -> dict[tuple[str, str], int]:
    """How many ties come in with each relation, by what they count in between the items that they join."""
    found: Counter[tuple[str, str]] = Counter()
    for (iri, ends), number in ties.items():
        term = ontology.properties[iri]
        found[term.label(), counts_in(term, ontology, ends)] += number
    return dict(found)


def checked_rows(
    merged: Merged, vocabulary: Vocabulary, before: Reading, into: Path, *, unfinished: bool
) -> tuple[list[Problem], list[Problem]]:
    """Problems of form, then those of meaning that were not there before."""
    records, found = read_rows(merged.tables, vocabulary.ontology, before.records.dataset)
    found = [problem for problem in found if problem.severity == ERROR]
    if records is None or found:
        return [where_from(problem, merged) for problem in found], []
    after = Reading(records, vocabulary, into)
    # Where no term is different, what did not change conforms as it did before, or not.
    changed = merged.touched(records.dataset) if vocabulary is before.vocabulary else None
    now = _meaning(after, changed)
    if any(problem.severity in (ERROR, WARNING) for problem in now):
        old = {(problem.code, problem.subject, problem.message) for problem in _meaning(before, changed)}
        now = [problem for problem in now if (problem.code, problem.subject, problem.message) not in old]
    now = [where_from(problem, merged) for problem in now if problem.severity in (ERROR, WARNING)]
    errors = [problem for problem in now if problem.severity == ERROR]
    warnings = [problem for problem in now if problem.severity == WARNING]
    return ([], [*errors, *warnings]) if unfinished else (errors, warnings)


def _meaning(reading: Reading, changed: Collection[str] | None) -> list[Problem]:
    folder = ontology_dir()
    names = check_term_names(reading) if changed is None else []
    data = data_columns(reading)
    found = check_shapes(reading, folder / "shapes", changed, data)
    return [*names, *found, *check_queries(reading, folder / "checks", data)]
