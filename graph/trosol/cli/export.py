"""``trosol export``: the ecosystem in another format, to a file or to standard output."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps
from trosol.cli.printing import print_exactly

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    from trosol.export.formats import DRAWN, FORMATS

    opens = "; ".join(f"{name}: {about.opens_in}" for name, about in FORMATS.items())
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--format", required=True, choices=sorted(FORMATS), metavar="FORMAT", help=opens)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write; standard output if not given; parquet: a folder, or a .zip"
    )
    parser.add_argument("--around", metavar="ENTITY", help=f"{', '.join(DRAWN)}: only what is near to it (id or exact label)")
    parser.add_argument("--steps", type=int, choices=range(1, 7), default=1, help="how near: steps along claims (default 1)")
    parser.add_argument("--with-ontology", action="store_true", help="RDF formats: add the ontology's own triples")


def run(options: argparse.Namespace) -> int:
    """Write the export."""
    from trosol.ecosystem import Ecosystem
    from trosol.export import export
    from trosol.export.parquet import MARK, to_parquet, with_mark
    from trosol.extras import require
    from trosol.files.atomic import write_atomically
    from trosol.files.whole import write_folder

    if options.format == "parquet":
        require("parquet")
    with steps(3) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("writing")
        if (
            options.format == "parquet"
            and options.around is None
            and options.output is not None
            and options.output.suffix.lower() != ".zip"
        ):
            files = to_parquet(ecosystem.snapshot)
            write_folder(options.output, with_mark(files), MARK)
            return _told(options, ecosystem.digest, sum(map(len, files.values())), f", {len(files)} files")
        content = export(
            ecosystem.snapshot,
            options.format,
            with_ontology=options.with_ontology,
            around=options.around,
            steps=options.steps,
        )
        advance("done")
    if options.output is None:
        if options.json:
            print_json(_summary(options, ecosystem.digest, len(content)))
            return 0
        print_exactly(content)
        return 0
    write_atomically(options.output, content)
    return _told(options, ecosystem.digest, len(content))


def _told(options: argparse.Namespace, digest: str, size: int, number: str = "") -> int:
    if options.json:
        print_json(_summary(options, digest, size))
    else:
        say(f"Wrote {options.output} ({size:,} bytes{number}, snapshot {digest[:12]}).")
    return 0


def _summary(options: argparse.Namespace, digest: str, size: int) -> dict[str, object]:
    output = str(options.output) if options.output else None
    return {"format": options.format, "output": output, "bytes": size, "snapshot": digest}
