"""What is installed is what was looked at: every package pinned and hash-checked, every licence known, every part listed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from trosol.extras import EXTRAS

HELD = ROOT / "requirements"
LEFT_OUT = (HELD / "left-out.txt", HELD / "left-out-of-run.txt")
LOCKS = sorted({*HELD.glob("*.txt"), *(ROOT / ".ci").glob("*.txt")} - {*LEFT_OUT})
EXTRA_LOCKS = {f"{extra}.txt" for extra in EXTRAS}
FAMILIES = {
    "MIT": "MIT",
    "BSD": "BSD",
    "0BSD": "BSD",
    "APACHE": "APACHE",
    "MPL": "MPL",
    "MOZILLA": "MPL",
    "ISC": "ISC",
    "PSF": "PSF",
    "PYTHON": "PSF",
    "W3C": "W3C",
    "GPL": "GPL",
    "LGPL": "GPL",
    "AGPL": "GPL",
    "GNU": "GPL",
}


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = found
    spec.loader.exec_module(found)
    return found


make = module(ROOT / "docs" / "make_licences.py")
start = module(ROOT / "start.py")
PACKAGES = make.everything()
KNOWN = make.told()


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_every_line_of_a_lock_is_pinned_hashed_and_names_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = make.locked(text)
    assert len(found) > (0 if path.name in EXTRA_LOCKS else 20)
    assert not [one.name for one in found if not one.hashes]
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted|-e |\bgit\+| @ ", text)


@pytest.mark.parametrize(
    "line", ["rdflib", "rdflib>=7", "rdflib @ https://example.org/x.whl", "--index-url https://example.org", "-e ."]
)
def test_another_kind_of_line_is_noticed(line: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        make.locked(line)


def test_set_up_installs_locked_packages_by_hash_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "run", lambda *words: ran.append([str(word) for word in words]))
    for locks in (("run.txt",), ("run.txt", "serve.txt"), ("test.txt",), ("test.txt", "run.txt", "serve.txt")):
        start.install(*locks)
    assert [[Path(word).name for word in words if word.endswith(".txt")] for words in ran] == [
        ["run.txt"],
        [],
        ["serve.txt"],
        ["test.txt"],
    ]
    for words in ran:
        own = "--editable" in words
        assert "--no-deps" in words
        assert ("--require-hashes" in words) != own
        assert not own or "--no-build-isolation" in words


def test_extras_are_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(EXTRAS) == set(start.EXTRAS) == set(project["optional-dependencies"]) - {"test", "benchmarks"}
    assert set(make.EXTRAS) == set(EXTRAS) - {"spark"}
    for lock in EXTRA_LOCKS:
        assert (HELD / lock) in LOCKS


@pytest.mark.parametrize("extra", sorted(set(EXTRAS) - {"spark"}))
def test_an_extra_locks_what_pyproject_asks_for_and_nothing_that_is_always_there(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=!\[; ]", one)[0] for one in project["optional-dependencies"][extra]}
    always, adds = (
        {one.name for one in make.locked((HELD / f"{name}.txt").read_text(encoding="utf-8"))} for name in ("run", extra)
    )
    assert asked <= always | adds
    assert not always & adds
    assert EXTRAS[extra][1] in installed()


@cache
def installed() -> Mapping[str, list[str]]:
    return packages_distributions()


def asks(name: str) -> list[str]:
    """What a package asks for; nothing where it is not installed here."""
    found = own(name)
    return (found.requires if found else None) or []


@pytest.mark.parametrize("lock", ["run.txt", *sorted(EXTRA_LOCKS - {"spark.txt"})])
def test_a_lock_with_what_is_always_there_is_whole(lock: str) -> None:
    """Locks are installed without looking at what packages ask for: all of it is there, but what is left out on purpose."""
    there = {one.name for name in ("run.txt", lock) for one in make.locked((HELD / name).read_text(encoding="utf-8"))}
    left_out = {line for path in LEFT_OUT for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    asked = {
        (name, canonicalize_name(wanted.name))
        for name in there
        for wanted in map(Requirement, asks(name))
        if not wanted.marker or wanted.marker.evaluate({"extra": ""})
    }
    missing = {(name, wanted) for name, wanted in asked if wanted not in there}
    assert {wanted for _, wanted in missing} <= left_out, missing
    assert left_out == set(KNOWN["left-out"])
    assert {name for name, _ in missing} <= {name for one in KNOWN["left-out"].values() for name in one["by"].split(", ")}


def test_the_tests_run_without_what_no_lock_brings() -> None:
    """A package that users do not have hides what breaks without it. `python3 start.py test` builds an environment that has none."""
    names = {line for line in LEFT_OUT[0].read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    assert {name for name in names if own(name)} == set(), "take these out of the environment that the tests run in"


def own(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


@pytest.mark.parametrize(
    ("words", "extras"),
    [
        ("dashboard", []),
        ("check wales-social-care-2022", []),
        ("brief wales-social-care-2022 --output brief.pdf", ["pictures", "pdf"]),
        ("brief wales-social-care-2022 --output=Brief.DOCX", ["pictures", "word"]),
        ("brief wales-social-care-2022 --output brief.pptx", ["pictures", "slides"]),
        ("brief wales-social-care-2022 --output brief.md", []),
        ("export wales-social-care-2022 --format parquet --output wales", ["parquet"]),
        ("export wales-social-care-2022 --format=parquet", ["parquet"]),
        ("serve wales-social-care-2022", ["serve"]),
        ("mcp wales-social-care-2022 --check", ["mcp"]),
        ("source add Report.PDF --into mine", ["sources"]),
        ("source add notes.txt --into mine", []),
        ("measure edges.csv --measure sampled_betweenness", ["scale"]),
        ("measure edges.csv --measure pagerank --engine spark", ["spark"]),
    ],
)
def test_a_command_brings_the_extra_that_it_cannot_do_without(words: str, extras: list[str]) -> None:
    assert list(start.needed(words.split())) == extras


@pytest.mark.parametrize(
    ("given", "extras", "words"),
    [
        ("", [], "dashboard"),
        ("--with pdf", ["pdf"], ""),
        ("--with pdf,word dashboard my-region", ["pdf", "word"], "dashboard my-region"),
        ("--with=serve --with mcp serve my-region", ["serve", "mcp"], "serve my-region"),
        ("brief my-region --with pdf", [], "brief my-region --with pdf"),
    ],
)
def test_extras_are_asked_for_before_the_command(given: str, extras: list[str], words: str) -> None:
    assert start.asked_for(given.split()) == (extras, words.split())


@pytest.mark.parametrize("given", ["--with", "--with=", "--with everything", "--with pdf,", "--with ../run"])
def test_an_extra_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(SystemExit, match="--with takes"):
        start.asked_for(given.split())


def test_what_is_imported_is_what_is_locked() -> None:
    """The test environment has the versions of test.txt, so what was tested is what people get."""
    wanted = {(one.name, one.version) for one in make.locked((ROOT / "requirements" / "test.txt").read_text(encoding="utf-8"))}
    missing = {(one.name, one.version) for one in PACKAGES} - wanted
    assert not missing


# Licences


def told(found: Distribution, name: str) -> str:
    """One line of a package's metadata; empty where there is none."""
    return next(iter(found.metadata.get_all(name) or ()), "")


