"""The defences of Trosol, each with the way to take it away and the items of the corpus that must then come through.

``python benchmarks/mutations.py`` takes away one after another and prints what came through; a defence whose absence nothing
notices is one that no test holds.
"""

from __future__ import annotations

import os
import re
import stat
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
            try:
                found: Any = import_module(module)
            except ModuleNotFoundError:  # a class in it
                above, _, within = module.rpartition(".")
                found = getattr(import_module(above), within)
            assert hasattr(found, name), path
            setattr(found, name, value)


def _whole(path: Path, *_more: object, **_named: object) -> bytes:
    return path.read_bytes()


def _nothing(value: Any) -> Callable[..., Any]:
    return lambda *_given, **_named: value


def _blind(about: os.stat_result) -> str:
    """The kind of something, where a link counts as a folder."""
    return "file" if stat.S_ISREG(about.st_mode) else "folder"


def _same(value: Any) -> Any:
    return value


def _by_name(self: Any, text: str, language: str = "en", values: Any = None) -> Any:
    return import_module("trosol.questions").answer(
        self.snapshot, **{"text": text, "questions": self.questions}, **(values or {})
    )


def _in_process(data: Any, shapes: Any, *_more: object, **_named: object) -> Any:
    return import_module("trosol.check.shapes").validate(data, shapes)


def _parsed_here(content: bytes, where: str, ending: str, *, brought: bool) -> Any:
    return import_module("trosol.rdf.engine").parse_shipped(content, where=where, ending=ending, brought=brought)


async def _answered_here(pool: Any, query: str, *_more: object) -> Any:
    from trosol.rdf.engine import from_lines, named_here, serialise
    from trosol.sparql.query_pool import Written

    answer = pool.run(query)
    content = serialise(from_lines(answer.text("ntriples").encode()), "rdfxml", naming=named_here)
    return Written(answer.kind, "rdfxml", content, len(answer.rows), answer.cut, answer.seconds)


_READERS = ("imports.files", "read.ecosystem", "check.anchors", "networks.files")


def _forgiving(content: bytes, *_more: object) -> str:
    reason = str(import_module("trosol.files.markup").wrong_markup(content))
    return "" if "well-formed" in reason else reason


def _boundless(*_given: object, **_named: object) -> Any:
    return type("Bounds", (), {"elements": 10**12, "attributes": 10**12, "depth": 200})()


_ANY = re.compile(r".*", re.DOTALL)

