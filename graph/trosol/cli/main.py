"""``trosol``: find the verb, run it, turn refusals into one plain message and an exit code.

Exit codes: 0 fine, 1 problems found, 2 wrong use. Each verb is a module of this package that is imported only when it
is called, so that ``trosol --help`` stays fast.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module

from trosol import __version__
from trosol.cli.printing import printing
from trosol.talk import listening

TYPE_CHECKING = False  # what a fast answer does not need is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NoReturn

    from trosol.errors import TrosolError

__all__ = ["VERBS", "Verb", "build_parser", "main"]


_STORE = "TROSOL_STORE"


class Verb:
    """A verb: the module that does it, one line of help, and an example that a test runs.

    ``reads_only``: its whole answer is what it prints about one ecosystem, so it is kept while the files are the same.
    """

    __slots__ = ("example", "help", "module", "reads_only")

    def __init__(self, module: str, help: str, example: str, reads_only: bool = False) -> None:
        self.module, self.help, self.example, self.reads_only = module, help, example, reads_only


VERBS = {
    "check": Verb(
        "check", "Check an ecosystem and say what is wrong, where, and how to mend it.", "trosol check wales-social-care-2022"
    ),
    "show": Verb(
        "show",
        "Show one entity: what it is, every claim about it, evidence and voices.",
        "trosol show wales-social-care-2022 commissioners",
        reads_only=True,
    ),
    "networks": Verb(
        "networks",
        "List the networks that the ontology declares, and their sizes.",
        "trosol networks wales-social-care-2022",
        reads_only=True,
    ),
    "gatekeepers": Verb(
        "gatekeepers",
        "Who is named a gatekeeper, who stands between others or groups, what every way passes, and which few together.",
        "trosol gatekeepers wales-social-care-2022",
    ),
    "centrality": Verb(
        "centrality",
        "Who or what is central in a network, by each measure, and the network as a whole.",
        "trosol centrality wales-social-care-2022 --network influence --measure betweenness",
    ),
    "leverage": Verb(
        "leverage",
        "What would help the goals most, kind by kind, how sure that is, and what must be true for it.",
        "trosol leverage wales-social-care-2022",
    ),
    "horizons": Verb(
        "horizons",
        "Three Horizons: what lies in each, what leads on, what is stranded or trapped.",
        "trosol horizons wales-social-care-2022",
    ),
    "pathways": Verb(
        "pathways",
        "Which paths lead from one item to another, with sign and probability, and who holds a gate on the way.",
        "trosol pathways wales-social-care-2022 action-embed innovation-in-social-care",
    ),
    "scenario": Verb(
        "scenario",
        "What is helped and what is hurt if something is strengthened, weakened, opened or removed.",
        "trosol scenario wales-social-care-2022 --open commissioners",
    ),
    "portfolio": Verb(
        "portfolio",
        "Which few actions together address most challenges, and what stays open.",
        "trosol portfolio wales-social-care-2022 --k 3",
    ),
    "matrix": Verb(
        "matrix",
        "Which action is claimed to address which challenge, cell by cell; or what ties any two kinds.",
        "trosol matrix wales-social-care-2022",
    ),
    "voices": Verb(
        "voices",
        "What each voice alone would say, how far the whole rests on it, and where voices differ.",
        "trosol voices wales-social-care-2022",
    ),
    "next-evidence": Verb(
        "next_evidence",
        "Which claim, passage or gap would change which tier, and what to ask whom.",
        "trosol next-evidence wales-social-care-2022",
    ),
    "report": Verb(
        "report",
        "Every finding at once, and what in it is most stable.",
        "trosol report wales-social-care-2022",
    ),
    "brief": Verb(
        "brief",
        "A brief for those who decide: recommendation, gates, what speaks against it, evidence with pages, annex.",
        "trosol brief wales-social-care-2022 --part gatekeepers --part leverage --output brief.pdf",
    ),
    "compare": Verb(
        "compare",
        "What two ecosystems, or two states of one, say differently, and which tiers differ because of it.",
        "trosol compare wales-social-care-2022 wales-social-care-2022",
    ),
    "ask": Verb(
        "ask",
        "Ask in plain words; the answer names its claims, or says that the source is silent.",
        'trosol ask wales-social-care-2022 "which actions address risk?"',
    ),
    "questions": Verb(
        "questions", "List the questions of the library.", "trosol questions wales-social-care-2022", reads_only=True
    ),
    "suggest": Verb(
        "suggest",
        "What the lines of a source may say: entities, claims, hedges and voices, as drafts for a person to judge.",
        "trosol suggest circular-textiles-vellana workshop.txt --lines 24-28",
    ),
    "source": Verb(
        "source",
        "Take a document in as numbered text, or show its lines with the claims that cite them.",
        "trosol source show circular-textiles-vellana workshop.txt --lines 24-28",
    ),
    "claim": Verb(
        "claim",
        "Add one claim with its passage: proved against the text, checked, written whole or not at all.",
        "trosol claim add my-region --subject nurses --relation worksWith --object managers --source talk --lines 1 --voice nurses",
    ),
    "query": Verb(
        "query",
        "Run a SPARQL query from a file or from standard input, within limits.",
        "trosol query wales-social-care-2022 query.rq",
    ),
    "measure": Verb(
        "measure",
        "Run any measure on a plain network file, to hold it against other tools.",
        "trosol measure edges.csv --measure betweenness",
    ),
    "new": Verb(
        "new",
        "Begin an ecosystem, or a module of classes and relations of your own.",
        "trosol new ecosystem my-region --title 'My region'",
    ),
    "template": Verb(
        "template",
        "Write a workbook to fill in, with drop-downs and notes from the ontology.",
        "trosol template wales-social-care-2022 --output wales.xlsx",
    ),
    "open": Verb(
        "open",
        "Open a map, spreadsheet or RDF file of another tool: guess what its words mean, make an ecosystem of it, and show it.",
        "trosol open workshop-map.json --yes --check",
    ),
    "merge": Verb(
        "merge",
        "Make two entities that are one into one, with all that is claimed of both.",
        "trosol merge my-region nurses nursing-staff --preview",
    ),
    "import": Verb(
        "imports",
        "Bring tables, a workbook, a map of Kumu, Gephi, yEd or Cytoscape, or RDF into an ecosystem; all of it or nothing.",
        "trosol import interviews.xlsx --into my-region --preview",
    ),
    "module": Verb(
        "module",
        "Add an ontology of others to an ecosystem's modules, its classes and relations hung below ours.",
        "trosol module add org.owl --into my-region --map --preview",
    ),
    "mend": Verb(
        "mend",
        "Write the names of terms that took the place of others into an ecosystem's tables.",
        "trosol mend my-region --preview",
    ),
    "preview": Verb(
        "preview",
        "See an extension before it is written: what it changes, and the dashboard with it on and off.",
        "trosol preview my-region --with interviews.xlsx --check",
    ),
    "undo": Verb("undo", "Take back the last change that Trosol made to a folder.", "trosol undo my-region --list"),
    "diff": Verb(
        "diff",
        "What an edit changes: terms, rows, tiers, answers; between folders, files or git revisions.",
        "trosol diff wales-social-care-2022 wales-social-care-2022",
    ),
    "agree": Verb(
        "agree",
        "How far two coders of one source agree (Cohen's kappa, Krippendorff's alpha), and what they have to talk over.",
        "trosol agree wales-social-care-2022 wales-social-care-2022",
    ),
    "adjudicate": Verb(
        "adjudicate",
        "The third coding: what two coders both say, and what they decided of the rest.",
        "trosol adjudicate wales-social-care-2022 wales-social-care-2022 --into adjudicated",
    ),
    "docs": Verb(
        "docs",
        "Pages for every term and every thing, in English and Welsh, to read offline or to publish.",
        "trosol docs wales-social-care-2022 --output wales-pages",
    ),
    "release": Verb(
        "release",
        "A version to give away: checked, in every form, with what changed, how to cite it, and checksums.",
        "trosol release circular-textiles-vellana",
    ),
    "export": Verb(
        "export",
        "Write an ecosystem in another format.",
        "trosol export wales-social-care-2022 --format graphml --output wales.graphml",
    ),
    "store": Verb(
        "store",
        "Write an ecosystem into a SPARQL store, all of it or nothing, or list what a store holds.",
        "trosol store put wales-social-care-2022 --store sparql:http://127.0.0.1:7878/query --preview",
    ),
    "serve": Verb(
        "serve",
        "Answer programs over HTTP on this machine only: SPARQL, linked data, JSON.",
        "trosol serve wales-social-care-2022 --check",
    ),
    "mcp": Verb(
        "mcp",
        "Answer an assistant over MCP (standard input and output): find, describe, findings, ask, query.",
        "trosol mcp wales-social-care-2022 --check",
    ),
    "dashboard": Verb(
        "dashboard",
        "Open the dashboard in a browser on this machine only.",
        "trosol dashboard wales-social-care-2022 --port 8501",
    ),
}


class _Parser(argparse.ArgumentParser):
    """argparse whose errors say how to go on."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"trosol: {message}. Run '{self.prog} --help' for an example.\n")


