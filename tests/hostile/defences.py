"""The defences of Trosol, each with the way to take it away and the items of the corpus that must then come through.

``python benchmarks/mutations.py`` takes away one after another and prints what came through; a defence whose absence nothing
notices is one that no test holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["DEFENCES", "Defence"]


@dataclass(frozen=True)
class Defence:
    """What it is; what stands in its place when it is taken away, by dotted path; items that show the gap."""

    what: str
    instead: dict[str, Any]
    items: tuple[str, ...]

    def remove(self) -> None:
        """Take it away, in this process."""
        for path, value in self.instead.items():
            module, _, name = path.rpartition(".")
            found = import_module(module)
            assert hasattr(found, name), path
            setattr(found, name, value)


def _whole(path: Path, *_more: object, **_named: object) -> bytes:
    return path.read_bytes()


def _nothing(value: Any) -> Callable[..., Any]:
    return lambda *_given, **_named: value


def _same(value: Any) -> Any:
    return value


class _AnyHost:
    """Lets every host through."""

    def __init__(self, app: Any, **_named: object) -> None:
        self.app = app

    async def __call__(self, *given: Any) -> None:
        await self.app(*given)


def _in_process(data: Any, shapes: Any, *_more: object) -> Any:
    return import_module("trosol.check.shapes").validate(data, shapes)


_READERS = ("imports.files", "read.ecosystem", "read.dataset", "read.tables", "read.ontology", "check.anchors", "networks.files")
_ANY = re.compile(r".*", re.DOTALL)

DEFENCES: dict[str, Defence] = {
    "xml-in-rdf": Defence(
        "RDF/XML with a document type, or deep, is refused before the engine sees it",
        {"trosol.rdf.engine.wrong_markup": _nothing("")},
        ("rdfxml-laughs", "rdfxml-one-harmless-entity"),
    ),
    "xml-in-networks": Defence(
        "GraphML and GEXF with a document type are refused",
        {"trosol.networks.files.wrong_markup": _nothing("")},
        ("graphml-small-entity-behind-a-comment", "graphml-entity-of-a-file"),
    ),
    "xml-in-workbooks": Defence(
        "Workbooks whose XML has a document type are refused",
        {"trosol.read.workbook.declares_type": _nothing(False)},
        ("xlsx-laughs-in-another-member", "xlsx-entity-of-a-server"),
    ),
    "zip-bombs": Defence(
        "Workbooks that unpack to too much are refused",
        {"trosol.read.workbook.MAX_UNZIPPED": 10**12, "trosol.read.workbook.MAX_RATIO": 10**9},
        ("xlsx-zip-bomb",),
    ),
    "far-cells": Defence(
        "Sheets with far cells are refused",
        {"trosol.read.workbook.MAX_COLUMNS": 10**9, "trosol.read.tables.MAX_COLUMNS": 10**9},
        ("xlsx-far-column", "xlsx-far-cell-of-tables"),
    ),
    "deep-triples": Defence(
        "Triples within triples are refused before the engine sees them",
        {"trosol.rdf.engine.MAX_TRIPLE_MARKS": 10**12},
        ("turtle-triples-within-triples", "ntriples-triples-within-triples"),
    ),
    "alike-nodes": Defence(
        "Nodes that nothing tells apart are refused",
        {"trosol.rdf.engine.alike": _nothing(False), "trosol.read.ontology.alike": _nothing(False)},
        ("module-clique-of-blanks", "module-row-of-blanks"),
    ),
    "deep-hierarchies": Defence(
        "Classes one above the other have a limit", {"trosol.read.ontology.MAX_ANCESTORS": 10**9}, ("module-class-chain-of-3000",)
    ),
    "local-imports": Defence(
        "owl:imports that the catalogue does not know are refused",
        {"trosol.read.ontology._imports": _nothing([])},
        ("module-imports-a-server", "module-imports-a-file"),
    ),
    "ordinary-files": Defence(
        "Only ordinary files are read, and never more than the limit",
        {f"trosol.{name}.content_of": _whole for name in _READERS},
        ("arguments-import-a-pipe", "arguments-import-never-ends", "folder-dataset-is-a-pipe"),
    ),
    "cells-that-can-be-read-again": Defence(
        "What comes in from maps has to be readable when it is written",
        {"trosol.imports.merge._unwritable": _nothing([])},
        ("kumu-description-null", "kumu-description-surrogate", "kumu-description-of-200000"),
    ),
    "characters": Defence(
        "Characters that cannot be saved everywhere are refused",
        {"trosol.read.tables.bad_character": _nothing(None)},
        ("csv-label-bell", "csv-label-escape"),
    ),
    "ids": Defence(
        "Ids are letters, digits, dots, dashes and underscores",
        {"trosol.read.cells.ID_PATTERN": _ANY},
        ("csv-id-slashes", "csv-id-script", "csv-id-accent", "csv-id-cyrillic"),
    ),
    "iris": Defence(
        "An ecosystem's address is http(s)",
        {"trosol.read.dataset._IRI": _ANY},
        ("dataset-iri-javascript", "dataset-iri-of-a-file"),
    ),
    "columns": Defence(
        "Tables have a limit of columns", {"trosol.read.tables.MAX_COLUMNS": 10**9}, ("csv-file-header-of-40000",)
    ),
    "hints": Defence(
        "Hints end where they take too long", {"trosol.read.cells.MAX_COMPARED": 10**12}, ("csv-thousands-of-wrong-ids",)
    ),
    "deep-toml": Defence(
        "TOML that nests too deep is a problem, not a crash",
        {"trosol.read.dataset.parse_toml": lambda content: tomllib.loads(content.decode())},
        ("dataset-lists-within-lists",),
    ),
    "shapes-apart": Defence(
        "Shapes of an ecosystem's own run in a process of their own",
        {"trosol.check.shapes.validate_apart": _in_process},
        ("module-shape-with-a-broken-pattern", "module-shape-with-a-path-in-a-ring"),
    ),
    "code-in-shapes": Defence(
        "Shapes that carry code are refused",
        {"trosol.check.shapes.refuse_code": _nothing(None)},
        ("module-shape-of-rules", "module-shape-of-javascript", "module-shape-of-an-expression"),
    ),
    "journal-links": Defence(
        "A journal writes inside its folder only, links followed",
        {"trosol.files.journal._leads_out": _nothing(False)},
        ("journal-writes-through-a-link",),
    ),
    "journal-names": Defence(
        "A journal names files inside its folder only",
        {"trosol.files.journal._is_inside": _nothing(True), "trosol.files.journal._leads_out": _nothing(False)},
        ("journal-writes-above",),
    ),
    "settings-of-git": Defence(
        "Programs that a folder's git settings name are not started",
        {"trosol.diff.git._QUIET": ()},
        ("git-settings-name-programs",),
    ),
    "marks-of-git": Defence(
        "A .git that leads to a repository which does not know of it is refused",
        {"trosol.diff.git._check_place": _nothing(None)},
        ("git-mark-that-leads-elsewhere",),
    ),
    "objects-of-git": Defence(
        "What a repository does not hold whole is told",
        {"trosol.diff.revisions.GitTrouble": ZeroDivisionError},
        ("git-object-missing", "git-object-of-nonsense"),
    ),
    "sentences-of-questions": Defence(
        "Ways to say a question name its blanks and have no other brace",
        {"trosol.questions.catalogue._check_wordings": _nothing(None)},
        ("question-brace-attribute", "question-brace-width"),
    ),
    "blanks-of-questions": Defence(
        "Questions have few blanks", {"trosol.questions.catalogue.MAX_BLANKS": 10**9}, ("question-with-nine-blanks",)
    ),
    "ways-of-questions": Defence(
        "Questions have few ways to say them", {"trosol.questions.catalogue.MAX_WAYS": 10**9}, ("question-with-a-thousand-ways",)
    ),
    "printer": Defence(
        "What is printed cannot steer a terminal",
        {f"trosol.cli.{name}": _same for name in ("printing.visible", "output.visible", "printing.in_json", "output.in_json")},
        ("printed-entities-label", "printed-sources-title"),
    ),
    "output-that-is-full": Defence(
        "What cannot be printed is one sentence",
        {"trosol.cli.main.printing": lambda **_named: nullcontext()},
        ("printed-to-a-full-disk",),
    ),
    "names-of-files": Defence(
        "Names that the system refuses are told",
        {"trosol.cli.main._is_about_a_name": _nothing(False)},
        ("arguments-import-of-5000", "arguments-into-of-5000"),
    ),
    "numbers-of-ties": Defence(
        "Weights are finite numbers",
        {"trosol.networks.files.math": type("math", (), {"isfinite": staticmethod(_nothing(True))})},
        ("csv-ties-weights-not-numbers",),
    ),
    "hosts": Defence(
        "Only requests to this machine's own names are answered",
        {"trosol.serve.app.TrustedHostMiddleware": _AnyHost},
        ("request-host-of-somebody-else",),
    ),
    "requests": Defence("Requests have a limit", {"trosol.serve.sparql.MAX_BODY": 10**12}, ("request-body-of-a-megabyte",)),
    "no-inside-shown": Defence(
        "A surprise inside is told without what went on inside",
        {"trosol.serve.app.answer_refusals": _nothing(None)},
        ("request-method-put", "words-path"),
    ),
}
