"""Models of Vensim (``.mdl``): variables as items, what each is a function of as ties, signs from the arrows of the sketch.

Form: https://www.vensim.com/documentation/24305.html. Equations are taken apart, never worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing, unreadable
from trosol.imports.map_attributes import DrawingBuilder
from trosol.imports.text_maps import text_of

__all__ = ["from_vensim"]

_SKETCH = re.compile(r"^\\+---/+\s*Sketch", re.MULTILINE)
_CONTROL = re.compile(r"^[ \t]*\.Control\b", re.MULTILINE)
_GROUP = re.compile(r"^\*{10}[^\n]*\n[^\n]*\n\*{10,}~?", re.MULTILINE)
_NAME = re.compile(r'"[^"]*"?|[^=:("]+')
_BAR = re.compile(r'"[^"\n]*"|\|')
_SIGNS = {"43": "+", "45": "-", "83": "+", "115": "+", "79": "-", "111": "-"}
"""Marks at arrows: plus and minus, or s and o for same and opposite, by their codes."""
_LIST = "A FUNCTION OF"
_TOKEN = re.compile(r'"[^"]*"?|[^\W\d][\w\' .$]*|[-+*/^(),]|\d[\w.]*')
_MOST_WORDS = 12
"""Words of a variable's name."""
_MOST = 200_000
"""Variables and arrows of a model."""


def from_vensim(content: bytes, name: str) -> Drawing:
    """The map of a ``.mdl`` file. Raises :class:`TrosolError`."""
    text = text_of(content).removeprefix("{UTF-8}").replace("\r\n", "\n")
    sketch = _SKETCH.search(text)
    if "|" not in text or "~" not in text:
        raise unreadable(
            name, "a Vensim model", "it has no equations; models in Vensim's packed form (.vmfx, .vpmx) are not read"
        )
    equations = text[: sketch.start()] if sketch else text
    control = _CONTROL.search(equations)
    equations = (equations[: control.start()] if control else equations).rstrip(" \t\n*")
    builder = DrawingBuilder(name, "a model of Vensim")
    rights: dict[str, str] = {}
    for left, right, comment in _equations(_GROUP.sub("", equations)):
        label = _label(left)
        key = _key(label)
        if not key or key in builder.things:
            continue
        said = {"label": label, "description": comment}
        builder.thing(key, {k: v for k, v in said.items() if v}, Where(name, None, f"equation {len(rights) + 1}"), lasting=True)
        rights[key] = right
        if len(rights) > _MOST:
            raise unreadable(name, "a Vensim model", f"it has more than {_MOST:,} variables")
    if not rights:
        raise unreadable(name, "a Vensim model", "it has no equations")
    drawn = _polarities(text[sketch.start() :] if sketch else "")
    for number, (key, right) in enumerate(rights.items(), 1):
        for other, sign in _mentioned(right, builder).items():
            builder.guessed(other, other)  # drawn, but without an equation of its own
            said_sign = drawn.get((other, key), "") or sign
            builder.tie((other, key), {}, Where(name, None, f"equation {number}"), kind=said_sign)
    return replace(builder.made(), causal=True)


def _equations(text: str) -> Iterator[tuple[str, str, str]]:
    """Left side, right side and comment of each: ``name = expression ~ unit ~ comment |``."""
    for part in _parts(text):
        said, _, rest = part.partition("~")
        said = " ".join(said.replace("\\\n", " ").split())
        if not said or said.startswith(":"):
            continue
        left = _NAME.match(said)
        if left is not None:
            comment = rest.partition("~")[2].replace("~", " ")
            yield left[0].strip(), said[left.end() :].lstrip(":=(").strip(), " ".join(comment.split())


def _parts(text: str) -> Iterator[str]:
    """The text between bars; a bar in a name or a comment, with no unit or comment of its own after it, ends nothing."""
    begins = 0
    open_parts: list[str] = []
    ended = False
    ends = (found.start() for found in _BAR.finditer(text) if found[0] == "|")
    for end in (*ends, len(text)):
        part = text[begins:end]
        begins = end + 1
        if ended and "~" in part:
            yield "|".join(open_parts)
            open_parts, ended = [], False
        if part.strip():
            open_parts.append(part)
            ended = ended or "~" in part
    yield "|".join(open_parts)