DEFENCES: dict[str, Defence] = {
    "xml-in-rdf": Defence(
        "RDF/XML with a document type, or deep, is refused before the engine sees it",
        {"trosol.rdf.engine.wrong_markup": _nothing("")},
        ("rdfxml-laughs", "rdfxml-one-harmless-entity", "rdfxml-laughs-behind-a-line"),
    ),
    "xml-in-networks": Defence(
        "GraphML and GEXF with a document type are refused",
        {"trosol.networks.network_files.wrong_markup": _nothing("")},
        ("graphml-measured-small-entity-behind-a-comment", "graphml-measured-entity-of-a-file"),
    ),
    "xml-in-workbooks": Defence(
        "Workbooks whose XML has a document type are refused, whatever the part is called",
        {"trosol.files.markup.Markup._doctype": _nothing(None)},
        ("xlsx-entity-of-a-server",),
    ),
    "xml-to-its-end": Defence(
        "XML that the look cannot read to its end is refused",
        {"trosol.rdf.engine.wrong_markup": _forgiving},
        ("rdfxml-deep-behind-a-line", "rdfxml-two-roots", "rdfxml-control-character"),
    ),
    "elements-of-xml": Defence(
        "XML has a limit of elements",
        {"trosol.files.markup.MarkupBounds": _boundless},
        ("graphml-elements-in-millions", "graphml-measured-elements-in-millions"),
    ),
    "parallel-edges": Defence(
        "Edges that join the same two nodes have a limit",
        {"trosol.networks.network_files.MAX_PARALLEL": 10**18},
        ("graphml-measured-parallel-edges",),
    ),
    "members-of-archives": Defence(
        "Members of one name, encrypted ones and names that lead elsewhere are refused",
        {"trosol.files.archive._looked_at": lambda entries: {entry.filename: entry for entry in entries}},
        ("xlsx-members-of-one-name", "xlsx-member-above"),
    ),
    "parts-of-workbooks": Defence(
        "Styles, texts and elements of a workbook have limits",
        {
            "trosol.read.numbers.MAX_STYLES": 10**12,
            "trosol.read.xlsx.MAX_TAGS": 10**12,
            "trosol.read.xlsx._FEW": 10**12,
        },
        ("xlsx-styles-in-millions", "xlsx-styles-that-are-none-in-millions"),
    ),
    "text-of-cells": Defence(
        "A text that stands in many cells counts in each",
        {"trosol.read.xlsx.Spreadsheet.count": _nothing(None)},
        ("xlsx-text-in-thousands-of-cells",),
    ),
    "zip-bombs": Defence(
        "Workbooks that unpack to too much are refused",
        {"trosol.files.archive.MAX_UNZIPPED": 10**12, "trosol.files.archive._SMALL": 10**12},
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
        "Nodes that nothing tells apart are refused, all of a file taken together, and named in a process of its own",
        {"trosol.rdf.engine.effort": _nothing(0), "trosol.read.ontology_reader.alike": _nothing(False)},
        ("module-clique-of-blanks", "module-row-of-blanks", "module-rings-of-blanks"),
    ),
    "parsing-apart": Defence(
        "RDF that somebody brought is parsed in a process of its own",
        {"trosol.rdf.engine._read_apart": _parsed_here},
        ("jsonld-chain-of-prefixes", "jsonld-contexts-within-terms", "trig-chain-of-bases"),
    ),
    "size-of-what-is-read": Defence(
        "RDF that stands for far more than is written in it is refused",
        {"trosol.rdf.engine.MAX_READ_SIZE": 10**9},
        ("turtle-long-prefixes", "trig-long-prefixes"),
    ),
    "writing-apart": Defence(
        "Answers are written by the worker that found them",
        {"trosol.serve.sparql._written": _answered_here},
        ("request-construct-of-rings",),
    ),
    "steps-of-hierarchies": Defence(
        "Steps from terms to the top have a limit for all terms together",
        {"trosol.read.ontology_reader.MAX_STEPS": 10**12},
        ("module-classes-below-many",),
    ),
    "deep-hierarchies": Defence(
        "Classes one above the other have a limit",
        {"trosol.read.ontology_reader.MAX_ANCESTORS": 10**9},
        ("module-class-chain-of-300",),
    ),
    "local-imports": Defence(
        "owl:imports that the catalogue does not know are refused",
        {"trosol.read.ontology_reader._imports": _nothing([])},
        ("module-imports-a-server", "module-imports-a-file"),
    ),
    "ordinary-files": Defence(
        "Only ordinary files are read, and never more than the limit",
        {f"trosol.{name}.content_of": _whole for name in _READERS},
        ("arguments-import-a-pipe", "arguments-import-never-ends"),
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
    "links-in-folders": Defence(
        "What is a link, a pipe or a device inside an ecosystem's folder is not opened",
        {"trosol.files.folder._kind": _nothing("file"), "trosol.files.folder._PLAIN": 0},
        ("folder-claims-is-a-link", "folder-question-never-ends", "release-of-a-link", "folder-brings-a-link"),
    ),
    "links-on-the-way": Defence(
        "No folder inside an ecosystem's folder is reached by a link",
        {"trosol.files.folder._AT": False, "trosol.files.folder._kind": _blind},
        ("folder-modules-are-a-link", "journal-home-is-a-link", "journal-is-a-link"),
    ),
    "journal-names": Defence(
        "A journal names files that make up an ecosystem, and no others",
        {"trosol.files.entries.strangers": _nothing([]), "trosol.files.secret.is_sealed": _nothing(True)},
        ("journal-writes-to-git",),
    ),
    "journal-seal": Defence(
        "A change that this user did not promise on this machine is neither finished nor looked through",
        {"trosol.files.secret.is_sealed": _nothing(True)},
        ("journal-of-somebody-else", "journal-of-somebody-else-with-a-seal"),
    ),
    "journal-lock": Defence(
        "The lock of a folder is an ordinary file in it",
        {"trosol.files.lock._refuse": _nothing(None)},
        ("journal-lock-is-a-link", "journal-lock-is-a-pipe"),
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
        {"trosol.networks.network_files.math": type("math", (), {"isfinite": staticmethod(_nothing(True))})},
        ("csv-ties-weights-not-numbers",),
    ),
    "hosts": Defence(
        "Only requests to this machine's own names are answered",
        {"trosol.serve.strangers._is_own": _nothing(True)},
        ("request-host-of-somebody-else", "request-port-of-somebody-else"),
    ),
    "pages-of-others": Defence(
        "Nothing is worked out for pages of others",
        {"trosol.serve.strangers._may_ask": _nothing(True)},
        ("request-page-of-an-image", "request-page-that-posts-a-form"),
    ),
    "pages-of-old-browsers": Defence(
        "The page that an old browser names is looked at, and so is one on another port",
        {"trosol.serve.strangers._same": _nothing(True)},
        ("request-page-of-an-old-browser", "request-page-of-another-origin"),
    ),
    "links-to-what-costs": Defence(
        "Links of others lead to pages that cost nothing",
        {"trosol.serve.strangers._looks": _nothing(True)},
        ("request-page-that-leads-to-a-query",),
    ),
    "one-reading-of-a-request": Defence(
        "A request that could be read in two ways is refused",
        {"trosol.serve.connections._Strict._look": _nothing(None)},
        ("raw-length-and-chunks", "raw-folded-field", "raw-line-feeds-alone"),
    ),
    "fields-of-a-request": Defence(
        "Header fields have a limit",
        {"trosol.serve.connections.MAX_FIELD_LINES": 10**9, "trosol.serve.connections.MAX_FIELDS_SIZE": 10**9},
        ("raw-headers-in-thousands", "raw-header-of-100000"),
    ),
    "names-of-blanks": Defence(
        "A blank of a question may be called anything",
        {"trosol.ecosystem.Ecosystem.ask": _by_name},
        ("request-question-with-self",),
    ),
    "lines-of-assistants": Defence(
        "A line that is no message is answered",
        {"trosol.mcp.lines.checked": lambda line: line.decode("utf-8", "replace")},
        ("line-words", "line-half-a-letter"),
    ),
    "requests": Defence("Requests have a limit", {"trosol.serve.sparql.MAX_BODY": 10**12}, ("request-body-of-a-megabyte",)),
    "no-inside-shown": Defence(
        "A surprise inside is told without what went on inside",
        {"trosol.serve.application.answer_refusals": _nothing(None)},
        ("request-method-put", "words-path"),
    ),
    "hosts-of-the-dashboard": Defence(
        "The dashboard answers to its own names and port only",
        {"trosol.web.guard.own_host": _nothing(True)},
        ("guard-host-of-somebody-else", "guard-host-of-another-port"),
    ),
    "origins-of-the-dashboard": Defence(
        "Pages of others, and of other ports, open no socket and put no file",
        {"trosol.web.guard.own_origin": _nothing(True)},
        ("guard-socket-of-another-port", "guard-upload-without-origin"),
    ),
    "what-others-set-off": Defence(
        "What other pages set off in the browser is refused",
        {"trosol.web.guard.own_page": _nothing(True)},
        ("guard-cross-site-picture", "guard-same-site-frame"),
    ),
    "frames-of-others": Defence(
        "No page may frame or read the dashboard",
        {"trosol.web.guard.telling": lambda send, _told: send},
        ("guard-own-page",),
    ),
    "options-of-a-folder": Defence(
        "A folder that somebody brought sets none of Streamlit's options",
        {"trosol.cli.dashboard.shut_files": _nothing(None)},
        ("options-fonts-of-a-server",),
    ),
    "sessions-that-ended": Defence(
        "Sessions whose page is gone are closed",
        {"trosol.web.sessions.MAX_ENDED": 10**9},
        ("sessions-150-that-ended",),
    ),
}
