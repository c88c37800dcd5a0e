"""Three files of other people, made up for the tests, each on its way to a first useful screen: in commands and decisions.

``python -P -m journeys.walks`` (in ``tests``) prints the counts as they stand in ``docs/import.md``.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from imports.maps import said
from imports.vocabularies import IN_ORG, W3C_ORG
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.files import Folder
from trosol.imports import propose
from trosol.scaffold import new_ecosystem

__all__ = ["WALKS", "Walk", "lines", "walked"]

_FACTORS = {
    "f1": ("Workload", "Variable"),
    "f2": ("Errors", "Variable"),
    "f3": ("Staff who stay", "Variable"),
    "f4": ("Good care", "Outcome"),
    "f5": ("Peer support scheme", "Intervention"),
    "f6": ("Short rotas", "Barrier"),
    "f7": ("Trust", "Variable"),
    "f8": ("Ward managers", "Stakeholder"),
}
_LINKS = [
    ("f1", "f2", "+"),
    ("f1", "f3", "-"),
    ("f2", "f4", "-"),
    ("f3", "f4", "+"),
    ("f5", "f7", "+"),
    ("f7", "f3", "+"),
    ("f6", "f1", "+"),
    ("f3", "f1", "-"),
    ("f8", "f5", "supports"),
]


def _kumu() -> str:
    elements = [{"_id": key, "attributes": {"label": label, "element type": kind}} for key, (label, kind) in _FACTORS.items()]
    links = [
        {"_id": f"c{n}", "from": a, "to": b, "direction": "directed", "attributes": {"connection type": word}}
        for n, (a, b, word) in enumerate(_LINKS)
    ]
    return json.dumps({"name": "Care at night", "elements": elements, "connections": links, "loops": [{"_id": "l1"}]})


_GROUPS = {
    "Inputs": ["Grant for trials", "Staff time"],
    "Activities": ["Train ward teams", "Test a shared form"],
    "Outputs": ["Teams that know the form"],
    "Outcomes": ["Less paperwork", "More time with patients"],
    "Impact": ["Better care at home"],
    "Risks": ["Old software"],
}
_ARROWS = [
    ("Grant for trials", "Train ward teams", "enables", False),
    ("Staff time", "Train ward teams", "enables", False),
    ("Train ward teams", "Teams that know the form", "leads to", False),
    ("Test a shared form", "Teams that know the form", "leads to", False),
    ("Teams that know the form", "Less paperwork", "leads to", False),
    ("Teams that know the form", "More time with patients", "leads to", False),
    ("More time with patients", "Better care at home", "leads to", False),
    ("Better care at home", "Less paperwork", "leads to", True),  # drawn from its end: the head is at the source
    ("Old software", "Test a shared form", "hinders", False),
]


def _yed() -> str:
    keys: dict[str, str] = {}
    nodes = []
    for number, (group, items) in enumerate(_GROUPS.items()):
        inner = []
        for place, item in enumerate(items):
            keys[item] = f"n{number}::n{place}"
            label = f"<y:ShapeNode><y:NodeLabel>{item}</y:NodeLabel><y:Shape type='roundrectangle'/></y:ShapeNode>"
            inner.append(f'<node id="{keys[item]}"><data key="d1">{label}</data></node>')
        box = f"<y:GroupNode><y:NodeLabel>{group}</y:NodeLabel></y:GroupNode>"
        box = f'<y:ProxyAutoBoundsNode><y:Realizers active="0">{box}</y:Realizers></y:ProxyAutoBoundsNode>'
        graph = f'<graph edgedefault="directed" id="n{number}:">{"".join(inner)}</graph>'
        nodes.append(f'<node id="n{number}" yfiles.foldertype="group"><data key="d1">{box}</data>{graph}</node>')
    edges = []
    for number, (start, end, word, back) in enumerate(_ARROWS):
        heads = 'source="standard" target="none"' if back else 'source="none" target="standard"'
        drawn = f"<y:PolyLineEdge><y:Arrows {heads}/><y:EdgeLabel>{word}</y:EdgeLabel></y:PolyLineEdge>"
        edges.append(f'<edge id="e{number}" source="{keys[start]}" target="{keys[end]}"><data key="d2">{drawn}</data></edge>')
    space = 'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml"'
    known = '<key for="node" id="d1" yfiles.type="nodegraphics"/><key for="edge" id="d2" yfiles.type="edgegraphics"/>'
    body = f'<graph edgedefault="directed" id="G">{"".join(nodes)}{"".join(edges)}</graph>'
    return f'<?xml version="1.0" encoding="UTF-8"?><graphml {space}>{known}{body}</graphml>'


WALKS: dict[str, tuple[dict[str, str], tuple[tuple[str, ...], ...]]] = {
    "A Kumu map of causes": ({"night.json": _kumu()}, (("open", "night.json"),)),
    "A theory of change in yEd": ({"change.graphml": _yed()}, (("open", "change.graphml"),)),
    "An ontology in W3C ORG, with an ecosystem in it": (
        {"org.ttl": W3C_ORG, "cloth.ttl": IN_ORG},
        (("open", "org.ttl", "--into", "cloth"), ("open", "cloth.ttl", "--into", "cloth")),
    ),
}
"""What each begins with, by file name, and the commands that a person types (`trosol` before each)."""


@dataclass(frozen=True)
class Walk:
    """``folder``: the ecosystem that was made; ``decisions``: the questions that were put to the person."""

    name: str
    folder: Path
    commands: tuple[str, ...]
    decisions: int

    @property
    def ecosystem(self) -> Ecosystem:
        """What the dashboard shows."""
        return Ecosystem.load(self.folder)

    def said(self) -> set[tuple[str, str, str]]:
        """Each claim by the names of its ends and relation."""
        return said(self.folder)


def walked(name: str, place: Path) -> Walk:
    """Type the commands, and count what would have been asked; the guesses are taken."""
    files, commands = WALKS[name]
    for file, text in files.items():
        (place / file).write_text(text, encoding="utf-8")
    folder = place / next(((words[3]) for words in commands if len(words) > 3), commands[0][1].partition(".")[0])
    decisions = 0
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for words in commands:
            if Folder(folder).kind("dataset.toml") is None:
                new_ecosystem(place, folder.name)
            asked = propose([place / words[1]], folder, guessing=True, replacing=True, unfinished=True)
            decisions += len(asked.unsure)
            assert main(["open", str(place / words[1]), "--into", str(folder), "--yes", "--check"]) == 0
    return Walk(name, folder, tuple(f"trosol {' '.join(words)}" for words in commands), decisions)


def lines(walks: list[Walk]) -> list[str]:
    """The table of the document."""
    rows = ["| From | Commands | Decisions |", "|---|---|---|"]
    for walk in walks:
        typed = " and ".join(f"`{command}`" for command in walk.commands)
        rows.append(f"| {walk.name} | {len(walk.commands)}: {typed} | {walk.decisions} |")
    return rows


if __name__ == "__main__":
    found = []
    for walk in WALKS:
        with tempfile.TemporaryDirectory() as folder_name:
            found.append(walked(walk, Path(folder_name)))
    print("\n".join(lines(found)))
