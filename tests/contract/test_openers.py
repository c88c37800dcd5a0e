"""Only ``trosol.files`` opens what lies in an ecosystem's folder. Whoever else opens, lists or changes a file by path stands here, with a reason."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
METHODS = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "touch", "mkdir", "unlink", "rmdir", "rename"),
    *("symlink_to", "hardlink_to", "readlink", "chmod", "glob", "rglob", "iterdir", "walk"),
    *("exists", "is_file", "is_symlink", "stat", "lstat", "scandir", "listdir", "fdopen"),
}
"""Calls on a path, or of :mod:`os`, that touch the disk. ``is_dir`` is left out: it is asked of what somebody named."""

COPIERS = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "rmtree", "make_archive", "unpack_archive"}
OWN, TEMPORARY, NAMED, SHELF, SYSTEM = (
    "files that come with Trosol",
    "a folder that was made here a moment ago",
    "the very path that somebody named, not one below it",
    "the cache of this user, which looks after itself",
    "the system, no ecosystem",
)
ALLOWED: dict[str, dict[str, tuple[int, str]]] = {
    **{
        f"graph/trosol/{name}.py": {"content_of": (number, NAMED)}
        for name, number in {
            "networks/network_files": 2,
            "coders/adjudicate": 1,
            "check/anchors": 1,
            "coding/source_files": 2,
            "imports/file_kinds": 1,
            "imports/mapping": 1,
            "read/sources": 1,
        }.items()
    },
    "graph/trosol/brief/pdf.py": {"read_text": (1, OWN)},
    "graph/trosol/brief/brief_writers.py": {"read_text": (1, OWN)},
    "graph/trosol/check/queries.py": {"glob": (1, OWN), "read_text": (1, OWN)},
    "graph/trosol/check/shapes.py": {"glob": (1, OWN), "read_bytes": (1, OWN)},
    "graph/trosol/coding/document_tasks.py": {"ZipFile": (1, "bytes in memory, made here")},
    "graph/trosol/cli/dashboard.py": {
        **{"write_bytes": (1, TEMPORARY), "open": (1, SYSTEM)},
        **{"read_text": (1, OWN), "glob": (1, OWN), "iterdir": (1, OWN), "is_file": (1, OWN)},
    },
    "graph/trosol/cli/printing.py": {"open": (2, SYSTEM), "write_bytes": (1, "how to write what is printed")},
    "graph/trosol/cli/preview.py": {"mkdir": (1, TEMPORARY), "write_bytes": (1, TEMPORARY)},
    "graph/trosol/cli/query.py": {"open": (1, NAMED)},
    "graph/trosol/cli/remembered.py": {"stat": (2, NAMED + "; below it links lead nowhere"), "scandir": (1, NAMED)},
    "graph/trosol/diff/git.py": {"is_file": (1, SYSTEM + ": git's own"), "open": (1, SYSTEM), "is_symlink": (1, SYSTEM)},
    "graph/trosol/diff/revisions.py": {
        **{"mkdir": (1, TEMPORARY), "write_bytes": (1, TEMPORARY), "symlink_to": (1, TEMPORARY)},
        "exists": (1, NAMED),
    },
    "graph/trosol/extras.py": {"is_file": (1, OWN)},
    "graph/trosol/findings/processes/finding_process.py": {"fdopen": (1, SYSTEM)},
    "graph/trosol/findings/fingerprint.py": {"read_bytes": (1, OWN), "rglob": (1, OWN), "stat": (1, OWN)},
    "graph/trosol/language.py": {"read_text": (1, OWN)},
    "graph/trosol/mcp/lines.py": {"open": (1, SYSTEM), "fdopen": (2, SYSTEM)},
    "graph/trosol/pages/site.py": {"read_bytes": (1, OWN)},
    "graph/trosol/imports/meaning.py": {"content_of": (1, OWN)},
    "graph/trosol/imports/column_names.py": {"content_of": (1, OWN)},
    "graph/trosol/imports/ties_as_items.py": {"content_of": (1, OWN)},
    "graph/trosol/questions/catalogue.py": {"glob": (1, OWN), "content_of": (1, OWN)},
    "graph/trosol/read/import_catalogue.py": {"read_bytes": (1, OWN)},
    "graph/trosol/read/ontology_reader.py": {"read_bytes": (1, OWN)},
    "graph/trosol/read/workbook.py": {"content_of": (1, NAMED)},
    "graph/trosol/resources.py": {"exists": (3, NAMED + "; " + OWN), "glob": (1, OWN)},
    "graph/trosol/scaffold.py": {
        **{"mkdir": (1, TEMPORARY), "write_text": (1, TEMPORARY), "write_bytes": (1, TEMPORARY), "move": (1, TEMPORARY)},
        **{"exists": (1, NAMED), "iterdir": (1, "the folder just made"), "rmtree": (1, "the folder just made")},
    },
    "graph/trosol/serve/html_pages.py": {"read_bytes": (1, OWN)},
    "graph/trosol/spark/spark_results.py": {"exists": (1, "a file system of Spark's, named by who started it")},
    "graph/trosol/triplestore/leftovers.py": {
        **{"mkdir": (2, SHELF), "unlink": (2, SHELF), "read_text": (1, SHELF), "open": (1, SHELF)},
    },
    "graph/trosol/workers/child.py": {"listdir": (1, SYSTEM), "open": (1, SYSTEM), "fdopen": (1, SYSTEM)},
    "graph/trosol/store/disk_cache.py": {
        **{"open": (1, SHELF), "fdopen": (2, SHELF), "mkdir": (1, SHELF), "unlink": (3, SHELF), "lstat": (2, SHELF)},
        "iterdir": (1, SHELF),
    },
    "graph/trosol/views/maps/explorer_page.py": {"read_text": (1, OWN)},
    "graph/trosol/views/maps/vis_network.py": {"read_text": (2, OWN)},
    "dashboard/app.py": {"read_bytes": (1, OWN)},
    "dashboard/warm_up.py": {"read_bytes": (1, OWN), "glob": (2, OWN)},
    "dashboard/components/import_steps.py": {"write_bytes": (1, TEMPORARY)},
    "dashboard/components/file_upload.py": {"write_bytes": (1, TEMPORARY)},
    "dashboard/components/source_file.py": {"write_bytes": (1, TEMPORARY)},
    "dashboard/session.py": {"stat": (1, NAMED)},
}


def calls(path: Path) -> Counter[str]:
    """How often a module calls what touches the disk, by name."""
    found: Counter[str] = Counter()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in METHODS | COPIERS | {"ZipFile"}:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in COPIERS and owner != "shutil":
                continue
            found[node.attr] += 1
        elif isinstance(node, ast.Name) and node.id in ("open", "content_of") and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
    return found


def modules() -> dict[str, Path]:
    paths = [*(ROOT / "graph" / "trosol").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]
    files = ROOT / "graph" / "trosol" / "files"
    return {path.relative_to(ROOT).as_posix(): path for path in sorted(paths) if files not in path.parents}


def test_nobody_else_opens_a_file_by_path() -> None:
    """Something new here? Read it through ``trosol.files.open_folder``; where it lies in no ecosystem's folder, add it with the reason."""
    found = {name: dict(calls(path)) for name, path in modules().items()}
    found = {name: each for name, each in found.items() if each}
    known = {name: {call: number for call, (number, _) in each.items()} for name, each in ALLOWED.items()}
    beyond = {
        name: {call: number for call, number in each.items() if number > known.get(name, {}).get(call, 0)}
        for name, each in found.items()
    }
    assert not {name: each for name, each in beyond.items() if each}
    gone = {name: {call for call in each if call not in found.get(name, {})} for name, each in known.items()}
    assert not {name: each for name, each in gone.items() if each}, "no longer there: take it out of the list"


def test_a_new_opener_would_be_found(tmp_path: Path) -> None:
    text = "from pathlib import Path\nimport shutil, os\nread = Path('a').read_bytes\nopen('x')\ncontent_of('y')\nshutil.copytree('a', 'b')\nos.scandir('.')\n"
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    assert calls(tmp_path / "a.py") == {"read_bytes": 1, "open": 1, "content_of": 1, "copytree": 1, "scandir": 1}


def test_the_tables_that_belong_to_a_folder_are_those_that_are_read() -> None:
    from trosol.files import ecosystem_files
    from trosol.read.columns import TABLES

    assert set(ecosystem_files.TABLES) == set(TABLES)
