"""Something to begin with: a folder for an ecosystem, a file for classes and relations of one's own. All of it or nothing."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from trosol.errors import Problem, TrosolError, WrongUse, shorten
from trosol.export import export
from trosol.files import Folder, settle, write_together
from trosol.files.atomic import clear_away
from trosol.model.records import Records
from trosol.read.columns import TABLES
from trosol.read.dataset import toml_text
from trosol.read.sources import read_ecosystem
from trosol.store.snapshot import Snapshot

__all__ = ["new_ecosystem", "new_module", "unmake", "without_rows"]

_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}[a-z0-9]")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that are devices on Windows, whatever their ending: no folder or module may have them."""
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_DATASET = """\
# What this ecosystem is called, what it may be used for and where it comes from.
name = {name}
title = {title}
description = ""
version = "0.1.0"
created = {day}
language = "en"
licence = "{licence}"
# Whose work the sources are, and who coded them (roles, never names):
credit = ""
{invented}"""
_README = """\
# {title}

{invented}One ecosystem in the form that Trosol reads. Licence: <{licence}>, unless `dataset.toml` says another.

1. Say in `dataset.toml` what it is called and whose work it rests on.
2. Fill in the tables: sources, then evidence, entities, claims. Either the `.csv` files here, or `{name}.xlsx`, which has drop-downs and a guide; not both.
3. `trosol check .` (or `trosol check {name}.xlsx`) says what is wrong, where, and how to mend it.
4. `trosol dashboard .` shows it.

Classes and relations of your own: `trosol new module NAME --into .` makes a file in `modules/` to begin with.
"""
_ATTRIBUTES = """\
# Two branches that both add rows merge without a conflict: git keeps the lines of both. A row that both changed then stands there
# twice, and `trosol check` says so (id-duplicate).
*.csv merge=union
*.xlsx binary
"""
_MODULE = """\
# {title}: classes and relations of {ecosystem}. Whatever is said here turns up everywhere, with no program changed.
# Put a class below an existing one: it gets its role, its colour and its column from there. Put a relation below an
# existing one: it gets its sign and its place in the networks. `trosol check` says what is missing.

@prefix own:     <{base}ontology/> .
@prefix tro:     <https://w3id.org/trosol/ontology/> .
@prefix owl:     <http://www.w3.org/2002/07/owl#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
@prefix vann:    <http://purl.org/vocab/vann/> .
@prefix mod:     <https://w3id.org/mod#> .

<{base}ontology/module/{name}> a owl:Ontology ;
    owl:versionIRI <{base}ontology/module/{name}/0.1.0> ;
    owl:versionInfo "0.1.0" ;
    dcterms:title {title_text}@en ;
    dcterms:description {purpose}@en ;
    dcterms:created "{day}"^^xsd:date ;
    dcterms:creator <{base}> ;
    dcterms:license <{licence}> ;
    dcterms:bibliographicCitation {citation}@en ;
    vann:preferredNamespacePrefix "own" ;
    vann:preferredNamespaceUri "{base}ontology/" ;
    mod:status "draft" .

# To begin with, take away the # before these lines and change them.
#
# own:FundingStream a owl:Class ;
#     rdfs:subClassOf tro:Intervention ;
#     rdfs:label "Funding stream"@en , "Ffrwd gyllido"@cy ;
#     skos:definition "Money set aside for a purpose over some time."@en .
#
# own:funds a owl:ObjectProperty ;
#     rdfs:subPropertyOf tro:strengthens ;
#     rdfs:label "funds"@en , "yn ariannu"@cy ;
#     skos:definition "Gives money to."@en ;
#     rdfs:domain own:FundingStream ;
#     rdfs:range tro:Entity ;
#     tro:reads "{{subject}} funds {{object}}"@en .
"""


