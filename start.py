#!/usr/bin/env python3
"""Set everything up and go: ``python3 start.py dashboard``, ``python3 start.py test``, or any other trosol command.

Needs only Python 3.11 or newer and pip. Makes a virtual environment in ``.venv``, installs the pinned and hash-checked
packages of ``requirements/``, then runs the command. The second time it starts at once. What only some commands need is installed
when one of them is called, or when it is asked for: ``python3 start.py --with pdf,word dashboard``.
"""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TROSOL_VENV", HERE / ".venv"))
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
EXTRAS = ("pictures", "pdf", "word", "slides", "parquet", "serve", "mcp", "scale", "sources", "spark")
"""What ``--with`` takes: each has a lock of its own, which holds what it adds to run.txt."""


def run(*command: object) -> None:
    """Run a set-up step; stop with its name if it fails."""
    words = [str(word) for word in command]
    if subprocess.run(words, check=False).returncode:
        sys.exit(
            "Set-up stopped at: " + " ".join(words[:6]) + " …\nThe message above says why. Mend it and run the command again."
        )


def make_environment() -> None:
    """Make the virtual environment, with or without Debian's python3-venv package."""
    if PYTHON.exists():
        return
    print("Making a virtual environment …", file=sys.stderr)
    run(sys.executable, "-P", "-m", "venv", "--without-pip", VENV)


def install(*locks: str) -> None:
    """Install lock files and the project itself, but for those that are installed already. Nothing but what the locks name is installed."""
    wanted = {lock: hashlib.sha256((HERE / "requirements" / lock).read_bytes()).hexdigest() for lock in locks}
    wanted["pyproject.toml"] = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamps = {name: VENV / (name + ".installed") for name in wanted}
    missing = [name for name, digest in wanted.items() if not stamps[name].exists() or stamps[name].read_text() != digest]
    if not missing:
        return
    print("Installing pinned packages (a minute or two, once) …", file=sys.stderr)
    pip = (
        sys.executable,
        "-P",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        PYTHON,
        "install",
        "-qq",
        "--no-input",
        "--no-deps",
    )
    if files := [HERE / "requirements" / name for name in missing if name in locks]:
        run(*pip, "--require-hashes", *(word for file in files for word in ("--requirement", file)))
    if "pyproject.toml" in missing:
        run(*pip, "--no-build-isolation", "--editable", HERE)
    for name in missing:
        stamps[name].write_text(wanted[name])


def needed(words: list[str]) -> Iterator[str]:
    """The extras that a command cannot do without, and for a brief what draws its chart.

    >>> list(needed(["brief", "wales-social-care-2022", "--output=brief.pdf"])), list(needed(["mcp", "my-region"]))
    (['pictures', 'pdf'], ['mcp'])
    """
    verb, values = words[0], [word.rpartition("=")[2].lower() for word in words[1:]]
    endings = {value.rpartition(".")[2] for value in values}
    briefs = endings if verb == "brief" else set()
    wanted = {
        "pictures": bool(briefs & {"html", "pdf", "docx", "pptx"}),
        "pdf": "pdf" in briefs,
        "word": "docx" in briefs,
        "slides": "pptx" in briefs,
        "parquet": verb == "export" and "parquet" in values,
        "serve": verb == "serve",
        "mcp": verb == "mcp",
        "sources": "pdf" in endings and verb in ("source", "suggest"),
        "scale": verb == "measure" and "sampled_betweenness" in values,
        "spark": verb == "measure" and "spark" in values,
    }
    yield from (extra for extra, is_needed in wanted.items() if is_needed)


def asked_for(words: list[str]) -> tuple[list[str], list[str]]:
    """The extras that ``--with`` names, and the command that comes after it.

    >>> asked_for(["--with", "pdf,word", "dashboard"]), asked_for(["--with=pdf"]), asked_for([])
    ((['pdf', 'word'], ['dashboard']), (['pdf'], []), ([], ['dashboard']))
    """
    extras: list[str] = []
    rest = list(words)
    while rest and rest[0].partition("=")[0] == "--with":
        _, given, names = rest.pop(0).partition("=")
        names = names if given else rest.pop(0) if rest else ""
        extras += names.split(",")
        if not names or set(extras) - set(EXTRAS):
            sys.exit("--with takes one or several of " + ", ".join(EXTRAS) + ", with commas between.")
    return extras, rest or ([] if extras else ["dashboard"])


def main() -> int:
    """Set up what the command needs, then run it in the environment."""
    if sys.version_info < (3, 11):
        sys.exit("Trosol needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    extras, words = asked_for(sys.argv[1:])
    testing = words[:1] == ["test"]
    # Whoever ends this ends what it runs: a step of the set-up here, the command itself because it takes the place of this process.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
            signal.signal(getattr(signal, name), lambda number, _frame: sys.exit(128 + number))
    make_environment()
    locks = ["test.txt"] if testing else ["run.txt", *(f"{extra}.txt" for extra in needed(words or [""]))]
    install(*dict.fromkeys([*locks, *(f"{extra}.txt" for extra in extras)]))
    if not words:
        print(f"Installed: {', '.join(extras)}.", file=sys.stderr)
        return 0
    # -P, here and above: no module that lies in the folder somebody happens to work in.
    wanted = ("pytest", "-n", "auto", *words[1:]) if testing else ("trosol", *words)
    command = [str(PYTHON), "-P", "-m", *wanted]
    # An empty part of PYTHONPATH is the working folder as well.
    path = os.pathsep.join(filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep)))
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | ({"PYTHONPATH": path} if path else {})
    if testing:
        os.chdir(HERE)
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, env)
    try:
        return subprocess.run(command, check=False, env=env).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