def _label(left: str) -> str:
    bare = left.partition("[")[0].strip()
    return " ".join(bare.strip('"').replace('\\"', '"').split())


def _key(label: str) -> str:
    return " ".join(label.casefold().replace("_", " ").split())


def _mentioned(right: str, builder: DrawingBuilder) -> dict[str, str]:
    """The variables that an expression names, each with the sign that the expression itself gives: of stocks and of bare lists."""
    right = re.sub(r"\[[^\[\]]*\]", "", right)
    inner = right[right.find("(") + 1 :]
    if right.upper().startswith(_LIST):
        return dict(_listed(inner.rpartition(")")[0]))
    stock = right.upper().startswith("INTEG")
    found: dict[str, str] = {}
    for sign, names in _terms(_first_argument(inner) if stock else right, builder):
        said = sign if stock else ""
        for name in names:
            found[name] = said if found.get(name, said) == said else ""
    return found


def _terms(text: str, builder: DrawingBuilder) -> Iterator[tuple[str, list[str]]]:
    """The variables of each term of a sum with its sign; none is known of a factor, which another may turn, or within brackets."""
    sign, depth, last = "+", 0, ""
    names: list[str] = []
    for token in _TOKEN.finditer(text):
        said = token[0].strip()
        if said in ("(", ")"):
            depth += 1 if said == "(" else -1
        elif said in ("*", "/", "^", ","):
            sign = "" if depth == 0 else sign
        elif said not in ("+", "-"):
            found = list(_names(said, builder))
            if depth == 0:
                names += found
            else:
                yield "", found
        elif depth == 0 and last not in ("*", "/", "^"):
            yield sign, names
            sign, names = said, []
        last = said
    yield sign, names


def _listed(text: str) -> Iterator[tuple[str, str]]:
    """The variables of an equation that nobody wrote yet, each with the sign before it."""
    before = ""
    for part in re.findall(r'"[^"]*"?|[^,"]+', text):
        said = before + part.strip()
        name = _key(_label(said.lstrip("+-").strip()))
        before = said[0] if not name and said[:1] in ("+", "-") else ""  # the sign of a name in quotes
        if name:
            yield name, said[0] if said[0] in "+-" else ""


def _first_argument(text: str) -> str:
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            return text[:at]
    return text


def _names(said: str, builder: DrawingBuilder) -> Iterator[str]:
    """The variables in a run of words: the whole, or else the longest that are known."""
    whole = _key(said.strip('"'))
    if whole in builder.things:
        yield whole
        return
    words = whole.split()
    at = 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            if (name := " ".join(words[at : at + length])) in builder.things:
                yield name
                at += length - 1
                break
        at += 1


def _polarities(sketch: str) -> dict[tuple[str, str], str]:
    """The signs at the arrows of the sketch, by the variables that they join."""
    words: dict[str, str] = {}
    valves: list[str] = []
    arrows: list[tuple[str, str, str]] = []
    found: dict[tuple[str, str], str] = {}

    def settle() -> None:
        for start, end, sign in arrows:
            if start in words and end in words:
                found.setdefault((words[start], words[end]), sign)
        words.clear()
        arrows.clear()

    for line in sketch.splitlines():
        parts = line.split(",")
        if line.startswith("*"):  # another view: its numbers begin anew
            settle()
        elif parts[0] == "10" and len(parts) > 3:
            quoted = re.match(r'10,\d+,("[^"]*")', line)
            words[parts[1]] = _key(_label(quoted[1] if quoted else parts[2]))
            for valve in valves:
                words[valve] = words[parts[1]]
            valves.clear()
        elif parts[0] == "11" and len(parts) > 3:
            valves.append(parts[1])
        elif parts[0] == "1" and len(parts) > 7 and parts[6] in _SIGNS and len(arrows) < _MOST:
            arrows.append((parts[2], parts[3], _SIGNS[parts[6]]))
    settle()
    return found