def new_ecosystem(into: Path, name: str, title: str = "", *, invented: bool = False) -> tuple[Path, ...]:
    """Make a folder ``name`` that holds an ecosystem without rows; what was made.

    Raises :class:`WrongUse` for a name that cannot be one, or that is taken.
    """
    _check_name(name)
    target = into / name
    if target.exists():
        raise WrongUse(Problem("name-in-use", f"There is already something called {target}.", "Take another name or place."))
    title = title.strip() or name.replace("-", " ").capitalize()
    _check_title(title)
    values = {"name": name, "title": title, "licence": _LICENCE, "day": datetime.now(UTC).date().isoformat()}
    flag = "invented = true\n" if invented else ""
    said = "**Invented**: none of this is real.\n\n" if invented else ""
    quoted = {**values, "name": toml_text(name), "title": toml_text(title), "invented": flag}
    files = {"dataset.toml": _DATASET.format(**quoted), "README.md": _README.format(**values, invented=said)}
    files[".gitattributes"] = _ATTRIBUTES
    for spec in TABLES.values():
        files[f"{spec.name}.csv"] = ",".join(column.name for column in spec.columns) + "\n"
    try:
        # Made beside the place and moved there whole.
        clear_away(into, name)
        with tempfile.TemporaryDirectory(prefix=f".{name}.", suffix=".part", dir=into) as beside:
            made = Path(beside) / name
            (made / "modules").mkdir(parents=True)
            for file, text in files.items():
                (made / file).write_text(text, encoding="utf-8", newline="\n")
            snapshot = Snapshot.of(read_ecosystem(made))
            (made / f"{name}.xlsx").write_bytes(export(snapshot, "xlsx"))
            shutil.move(made, target)
    except OSError as error:
        raise WrongUse(
            Problem(
                "file-unwritable",
                f"The folder cannot be made: {error.strerror or error}.",
                "Check that the place exists and that you may write there.",
            )
        ) from None
    return tuple(sorted(target.iterdir()))


def unmake(folder: Path) -> None:
    """Take away a folder that :func:`new_ecosystem` made a moment ago, and in which nobody has written yet."""
    if Folder(folder).kind("dataset.toml") is not None:
        shutil.rmtree(folder, ignore_errors=True)


def new_module(into: Path, name: str, title: str = "") -> tuple[Path, ...]:
    """Make ``modules/NAME.ttl`` in an ecosystem's folder, with a header and an example to uncomment; what was made.

    Raises :class:`WrongUse` for a name that cannot be one or is taken, and where ``into`` is no ecosystem.
    """
    _check_name(name)
    if Folder(into).kind("dataset.toml") is None:
        raise WrongUse(
            Problem("ecosystem-not-found", f"{into} is no ecosystem's folder.", "Name a folder with a dataset.toml with --into.")
        )
    settle(into)
    inside, file = Folder(into), f"modules/{name}.ttl"
    target = into / file
    if odd := inside.problem(file):
        raise TrosolError(odd)
    if inside.kind(file) is not None:
        raise WrongUse(Problem("name-in-use", f"There is already a module {target}.", "Take another name, or edit that file."))
    dataset = read_ecosystem(into).records.dataset
    title = title.strip() or name.replace("-", " ").capitalize()
    _check_title(title)
    text = _MODULE.format(
        title=title,
        title_text=json.dumps(title, ensure_ascii=False),
        citation=json.dumps(f"{title}, a module of {dataset.name}, version 0.1.0.", ensure_ascii=False),
        purpose=json.dumps(f"Classes and relations of {dataset.name}, beside those that everybody shares.", ensure_ascii=False),
        ecosystem=dataset.name,
        base=dataset.iri,
        name=name,
        licence=dataset.licence,
        day=datetime.now(UTC).date().isoformat(),
    )
    write_together(into, f"new module {name}", {file: text.encode()}, seen={file: None})
    return (target,)


def without_rows(snapshot: Snapshot) -> Snapshot:
    """The same data set and ontology, with nothing said in it."""
    empty = Records(replace(snapshot.records.dataset, goals=(), families=()), {}, {}, {}, {}, {})
    return Snapshot(empty, snapshot.vocabulary)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
        raise WrongUse(
            Problem(
                "name-bad",
                f"'{shorten(name)}' cannot be the name.",
                "Use small letters, digits and dashes, beginning with a letter, e.g. 'north-wales-2026'.",
            )
        )


def _check_title(title: str) -> None:
    if not title.isprintable() or len(title) > 200:
        raise WrongUse(Problem("name-bad", "The title is not one line of text.", "Write at most 200 letters on one line."))