def stated(found: Distribution) -> set[str]:
    """Families of licences that a package's metadata name."""
    classifiers = [line for line in found.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    text = " ".join([told(found, "License-Expression"), told(found, "License")[:60], *classifiers])
    return {FAMILIES[word] for word in re.findall(r"[A-Z0-9]+", text.upper()) if word in FAMILIES}


def test_each_locked_package_has_one_licence_on_the_list_and_says_what_it_is_for() -> None:
    assert set(KNOWN["packages"]) == {one.name for one in PACKAGES}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in make.EXTRAS for one in project["optional-dependencies"][extra])]
    asked += (HELD / "build.in").read_text(encoding="utf-8").split()
    assert set(KNOWN["purposes"]) == {re.split(r"[<>=!\[; ]", one)[0] for one in asked}
    assert not [one.name for one in PACKAGES if not one.via]


def test_no_hard_dependency_asks_more_than_to_be_named() -> None:
    assert not {name: licence for name, licence in KNOWN["packages"].items() if not make.is_free(licence)}
    assert not [one["name"] for one in KNOWN["carried"] if not make.is_free(one["licence"])]


@pytest.mark.parametrize(
    ("expression", "free"),
    [
        ("MIT", True),
        ("GPL-2.0-only OR Apache-2.0", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("LGPL-2.1-or-later", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_what_is_free(expression: str, free: bool) -> None:
    assert make.is_free(expression) is free


@pytest.mark.parametrize("name", sorted(KNOWN["packages"]))
def test_the_list_says_what_the_package_says(name: str) -> None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        assert [one for one in PACKAGES if one.name == name and one.only], f"{name} is for every system, and is not installed"
        return
    written, own = KNOWN["packages"][name], told(found, "License-Expression")
    if own:
        assert written == own
    else:
        families = {FAMILIES[word] for word in re.findall(r"[A-Z0-9]+", written.upper()) if word in FAMILIES}
        assert families & (stated(found) or families)
        assert "GPL" not in stated(found)


def gnu_inside(name: str) -> bool:
    """Whether a licence file or a list of parts inside the installed package names a GNU licence."""
    for file in distribution(name).files or []:
        path = Path(str(file.locate()))
        if ".dist-info" in str(file) and re.search(r"licen|copying|notice|sbom", str(file), re.I) and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if re.search(r"\b[AL]?GPL\b|\b[AL]?GPL-?v?[0-9]|GNU\s+(LESSER |AFFERO |LIBRARY )?GENERAL\s+PUBLIC", text, re.I):
                return True
    return False


def test_every_gnu_licence_inside_a_package_was_looked_at() -> None:
    there = set()
    for one in PACKAGES:
        try:
            there |= {one.name} if gnu_inside(one.name) else set()
        except PackageNotFoundError:
            continue
    assert there == set(KNOWN["mentions"]), "look what it is about, and say so in requirements/licences.toml"


def test_files_of_others_that_reach_readers_are_the_ones_that_were_looked_at() -> None:
    checked = 0
    for one in KNOWN["carried"]:
        if {"file", "held"} & one.keys():
            path = ROOT / one["held"] if "held" in one else Path(str(distribution(one["package"]).locate_file(one["file"])))
            assert hashlib.sha256(path.read_bytes()).hexdigest() == one["sha256"], one["name"]
            checked += 1
    assert checked


def test_the_repository_holds_no_script_or_font_of_others() -> None:
    """Minified code and fonts would have to be listed, with checksum and licence."""
    found = [p for folder in ("graph", "dashboard", "ontology", "docs") for p in (ROOT / folder).rglob("*") if p.is_file()]
    fonts = [p for p in found if p.suffix in (".woff", ".woff2", ".ttf", ".otf", ".eot")]
    scripts = [
        p for p in found if p.suffix in (".js", ".css", ".html") and max(map(len, p.read_text("utf-8").splitlines())) > 1000
    ]
    assert not fonts
    assert {str(p.relative_to(ROOT)) for p in scripts} == {one["held"] for one in KNOWN["carried"] if "held" in one}
    for one in scripts:
        assert (one.parent / f"{one.name.split('-')[0]}-LICENSE.txt").read_text(encoding="utf-8").strip()


def test_page_and_bill_of_materials_are_up_to_date() -> None:
    """If this fails: run docs/make_licences.py and look at the difference."""
    stale = [path.name for path, text in make.render().items() if path.read_text(encoding="utf-8") != text]
    assert not stale


def test_the_bill_of_materials_names_every_package_with_its_hashes() -> None:
    bill = json.loads(make.SBOM.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {(c["name"], c["version"]) for c in bill["components"]} == {(one.name, one.version) for one in PACKAGES}
    references = [c["bom-ref"] for c in bill["components"]]
    assert len(set(references)) == len(references)
    assert {each for one in bill["dependencies"] for each in one["dependsOn"]} <= set(references)
    assert all(c["externalReferences"][0]["hashes"] and c["licenses"][0]["expression"] for c in bill["components"])
    assert "serialNumber" not in bill and "timestamp" not in bill["metadata"]
