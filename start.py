#!/usr/bin/env python3
"""Set everything up and go: ``python3 start.py dashboard``, ``python3 start.py test``, or any other trosol command.

Needs only Python 3.11 or newer and pip. Makes a virtual environment in ``.venv``, installs the pinned and hash-checked
packages of ``requirements/``, then runs the command. The second time it starts at once.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TROSOL_VENV", HERE / ".venv"))
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")


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


def install(lock: str) -> None:
    """Install a lock file and the project itself, unless this very lock is installed already."""
    path = HERE / "requirements" / lock
    wanted = hashlib.sha256(path.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / (lock + ".installed")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing pinned packages (a minute or two, once) …", file=sys.stderr)
    pip = (sys.executable, "-P", "-m", "pip", "--disable-pip-version-check", "--python", PYTHON, "install", "-qq", "--no-input")
    run(*pip, "--require-hashes", "--requirement", path)
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", HERE)
    stamp.write_text(wanted)


def main() -> int:
    """Set up what the command needs, then run it in the environment."""
    if sys.version_info < (3, 11):
        sys.exit("Trosol needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    words = sys.argv[1:] or ["dashboard"]
    testing = words[0] == "test"
    make_environment()
    install("test.txt" if testing else "run.txt")
    # -P, here and above: no module that lies in the folder somebody happens to work in.
    command = [PYTHON, "-P", "-m", *(("pytest", "-n", "auto", *words[1:]) if testing else ("trosol", *words))]
    try:
        return subprocess.run([str(word) for word in command], check=False, cwd=HERE if testing else None).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