def build_parser(verb: str | None = None, *, alone: bool = False) -> argparse.ArgumentParser:
    """The parser; with the arguments of ``verb``, or of every verb where none is given. ``alone``: without the other verbs."""
    parser = _Parser(
        prog="trosol",
        description="Where is the leverage in an innovation ecosystem, who holds the gates, and how sure can anyone be?",
        epilog="An ECOSYSTEM is a shipped name (wales-social-care-2022) or the path of a folder, .xlsx or .ttl file; with --store, "
        "a name or IRI in that store (a path then has a slash in it, e.g. ./my-region).",
    )
    _store_options(parser, None)
    parser.add_argument("--version", action="version", version=f"trosol {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=_Parser)
    for name, about in VERBS.items():
        if alone and name != verb:
            continue
        sub = verbs.add_parser(
            name,
            help=about.help,
            description=about.help,
            epilog=f"Example: {about.example}",
        )
        if verb in (None, name):
            import_module(f"trosol.cli.{about.module}").arguments(sub)
            sub.add_argument("--json", action="store_true", help="print the result as JSON")
            _store_options(sub, argparse.SUPPRESS)
    return parser


def _store_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Those that stand before a verb or after it. User and password are none of them: other people see what a command is given."""
    parser.add_argument(
        "--store", metavar="sparql:URL", default=default, help="read ecosystems from this SPARQL store (or TROSOL_STORE)"
    )
    parser.add_argument(
        "--store-update", metavar="URL", default=default, help="where it takes updates, if elsewhere (or TROSOL_STORE_UPDATE)"
    )


@contextmanager
def _store_of(options: argparse.Namespace) -> Iterator[None]:
    """The store that the options name is named in the environment too, while the command runs."""
    given = {_STORE: options.store, f"{_STORE}_UPDATE": options.store_update}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update({name: text for name, text in given.items() if text is not None})
    try:
        if os.environ.get(_STORE):
            from trosol.triplestore import chosen_store

            chosen_store()
        yield
    finally:
        for name, text in before.items():
            os.environ.pop(name, None)
            if text is not None:
                os.environ[name] = text


def _is_about_a_name(error: Exception) -> bool:
    """Whether the system refused the name of a file: too long, going round in circles, or with a character that none may hold."""
    import errno

    if isinstance(error, OSError):
        return error.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EINVAL, errno.EACCES, errno.EPERM)
    return "null byte" in str(error) or "null character" in str(error)


def _refused_name(error: Exception) -> TrosolError:
    from trosol.errors import Problem, Where, WrongUse, shorten

    reason = getattr(error, "strerror", None) or str(error)
    name = shorten(str(getattr(error, "filename", None) or "")) or None
    problem = Problem(
        "file-unreadable", f"The system refuses: {reason}.", "Name another file or folder.", Where(name) if name else None
    )
    return WrongUse(problem)


def _say_warnings() -> None:
    from trosol.cli.warnings import say_warnings

    say_warnings()


def _refusals() -> type[TrosolError]:
    """What is caught; looked up only when something is."""
    from trosol.errors import TrosolError

    return TrosolError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if argv is None:
        gc.set_threshold(50_000)  # what loads is no garbage: looking for it at every 700 objects takes a tenth of a first answer
    with printing(for_good=argv is None), listening(_say_warnings):
        try:
            code = _main(argv)
            sys.stdout.flush()
            return code
        except SystemExit:  # help was shown; what could be caught below is not even loaded
            raise
        except BrokenPipeError:
            return 0  # the reader of a pipe has seen enough; nothing is wrong
        except _refusals() as error:  # what could not be written
            from trosol.cli.output import show_problems

            show_problems(error)
            return error.exit_code


def _main(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in arguments if word in VERBS), "")
    try:
        options = build_parser(chosen, alone=arguments[:1] == [chosen]).parse_args(arguments)
        module = import_module(f"trosol.cli.{VERBS[options.verb].module}")
        with _store_of(options):
            if not VERBS[options.verb].reads_only or getattr(options, "accept", None):
                return int(module.run(options))
            from trosol.cli.remembered import remembered

            return remembered(arguments, options.ecosystem, lambda: int(module.run(options)))
    except SystemExit:  # of argparse, which has printed help; before the next line loads what it does not need
        sys.stdout.flush()
        raise
    except _refusals() as error:
        from trosol.cli.output import show_problems

        show_problems(error, as_json="--json" in arguments)
        return error.exit_code
    except (OSError, ValueError) as error:
        # A name that the system refuses can stand in any argument of any verb. Anything else is a fault of the program.
        if isinstance(error, BrokenPipeError) or not _is_about_a_name(error):
            raise
        from trosol.cli.output import show_problems

        show_problems(_refused_name(error), as_json="--json" in arguments)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
