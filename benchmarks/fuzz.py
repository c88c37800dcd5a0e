"""Coverage-guided fuzzing of our own readers with atheris, where it is installed.

``python benchmarks/fuzz.py csv|kumu|toml|query|markup|rdf [--seconds 60]``. It looks for bytes that lead into parts of a reader
where nothing led before, and stops at the first that is neither read nor refused. The properties are those of
``tests/hostile/test_fuzz.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SEEDS = {
    "csv": b'id,title\ntalk,"a ""b"", c"\n',
    "kumu": b'{"elements": [{"_id": "a", "attributes": {"label": "A", "tags": ["b"]}}], "connections": [{"from": "a", "to": "a"}]}',
    "toml": b'title = "x"\n[types]\n"a b" = "C"\n',
    "query": b"PREFIX x: <y:> SELECT * { ?s x:p \"a\\u00e9\" . FILTER(?s < 'b') } # c",
    "markup": b'<?xml version="1.0"?><!-- a --><b c="d"><e/></b>',
    "rdf": b'\0@prefix x: <y:z> . x:a x:b "c"@en , [ x:d ( 1 2.0 ) ] .',
}
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph")]


def readers() -> dict[str, Callable[[bytes], object]]:
    """The readers by name; each takes any bytes."""
    from trosol.files.markup import wrong_markup
    from trosol.imports.kumu import from_kumu_json, is_kumu
    from trosol.rdf.engine import parse
    from trosol.read.dataset import parse_toml
    from trosol.read.tables import parse_csv, to_csv
    from trosol.sparql.lexis import nesting, settled, words
    from trosol.sparql.limits import Limits, checked

    def csv(raw: bytes) -> None:
        table, problems = parse_csv(raw, "a.csv")
        assert table is not None or problems
        if table is not None and not problems:
            again, wrong = parse_csv(to_csv(table.header, (row.cells for row in table.rows)), "a.csv")
            assert again is not None and not wrong
            assert [row.cells for row in again.rows] == [row.cells for row in table.rows]

    def kumu(raw: bytes) -> None:
        try:
            found = json.loads(raw.decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError, RecursionError):
            return
        if is_kumu(found):
            from_kumu_json(found, "a.json")

    def toml(raw: bytes) -> None:
        try:
            parse_toml(raw)
        except ValueError:
            return

    def query(raw: bytes) -> None:
        text = checked(raw.decode("utf-8", "surrogateescape"), Limits())
        assert nesting(settled(text)) <= len(text) and list(words(text))

    def rdf(raw: bytes) -> None:
        endings = (".ttl", ".nt", ".trig", ".nq", ".rdf", ".jsonld")
        parse(raw[1:], where="a", ending=endings[raw[0] % len(endings)] if raw else ".ttl", brought=True)

    return {"csv": csv, "kumu": kumu, "toml": toml, "query": query, "markup": wrong_markup, "rdf": rdf}


def main() -> int:
    """Fuzz one reader for some seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=["csv", "kumu", "toml", "query", "markup", "rdf"])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    import atheris

    with atheris.instrument_imports(include=["trosol", "tomllib"]):
        read = readers()[options.reader]
    from trosol.errors import TrosolError

    def once(raw: bytes) -> None:
        try:
            read(raw)
        except TrosolError as error:
            assert all(problem.message and problem.remedy for problem in error.problems)

    with tempfile.TemporaryDirectory(prefix="seeds-") as seeds:
        (Path(seeds) / "one").write_bytes(SEEDS[options.reader])
        flags = [f"-max_total_time={options.seconds}", "-max_len=2000", "-print_final_stats=1", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={seeds}/", seeds], once)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
