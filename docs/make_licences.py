"""Write docs/licences.md and requirements/sbom.cdx.json (CycloneDX 1.6) anew, from the locks and requirements/licences.toml.

Run it with the environment of the tests: ``.venv/bin/python docs/make_licences.py``. A test compares the files with what this makes,
and requirements/licences.toml with what the installed packages say of themselves. Nothing here depends on the machine or the day.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS, PAGE, SBOM = ROOT / "requirements", ROOT / "docs" / "licences.md", ROOT / "requirements" / "sbom.cdx.json"
EXTRAS = ("pictures", "pdf", "word", "slides", "parquet", "serve", "mcp", "scale", "sources")
"""Extras whose packages are listed beside those that every command needs; Spark's are not among what is tested everywhere."""
PERMISSIVE = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "Bitstream-Vera",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "OFL-1.1",
        "PSF-2.0",
        "W3C-20150513",
        "Zlib",
    ]
)
"""Licences that ask for no more than to be named."""
BY_FILE = frozenset({"MPL-2.0"})
"""Licences that ask for changes of their own files to be published, and nothing of whoever uses them."""


@dataclass(frozen=True)
class Locked:
    """A package of a lock with its hashes.

    ``only``: the systems it is for, as the lock writes it. ``via``: what asks for it. ``extras``: those that bring it; none: it is always there.
    """

    name: str
    version: str
    only: str
    hashes: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()


def locked(text: str) -> list[Locked]:
    """What a lock file says. Raises ValueError for a line that is neither a pinned package nor its hash."""
    found: list[Locked] = []
    lines = [line.strip().removesuffix("\\").strip() for line in text.splitlines()]
    for line in lines:
        if asks := re.fullmatch(r"#\s+(?:via )?([a-z0-9][a-z0-9.-]*|trosol \(pyproject\.toml\)|-r \S+)", line):
            if found and asks[1] != "via":
                found[-1] = replace(found[-1], via=(*found[-1].via, asks[1].partition(" ")[0]))
        elif not line or line.startswith("#"):
            continue
        elif hashed := re.fullmatch(r"--hash=sha256:([0-9a-f]{64})", line):
            found[-1] = replace(found[-1], hashes=(*found[-1].hashes, hashed[1]))
        elif pinned := re.fullmatch(r"([a-z0-9][a-z0-9.-]*)==([0-9][0-9a-z.]*)(?:\s*;\s*(.+))?", line):
            found.append(Locked(pinned[1], pinned[2], pinned[3] or ""))
        else:
            raise ValueError(f"neither a pinned package nor a hash: {line[:80]}")
    return found


def everything() -> list[Locked]:
    """What every command needs and what the extras add to it, by name; a package that several extras bring stands there once."""
    found: dict[tuple[str, str], Locked] = {}
    for extra in ("", *EXTRAS):
        for one in locked((LOCKS / f"{extra or 'run'}.txt").read_text(encoding="utf-8")):
            known = found.get((one.name, one.version), one)
            extras = (*known.extras, extra) if extra else ()
            found[one.name, one.version] = replace(one, via=tuple(dict.fromkeys((*known.via, *one.via))), extras=extras)
    return [found[key] for key in sorted(found)]


def is_free(expression: str) -> bool:
    """Whether an SPDX expression asks nothing that a user of Trosol has to heed: some way through its ORs is permissive throughout.

    Expressions in brackets are not needed so far, and are refused.
    """
    ways = [way.split(" AND ") for way in expression.split(" OR ")]
    return any(all(part.strip() in PERMISSIVE | BY_FILE for part in way) for way in ways)


def told() -> dict[str, Any]:
    """requirements/licences.toml."""
    return tomllib.loads((ROOT / "requirements" / "licences.toml").read_text(encoding="utf-8"))


def purpose(one: Locked, known: Mapping[str, Any]) -> str:
    """What Trosol uses a package for, or what asks for it."""
    return known["purposes"].get(one.name) or f"for {', '.join(one.via)}"


