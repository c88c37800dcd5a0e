"""Say what is known of the locked packages' weaknesses, and loudly what nobody was asked about.

``audited.py FOUND.json`` reads what pip-audit found; ``audited.py --advisories FILE.zip`` reads OSV's list for PyPI, one JSON file an
advisory. Ends with one line for programs. Exit code: 0 all were checked and nothing is known, 1 something is known, 3 not all were checked.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OK, KNOWN, NOT_CHECKED = 0, 1, 3
MOST = 200 * 1024 * 1024
"""Most bytes of one advisory. The list is made by others: a file that unpacks to more is not read."""


@dataclass
class Found:
    """``checked``: names and versions asked after. ``weak``: what is known. ``source``: who was asked, with the date of what they knew."""

    source: str
    checked: set[tuple[str, str]] = field(default_factory=set)
    weak: list[str] = field(default_factory=list)


def locked() -> set[tuple[str, str]]:
    """Name and version of each package in a lock."""
    paths = [path for path in (ROOT / "requirements").glob("*.txt") if not path.name.startswith("left-out")]
    return {pin for path in paths for pin in re.findall(r"(?m)^([a-z0-9.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"))}


def by_pip_audit(path: Path) -> Found:
    """What pip-audit found; nothing where it did not end well. It passes over what it cannot ask about, and says all is well."""
    found = Found("pip-audit")
    try:
        packages = json.loads(path.read_text(encoding="utf-8"))["dependencies"]
        for one in packages:
            if "skip_reason" not in one:
                found.checked.add((one["name"], one["version"]))
                found.weak += [
                    f"{one['name']} {one['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version yet'}"
                    for each in one["vulns"]
                ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        found.source += f", which did not end well ({type(error).__name__})"
    return found


def by_advisories(path: Path) -> Found:
    """What OSV's list says of the locked versions. ``source`` names the newest day in it, since it knows nothing of what came later."""
    newest, found, pins = "", Found("no list"), locked()
    try:
        with zipfile.ZipFile(path) as archive:
            for each in archive.infolist():
                if not each.filename.endswith(".json") or each.file_size > MOST:
                    continue
                advisory = json.loads(archive.read(each))
                newest = max(newest, str(advisory.get("modified", ""))[:10])
                if not advisory.get("withdrawn"):
                    found.weak += _named(advisory, pins)
    except (OSError, ValueError, AttributeError, TypeError, KeyError, ImportError, zipfile.BadZipFile) as error:
        return Found(f"{path.name}, which cannot be read ({type(error).__name__})")
    if newest:
        found.source, found.checked = f"{path.name}, whose newest entry is of {newest}", pins
        found.weak.sort()
    return found


def _named(advisory: dict[str, Any], pins: set[tuple[str, str]]) -> Iterator[str]:
    for affected in advisory.get("affected", []):
        package = affected.get("package", {})
        if package.get("ecosystem") != "PyPI":
            continue
        name = re.sub(r"[-_.]+", "-", package["name"]).lower()
        for version in sorted(version for known, version in pins if known == name):
            if version in affected.get("versions", []) or any(_inside(version, each) for each in affected.get("ranges", [])):
                yield f"{name} {version}: {advisory['id']}, {' '.join(str(advisory.get('summary', '')).split())[:120]}"


def _inside(version: str, span: dict[str, Any]) -> bool:
    """Whether a version lies between the events of a range: introduced, then fixed or last affected."""
    from packaging.version import Version

    if span.get("type") != "ECOSYSTEM":
        return False
    here, inside = Version(version), False
    for event in sorted(span["events"], key=lambda each: Version(next(iter(each.values())))):
        (kind, given), *_ = event.items()
        if kind == "introduced" and here >= Version(given):
            inside = True
        elif (kind == "fixed" and here >= Version(given)) or (kind == "last_affected" and here > Version(given)):
            inside = False
    return inside


def report(found: Found) -> int:
    """Print it, and give the exit code."""
    missing = sorted(locked() - found.checked)
    for line in found.weak:
        print(f"audit: {line}")
    if missing:
        names = ", ".join(f"{name} {version}" for name, version in missing[:10]) + (" …" if len(missing) > 10 else "")
        print(
            f"audit: NOT CHECKED: KNOWN WEAKNESSES OF {len(missing)} OF {len(locked())} LOCKED PACKAGES WERE NOT LOOKED FOR. "
            f"Asked: {found.source}. SECURITY.md says how to check. Not checked: {names}"
        )
    else:
        print(f"audit: {len(found.checked)} locked packages checked, {len(found.weak)} known weaknesses. Asked: {found.source}.")
    counts = {"checked": len(locked()) - len(missing), "locked": len(locked()), "known": len(found.weak), "source": found.source}
    print("audit: " + json.dumps(counts))
    return KNOWN if found.weak else NOT_CHECKED if missing else OK


if __name__ == "__main__":
    given = Path(sys.argv[-1])
    sys.exit(report(by_advisories(given) if "--advisories" in sys.argv else by_pip_audit(given)))
