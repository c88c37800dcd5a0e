"""The whole check of an ecosystem, in one call and one report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from trosol.check.anchors import check_anchors, check_anchors_beside
from trosol.check.check_report import CheckReport
from trosol.check.metadata import check_metadata
from trosol.check.queries import check_queries
from trosol.check.shapes import check_shapes, data_columns
from trosol.check.term_names import check_term_names
from trosol.errors import ERROR, Problem, TrosolError, WrongUse
from trosol.files.folder import Folder
from trosol.read.sources import Reading, read_ecosystem
from trosol.resources import ontology_dir
from trosol.table import Rows

__all__ = ["check", "counts", "counts_in_words"]

_ONE = {"entities": "entity", "claims": "claim", "sources": "source", "observations": "observation", "gaps": "gap"}
"""What a count is of, where it is one."""

_TEXT_BYTES = 20_971_520


def counts(reading: Reading) -> dict[str, int]:
    """How much an ecosystem holds: rows of each table, and gaps (things known to exist whose wording is not there)."""
    records = reading.records
    return {
        "entities": len(records.entities),
        "claims": len(records.claims),
        "evidence": len(records.evidence),
        "sources": len(records.sources),
        "observations": len(records.observations),
        "gaps": sum(entity.status == "notTranscribed" for entity in records.entities.values()),
        "hypothetical": sum(entity.status == "hypothetical" for entity in records.entities.values()),
    }


def counts_in_words(found: Mapping[str, int]) -> str:
    """The same as people read it.

    >>> counts_in_words({"claims": 2, "sources": 1})
    '2 claims, 1 source'
    """
    return ", ".join(f"{number} {_ONE.get(name, name) if number == 1 else name}" for name, number in found.items())


def _texts_beside(reading: Reading) -> dict[str, bytes]:
    """Texts of sources in the folder's ``sources``, by id; a link there, or a text that is too long, is not read."""
    if reading.path is None or not reading.path.is_dir():
        return {}
    inside, found = Folder(reading.path), {}
    for key in reading.records.sources:
        with suppress(TrosolError):
            content = inside.content(f"sources/{key}.txt", _TEXT_BYTES)
            if content is not None:
                found[key] = content
    return found


def check(
    name_or_path: str | Path,
    source_text: Path | Sequence[Path] | None = None,
    progress: Callable[[str], None] = lambda _step: None,
    further: Mapping[str, Callable[[Reading], list[Problem]]] | None = None,
) -> CheckReport:
    """Read an ecosystem and check all of it; ``progress`` is told each step.

    ``source_text``: one text, or one for each source;
    without, those that lie beside the tables in ``sources/``.

    ``further``: checks of other layers by name. They need sound data, so they are skipped where an error was found before.

    An ecosystem that cannot be read gives a report of why. Raises :class:`WrongUse` only for what is not there at all.
    """
    progress("reading tables")
    try:
        reading = read_ecosystem(name_or_path)
    except WrongUse:
        raise
    except TrosolError as error:
        return CheckReport(str(name_or_path), Rows(sorted(error.problems, key=Problem.sort_key)), ran=("structure",))
    ran, skipped = ["structure"], []
    problems: list[Problem] = list(reading.remarks)
    folder = ontology_dir()
    data = cache(lambda: data_columns(reading))
    steps: list[tuple[str, Callable[[], list[Problem]]]] = [
        ("shapes", lambda: check_shapes(reading, folder / "shapes", data=data())),
        ("checks", lambda: [*check_term_names(reading), *check_queries(reading, folder / "checks", data())]),
        ("metadata", lambda: check_metadata(reading)),
    ]
    texts = [source_text] if isinstance(source_text, Path) else list(source_text or ())
    if texts:
        steps.append(("anchors", lambda: [problem for text in texts for problem in check_anchors(reading, text)]))
    elif beside := _texts_beside(reading):
        steps.append(("anchors", lambda: check_anchors_beside(reading, beside)))
    else:
        skipped.append("anchors")
    for step, run in steps:
        progress(step)
        try:
            problems.extend(run())
        except WrongUse:
            raise
        except TrosolError as error:
            problems.extend(error.problems)
        ran.append(step)
    for name, look in (further or {}).items():
        if any(problem.severity == ERROR for problem in problems):
            skipped.append(name)
            continue
        progress(name)
        problems.extend(look(reading))
        ran.append(name)
    return CheckReport(
        reading.records.dataset.name,
        Rows(sorted(problems, key=Problem.sort_key)),
        counts(reading),
        tuple(ran),
        tuple(skipped),
    )