def page(packages: list[Locked], known: Mapping[str, Any]) -> str:
    """docs/licences.md."""
    names = known["packages"]
    weak = sorted(name for name in names if not any(part in PERMISSIVE for part in re.split(r" OR | AND ", names[name])))
    lines = [
        "# Licences",
        "",
        "Made by `docs/make_licences.py` from the locks and from what the packages say of themselves; a test compares.",
        "",
        "Trosol's code is Apache-2.0, its ontology and data are CC BY 4.0. All that it needs to run may be used, passed on and sold with no more",
        f"than its notices kept. No package is under GPL, AGPL or LGPL. Under MPL-2.0 {'is' if len(weak) == 1 else 'are'} {' and '.join(weak)}; it asks for changes of its own",
        "files to be published and of nothing else. The same list for programs, with every checksum of the lock, is `requirements/sbom.cdx.json`",
        "(CycloneDX 1.6); wheels carry it in their `.dist-info/sboms`.",
        "",
        "## Packages",
        "",
        "*When*: always, or with the extras named. *What for*: what Trosol uses it for; otherwise the packages that ask for it. Measures on Spark",
        "([clusters](clusters.md)) need pyspark (Apache-2.0) and py4j (BSD-3-Clause) besides.",
        "",
        "| package | version | licence | when | what for | only where |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.name} | {one.version} | {names[one.name]} | {', '.join(one.extras) or 'always'} | {purpose(one, known)} "
            f"| {'`' + one.only + '`' if one.only else ''} |"
            for one in packages
        ),
        "",
        "## Asked for by packages, and left out",
        "",
        "No lock has them, or none but an extra's; [why, and what shows that nothing is missed](decisions/0019-what-is-left-out.md).",
        "",
        "| package | asked for by | why it is not needed |",
        "|---|---|---|",
        *(f"| {name} | {one['by']} | {one['why']} |" for name, one in sorted(known["left-out"].items())),
        "",
        "## Where a GNU licence is named inside",
        "",
        "Each of these packages mentions one in its licence files or in its own list of parts:",
        "",
        "| package | what about |",
        "|---|---|",
        *(f"| {name} | {why} |" for name, why in sorted(known["mentions"].items())),
        "",
        "## Files of others in what Trosol writes or shows",
        "",
        "The repository holds no script, style or font of others but those in `trosol`, as they were published; the others come inside packages:",
        "",
        "| what | in | licence | where it goes | SHA-256 |",
        "|---|---|---|---|---|",
        *(
            f"| {one['name']} | {one['package']} | {one['licence']} | {one['where']} | {one.get('sha256', 'that of the package')} |"
            for one in known["carried"]
        ),
        "",
    ]
    return "\n".join(lines)


def sbom(packages: list[Locked], known: Mapping[str, Any]) -> str:
    """The bill of materials: no date and no serial number, so that the same lock gives the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "graph" / "trosol" / "__init__.py").read_text(encoding="utf-8"))
    assert version
    root = f"pkg:pypi/trosol@{version[1]}"

    def asked_by(name: str) -> list[str]:
        return [f"pkg:pypi/{one.name}@{one.version}" for one in packages if name in one.via]

    def component(one: Locked) -> dict[str, Any]:
        address = f"pkg:pypi/{one.name}@{one.version}"
        told = [("trosol:only-where", one.only)] if one.only else []
        told += [("trosol:extra", extra) for extra in one.extras]
        more = {"properties": [{"name": name, "value": value} for name, value in told]} if told else {}
        return {
            "type": "library",
            "bom-ref": address,
            "name": one.name,
            "version": one.version,
            "licenses": [{"expression": known["packages"][one.name]}],
            "purl": address,
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": address,
                    "comment": "one of these is that of the file which is installed",
                    "hashes": [{"alg": "SHA-256", "content": value} for value in sorted(one.hashes)],
                }
            ],
            **more,
        }

    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": version[1],
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": root,
            }
        },
        "components": [component(one) for one in packages],
        "dependencies": [
            {"ref": root, "dependsOn": asked_by("trosol")},
            *({"ref": f"pkg:pypi/{one.name}@{one.version}", "dependsOn": asked_by(one.name)} for one in packages),
        ],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def render() -> dict[Path, str]:
    """Every file that this makes."""
    packages, known = everything(), told()
    return {PAGE: page(packages, known), SBOM: sbom(packages, known)}


if __name__ == "__main__":
    for path, text in render().items():
        path.write_text(text, encoding="utf-8")
