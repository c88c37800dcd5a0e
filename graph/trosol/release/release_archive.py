"""The archive: made whole from one snapshot, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trosol.check import check
from trosol.check.shapes import check_shapes
from trosol.diff import differences, opened, to_markdown
from trosol.ecosystem import Ecosystem
from trosol.errors import ERROR, WARNING, Problem, TrosolError, Where, shorten
from trosol.export import FORMATS, export
from trosol.export.ecosystem_folder import to_folder
from trosol.files import Folder, open_folder
from trosol.files.atomic import write_atomically
from trosol.files.ecosystem_files import belonging
from trosol.files.packed import packed
from trosol.findings.result import DRAWS
from trosol.questions import check_questions
from trosol.read.sources import Reading, read_ecosystem
from trosol.release.papers import citation, description, read_me, version_iri
from trosol.resources import ontology_dir
from trosol.store.snapshot import Snapshot

__all__ = ["Release", "release"]

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}(-[A-Za-z0-9.]{1,40})?")
_FORMS = ("turtle", "jsonld", "nanopub", "rdf12", "owl", "xlsx", "graphml", "gexf", "json")
_SUFFIX = {"nanopub": "-nanopublications", "rdf12": "-rdf12", "owl": "-owl"}


@dataclass(frozen=True)
class Release:
    """What was made. ``remarks``: what a reader of the archive would miss, though nothing is wrong."""

    path: Path
    version: str
    version_iri: str
    digest: str
    files: tuple[str, ...]
    changes: str
    remarks: tuple[Problem, ...]


def release(
    name: str,
    into: Path,
    *,
    previous: str = "",
    unfinished: bool = False,
    draws: int = DRAWS,
    progress: Callable[[str], None] = lambda _step: None,
) -> Release:
    """Check an ecosystem, and write ``NAME-VERSION.zip`` into a folder.

    ``previous``: the version before (folder, file, an unpacked archive, or REVISION:FOLDER in git), for what changed. Raises
    :class:`TrosolError` with all that is wrong (``unfinished``: only with what cannot be read), and where an archive of that version
    is there already with other content: a version is never given away twice.
    """
    progress("checking")
    reading = read_ecosystem(name)
    snapshot = Snapshot.of(reading)
    inside, left_out = _folder(reading)
    remarks = _fit(name, reading, left_out, unfinished=unfinished)
    dataset = snapshot.records.dataset
    if not _VERSION.fullmatch(dataset.version):
        raise TrosolError(
            Problem(
                "version-bad",
                f"'{shorten(dataset.version)}' is no version.",
                "Write numbers with dots, e.g. 1.2.0.",
                Where("dataset.toml", None, "version"),
            )
        )
    before = ""
    changes = f"# {dataset.name} {dataset.version}\n\nThe first version, or one that is compared with no other.\n"
    if previous:
        progress("comparing with the version before")
        with opened(previous) as old:
            if old.digest != snapshot.digest and old.dataset.version == dataset.version:
                raise TrosolError(
                    Problem(
                        "version-taken",
                        f"The version before is {dataset.version}, too, and says something else.",
                        "Count the version up.",
                        Where("dataset.toml", None, "version"),
                    )
                )
            before = version_iri(old.snapshot)
            found = differences(old, Ecosystem(snapshot, reading.path), draws=draws)
            title = f"# {dataset.name} {dataset.version}, since {old.dataset.version}\n\n"
            changes = title + to_markdown(found, 100)
    progress("writing every form")
    files = _files(snapshot, inside, changes, before)
    path = into / f"{dataset.name}-{dataset.version}.zip"
    content = packed({f"{dataset.name}-{dataset.version}/{file}": held for file, held in sorted(files.items())})
    if not _is_same(into, path.name, content):
        raise TrosolError(
            Problem(
                "version-taken",
                f"{path.name} is there already, with other content.",
                "Count the version up in dataset.toml.",
                Where(path.name),
            )
        )
    write_atomically(path, content)
    return Release(path, dataset.version, version_iri(snapshot), snapshot.digest, tuple(sorted(files)), changes, remarks)


def _is_same(into: Path, name: str, content: bytes) -> bool:
    """Whether nothing of that name is there, or the very same archive."""
    folder = Folder(into)
    try:
        there = folder.content(name, len(content))
    except TrosolError as error:
        if error.problems[0].code == "file-too-large":
            return False
        raise
    return there is None or there == content


def _fit(name: str, reading: Reading, left_out: Sequence[Problem], *, unfinished: bool) -> tuple[Problem, ...]:
    """Problems of the check, of the shapes for a release and of files that would be left out; errors stand in the way."""
    report = check(name, None, further={"questions": check_questions})
    strict = check_shapes(reading, ontology_dir() / "shapes" / "release")
    found = sorted((*report.problems, *strict, *left_out), key=Problem.sort_key)
    errors = [problem for problem in found if problem.severity in (ERROR, WARNING)]
    if errors and not unfinished:
        raise TrosolError(errors)
    return tuple(found)


def _files(snapshot: Snapshot, inside: Mapping[str, bytes], changes: str, previous: str) -> dict[str, bytes]:
    name = snapshot.name
    forms = {f"{name}{_SUFFIX.get(form, '')}{FORMATS[form].ending}": (FORMATS[form], export(snapshot, form)) for form in _FORMS}
    told = {file: f"{form.opens_in}" for file, (form, _) in forms.items()}
    files = {file: content for file, (_, content) in forms.items()}
    files |= {f"{name}/{file}": content for file, content in (inside or to_folder(snapshot)).items()}
    files["CHANGES.md"] = changes.encode()
    files["CITATION.cff"] = citation(snapshot).encode()
    checksums = {file: (form.media_type, hashlib.sha256(files[file]).hexdigest()) for file, (form, _) in forms.items()}
    files["dataset.ttl"] = description(snapshot, checksums, previous)
    told |= {f"{name}/": "Trosol: the tables, to read, edit and check again", "dataset.ttl": "catalogues: DCAT and VoID"}
    files["README.md"] = read_me(snapshot, told).encode()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    return files


def _folder(reading: Reading) -> tuple[dict[str, bytes], list[Problem]]:
    """The folder itself, as a reader of the archive can open it, and a warning for each file of it that is left out; nothing for a file."""
    if reading.path is None or not reading.path.is_dir():
        return {}, []
    inside, problems = belonging(open_folder(reading.path))
    return inside, [
        replace(problem, severity=WARNING, message=f"{problem.message} It would be left out.") for problem in problems
    ]
